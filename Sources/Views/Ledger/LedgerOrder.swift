import Messages

extension LedgerColumn {
  /// The columns that `text` names by headings or identifiers: `案号,灯,next`.
  package static func chosen(_ text: String) throws(QueryError) -> [LedgerColumn] {
    var columns: [LedgerColumn] = []
    for (name, range) in ListParts(text) { columns.append(try named(name, in: text, at: range)) }
    guard !columns.isEmpty else {
      throw QueryError(
        in: text, at: 0..<text.utf8.count, Phrase(zh: "没有写列名", en: "no column is named"))
    }
    return columns
  }

  fileprivate static func named(
    _ name: String, in text: String, at range: Range<Int>
  ) throws(QueryError) -> LedgerColumn {
    if let column = LedgerColumn(named: name) { return column }
    throw QueryError(
      in: text, at: range, Phrase(zh: "台账没有“\(name)”这一列", en: "the ledger has no column ‘\(name)’"),
      help: QueryError.help(for: name, among: all.map(\.fact)))
  }
}

/// An order of rows by columns: `-灯,案号`, descending where a `-` stands before the name.
package struct LedgerOrder: Sendable {
  private let keys: [(column: LedgerColumn, isDescending: Bool)]

  package init(_ text: String) throws(QueryError) {
    var keys: [(LedgerColumn, Bool)] = []
    for (name, range) in ListParts(text) {
      let isDescending = name.hasPrefix("-") || name.hasPrefix("－")
      let bare = isDescending ? String(name.dropFirst()) : name
      let start = range.lowerBound + name.utf8.count - bare.utf8.count
      keys.append((try .named(bare, in: text, at: start..<range.upperBound), isDescending))
    }
    self.keys = keys
  }

  /// The rows in order; equal ones keep theirs, and what is absent comes last either way.
  package func sorted(_ rows: [LedgerRow]) -> [LedgerRow] {
    let keyed = rows.enumerated().map { index, row in
      (index: index, cells: keys.map { $0.column.cell(row) }, row: row)
    }
    return keyed.sorted { left, right in
      for (index, key) in keys.enumerated() {
        let (a, b) = (left.cells[index], right.cells[index])
        if a == b { continue }
        if a == .none || b == .none { return b == .none }
        if a.precedes(b) { return !key.isDescending }
        if b.precedes(a) { return key.isDescending }
      }
      return left.index < right.index
    }.map(\.row)
  }
}
