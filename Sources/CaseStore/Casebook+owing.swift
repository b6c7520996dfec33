import FrontMatter
import Git
package import Supervision

extension Casebook {
  /// What `transform` makes of every case in which something may be owed on a day, on all cores.
  ///
  /// Cases that are known to be settled are left out, so that `transform` must make nothing of a
  /// reliable case without due points.
  ///
  /// - Parameter program: the version of this program.
  /// - Complexity: only cases that are not settled, or that the index does not prove unchanged, are
  ///   read; none is kept.
  package func owing<Result: Sendable>(
    in listing: CaseListing, asOf: Day, program: String,
    _ transform: @escaping @Sendable (CaseFile, CaseState) -> Result?
  ) async throws(CaseStoreError) -> (schema: Schema, results: [Result]) {
    do throws(GitError) {
      let rules = try SchemaFiles { path throws(GitError) in
        try folder.file(at: path).read()?.bytes
      }
      let schema = rules.schema
      let known = SettledCases(keptIn: repository, under: rules, program: program)
      var settled: [SettledCases.Item] = []
      let rest = listing.items.filter { item in
        guard let blob = item.blob, let day = known.day(of: blob) else { return true }
        settled.append((blob, day))
        return day > asOf
      }
      let read = try await mapConcurrently(rest) {
        [folder] item throws(GitError) -> (Result?, SettledCases.Item?)? in
        guard let bytes = try folder.file(at: item.path).read()?.bytes else { return nil }
        let file = CaseFile(path: item.path, bytes: bytes)
        let state = CaseState(folding: file.subject, schema: schema, asOf: asOf)
        return (transform(file, state), file.settled(state, as: item.blob))
      }
      let found = read.compactMap { $0?.1 }
      if !found.isEmpty { known.keep(settled + found) }
      return (schema, read.compactMap { $0?.0 })
    } catch {
      throw .git(error)
    }
  }
}

extension CaseFile {
  /// What is to be remembered of the case if nothing is owed in it for good.
  ///
  /// - Parameter blob: what the index says the file is; the file may have changed since.
  fileprivate func settled(_ state: CaseState, as blob: OID?) -> SettledCases.Item? {
    guard state.duePoints.isEmpty, let last = subject.steps.map(\.day).max(), last <= state.asOf,
      !isUnreliable, let blob, Repository.hash(blob: text.bytes) == blob
    else { return nil }
    return (blob, last)
  }
}
