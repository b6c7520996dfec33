/// What stands below the text block: page numbers.
struct WordFooter {
  /// `first`, `default` (odd pages) or `even`.
  let pages: String
  let id: String
  let file: String
  let text: String

  init(on pages: String, id: String, content: String) {
    self.pages = pages
    self.id = id
    file = "footer-\(pages).xml"
    text = XML.declaration + XML.element("w:ftr", ["xmlns:w": WordDocument.word], content)
  }

  /// In the section's properties.
  var reference: String {
    XML.element("w:footerReference", ["w:type": pages, "r:id": id])
  }
}

extension WordDocument {
  var footers: [WordFooter] {
    var footers: [WordFooter] = []
    if head == .letter {
      // 首页不显示页码 (10.1).
      footers.append(
        WordFooter(on: "first", id: "rId11", content: WordBody.paragraph(.page, "")))
    }
    footers.append(WordFooter(on: "default", id: "rId12", content: pageNumber(isOdd: true)))
    footers.append(WordFooter(on: "even", id: "rId13", content: pageNumber(isOdd: false)))
    return footers
  }

  /// — 2 —, a character in from the outer edge.
  private func pageNumber(isOdd: Bool) -> String {
    let indent = "\(Twips(points: 14))"
    let properties =
      XML.element("w:ind", [isOdd ? "w:right" : "w:left": indent])
      + XML.element("w:jc", ["w:val": isOdd ? "right" : "left"])
    let field =
      ["begin", "", "separate", "1", "end"].map { part in
        switch part {
        case "": XML.element("w:r", [:], XML.element("w:instrText", [:], "PAGE"))
        case "1": WordBody.run("1")
        default: XML.element("w:r", [:], XML.element("w:fldChar", ["w:fldCharType": part]))
        }
      }.joined()
    return WordBody.paragraph(
      .page, WordBody.run("— ") + field + WordBody.run(" —"), properties: properties)
  }
}
