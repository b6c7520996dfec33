import CaseStore
import FrontMatter
import Git
import Supervision
import Views

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
  ///   - withText: whether rows carry what free text is searched in.
  func ledger(asOf: Day, rev: String?, withText: Bool) async throws(Failure) -> LedgerRows {
    guard let rev else { return try await ledger(asOf: asOf, withText: withText) }
    let (snapshot, commit) = try await snapshot(atCommit: rev)
    let states = await snapshot.states(asOf: asOf)
    let rows = zip(snapshot.files, states).compactMap { file, state in
      LedgerRow(state, path: "\(file.path)", withText: withText)
    }
    return LedgerRows(
      rows: rows, vintage: Vintage(asOf: asOf, rev: String(commit.abbreviated)), commit: commit,
      schema: snapshot.schema)
  }

  private func ledger(asOf: Day, withText: Bool) async throws(Failure) -> LedgerRows {
    do throws(CaseStoreError) {
      let folder = try CaseFolder.find(from: directory)
      let (schema, rows) = try await Snapshot.map(folder, asOf: asOf) { file, state in
        LedgerRow(state, path: "\(file.path)", withText: withText)
      }
      return LedgerRows(rows: rows, vintage: Vintage(asOf: asOf), commit: nil, schema: schema)
    } catch {
      throw Failure(error)
    }
  }

  /// Writes a document to a file, or to standard output where none is named.
  func write(_ bytes: [UInt8], to name: String?) throws(Failure) {
    guard let name, name != "-" else {
      console.write(bytes)
      return
    }
    do throws(GitError) {
      try place(of: name).save(bytes)
    } catch {
      throw Failure(error)
    }
  }
}
