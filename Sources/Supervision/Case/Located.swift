/// A value and where it is written, in UTF-8 offsets of its file.
package struct Located<Value: Sendable & Hashable>: Sendable, Hashable {
  package let value: Value
  package let range: Range<Int>

  package init(_ value: Value, at range: Range<Int>) {
    self.value = value
    self.range = range
  }
}
