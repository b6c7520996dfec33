import Messages

/// Makes the edits that lay out front matter without faults.
///
/// First every node is visited and says where its line goes; then the lines are walked along, since
/// comments and empty lines belong to no node.
struct Layout {
  /// Where a collection's keys or dashes stand, and where they are to stand.
  struct Level {
    let old: Int
    let new: Int
  }

  /// A line that a key or a dash begins.
  private struct Line {
    let token: Int
    let levels: [Level]
    /// The same with the collections that begin further right on the line.
    var opened: [Level]
    var level: Level { levels[levels.count - 1] }  // a token stands in a collection
  }

  private let bytes: [UInt8]
  private let region: Range<Int>
  /// By where they begin.
  private var lines: [Int: Line] = [:]
  /// Lines of block text, which are not looked at again, by where they begin.
  private var textLines: Set<Int> = []
  private var edits: [SourceEdit] = []

  static let step = 2

  init(of document: Document) {
    bytes = document.text.bytes
    region = document.frontMatter
  }

  mutating func visit(_ root: Node) {
    if root.isFlow {
      visitFlow(root)
    } else {
      visitBlock(root, column: 0, within: [])
    }
  }

  // MARK: - Nodes

  private mutating func visitBlock(_ node: Node, column: Int, within outer: [Level]) {
    let start =
      node.kind == .mapping
      ? node.range.lowerBound : node.items.first.map { Int($0.record.mark) } ?? 0
    let levels = outer + [Level(old: self.column(of: start), new: column)]
    for entry in node.entries {
      place(entry.key.range.lowerBound, levels)
      unquote(entry.key, isKey: true, inFlow: false)
      visitValue(entry.value, column: column, within: levels)
    }
    for item in node.items {
      place(Int(item.record.mark), levels)
      visitValue(item, column: column, within: levels)
    }
  }

  private mutating func place(_ token: Int, _ levels: [Level]) {
    let start = lineStart(token)
    if bytes.afterSpaces(from: start, before: token) == token {
      lines[start] = Line(token: token, levels: levels, opened: levels)
    } else {
      lines[start]?.opened = levels
    }
  }

  /// The value after a colon or a dash of a collection at `column`.
  private mutating func visitValue(_ node: Node, column: Int, within levels: [Level]) {
    guard !node.isAbsent else { return }
    let mark = Int(node.record.mark)
    let start =
      node.kind == .sequence && !node.isFlow
      ? node.items.first.map { Int($0.record.mark) } ?? mark : node.range.lowerBound
    if lineStart(mark) == lineStart(start) { replace(mark + 1..<start, with: " ") }
    if node.isFlow {
      visitFlow(node)
    } else if node.kind != .scalar {
      visitBlock(node, column: column + Self.step, within: levels)
    } else if node.isBlockText {
      visitText(node, column: column + Self.step)
    } else {
      unquote(node, isKey: false, inFlow: false)
    }
  }

  /// Moves the lines of block text to `column`.
  private mutating func visitText(_ node: Node, column: Int) {
    let header = bytes.lineEnd(from: node.range.lowerBound, before: region.upperBound)
    for index in node.range.lowerBound + 1..<min(node.range.lowerBound + 3, header.end)
    where (UInt8(ascii: "1")...UInt8(ascii: "9")).contains(bytes[index]) {
      replace(index..<index + 1, with: "\(Self.step)")
    }
    let indentation = Int(node.record.indentation)
    var start = header.next
    while start < node.range.upperBound {
      textLines.insert(start)
      let content = bytes.afterSpaces(from: start, before: region.upperBound)
      let line = bytes.lineEnd(from: content, before: region.upperBound)
      if content < line.end || content - start > indentation {
        replace(start..<start + indentation, with: spaces(column))
      } else {
        replace(start..<content, with: "")
      }
      start = line.next
    }
  }

  private mutating func visitFlow(_ node: Node) {
    let closing = node.range.upperBound - 1
    var end: Int?
    for entry in node.entries {
      separate(end, entry.key.range.lowerBound, opening: node.range.lowerBound)
      unquote(entry.key, isKey: true, inFlow: true)
      if !entry.value.isAbsent {
        replace(Int(entry.value.record.mark) + 1..<entry.value.range.lowerBound, with: " ")
        visitFlowValue(entry.value)
      }
      // Beside a value that is left out every blank counts.
      end = entry.value.isAbsent ? nil : entry.value.range.upperBound
      if entry.value.isAbsent { return }
    }
    for item in node.items {
      separate(end, item.range.lowerBound, opening: node.range.lowerBound)
      visitFlowValue(item)
      end = item.range.upperBound
    }
    replace((end ?? node.range.lowerBound + 1)..<closing, with: "")
  }

  private mutating func visitFlowValue(_ node: Node) {
    if node.isFlow { visitFlow(node) } else { unquote(node, isKey: false, inFlow: true) }
  }

  private mutating func separate(_ end: Int?, _ start: Int, opening: Int) {
    if let end { replace(end..<start, with: ", ") } else { replace(opening + 1..<start, with: "") }
  }

  /// Takes off quotes that neither we nor a reader that gives scalars types has need of.
  private mutating func unquote(_ node: Node, isKey: Bool, inFlow: Bool) {
    guard node.isQuoted else { return }
    let text = node.text
    guard !text.readsAsOtherType else { return }
    let written =
      isKey
      ? Document.writtenKey(text, inFlow: inFlow) : Document.written(text, inFlow: inFlow)
    if written == text { replace(node.range, with: written) }
  }

  // MARK: - Lines

  /// All edits: those of the nodes, and those of the lines they stand on or between.
  func lineEdits() -> [SourceEdit] {
    var layout = self
    var above: Line?
    var start = region.lowerBound
    if start == 0 && bytes.startsWithByteOrderMark { start = 3 }
    while start < region.upperBound {
      let end = bytes.lineEnd(from: start, before: region.upperBound)
      if !textLines.contains(start) {
        layout.trimEnd(from: start, to: end.end)
        let content = bytes.afterSpaces(from: start, before: end.end)
        if let line = lines[start] {
          layout.replace(start..<line.token, with: spaces(line.level.new))
          above = line
        } else if content < end.end, bytes[content] == .hash {
          let column = commentColumn(content - start, above: above, below: line(after: end.next))
          layout.replace(start..<content, with: spaces(column))
        }
      }
      start = end.next
    }
    return layout.edits
  }

  /// Where a comment goes: beside what it stood beside, and deeper than what it stood deeper than.
  private func commentColumn(_ old: Int, above: Line?, below: Line?) -> Int {
    if let below, below.level.old == old { return below.level.new }
    let levels = ((above?.opened ?? []) + (below?.levels ?? [])).filter { $0.old <= old }
    guard let level = levels.max(by: { ($0.old, $0.new) < ($1.old, $1.new) }) else { return 0 }
    // Between two levels, one column is enough and keeps it from becoming text.
    let isDeepest = level.old == above?.opened.last?.old && level.old != below?.level.old
    return old > level.old && !isDeepest ? level.new + 1 : level.new
  }

  private func line(after start: Int) -> Line? {
    var start = start
    while start < region.upperBound {
      if let line = lines[start] { return line }
      start = bytes.lineEnd(from: start, before: region.upperBound).next
    }
    return nil
  }

  /// Blanks at the end of a line, or all of it where there is nothing else.
  private mutating func trimEnd(from start: Int, to end: Int) {
    var last = end
    while last > start && bytes[last - 1].isBlank { last -= 1 }
    if last < end { edits.append(SourceEdit(replacing: last..<end, with: "")) }
  }

  private mutating func replace(_ range: Range<Int>, with text: String) {
    if !text.utf8.elementsEqual(bytes[range]) {
      edits.append(SourceEdit(replacing: range, with: text))
    }
  }

  private func lineStart(_ offset: Int) -> Int {
    let start = bytes.lineStart(containing: offset)
    return start == 0 && bytes.startsWithByteOrderMark ? 3 : start
  }

  private func column(of offset: Int) -> Int { offset - lineStart(offset) }

  private func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }
}

extension String {
  /// Whether YAML's other schemas would take the bare text for a number, a date, a truth value or
  /// nothing. To us all is text, but the quotes may have been put for a reader to whom it is not.
  fileprivate var readsAsOtherType: Bool {
    guard let first = utf8.first else { return true }
    switch first {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "."), UInt8(ascii: "~"), UInt8(ascii: "="), UInt8(ascii: "<"):
      return true
    default:
      return [
        "y", "n", "yes", "no", "true", "false", "on", "off", "null",
      ].contains(lowercased())
    }
  }
}
