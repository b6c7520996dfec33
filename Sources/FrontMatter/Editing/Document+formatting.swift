package import Messages

extension Document {
  /// Edits that give the file the layout in which cases are written: mappings and lists two spaces
  /// under their key, one space after `:`, `-` and `,`, no quotes without need, nothing at the ends of
  /// lines, an empty line after the front matter and a line feed at the end.
  ///
  /// Keys, values, comments and their order stay, and each line keeps its own line break; so does
  /// everything in the body but the empty lines it begins with. The order of keys is left to the writer.
  ///
  /// - Returns: none where the layout is right; nil for a file with faults, which a layout would hide.
  /// - Complexity: O(n); the file is read again to prove that it means the same.
  package func formatting() -> [SourceEdit]? {
    guard diagnostics.isEmpty, let root else { return nil }
    var layout = Layout(of: self)
    layout.visit(root)
    let edits = layout.lineEdits() + (hasFences ? bodyEdits : finalBreak)
    if edits.isEmpty { return [] }
    let edited = SourceText(path: text.path, bytes: text.applying(edits))
    let document = hasFences ? Document(markdown: edited) : Document(yaml: edited)
    let isSame =
      document.diagnostics.isEmpty && document.root?.value == root.value
      && document.slips.count <= slips.count
    return isSame ? edits : nil
  }

  /// One empty line between the closing fence and the prose.
  private var bodyEdits: [SourceEdit] {
    let bytes = text.bytes
    let isText = { (index: Int) in bytes[index] > .space }
    guard let first = body.first(where: isText) else {
      return body.isEmpty ? finalBreak : [SourceEdit(replacing: body, with: "")]
    }
    let start = bytes.lineStart(containing: first)
    let gap = body.lowerBound..<start
    let isRight = bytes.text(in: gap) == lineBreak
    return (isRight ? [] : [SourceEdit(replacing: gap, with: lineBreak)]) + finalBreak
  }

  private var finalBreak: [SourceEdit] {
    guard let last = text.bytes.last, last != .lineFeed else { return [] }
    let end = text.bytes.count
    return [SourceEdit(replacing: end..<end, with: lineBreak)]
  }

  /// That of the first line.
  private var lineBreak: String {
    let line = text.bytes.lineEnd(from: 0, before: text.bytes.count)
    return line.next - line.end == 2 ? "\r\n" : "\n"
  }
}
