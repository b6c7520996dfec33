import Messages

/// Lays out values as lines of YAML, the way the sample cases are written: lists of short texts in
/// brackets, mappings and lists of mappings as blocks two columns further in.
struct ValueWriter {
  /// Whether text of several lines may become `|`; else it is one quoted line.
  var allowsBlockText: Bool

  /// What follows a colon or a dash: on its line, without the blank, and below it.
  struct Layout {
    var inline: String
    var below: [String] = []
  }

  /// What follows a key in `column`.
  func layout(of value: Value, underKeyAt column: Int) -> Layout {
    switch value {
    case .text(let text): return layout(of: text, column: column)
    case .list(let items):
      if let flow = shortList(items) { return Layout(inline: flow) }
      return Layout(inline: "", below: items.flatMap { lines(ofItem: $0, at: column + 2) })
    case .mapping(let entries):
      if entries.isEmpty { return Layout(inline: "{}") }
      return Layout(
        inline: "", below: entries.flatMap { lines(ofEntry: $0.key, $0.value, at: column + 2) })
    }
  }

  /// The lines of `key: value` with the key in `column`.
  func lines(ofEntry key: String, _ value: Value, at column: Int) -> [String] {
    let layout = layout(of: value, underKeyAt: column)
    let first = String(repeating: " ", count: column) + Document.writtenKey(key) + ":"
    return [layout.inline.isEmpty ? first : "\(first) \(layout.inline)"] + layout.below
  }

  /// The lines of an item with its dash in `column` and its content `offset` columns further in.
  func lines(ofItem value: Value, at column: Int, offset: Int = 2) -> [String] {
    let layout = layout(ofItem: value, at: column, offset: offset)
    let dash =
      String(repeating: " ", count: column) + "-" + String(repeating: " ", count: offset - 1)
    return [dash + layout.inline] + layout.below
  }

  /// What follows a dash in `column`.
  func layout(ofItem value: Value, at column: Int, offset: Int = 2) -> Layout {
    var lines: [String]
    switch value {
    case .text(let text): return layout(of: text, column: column)
    case .list(let items):
      if let flow = shortList(items) { return Layout(inline: flow) }
      lines = items.flatMap { self.lines(ofItem: $0, at: column + offset) }
    case .mapping(let entries):
      if entries.isEmpty { return Layout(inline: "{}") }
      lines = entries.flatMap { self.lines(ofEntry: $0.key, $0.value, at: column + offset) }
    }
    let first = lines.removeFirst()
    return Layout(inline: String(first.dropFirst(column + offset)), below: lines)
  }

  /// The value on one line, inside brackets or braces.
  func flow(_ value: Value) -> String {
    switch value {
    case .text(let text): Document.written(text, inFlow: true)
    case .list(let items): "[" + items.map(flow).joined(separator: ", ") + "]"
    case .mapping(let entries):
      "{"
        + entries.map { "\(Document.writtenKey($0.key, inFlow: true)): \(flow($0.value))" }
        .joined(separator: ", ") + "}"
    }
  }

  private func shortList(_ items: [Value]) -> String? {
    let isShort = items.allSatisfy { item in
      if case .text(let text) = item { return !text.unicodeScalars.contains("\n") }
      return false
    }
    return isShort ? flow(.list(items)) : nil
  }

  private func layout(of text: String, column: Int) -> Layout {
    guard allowsBlockText, text.isBlockText else { return Layout(inline: Document.written(text)) }
    var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      .map { String($0) }
    let endsLine = lines.last == ""
    if endsLine { lines.removeLast() }
    let needsIndicator = lines[0].isEmpty || lines[0].utf8.first == .space
    let indent = String(repeating: " ", count: column + 2)
    return Layout(
      inline: "|" + (needsIndicator ? "2" : "") + (endsLine ? "" : "-"),
      below: lines.map { $0.isEmpty ? "" : indent + $0 })
  }
}

extension String {
  /// Whether it has several lines that a `|` block keeps: nothing that needs an escape, no line
  /// that ends with a space (editors take it away), no empty line at its end (the empty lines of the
  /// file after it would join it).
  fileprivate var isBlockText: Bool {
    let bytes = Array(utf8)
    guard bytes.contains(.lineFeed), let last = bytes.last else { return false }
    if bytes.count < 2 || last == .lineFeed && bytes[bytes.count - 2] == .lineFeed { return false }
    for index in bytes.indices.dropFirst()
    where bytes[index] == .lineFeed && bytes[index - 1] == .space {
      return false
    }
    return last != .space && bytes != [.lineFeed]
      && unicodeScalars.allSatisfy { $0 == "\n" || !$0.needsEscape }
  }
}
