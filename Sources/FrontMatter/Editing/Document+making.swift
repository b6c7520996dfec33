import Messages

extension Document {
  /// The lines of a mapping, laid out as edits lay out what they add: text of several lines as block
  /// text if all of it then reads as what was given, else in quotes.
  package static func text(of entries: [Value.Entry]) -> String {
    func text(_ writer: ValueWriter) -> String {
      entries.flatMap { writer.lines(ofEntry: $0.key, $0.value, at: 0) }.map { $0 + "\n" }.joined()
    }
    let blocks = text(ValueWriter(allowsBlockText: true))
    let document = Document(yaml: SourceText(path: "", bytes: Array(blocks.utf8)))
    let isAsGiven = document.root?.value == .mapping(entries) && document.diagnostics.isEmpty
    return isAsGiven ? blocks : text(ValueWriter(allowsBlockText: false))
  }
}
