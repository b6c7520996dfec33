/// Paragraphs, runs and tables of WordprocessingML.
enum WordBody {
  /// What both scripts have (`×`, quotes) is Chinese by the hint.
  ///
  /// - Parameters:
  ///   - style: of the characters, where it is not the paragraph's.
  ///   - properties: what differs from the style, in the order of the schema.
  static func run(_ text: String, style: String = "", properties: String = "") -> String {
    let hint = XML.element("w:rFonts", ["w:hint": "eastAsia"])
    return XML.element(
      "w:r", [:],
      XML.element("w:rPr", [:], style + hint + properties)
        + XML.element("w:t", ["xml:space": "preserve"], XML.escaped(text)))
  }

  static func runs(_ line: Paper.Line) -> String {
    line.map { run($0.text, properties: $0.isStrong ? strong : "") }.joined()
  }

  private static let strong = XML.element("w:b") + XML.element("w:bCs")

  /// - Parameter properties: what differs from the style, in the order of the schema.
  static func paragraph(_ style: WordStyle, _ content: String, properties: String = "") -> String {
    XML.element(
      "w:p", [:],
      XML.element(
        "w:pPr", [:], XML.element("w:pStyle", ["w:val": style.id]) + properties) + content)
  }

  static func spacing(before: Twips, after: Twips = Twips(0)) -> String {
    XML.element("w:spacing", ["w:before": "\(before)", "w:after": "\(after)"])
  }

  static let tab = XML.element("w:r", [:], XML.element("w:tab"))
  static let lineBreak = XML.element("w:r", [:], XML.element("w:br"))
}

extension WordDocument {
  /// `word/document.xml`.
  var documentText: String {
    var layout = WordLayout(head: head)
    let body =
      WordHead(head: head, issuer: issuer).written + layout.written(paper.blocks) + section
    return XML.declaration
      + XML.element(
        "w:document",
        [
          "xmlns:w": Self.word, "xmlns:r": Self.relationships, "xmlns:a": WordShape.drawing,
          "xmlns:wp": WordShape.placing, "xmlns:wps": WordShape.shapes,
          "xmlns:mc": WordShape.compatibility, "xmlns:v": "urn:schemas-microsoft-com:vml",
          "xmlns:o": "urn:schemas-microsoft-com:office:office",
        ],
        XML.element("w:body", [:], body))
  }

  private static let word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
  static let relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

  /// The page numbers, of odd pages and of even ones; 首页不显示页码 (10.1).
  private var footers: [(pages: String, id: String)] {
    (head == .letter ? [("first", "rId11")] : []) + [("default", "rId12"), ("even", "rId13")]
  }

  private var section: String {
    typealias Page = PageMeasures
    let isForm = head == .plain
    let top = isForm ? Page.formTop : Page.top
    let bottom = isForm ? Page.formBottom : Page.bottom
    return XML.element(
      "w:sectPr", [:],
      footers.map { XML.element("w:footerReference", ["w:type": $0.pages, "r:id": $0.id]) }.joined()
        + XML.element("w:pgSz", ["w:w": "\(Page.width)", "w:h": "\(Page.height)"])
        + XML.element(
          "w:pgMar",
          [
            "w:top": "\(top)", "w:right": "\(Page.right)", "w:bottom": "\(bottom)",
            "w:left": "\(Page.left)", "w:header": "\(Page.headerTop)",
            "w:footer": "\(Page.footer(below: bottom))", "w:gutter": "0",
          ])
        + (head == .letter ? XML.element("w:titlePg") : "")
        + XML.element(
          "w:docGrid",
          [
            "w:type": "lines", "w:linePitch": "\(Page.linePitch)",
          ]))
  }
}
