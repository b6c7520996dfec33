import CaseStore
import Files
import Git
import Messages
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

extension Session {
  /// The rows of a ledger, in the order of the cases' paths, and what they are of.
  struct LedgerRows {
    let rows: [LedgerRow]
    let vintage: Vintage
    let commit: OID?
    let schema: Schema
  }

  /// - Parameters:
  ///   - rev: the commit to read; nil for the files on disk.
  ///   - query: what the rows are chosen by; where it searches free text they carry theirs.
  func ledger(asOf: Day, rev: String?, for query: String? = nil) async throws(Failure)
    -> LedgerRows
  {
    guard let rev else { return try await ledger(asOf: asOf, for: query) }
    let (snapshot, commit) = try await snapshot(atCommit: rev)
    let states = await snapshot.states(asOf: asOf)
    let withText = query.map { $0.needsText(under: snapshot.schema) } ?? false
    let rows = zip(snapshot.files, states).compactMap { file, state in
      LedgerRow(state, path: "\(file.path)", withText: withText)
    }
    warn(ofUnreliable: snapshot.files.filter(\.isUnreliable).map { "\($0.path)" })
    return LedgerRows(
      rows: rows, vintage: Vintage(asOf: asOf, rev: String(commit.abbreviated)), commit: commit,
      schema: snapshot.schema)
  }

  private func ledger(asOf: Day, for query: String?) async throws(Failure) -> LedgerRows {
    let folder = try caseFolder()
    let withText = try query.map { query throws(Failure) in
      query.needsText(under: try inStore(folder.rules()).schema)
    }
    // Of a row the texts are not kept.
    if withText != true, let (book, listing) = try await work(worthwhileIn: folder) {
      let made: MadeCases<LedgerRow> = try await askingStore(
        await book.rows(
          in: listing, asOf: asOf, today: today))
      warn(ofUnreliable: made.unreliable.map { shown("\($0)", in: folder.place) })
      return LedgerRows(
        rows: made.cases, vintage: Vintage(asOf: asOf), commit: nil, schema: made.schema)
    }
    let (schema, read) = try await mapCases(in: folder, asOf: asOf) { file, state in
      (
        row: LedgerRow(state, path: "\(file.path)", withText: withText ?? false),
        fault: file.isUnreliable ? "\(file.path)" : nil
      )
    }
    warn(ofUnreliable: read.compactMap(\.fault).map { shown($0, in: folder.place) })
    let rows = read.compactMap(\.row)
    return LedgerRows(rows: rows, vintage: Vintage(asOf: asOf), commit: nil, schema: schema)
  }

  /// Says that what is shown of some cases is a guess, or that they are not shown at all.
  func warn(ofUnreliable paths: [String]) {
    guard let first = paths.first else { return }
    let others = paths.count - 1
    let zh = others == 0 ? "\(first) 有错误" : "\(first) 等\(paths.count)个文件有错误"
    let en = others == 0 ? "\(first) has errors" : "\(first) and \(others) more have errors"
    let warning = Phrase(
      zh: "\(zh),所列不可靠或未列出;运行 duban-git check",
      en: "\(en): shown unreliably or not at all; run duban-git check")
    console.writeError("duban-git: warning: \(self(warning))\n")
  }

  /// Writes the 台账 as CSV, a few lines at a time, made on all cores.
  func writeCSV(
    _ rows: [LedgerRow], columns: [LedgerColumn], byteOrderMark: Bool, to name: String?
  ) async throws(Failure) {
    let head = Grid.csvHead(columns.map(\.column), byteOrderMark: byteOrderMark)
    let tally = Tally(.writing, of: rows.count)
    defer { tally.end() }
    func writeLines(_ write: ([UInt8]) -> Void) async throws(Failure) {
      for start in stride(from: 0, to: rows.count, by: 8192) {
        let some = rows[start..<min(start + 8192, rows.count)]
        let lines = await mapConcurrently(some, of: tally) { row in
          Grid.csvLine(columns.map { $0.cell(row) })
        }
        write(lines.reduce(into: []) { $0 += $1 })
      }
    }
    if name == nil || name == "-" {
      console.write(head)
      try await writeLines { console.write($0) }
    } else {
      var bytes = head
      try await writeLines { bytes += $0 }
      try write(bytes, to: name)
    }
  }

  /// Writes a document to a file, or to standard output where none is named.
  func write(_ bytes: [UInt8], to name: String?) throws(Failure) {
    guard let name, name != "-" else {
      console.write(bytes)
      return
    }
    try onDisk(place(of: name).save(bytes))
  }
}
