import CaseStore
import Files
package import Supervision
package import Views

extension LedgerRow: KeptCase {
  package convenience init?(_ state: CaseState, path: String) {
    self.init(state, path: path, withText: false)
  }
}

extension String {
  /// Whether rows that are asked this query need their texts. What is wrong with it is told when it
  /// is asked.
  fileprivate func needsText(under schema: Schema) -> Bool {
    (try? Query(self, saved: schema.office.queries))?.needsText ?? false
  }
}

extension [LedgerRow] {
  /// Those that match a query.
  func chosen(by query: String, under schema: Schema) throws(Failure) -> [LedgerRow] {
    do throws(QueryError) {
      let query = try Query(query, saved: schema.office.queries, units: schema.units)
      try query.requireNames(
        in: self,
        known: schema.units.entries.flatMap {
          [$0.name.value] + $0.shortNames + $0.formerNames.map(\.name)
        })
      return filter(query.matches)
    } catch {
      throw Failure(error)
    }
  }
}

extension Session {
  /// The rows of a ledger, in the order of the cases' paths, and what they are of.
  struct LedgerRows {
    let rows: [LedgerRow]
    let basis: LedgerBasis
    let schema: Schema
  }

  /// - Parameter query: what the rows are chosen by; where it searches free text they carry theirs.
  func ledger(asOf: Day, _ source: PaperSource, for query: String? = nil) async throws(Failure)
    -> LedgerRows
  {
    let cases = source.source.cases
    let (rows, unreliable, unread): ([LedgerRow], [FaultyCase], [Unread])
    if let query, query.needsText(under: cases.schema) {
      // Of a row the texts are not kept.
      let read = try await askingStore(
        await cases.map { file in
          let state = CaseState(folding: file.subject, schema: cases.schema, asOf: asOf)
          return (
            row: LedgerRow(state, path: "\(file.path)", withText: true),
            fault: FaultyCase(file, state)
          )
        })
      (rows, unreliable) = (read.results.compactMap(\.row), read.results.compactMap(\.fault))
      unread = read.unread
    } else {
      let made: MadeCases<LedgerRow> = try await askingStore(
        await cases.rows(asOf: asOf, today: today, keptIn: source.source.keeper))
      (rows, unreliable, unread) = (made.cases, made.unreliable, made.unread)
    }
    warn(of: unread, unreliable: unreliable, below: cases.folder?.place)
    return LedgerRows(
      rows: rows,
      basis: source.basis(
        asOf: asOf, query: query, showsCommit: false, unread: self.unread(unread, unreliable)),
      schema: cases.schema)
  }

  /// Writes the 台账 as CSV, a few lines at a time, made on all cores.
  func writeCSV(
    _ rows: [LedgerRow], unread: [UnreadCase], columns: [LedgerColumn], byteOrderMark: Bool,
    _ write: ([UInt8]) -> Void
  ) async {
    write(Grid.csvHead(columns.map(\.column), byteOrderMark: byteOrderMark))
    let progress = WorkProgress(.writing, of: rows.count)
    defer { progress.end() }
    for start in stride(from: 0, to: rows.count, by: 8192) {
      let some = rows[start..<min(start + 8192, rows.count)]
      let lines = await mapConcurrently(some, of: progress) { row in
        Grid.csvLine(columns.map { $0.cell(row) })
      }
      write(lines.reduce(into: []) { $0 += $1 })
    }
    for one in unread { write(Grid.csvLine(columns.map { one.cell($0.fact) })) }
  }

  /// Writes a document to a file, or to standard output where none is named.
  func write(_ bytes: [UInt8], to name: String?) throws(Failure) {
    guard let name, name != "-" else {
      console.write(bytes)
      return
    }
    let place = place(of: name)
    try requireNoDocument(bytes, over: place, named: name)
    try onDisk(place.save(bytes))
  }
}
