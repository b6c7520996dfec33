/// What a 通报 says.
enum BulletinText {
  static let template = """
    {{@文号}}
    {{文号}}

    # 关于{{起始日期}}至{{截止日期}}批示件办理情况的通报

    """
}
