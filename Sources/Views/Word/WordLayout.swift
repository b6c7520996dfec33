import Supervision

/// Which paragraph stands how, and at what distance from the one above.
struct WordLayout {
  let head: WordDocument.Head
  private typealias Page = PageMeasures
  private var hasTitle = false
  private var hasAttachments = false
  /// 密级 and 紧急程度, until the number takes them on its line.
  private var marks: [Paper.Line] = []
  private var isAfterTable = false
  private var breaksPage = false

  init(head: WordDocument.Head) {
    self.head = head
  }

  mutating func written(_ blocks: [Paper.Block]) -> String {
    var text = ""
    var index = 0
    while index < blocks.count {
      let block = blocks[index]
      index += 1
      if case .table(let table) = block {
        // Tables one below the other are one table.
        var tables = [table]
        while index < blocks.count, case .table(let next) = blocks[index] {
          tables.append(next)
          index += 1
        }
        let next = index < blocks.count ? blocks[index] : nil
        text += WordTable(tables, keepsWithNext: next?.isRemark == true).written
        isAfterTable = true
        continue
      }
      text += written(block, before: blocks[index...])
    }
    // A document ends with a paragraph; after a table a small one is enough.
    if isAfterTable {
      text += WordBody.paragraph(
        .plain, "",
        properties: XML.element("w:spacing", ["w:line": "20", "w:lineRule": "exact"]))
    }
    return text
  }

  private mutating func written(_ block: Paper.Block, before rest: ArraySlice<Paper.Block>)
    -> String
  {
    defer { isAfterTable = false }
    switch block {
    case .title(let line): return title(line)
    case .heading(let level, let line):
      return WordBody.paragraph(level == 1 ? .first : .second, WordBody.runs(line))
    case .paragraph(let line, let role): return paragraph(line, role, before: rest)
    case .rule:
      let border = XML.element(
        "w:pBdr", [:],
        XML.element(
          "w:bottom", ["w:val": "dashed", "w:sz": "6", "w:space": "1", "w:color": "auto"]))
      // Half a line: what the receipt below takes is wanted above.
      let height = XML.element(
        "w:spacing", ["w:line": "\(Page.linePitch.count / 2)", "w:lineRule": "exact"])
      return WordBody.paragraph(
        .plain, "", properties: XML.element("w:keepNext") + border + height)
    case .pageBreak:
      breaksPage = true
      return ""
    case .table: return ""
    }
  }

  /// Two lines below what stands above it (10.1), one line above what follows.
  private mutating func title(_ line: Paper.Line) -> String {
    let isFirst = !hasTitle
    hasTitle = true
    let breaks = breaksPage ? XML.element("w:pageBreakBefore") : ""
    breaksPage = false
    let lines = head == .plain || !isFirst ? 0 : 2
    let above = pendingMarks()
    let content = line.titleLines(of: Page.titleCharacters).map { WordBody.run($0) }
      .joined(separator: WordBody.lineBreak)
    return above
      + WordBody.paragraph(
        .title, content,
        properties: breaks
          + WordBody.spacing(
            before: Twips(lines * Page.linePitch.count),
            after: head == .plain ? Twips(points: 14) : Page.linePitch))
  }

  private mutating func paragraph(
    _ line: Paper.Line, _ role: TextRole?, before rest: ArraySlice<Paper.Block>
  ) -> String {
    let runs = WordBody.runs(line)
    let next = rest.first
    switch role {
    case .urgency where !hasTitle:
      marks.append(line)
      return ""
    case .number where !hasTitle:
      switch head {
      case .letter: return numberLine(line)
      case .issue: return WordBody.paragraph(.centred, runs)
      case .plain: return WordBody.paragraph(.right, runs)
      }
    case .urgency:
      defer { breaksPage = false }
      return WordBody.paragraph(
        .urgency, runs, properties: breaksPage ? XML.element("w:pageBreakBefore") : "")
    case .number: return WordBody.paragraph(.right, runs)
    case .addressees: return WordBody.paragraph(.addressees, runs)
    case .attachments: return attachment(line, runs)
    case .signature: return signature(line, before: next)
    case .date: return date(line, before: next)
    case .remark:
      return WordBody.paragraph(
        .remark, runs, properties: isAfterTable ? WordBody.spacing(before: Twips(points: 7)) : "")
    case .copies: return copies(runs)
    case .centred:
      return WordBody.paragraph(
        .centred, runs, properties: next?.isTable == true ? XML.element("w:keepNext") : "")
    case .right: return WordBody.paragraph(.right, runs)
    case .form, .newPage, nil:
      return WordBody.paragraph(.text, runs, properties: Self.keeping(before: rest))
    }
  }

  /// A page may not bear a signature and no text (7.3.6); `特此函达。` alone is none either, so two
  /// lines of what stands above it come along.
  private static func keeping(before rest: ArraySlice<Paper.Block>) -> String {
    guard let next = rest.first else { return "" }
    if next.isSigned { return XML.element("w:keepNext") }
    guard next.isShort, rest.dropFirst().first?.isSigned == true else { return "" }
    return XML.element("w:keepNext") + XML.element("w:widowControl")
  }

  /// 密级 and 紧急程度 on the left, the number on the right, all below the first red line.
  private mutating func numberLine(_ number: Paper.Line) -> String {
    let stop = XML.element(
      "w:tabs", [:],
      XML.element("w:tab", ["w:val": "right", "w:pos": "\(Page.textWidth)"]))
    let first = marks.isEmpty ? "" : WordBody.runs(marks.removeFirst())
    // The marks are in 黑体, the number in 仿宋.
    let style = XML.element("w:rStyle", ["w:val": "duban-number"])
    let text = number.map { WordBody.run($0.text, style: style) }.joined()
    return WordBody.paragraph(.urgency, first + WordBody.tab + text, properties: stop)
      + pendingMarks()
  }

  private mutating func pendingMarks() -> String {
    defer { marks = [] }
    return marks.map { WordBody.paragraph(.urgency, WordBody.runs($0)) }.joined()
  }

  /// 正文下空一行左空二字; what goes on in a second line stands below the name's first character.
  private mutating func attachment(_ line: Paper.Line, _ runs: String) -> String {
    let text = line.text
    let lead = text.prefix { $0 != "：" && $0 != "　" }.count
    let digits = text.drop { !$0.isASCII }.prefix { $0.isASCII }
    let hanging = 3 + (lead <= 2 ? String(digits).printedWidth : 0)
    let indent = XML.element(
      "w:ind",
      [
        "w:left": "\(Page.characters(2 + hanging))", "w:hanging": "\(Page.characters(hanging))",
      ])
    let isFirst = !hasAttachments
    hasAttachments = true
    return WordBody.paragraph(
      .attachments, runs,
      properties: XML.element("w:keepNext")
        + WordBody.spacing(before: isFirst ? Page.linePitch : Twips(0)) + indent)
  }

  /// 成文日期右空四字; 署名 above it, centred on it (7.3.5.1), with room for the seal, of which a slip has
  /// less.
  private func signature(_ line: Paper.Line, before next: Paper.Block?) -> String {
    var dateWidth = line.text.printedWidth
    if case .paragraph(let date, .date)? = next { dateWidth = date.text.printedWidth }
    let right = max(0, 4 + (dateWidth - line.text.printedWidth) / 2)
    return WordBody.paragraph(
      .signature, WordBody.runs(line),
      properties: XML.element("w:keepNext")
        + WordBody.spacing(before: Twips(Page.linePitch.count * (head == .plain ? 1 : 2)))
        + XML.element("w:ind", ["w:right": "\(Page.characters(right))"]))
  }

  private func date(_ line: Paper.Line, before next: Paper.Block?) -> String {
    WordBody.paragraph(
      .date, WordBody.runs(line),
      properties: (next?.isRemark == true ? XML.element("w:keepNext") : "")
        + XML.element("w:ind", ["w:right": "\(Page.characters(4))"]))
  }

  /// 公文最后一面版心内最下方, a character in at either side (7.4.2).
  private func copies(_ runs: String) -> String {
    let inner = Twips(points: 14)
    let frame = XML.element(
      "w:framePr",
      [
        "w:w": "\(Page.textWidth)", "w:hSpace": "0", "w:wrap": "around", "w:vAnchor": "margin",
        "w:hAnchor": "margin", "w:xAlign": "left", "w:yAlign": "bottom",
      ])
    let hanging = Twips(points: 14 * 3)
    return WordBody.paragraph(
      .copies, runs,
      properties: frame
        + XML.element(
          "w:ind",
          [
            "w:left": "\(inner + hanging)", "w:right": "\(inner)", "w:hanging": "\(hanging)",
          ]))
  }
}

extension Paper.Block {
  fileprivate var isTable: Bool {
    if case .table = self { true } else { false }
  }

  fileprivate var isRemark: Bool {
    if case .paragraph(_, .remark) = self { true } else { false }
  }

  /// Whether it is text of one line, with the two characters it is indented by.
  fileprivate var isShort: Bool {
    if case .paragraph(let line, nil) = self { line.text.printedWidth <= 26 } else { false }
  }

  /// Whether it is the signature, or what stands between the text and it.
  fileprivate var isSigned: Bool {
    switch self {
    case .paragraph(_, .signature), .paragraph(_, .attachments): true
    case .title, .heading, .paragraph, .table, .rule, .pageBreak: false
    }
  }
}
