import FoundationEssentials
import Testing

/// The rows of a table that a test goes over: all of them, or those that `DUBAN_ROWS` names.
///
///     DUBAN_ROWS='unclosed-quote' swift test --filter everyRuleSpeaksBothLanguages
///
/// A row is named by any part of what the output shows of its values. A table in which no row is
/// named is gone over whole, so that a slip of the pen never passes for a test.
///
/// No line of a row has more than 140 characters, or the run of the tests ends: what is longer gets a
/// name by `rows(_:named:)`.
package func rows<Row>(_ table: some Sequence<Row>) -> [Row] {
  rows(Array(table), thatName: ProcessInfo.processInfo.environment["DUBAN_ROWS"])
}

/// The same for rows that are too long to be shown.
package func rows<Row>(_ table: some Sequence<Row>, named name: (Row) -> String) -> [Named<Row>] {
  rows(table.map { Named(name: name($0), value: $0) })
}

/// A value that is shown by a name.
package struct Named<Value>: CustomTestStringConvertible {
  package let name: String
  package let value: Value

  package var testDescription: String { name }
}

extension Named: Sendable where Value: Sendable {}

/// - Parameter part: nil for all rows.
package func rows<Row>(_ all: [Row], thatName part: String?) -> [Row] {
  let shown = all.map(shown)
  for words in shown {
    for line in words.split(whereSeparator: \.isNewline) {
      // An issue would be lost: tables are made before there is a test.
      precondition(line.count <= 140, "give it a name by rows(_:named:): \(line.prefix(140))…")
    }
  }
  guard let part else { return all }
  let named = zip(all, shown).filter { $0.1.contains(part) }.map(\.0)
  return named.isEmpty ? all : named
}

/// A row as the output shows its values.
private func shown(_ row: Any) -> String {
  let mirror = Mirror(reflecting: row)
  let values = mirror.displayStyle == .tuple ? mirror.children.map(\.value) : [row]
  return values.map { String(describingForTest: $0) }.joined(separator: ", ")
}
