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

  let paper: Paper
  let head: Head
  let issuer: String
  let day: Day
  let stamp: Stamp?
  private let fixed: [WordPart]

  /// - Parameters:
  ///   - issuer: the office's name, as it stands in the head.
  ///   - day: of the document's properties.
  ///   - stamp: where the paper comes from, among the properties.
  ///   - fixed: the parts that every paper has alike.
  package init(
    _ paper: Paper, head: Head, issuer: String, day: Day, stamp: Stamp? = nil,
    fixed: [WordPart] = WordPart.fixed
  ) {
    self.paper = paper
    self.head = head
    self.issuer = issuer
    self.day = day
    self.stamp = stamp
    self.fixed = fixed
  }

  /// In the order of their paths, so that `[Content_Types].xml` is the first, as it should be.
  package var parts: [WordPart] {
    let own = [
      WordPart(path: "docProps/core.xml", text: coreProperties),
      WordPart(path: "word/document.xml", text: documentText),
    ]
    return (fixed + own).sorted { $0.path < $1.path }
  }

  /// The first block that is a title, for the properties.
  private var title: String {
    for block in paper.blocks {
      if case .title(let line) = block { return line.text }
    }
    return issuer
  }
}

// MARK: Its properties

extension WordDocument {
  private var coreProperties: String {
    func date(_ name: String) -> String {
      XML.element(name, ["xsi:type": "dcterms:W3CDTF"], "\(day)T00:00:00Z")
    }
    let content =
      XML.element("dc:title", [:], XML.escaped(title))
      + XML.element("dc:creator", [:], XML.escaped(issuer))
      + (stamp.map { XML.element("dc:description", [:], XML.escaped($0.text)) } ?? "")
      + XML.element("dc:language", [:], "zh-CN")
      + date("dcterms:created") + date("dcterms:modified")
    return XML.declaration
      + XML.element(
        "cp:coreProperties",
        [
          "xmlns:cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
          "xmlns:dc": "http://purl.org/dc/elements/1.1/",
          "xmlns:dcterms": "http://purl.org/dc/terms/",
          "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
        ], content)
  }
}
