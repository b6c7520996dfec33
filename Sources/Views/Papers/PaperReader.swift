package import Supervision

extension Paper {
  /// The paper that a filled template describes, in the Markdown that templates are written in: `#`
  /// titles, `|` tables whose dashes say how wide a column is, `**`, `<br>` in cells, `---`, and a
  /// paragraph a line. Only what the office wrote is read as markup.
  package init(_ pieces: [Template.Piece]) {
    var reader = PaperReader()
    for piece in pieces { reader.take(piece) }
    self.init(blocks: reader.finished())
  }
}

private struct PaperReader {
  /// A character, and whether the office wrote it.
  struct Glyph {
    let character: Character
    let isMarkup: Bool

    func `is`(_ other: Character) -> Bool { isMarkup && character == other }
  }

  private var blocks: [Paper.Block] = []
  private var line: [Glyph] = []
  /// Of the next block.
  private var role: TextRole?
  private var rows: [[Glyph]] = []

  mutating func take(_ piece: Template.Piece) {
    switch piece {
    case .role(let next):
      if next == .newPage {
        endTable()
        blocks.append(.pageBreak)
      } else {
        if !rows.isEmpty { endTable() }
        role = next
      }
    case .data(let text): line += text.map { Glyph(character: $0, isMarkup: false) }
    case .markup(let text):
      for character in text {
        if character.isNewline {
          endLine()
        } else {
          line.append(Glyph(character: character, isMarkup: true))
        }
      }
    }
  }

  mutating func finished() -> [Paper.Block] {
    endLine()
    endTable()
    return blocks
  }

  private mutating func endLine() {
    let glyphs = line[...].trimmed
    line = []
    guard let first = glyphs.first else {
      endTable()
      return
    }
    if first.is("|") {
      rows.append(Array(glyphs))
      return
    }
    endTable()
    let level = glyphs.prefix { $0.is("#") }.count
    if (1...3).contains(level), glyphs.dropFirst(level).first?.is(" ") == true {
      let text = glyphs.dropFirst(level + 1).trimmed.runs
      blocks.append(level == 1 ? .title(text) : .heading(level - 1, text))
    } else if glyphs.count >= 3, glyphs.allSatisfy({ $0.is("-") }) {
      blocks.append(.rule)
    } else {
      blocks.append(.paragraph(glyphs.withoutListMark.runs, role))
    }
    role = nil
  }

  private mutating func endTable() {
    guard !rows.isEmpty else { return }
    defer {
      rows = []
      role = nil
    }
    let separator = rows.firstIndex { row in
      row.allSatisfy { $0.is("|") || $0.is("-") || $0.is(":") || $0.is(" ") }
        && row.contains { $0.is("-") }
    }
    let shape = separator.map { rows[$0].cells } ?? rows[0].cells
    let columns = shape.map { cell in
      Paper.Table.Column(
        share: max(1, separator == nil ? 1 : cell.count { $0.is("-") }),
        isCentred: separator != nil && cell.first?.is(":") == true && cell.last?.is(":") == true)
    }
    let kept = rows.enumerated().filter { $0.offset != separator }.map(\.element)
    let cells = kept.map { row in
      let cells = row.cells.prefix(columns.count).map(\.lines)
      return cells + Array(repeating: [[]], count: columns.count - cells.count)
    }
    blocks.append(.table(Paper.Table(columns: columns, rows: cells, isForm: role == .form)))
  }
}

extension Collection<PaperReader.Glyph> where SubSequence == ArraySlice<PaperReader.Glyph> {
  /// Without blanks at either end; a full-width blank is meant and stays.
  fileprivate var trimmed: ArraySlice<PaperReader.Glyph> {
    var rest = self[startIndex..<endIndex]
    while rest.first?.is(" ") == true || rest.first?.is("\t") == true { rest.removeFirst() }
    while rest.last?.is(" ") == true || rest.last?.is("\t") == true { rest.removeLast() }
    return rest
  }

  /// Without `- `; `1. ` closes up to `1.`, as GB/T 9704 numbers the third level.
  fileprivate var withoutListMark: ArraySlice<PaperReader.Glyph> {
    var rest = self[startIndex..<endIndex]
    if rest.first?.is("-") == true, rest.dropFirst().first?.is(" ") == true {
      return rest.dropFirst(2)
    }
    let digits = rest.prefix { $0.character.isASCII && $0.character.isNumber }.count
    let stop = rest.startIndex + digits
    if digits > 0, stop + 1 < rest.endIndex, rest[stop].is("."), rest[stop + 1].is(" ") {
      rest.remove(at: stop + 1)
    }
    return rest
  }

  /// Between the bars of a table's row.
  fileprivate var cells: [ArraySlice<PaperReader.Glyph>] {
    var rest = self[startIndex..<endIndex]
    if rest.first?.is("|") == true { rest.removeFirst() }
    if rest.last?.is("|") == true { rest.removeLast() }
    return rest.split(omittingEmptySubsequences: false) { $0.is("|") }.map(\.trimmed)
  }

  /// A cell's lines, between its `<br>`; one that a repeated section leaves at the end of its text is
  /// no line.
  fileprivate var lines: [Paper.Line] {
    var lines: [ArraySlice<PaperReader.Glyph>] = []
    var rest = self[startIndex..<endIndex]
    var index = rest.startIndex
    while index < rest.endIndex {
      if rest[index...].starts(with: "<br>", by: { $0.is($1) }) {
        lines.append(rest[rest.startIndex..<index])
        rest = rest[(index + 4)...]
        index = rest.startIndex
      } else {
        index += 1
      }
    }
    if !rest.isEmpty || lines.allSatisfy(\.isEmpty) { lines.append(rest) }
    return lines.map { $0.trimmed.withoutListMark.runs }
  }

  /// The text with its stretches between `**`; `\` takes the meaning from the sign after it.
  fileprivate var runs: Paper.Line {
    var runs: Paper.Line = []
    var isStrong = false
    var rest = self[startIndex..<endIndex]
    while let glyph = rest.first {
      rest.removeFirst()
      if glyph.is("*"), rest.first?.is("*") == true {
        rest.removeFirst()
        isStrong.toggle()
        continue
      }
      var character = glyph.character
      if glyph.is("\\"), let next = rest.first, next.isMarkup, next.character.isASCII {
        character = next.character
        rest.removeFirst()
      }
      if let last = runs.last, last.isStrong == isStrong, last.isData == !glyph.isMarkup {
        runs[runs.count - 1].text.append(character)
      } else {
        runs.append(
          Paper.Run(text: String(character), isStrong: isStrong, isData: !glyph.isMarkup))
      }
    }
    return runs
  }
}
