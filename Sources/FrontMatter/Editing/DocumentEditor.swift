import Messages

/// Makes the edits of one document. Positions come from the records; nothing is written twice.
struct DocumentEditor {
  let document: Document
  let writer: ValueWriter

  private var bytes: [UInt8] { document.text.bytes }

  // MARK: - Lists

  func append(_ item: Value, toListAt key: String, of root: Node) -> [SourceEdit]? {
    guard let entry = root.entry(key) else {
      guard !root.isFlow else { return nil }
      let column = self.column(of: root.range.lowerBound)
      let lines =
        [String(repeating: " ", count: column) + Document.writtenKey(key) + ":"]
        + writer.lines(ofItem: item, at: column + listIndentation)
      return [insertion(of: lines, at: end(of: root, column: column))]
    }
    let list = entry.value
    let keyColumn = column(of: entry.key.range.lowerBound)
    if list.isFlow && (list.items.isEmpty == false || root.isFlow) {
      return [appendingInFlow(writer.flow(item), to: list)]
    }
    if let first = list.items.first, let last = Array(list.items).last {
      let column = self.column(of: Int(first.record.mark))
      let lines = writer.lines(ofItem: item, at: column, offset: offset(of: first))
      return [insertion(of: lines, at: last.itemLines.upperBound)]
    }
    let lines = writer.lines(ofItem: item, at: keyColumn + listIndentation)
    let below = insertion(of: lines, at: nextLine(after: list.range.upperBound))
    if list.isAbsent { return [below] }
    let colon = Int(list.record.mark)
    return [SourceEdit(replacing: colon + 1..<list.range.upperBound, with: ""), below]
  }

  /// How far the items of the file's lists stand in from their key.
  private var listIndentation: Int {
    guard let root = document.root else { return 2 }
    for entry in root.entries {
      guard entry.value.kind == .sequence, let item = entry.value.items.first, !entry.value.isFlow
      else { continue }
      return column(of: Int(item.record.mark)) - column(of: entry.key.range.lowerBound)
    }
    return 2
  }

  /// From an item's dash to its content.
  private func offset(of item: Node) -> Int {
    let distance = item.range.lowerBound - Int(item.record.mark)
    let isOnLine = lineStart(item.range.lowerBound) == lineStart(Int(item.record.mark))
    return isOnLine && distance >= 2 && !item.isAbsent ? distance : 2
  }

  private func appendingInFlow(_ text: String, to collection: Node) -> SourceEdit {
    let closing = collection.range.upperBound - 1
    guard collection.record.count > 0 else {
      return SourceEdit(replacing: collection.range.lowerBound + 1..<closing, with: text)
    }
    var end = closing
    while bytes[end - 1].isBlank { end -= 1 }
    return SourceEdit(replacing: end..<end, with: ", " + text)
  }

  // MARK: - Values

  func set(_ path: ArraySlice<PathElement>, to value: Value, in parent: Node) -> [SourceEdit]? {
    guard let step = path.first else { return nil }
    let rest = path.dropFirst()
    switch step {
    case .index:
      guard let item = parent[step] else { return nil }
      return set(rest, to: value, at: item, column: column(of: Int(item.record.mark)), in: parent)
    case .key(let key):
      if let entry = parent.entry(key) {
        let column = self.column(of: entry.key.range.lowerBound)
        return set(rest, to: value, at: entry.value, column: column, in: parent)
      }
      guard parent.kind == .mapping, let nested = Value(value, under: rest) else { return nil }
      return insert(key, nested, into: parent)
    }
  }

  private func set(
    _ rest: ArraySlice<PathElement>, to value: Value, at node: Node, column: Int, in parent: Node
  ) -> [SourceEdit]? {
    if rest.isEmpty { return replace(node, with: value, column: column, in: parent) }
    guard node.isAbsent else { return set(rest, to: value, in: node) }
    guard let nested = Value(value, under: rest) else { return nil }
    return replace(node, with: nested, column: column, in: parent)
  }

  private func insert(_ key: String, _ value: Value, into mapping: Node) -> [SourceEdit]? {
    if mapping.isFlow {
      let written = "\(Document.writtenKey(key, inFlow: true)): \(writer.flow(value))"
      return [appendingInFlow(written, to: mapping)]
    }
    let column = self.column(of: mapping.range.lowerBound)
    let lines = writer.lines(ofEntry: key, value, at: column)
    return [insertion(of: lines, at: placeForEntry(in: mapping, column: column))]
  }

  /// After the last entry; but at the root before a list that ends it, since that is the case's
  /// history and grows at its end.
  private func placeForEntry(in mapping: Node, column: Int) -> Int {
    let isRoot = mapping.index == 0
    if isRoot, mapping.entries.count > 1, let last = Array(mapping.entries).last,
      last.value.kind == .sequence, !last.value.isFlow
    {
      let line = lineStart(last.key.range.lowerBound)
      return bytes.commentsStart(above: line, column: column)
    }
    return end(of: mapping, column: column)
  }

  private func replace(
    _ node: Node, with value: Value, column: Int, in parent: Node
  ) -> [SourceEdit]? {
    if parent.isFlow {
      let written = writer.flow(value)
      return [SourceEdit(replacing: node.range, with: node.isAbsent ? " " + written : written)]
    }
    let isItem = node.record.isBlockItem
    let layout =
      isItem
      ? writer.layout(ofItem: value, at: column, offset: offset(of: node))
      : writer.layout(of: value, underKeyAt: column)
    let mark = Int(node.record.mark)
    if node.kind != .scalar, !node.isFlow, lineStart(node.range.lowerBound) != lineStart(mark) {
      return replaceBlock(node, with: layout, mark: mark)
    }
    if node.isBlockText
      || node.range.isEmpty == false && lineStart(mark) != lineStart(node.range.upperBound)
    {
      return replaceLines(node, with: layout)
    }
    return replaceInline(node, with: layout, mark: mark)
  }

  /// A value on the line of its key or dash.
  private func replaceInline(_ node: Node, with layout: ValueWriter.Layout, mark: Int)
    -> [SourceEdit]
  {
    let inline =
      layout.inline.isEmpty
      ? SourceEdit(replacing: mark + 1..<node.range.upperBound, with: "")
      : SourceEdit(
        replacing: node.isAbsent ? mark + 1..<mark + 1 : node.range,
        with: node.isAbsent ? " " + layout.inline : layout.inline)
    guard !layout.below.isEmpty else { return [inline] }
    return [inline, insertion(of: layout.below, at: nextLine(after: node.range.upperBound))]
  }

  /// Block text, or a collection that begins on the line of its dash.
  private func replaceLines(_ node: Node, with layout: ValueWriter.Layout) -> [SourceEdit] {
    var end = node.range.upperBound
    if bytes[end - 1] == .lineFeed { end -= 1 }
    if bytes[end - 1] == .carriageReturn { end -= 1 }
    let lineBreak = self.lineBreak(near: node.range.lowerBound)
    let start = layout.inline.isEmpty ? Int(node.record.mark) + 1 : node.range.lowerBound
    let lines = ([layout.inline] + layout.below).joined(separator: lineBreak)
    return [SourceEdit(replacing: start..<max(start, end), with: lines)]
  }

  /// A collection that begins below its key or dash.
  private func replaceBlock(_ node: Node, with layout: ValueWriter.Layout, mark: Int)
    -> [SourceEdit]
  {
    let lines = bytes.lines(of: node.range)
    let isTerminated = bytes[lines.upperBound - 1] == .lineFeed
    let lineBreak = self.lineBreak(near: mark)
    var replacement = layout.below.joined(separator: lineBreak)
    var start = lines.lowerBound
    if layout.below.isEmpty {
      // Without a final line break the one before goes too, so that the file still has none.
      if !isTerminated { start = lineEnd(before: start) }
    } else if isTerminated {
      replacement += lineBreak
    }
    let block = SourceEdit(replacing: start..<lines.upperBound, with: replacement)
    if layout.inline.isEmpty { return [block] }
    return [SourceEdit(replacing: mark + 1..<mark + 1, with: " " + layout.inline), block]
  }

  // MARK: - Lines

  /// `lines` as whole lines before `offset`, which begins a line or ends the file.
  private func insertion(of lines: [String], at offset: Int) -> SourceEdit {
    let lineBreak = self.lineBreak(near: max(0, offset - 1))
    let text = lines.joined(separator: lineBreak)
    let isOpenEnd = offset == bytes.count && offset > 0 && bytes[offset - 1] != .lineFeed
    return SourceEdit(
      replacing: offset..<offset, with: isOpenEnd ? lineBreak + text : text + lineBreak)
  }

  /// The break of the line `offset` is in, else of the one before it.
  private func lineBreak(near offset: Int) -> String {
    var end = offset
    while end < bytes.count && bytes[end] != .lineFeed { end += 1 }
    if end == bytes.count { end = lineStart(offset) - 1 }
    return end > 0 && bytes[end - 1] == .carriageReturn ? "\r\n" : "\n"
  }

  private func lineStart(_ offset: Int) -> Int { bytes.lineStart(containing: offset) }

  private func lineEnd(before start: Int) -> Int {
    guard start > 0 else { return 0 }
    return start > 1 && bytes[start - 2] == .carriageReturn ? start - 2 : start - 1
  }

  private func nextLine(after offset: Int) -> Int {
    bytes.lineEnd(from: offset, before: bytes.count).next
  }

  /// In bytes from the line's start, where only spaces and dashes stand before.
  private func column(of offset: Int) -> Int {
    let start = lineStart(offset)
    return offset - (start == 0 && bytes.startsWithByteOrderMark ? 3 : start)
  }

  /// After the last line of a block mapping and the deeper comments below it.
  private func end(of mapping: Node, column: Int) -> Int {
    bytes.gapEnd(
      after: bytes.nextLine(afterValueEndingAt: mapping.range.upperBound), column: column)
  }
}

extension Value {
  /// `value` under the keys of `path`; nil if there is an index among them.
  fileprivate init?(_ value: Value, under path: ArraySlice<PathElement>) {
    var result = value
    for step in path.reversed() {
      guard case .key(let key) = step else { return nil }
      result = .mapping([Entry(key, result)])
    }
    self = result
  }
}
