package import Supervision

/// A question about cases: `state:办理中 unit:省教育厅 due<2018-09-01 or text:食堂`.
package struct Query: Sendable {
  indirect enum Expression: Sendable {
    case all([Expression])
    case any([Expression])
    case not(Expression)
    case test(@Sendable (LedgerRow) -> Bool)
  }

  let expression: Expression
  /// Whether rows must have been made with their texts.
  package let needsText: Bool
  /// Names that must be somebody's, since of nobody nothing is to be said.
  let names: [QueryParser.NameTest]

  /// Reads a query; nothing but blanks asks for every case.
  ///
  /// - Parameters:
  ///   - saved: the queries of `office.yaml`, by the names that `@name` calls them by.
  ///   - units: by which one is known that had another name.
  /// - Throws: where the query cannot be understood, with the place.
  package init(
    _ text: String, saved: [String: String] = [:], units: UnitDirectory = UnitDirectory()
  ) throws(QueryError) {
    var parser = QueryParser(text, saved: saved, units: units)
    expression = try parser.query()
    needsText = parser.needsText
    names = parser.names
  }

  /// Refuses the name of a unit or a person that none of the rows has: an empty answer would pass for an
  /// all-clear.
  ///
  /// - Parameter known: units that are known all the same.
  /// - Complexity: O(n) in the rows for a name that few of them have.
  package func requireNames(in rows: [LedgerRow], known: [String] = []) throws(QueryError) {
    guard !rows.isEmpty else { return }
    for name in names where !rows.contains(where: { name.isNamed(in: $0) }) {
      guard !(name.isOfUnit && known.contains(where: name.matches)) else { continue }
      var others = Set(rows.flatMap { $0[name.fact].texts })
      if name.isOfUnit { others.formUnion(known) }
      throw name.error(among: others.sorted())
    }
  }

  package func matches(_ row: LedgerRow) -> Bool { Query.holds(expression, row) }

  private static func holds(_ expression: Expression, _ row: LedgerRow) -> Bool {
    switch expression {
    case .all(let parts): parts.allSatisfy { holds($0, row) }
    case .any(let parts): parts.contains { holds($0, row) }
    case .not(let inner): !holds(inner, row)
    case .test(let test): test(row)
    }
  }
}

// MARK: Comparing

extension Query {
  enum Comparison: Sendable, Hashable {
    /// `:`
    case has
    case equal, unequal, less, atMost, more, atLeast

    var isOrder: Bool {
      switch self {
      case .has, .equal, .unequal: false
      case .less, .atMost, .more, .atLeast: true
      }
    }

    /// Whether `value` stands in this relation to the span from `low` to `high`. Nothing is neither
    /// less nor more than something.
    func holds<Value: Comparable>(_ value: Value?, _ low: Value, _ high: Value) -> Bool {
      guard let value else { return self == .unequal }
      return switch self {
      case .has, .equal: low <= value && value <= high
      case .unequal: value < low || high < value
      case .less: value < low
      case .atMost: value <= high
      case .more: value > high
      case .atLeast: value >= low
      }
    }
  }
}

extension String {
  /// Whether `part` occurs in the text; ASCII letters match in either case.
  ///
  /// - Complexity: O(n · m), in practice O(n).
  func contains(folding part: [UInt8]) -> Bool {
    guard let first = part.first else { return true }
    let bytes = utf8.span
    guard bytes.count >= part.count else { return false }
    for start in 0...(bytes.count - part.count) where bytes[start].folded == first {
      var length = 1
      while length < part.count, bytes[start + length].folded == part[length] { length += 1 }
      if length == part.count { return true }
    }
    return false
  }

  /// The text's bytes with ASCII letters in lower case.
  var folded: [UInt8] { utf8.map(\.folded) }
}

extension UInt8 {
  fileprivate var folded: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }
}
