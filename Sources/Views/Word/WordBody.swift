import Supervision

/// Paragraphs, runs and tables of WordprocessingML.
enum WordBody {
  static func run(_ text: String, isStrong: Bool = false) -> String {
    let strong = isStrong ? XML.element("w:b") + XML.element("w:bCs") : ""
    return XML.element(
      "w:r", [:],
      XML.element("w:rPr", [:], XML.element("w:rFonts", ["w:hint": "eastAsia"]) + strong)
        + XML.element("w:t", ["xml:space": "preserve"], XML.escaped(text)))
  }

  static func runs(_ line: Paper.Line) -> String {
    line.map { run($0.text, isStrong: $0.isStrong) }.joined()
  }

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

  static let relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

  private var section: String {
    typealias Page = PageMeasures
    let isForm = head == .plain
    let top = isForm ? Page.formTop : Page.top
    let bottom = isForm ? Page.formBottom : Page.bottom
    return XML.element(
      "w:sectPr", [:],
      footers.map(\.reference).joined()
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
