/// A table of any length: a grid whose rows are made when they are asked for, one at a time, and
/// kept by nobody.
package struct LongTable<Rows: Sequence<[Cell]>> {
  package let columns: [Grid.Column]
  /// Of the columns on a sheet, in digits.
  package let widths: [Int]
  package let rows: Rows
  /// How many rows there are.
  package let count: Int
  package let caption: String
}

extension LongTable {
  /// The 台账: one row a case, what could not be read last.
  package static func ledger(
    _ rows: [LedgerRow], columns: [LedgerColumn] = LedgerColumn.catalogue, of basis: LedgerBasis
  ) -> LongTable where Rows == LazyMapSequence<Range<Int>, [Cell]> {
    let unread = basis.unread.unlisted
    return LongTable(
      columns: columns.map(\.column), widths: columns.map(\.width),
      rows: (0..<rows.count + unread.count).lazy.map { place in
        columns.map { column in
          place < rows.count
            ? column.cell(rows[place]) : unread[place - rows.count].cell(column.fact)
        }
      }, count: rows.count + unread.count,
      caption: "督办件台账 \(basis.text),\(rows.lightsText)\(basis.unread.tally)")
  }
}

extension Grid {
  /// All rows of a table at once.
  package init(_ table: LongTable<some Sequence<[Cell]>>) {
    self.init(columns: table.columns, rows: Array(table.rows), caption: table.caption)
  }
}
