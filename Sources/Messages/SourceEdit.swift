/// One replacement of a span of UTF-8 bytes. Edits to one file never overlap.
package struct SourceEdit: Sendable, Hashable {
  package var range: Range<Int>
  package var replacement: String

  package init(replacing range: Range<Int>, with replacement: String) {
    self.range = range
    self.replacement = replacement
  }
}
