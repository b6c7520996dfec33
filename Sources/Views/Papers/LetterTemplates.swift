package import Supervision

extension TemplateKind {
  /// The template that is built in; an office's own stands in `schema/templates/<name>.md`.
  package var template: String {
    switch self {
    case .letter(let kind):
      switch kind {
      case .supervision: LetterTexts.supervision
      case .urging: LetterTexts.urging
      case .returned: LetterTexts.returned
      case .closing: LetterTexts.closing
      case .revisit: LetterTexts.revisit
      case .submission: FormTexts.submission
      case .feedback: FormTexts.feedback
      case .extensionRequest: FormTexts.extensionRequest
      case .inspectionRecord: FormTexts.inspection
      }
    case .bulletin: BulletinText.template
    case .contents: DossierText.contents
    case .reminder: ReminderTexts.reminder
    case .hook: ReminderTexts.hook
    }
  }

  /// How its first page is headed: 函 and 通知 go out under the letterhead; a slip, and what is filled
  /// in and signed, has none.
  package var head: WordDocument.Head {
    switch self {
    case .letter(let kind):
      switch kind {
      case .supervision, .returned, .closing, .revisit: .letter
      case .urging, .submission, .feedback, .extensionRequest, .inspectionRecord: .plain
      }
    case .bulletin: .issue
    case .contents, .reminder, .hook: .plain
    }
  }
}

/// What the letters say: 函 in 信函格式.
enum LetterTexts {
  private static let head = """
    {{#紧急程度}}
    {{@紧急程度}}
    {{紧急程度}}

    {{/紧急程度}}
    {{@文号}}
    {{本函文号}}


    """

  static let foot = """

    {{#附件}}
    {{@附件}}
    {{附件说明}}

    {{/附件}}
    {{@署名}}
    {{机关}}

    {{@日期}}
    {{日期}}

    {{#联系人}}
    {{@附注}}
    （联系人：{{联系人}}）

    {{/联系人}}
    {{#抄送}}
    {{@抄送}}
    抄送：{{抄送}}。

    {{/抄送}}

    """

  static let supervision =
    head + """
      {{^前函}}
      # 关于督促办理{{领导}}对{{来文}}批示的函
      {{/前函}}
      {{#前函}}
      # 关于进一步督促办理{{领导}}对{{来文}}批示的函
      {{/前函}}

      {{@主送}}
      {{主送}}：

      {{^前函}}
      {{批示日期}}，{{领导}}对{{来文}}作出批示，要求{{摘要}}。为确保批示精神落到实处，现将有关事项函告如下。
      {{/前函}}
      {{#前函}}
      {{前函日期}}，{{自称}}以《关于督促办理{{领导}}对{{来文}}批示的函》（{{前函}}）部署了有关工作。根据办理进展情况，现就有关事项补充函告如下。
      {{/前函}}

      ## 一、承办单位

      此件由{{牵头单位}}牵头{{#协办单位}}，{{协办单位}}配合{{/协办单位}}。{{#报责任人时限}}请各承办单位确定一名承办责任人，于{{报责任人时限}}前报{{自称}}。{{/报责任人时限}}{{#异议时限}}对职责分工有不同意见的，请于{{异议时限}}前书面提出，逾期视为无异议。{{/异议时限}}

      ## 二、任务要求

      {{#前函}}
      在前函任务基础上，增加下列任务（序号接前函）：

      {{/前函}}
      {{#任务}}
      {{序号}}. {{事项}}。责任单位：{{承办}}；完成时限：{{时限}}{{#标志}}；完成标志：{{标志}}{{/标志}}。
      {{/任务}}
      {{^任务}}
      请按照批示要求抓好落实，并形成书面报告。
      {{/任务}}

      ## 三、时间安排

      {{^前函}}
      {{#初报时限}}
      {{初报时限}}前，由牵头单位报送初次报告。

      {{/初报时限}}
      {{#反馈}}
      办理期间，由牵头单位按“{{反馈}}”的频次报告进展情况。

      {{/反馈}}
      {{#现行时限}}
      全部事项办理完毕后，由牵头单位汇总，于{{现行时限}}前报送办结报告。

      {{/现行时限}}
      {{/前函}}
      {{#前函}}
      上述事项由责任单位按时限完成并书面报告，办理结果由牵头单位一并纳入办结报告{{#现行时限}}，于{{现行时限}}前报送{{/现行时限}}。

      {{/前函}}
      确需延期的，须在时限届满前书面申请，说明理由和拟办结日期，经批准后执行。

      ## 四、报告要求

      请坚持一事一报，对照批示要求和上述任务逐项作答，写明办理结果、存在问题和下步措施，经单位主要负责同志签发并加盖公章后报送。“正在研究”“下一步将”之类未落实的事项，不作为办结依据。

      特此函达。

      """ + foot

  static let urging =
    """
    # 督办件催办单（{{等级}}色）

    {{@主送}}
    {{单位}}：

    {{#发函日期}}{{发函日期}}，{{/发函日期}}{{自称}}以{{文号}}函请你单位办理{{领导}}对{{来文}}的批示（案号：{{案号}}）。截至{{日期}}，下列事项需要抓紧办理：

    {{#应办}}
    {{序号}}. {{内容}}。{{#原时限}}原定时限{{原时限}}，现行时限{{应办时限}}{{/原时限}}{{^原时限}}时限{{应办时限}}{{/原时限}}，{{状态}}。
    {{/应办}}
    {{^应办}}
    请尽快书面报告办理进展情况。
    {{/应办}}

    {{#催办说明}}
    {{催办说明}}

    {{/催办说明}}
    这是对你单位的第{{催办次数}}次催办。请收到后立即办理，于{{答复时限}}前书面回复办理结果；确有困难的，说明原因、承办责任人和完成日期。

    """ + foot + """
      ---

      {{@居中}}
      督办件催办单回执

      {{@表单}}
      | 案　　号 | {{案号}} | 催办日期 | {{催办日期}} |
      | :-------: | ----------- | :-------: | ----------- |
      | 收件单位 | {{单位}} | 签收日期 |  |
      | 签 收 人 |  | 联系电话 |  |

      """

  static let returned =
    head + """
      # 关于退回补充办理“{{标题}}”的函

      {{@主送}}
      {{单位}}：

      你单位报送的“{{标题}}”（案号：{{案号}}）办理报告收悉。经{{审核日期}}对照“五查”审核，报告尚不符合要求，现予退回（累计退回{{退回次数}}次）。需要补充办理的问题如下：

      {{#问题}}
      {{序号}}. **{{查项}}。**{{情况}}。
      {{/问题}}
      {{#退回理由}}

      退回理由：{{退回理由}}。
      {{/退回理由}}

      请对照批示要求逐项补充办理，查漏补缺，于{{补报时限}}前重新报送，经单位主要负责同志签发并加盖公章。

      特此函达。

      """ + foot

  static let closing =
    head + """
      # 关于“{{标题}}”办结的通知

      {{@主送}}
      {{主送}}：

      {{批示日期}}，{{领导}}对{{来文}}作出批示（案号：{{案号}}）。办理结果已呈报{{呈报对象}}{{#阅示}}，批示意见为“{{阅示}}”{{/阅示}}，该件于{{办结日期}}办结。

      请各承办单位继续巩固办理成果，防止问题反弹，并整理好办理资料备查。{{#回访时限}}{{自称}}将于{{回访时限}}前组织回访。{{/回访时限}}

      特此通知。

      """ + foot

  static let revisit =
    head + """
      # 关于开展“{{标题}}”办理情况回访的函

      {{@主送}}
      {{单位}}：

      {{领导}}批示交办的“{{标题}}”（案号：{{案号}}）已于{{办结日期}}办结。为掌握办理成果巩固情况，{{自称}}拟{{#回访时限}}于{{回访时限}}前{{/回访时限}}开展回访。请对照下列事项准备书面说明和佐证资料：

      {{#任务}}
      {{序号}}. {{事项}}。责任单位：{{承办}}；办结时情况：{{完成情况}}。
      {{/任务}}

      书面说明应当写明办结以来的变化情况、有无反弹、长效机制落实情况，以及需要协调解决的问题。

      特此函达。

      """ + foot
}
