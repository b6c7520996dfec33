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
    warn(ofUnreliable: snapshot.files.filter(\.isUnreliable).map { "\($0.path)" })
    return LedgerRows(
      rows: rows, vintage: Vintage(asOf: asOf, rev: String(commit.abbreviated)), commit: commit,
      schema: snapshot.schema)
  }

  private func ledger(asOf: Day, withText: Bool) async throws(Failure) -> LedgerRows {
    let folder = try caseFolder()
    do throws(CaseStoreError) {
      let (schema, read) = try await Snapshot.map(folder, asOf: asOf) { file, state in
        (
          row: LedgerRow(state, path: "\(file.path)", withText: withText),
          fault: file.isUnreliable ? "\(file.path)" : nil
        )
      }
      warn(ofUnreliable: read.compactMap(\.fault).map { shown($0, in: folder.place) })
      let rows = read.compactMap(\.row)
      return LedgerRows(rows: rows, vintage: Vintage(asOf: asOf), commit: nil, schema: schema)
    } catch {
      throw Failure(error)
    }
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
