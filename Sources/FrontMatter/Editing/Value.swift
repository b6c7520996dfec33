/// What an edit writes.
package indirect enum Value: Sendable, Hashable {
  case text(String)
  case list([Value])
  case mapping([Entry])

  package struct Entry: Sendable, Hashable {
    package var key: String
    package var value: Value

    package init(_ key: String, _ value: Value) {
      self.key = key
      self.value = value
    }
  }
}
