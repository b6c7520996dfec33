/// The styles of a paper: an office that changes one in Word changes every paragraph of the kind.
enum WordStyle: String, CaseIterable {
  case text, plain, title, first, second, urgency, addressees, attachments, signature, date
  case remark, copies, centred, right, cell, label, tableHead, form, issuer, page

  var id: String { "duban-\(rawValue)" }

  var name: String {
    switch self {
    case .text: "公文正文"
    case .plain: "公文无缩进"
    case .title: "公文标题"
    case .first: "一级标题"
    case .second: "二级标题"
    case .urgency: "版头标注"
    case .addressees: "主送机关"
    case .attachments: "附件说明"
    case .signature: "发文机关署名"
    case .date: "成文日期"
    case .remark: "附注"
    case .copies: "抄送机关"
    case .centred: "公文居中"
    case .right: "公文居右"
    case .cell: "表格内容"
    case .label: "表格栏目"
    case .tableHead: "表格表头"
    case .form: "表单内容"
    case .issuer: "发文机关标志"
    case .page: "公文页码"
    }
  }

  private var font: WordFont {
    switch self {
    case .text, .plain, .addressees, .attachments, .signature, .date, .remark, .copies, .centred,
      .right, .cell, .form:
      .text
    case .title, .issuer: .title
    case .first, .urgency, .label, .tableHead: .heading
    case .second: .subheading
    case .page: .number
    }
  }

  /// Points.
  private var size: Double {
    switch self {
    case .title, .issuer: PageMeasures.titleSize
    case .copies, .page: 14
    case .cell, .tableHead, .label, .form: 12
    case .text, .plain, .first, .second, .urgency, .addressees, .attachments, .signature, .date,
      .remark, .centred, .right:
      PageMeasures.textSize
    }
  }

  private var pitch: (line: Twips, rule: String) {
    switch self {
    case .title: (PageMeasures.titlePitch, "exact")
    case .cell, .tableHead, .label, .form: (Twips(points: 16), "atLeast")
    case .copies: (Twips(points: 24), "exact")
    case .issuer, .page: (Twips(points: 14), "atLeast")
    case .text, .plain, .first, .second, .urgency, .addressees, .attachments, .signature, .date,
      .remark, .centred, .right:
      (PageMeasures.linePitch, "exact")
    }
  }

  private var alignment: String {
    switch self {
    case .text, .plain, .addressees, .attachments, .remark, .copies: "both"
    case .title, .centred, .label, .tableHead, .issuer: "center"
    case .signature, .date, .right: "right"
    case .first, .second, .urgency, .cell, .form, .page: "left"
    }
  }

  private var indent: String {
    switch self {
    case .text, .first, .second, .remark:
      XML.element(
        "w:ind",
        ["w:firstLineChars": "200", "w:firstLine": "\(PageMeasures.characters(2))"])
    case .plain, .title, .urgency, .addressees, .attachments, .signature, .date, .copies,
      .centred, .right, .cell, .label, .tableHead, .form, .issuer, .page:
      ""
    }
  }

  private var outline: String {
    switch self {
    case .title: XML.element("w:outlineLvl", ["w:val": "0"])
    case .first: XML.element("w:outlineLvl", ["w:val": "1"])
    case .second: XML.element("w:outlineLvl", ["w:val": "2"])
    case .text, .plain, .urgency, .addressees, .attachments, .signature, .date, .remark, .copies,
      .centred, .right, .cell, .label, .tableHead, .form, .issuer, .page:
      ""
    }
  }

  private var paragraph: String {
    let isHeading = self == .first || self == .second
    return XML.element(
      "w:pPr", [:],
      (isHeading ? XML.element("w:keepNext") : "")
        + Self.spacingOfScripts + XML.element("w:snapToGrid", ["w:val": "0"])
        + XML.element(
          "w:spacing",
          [
            "w:before": "0", "w:after": "0", "w:line": "\(pitch.line)", "w:lineRule": pitch.rule,
          ])
        + indent + XML.element("w:jc", ["w:val": alignment]) + outline)
  }

  /// No space of its own between Chinese and digits: `2018年7月24日` is one word.
  private static let spacingOfScripts =
    XML.element("w:autoSpaceDE", ["w:val": "0"]) + XML.element("w:autoSpaceDN", ["w:val": "0"])

  private var run: String {
    XML.element(
      "w:rPr", [:],
      font.properties
        + (size == PageMeasures.textSize
          ? XML.element("w:spacing", ["w:val": "\(PageMeasures.characterSpace)"]) : "")
        + XML.element("w:sz", ["w:val": "\(Int(size * 2))"])
        + XML.element("w:szCs", ["w:val": "\(Int(size * 2))"]))
  }

  private var element: String {
    XML.element(
      "w:style", ["w:type": "paragraph", "w:customStyle": "1", "w:styleId": id],
      XML.element("w:name", ["w:val": name]) + XML.element("w:basedOn", ["w:val": "a"])
        + XML.element("w:qFormat") + paragraph + run)
  }

  /// `word/styles.xml`.
  static var sheet: String {
    let size = "\(Int(PageMeasures.textSize * 2))"
    let run = XML.element(
      "w:rPr", [:],
      WordFont.text.properties + XML.element("w:kern", ["w:val": "0"])
        + XML.element("w:sz", ["w:val": size]) + XML.element("w:szCs", ["w:val": size])
        + XML.element("w:lang", ["w:val": "en-US", "w:eastAsia": "zh-CN", "w:bidi": "ar-SA"]))
    let paragraph = XML.element(
      "w:pPr", [:],
      XML.element("w:widowControl", ["w:val": "0"]) + spacingOfScripts)
    let defaults = XML.element(
      "w:docDefaults", [:],
      XML.element("w:rPrDefault", [:], run) + XML.element("w:pPrDefault", [:], paragraph))
    let normal = XML.element(
      "w:style", ["w:type": "paragraph", "w:default": "1", "w:styleId": "a"],
      XML.element("w:name", ["w:val": "Normal"]) + XML.element("w:qFormat"))
    let table = XML.element(
      "w:style", ["w:type": "table", "w:default": "1", "w:styleId": "a1"],
      XML.element("w:name", ["w:val": "Normal Table"])
        + XML.element("w:uiPriority", ["w:val": "99"])
        + XML.element(
          "w:tblPr", [:],
          XML.element("w:tblInd", ["w:w": "0", "w:type": "dxa"])))
    return XML.declaration
      + XML.element(
        "w:styles", ["xmlns:w": WordDocument.word],
        defaults + normal + table + allCases.map(\.element).joined())
  }
}
