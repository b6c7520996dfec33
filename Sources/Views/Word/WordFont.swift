/// The typefaces of GB/T 9704, each with what stands in where an office lacks it.
enum WordFont: CaseIterable {
  /// 仿宋: the text.
  case text
  /// 小标宋: titles and the issuer's name.
  case title
  /// 黑体: the first level, 密级 and 紧急程度.
  case heading
  /// 楷体: the second level.
  case subheading
  /// 宋体: page numbers.
  case number

  var name: String {
    switch self {
    case .text: "仿宋_GB2312"
    case .title: "方正小标宋简体"
    case .heading: "黑体"
    case .subheading: "楷体_GB2312"
    case .number: "宋体"
    }
  }

  /// Best first.
  private var standIns: [String] {
    switch self {
    case .text: ["仿宋", "FangSong", "Noto Serif CJK SC"]
    case .title: ["方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "华文中宋", "Noto Serif CJK SC", "宋体"]
    case .heading: ["SimHei", "Noto Sans CJK SC"]
    case .subheading: ["楷体", "KaiTi", "Noto Serif CJK SC"]
    case .number: ["SimSun", "Noto Serif CJK SC"]
    }
  }

  private var family: String {
    switch self {
    case .text, .heading, .subheading: "modern"
    case .title, .number: "roman"
    }
  }

  /// Digits and Latin letters stand in Times New Roman, which every machine has or has something of
  /// the same widths for. What both scripts have (`×`, quotes) is Chinese by the hint.
  var properties: String {
    XML.element(
      "w:rFonts",
      [
        "w:hint": "eastAsia", "w:ascii": Self.latin, "w:hAnsi": Self.latin, "w:eastAsia": name,
        "w:cs": Self.latin,
      ])
  }

  private static let latin = "Times New Roman"

  /// `word/fontTable.xml`.
  static var table: String {
    let fonts = allCases.map { font in
      XML.element(
        "w:font", ["w:name": font.name],
        XML.element("w:altName", ["w:val": font.standIns.joined(separator: ",")])
          + XML.element("w:charset", ["w:val": "86"])
          + XML.element("w:family", ["w:val": font.family])
          + XML.element("w:pitch", ["w:val": "variable"]))
    }.joined()
    return XML.declaration + XML.element("w:fonts", ["xmlns:w": WordDocument.word], fonts)
  }
}
