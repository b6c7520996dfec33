package import Supervision

/// A paper as a Word document (ECMA-376) on the page of GB/T 9704-2012: the parts of the package as
/// text. Putting them into a ZIP is another's work.
///
/// Every byte follows from the paper: no clock, no random ids.
package struct WordDocument: Sendable {
  /// How the first page is headed.
  package enum Head: Sendable, Hashable {
    /// 信函格式: the issuer's name and red double lines.
    case letter
    /// 文件格式: the issuer's name, the number below it, a red line.
    case issue
    /// Only the text block.
    case plain
  }

  package struct Part: Sendable, Hashable {
    package let path: String
    package let text: String
  }

  let paper: Paper
  let head: Head
  let issuer: String
  let day: Day

  /// - Parameters:
  ///   - issuer: the office's name, as it stands in the head.
  ///   - day: of the document's properties.
  package init(_ paper: Paper, head: Head, issuer: String, day: Day) {
    self.paper = paper
    self.head = head
    self.issuer = issuer
    self.day = day
  }

  /// In the order in which they stand in the package.
  package var parts: [Part] {
    var parts = [
      Part(path: "[Content_Types].xml", text: contentTypes),
      Part(path: "_rels/.rels", text: packageRelations),
      Part(path: "docProps/app.xml", text: applicationProperties),
      Part(path: "docProps/core.xml", text: coreProperties),
      Part(path: "word/_rels/document.xml.rels", text: documentRelations),
      Part(path: "word/document.xml", text: documentText),
      Part(path: "word/fontTable.xml", text: WordFont.table),
      Part(path: "word/settings.xml", text: settings),
      Part(path: "word/styles.xml", text: WordStyle.sheet),
    ]
    parts += footers.map { Part(path: "word/\($0.file)", text: $0.text) }
    return parts
  }

  /// The first block that is a title, for the properties.
  private var title: String {
    for block in paper.blocks {
      if case .title(let line) = block { return line.text }
    }
    return issuer
  }
}

// MARK: The package

extension WordDocument {
  private static let office = "http://schemas.openxmlformats.org/officeDocument/2006"
  private static let packageNamespace = "http://schemas.openxmlformats.org/package/2006"
  private static let wordType =
    "application/vnd.openxmlformats-officedocument.wordprocessingml"

  private var contentTypes: String {
    func override(_ path: String, _ type: String) -> String {
      XML.element("Override", ["PartName": path, "ContentType": type])
    }
    var content = XML.element(
      "Default",
      [
        "Extension": "rels",
        "ContentType": "application/vnd.openxmlformats-package.relationships+xml",
      ])
    content += XML.element("Default", ["Extension": "xml", "ContentType": "application/xml"])
    content += override(
      "/docProps/app.xml",
      "application/vnd.openxmlformats-officedocument.extended-properties+xml")
    content += override(
      "/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml")
    content += override("/word/document.xml", "\(Self.wordType).document.main+xml")
    for name in ["fontTable", "settings", "styles"] {
      content += override("/word/\(name).xml", "\(Self.wordType).\(name)+xml")
    }
    for footer in footers {
      content += override("/word/\(footer.file)", "\(Self.wordType).footer+xml")
    }
    return XML.declaration
      + XML.element("Types", ["xmlns": "\(Self.packageNamespace)/content-types"], content)
  }

  private func relations(_ targets: [(id: String, type: String, target: String)]) -> String {
    let content = targets.map { relation in
      XML.element(
        "Relationship",
        ["Id": relation.id, "Type": relation.type, "Target": relation.target])
    }.joined()
    return XML.declaration
      + XML.element(
        "Relationships", ["xmlns": "\(Self.packageNamespace)/relationships"], content)
  }

  private var packageRelations: String {
    relations([
      ("rId1", "\(Self.office)/relationships/officeDocument", "word/document.xml"),
      (
        "rId2", "\(Self.packageNamespace)/relationships/metadata/core-properties",
        "docProps/core.xml"
      ),
      ("rId3", "\(Self.office)/relationships/extended-properties", "docProps/app.xml"),
    ])
  }

  private var documentRelations: String {
    let fixed = ["styles", "settings", "fontTable"].enumerated().map { index, name in
      (id: "rId\(index + 1)", type: "\(Self.office)/relationships/\(name)", target: "\(name).xml")
    }
    let numbered = footers.map { footer in
      (id: footer.id, type: "\(Self.office)/relationships/footer", target: footer.file)
    }
    return relations(fixed + numbered)
  }

  private var applicationProperties: String {
    XML.declaration
      + XML.element(
        "Properties", ["xmlns": "\(Self.office)/extended-properties"],
        XML.element("Application", [:], "duban-git"))
  }

  private var coreProperties: String {
    func date(_ name: String) -> String {
      XML.element(name, ["xsi:type": "dcterms:W3CDTF"], "\(day)T00:00:00Z")
    }
    let content =
      XML.element("dc:title", [:], XML.escaped(title))
      + XML.element("dc:creator", [:], XML.escaped(issuer))
      + XML.element("dc:language", [:], "zh-CN")
      + date("dcterms:created") + date("dcterms:modified")
    return XML.declaration
      + XML.element(
        "cp:coreProperties",
        [
          "xmlns:cp": "\(Self.packageNamespace)/metadata/core-properties",
          "xmlns:dc": "http://purl.org/dc/elements/1.1/",
          "xmlns:dcterms": "http://purl.org/dc/terms/",
          "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
        ], content)
  }

  private var settings: String {
    let compatibility = XML.element(
      "w:compatSetting",
      [
        "w:name": "compatibilityMode", "w:uri": "http://schemas.microsoft.com/office/word",
        "w:val": "15",
      ])
    let content =
      XML.element("w:zoom", ["w:percent": "100"])
      + XML.element("w:evenAndOddHeaders")
      + XML.element("w:drawingGridVerticalSpacing", ["w:val": "\(PageMeasures.linePitch)"])
      + XML.element("w:characterSpacingControl", ["w:val": "doNotCompress"])
      + XML.element("w:compat", [:], compatibility)
      + XML.element("w:themeFontLang", ["w:val": "zh-CN", "w:eastAsia": "zh-CN"])
    return XML.declaration + XML.element("w:settings", ["xmlns:w": Self.word], content)
  }

  static let word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
}
