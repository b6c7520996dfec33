package import Files
import Git
package import Supervision

/// Cases and their rules, wherever they come from: the working tree, the index, a commit, some files.
///
/// Every verb goes over cases by one of these (`map`, `files`), so that what cannot be read is left
/// out and told in every verb alike, and no verb keeps more cases than it needs.
package struct CaseSource: Sendable {
  package let rules: SchemaFiles
  package let cases: CaseList
  /// What is known without reading the cases to be none that can be read, in the order of paths.
  package let unread: [Unread]
  /// Which of the files are copies of others.
  let numbers: NumberHolders
  /// Whether a file is at a path from the top, as far as that can be told.
  package let holds: @Sendable (RelativePath) -> Bool
  /// What paths on disk count from; nil where the cases are none of a working tree.
  package let folder: CaseFolder?
  /// Opens the repository that has the cases which are not on disk.
  let openRepository: (@Sendable () throws(GitError) -> Repository)?
  /// Where most of the recorded cases lie on disk as well, since they are those of `HEAD`.
  var checkout: CaseFolder?

  package var schema: Schema { rules.schema }

  /// Of the cases, and of what is known to be unread.
  package var paths: [RelativePath] { cases.map(\.path) + unread.map(\.path) }
}

extension CaseSource {
  /// Files that lie in no case repository, judged by `schema`.
  ///
  /// - Parameter folder: what relative paths count from.
  package init(
    _ files: [(path: RelativePath, bytes: [UInt8])], unread: [Unread], schema: Schema,
    in folder: FilePlace
  ) {
    let folder = CaseFolder(folder)
    let rules = SchemaFiles(schema)
    let cases = CaseList(files.map { CaseList.Other(path: $0.path, content: .here($0.bytes)) })
    self.init(
      rules: rules, cases: cases, unread: unread,
      // Files that are named have nothing to do with one another.
      numbers: NumberHolders(of: CaseList([]), under: rules), holds: folder.holds, folder: nil,
      openRepository: nil)
  }
}

// MARK: One case

extension CaseSource {
  /// The case that a person means by an id or a path from the top.
  ///
  /// - Parameter path: what the name would be as a path; it comes first.
  /// - Throws: `.unknownCase`; `.unread` where it is meant and cannot be read; `.git`.
  /// - Complexity: no other case is read, unless none has that name for its file's.
  package func file(meant name: String, orAt path: RelativePath? = nil)
    async throws(CaseStoreError) -> CaseFile
  {
    if let path, let file = try file(at: { $0 == path }) { return file }
    if let file = try file(at: { $0.isMeant(by: name) }) { return file }
    let bearing = try await map { $0.subject.id == name ? $0 : nil }
    if let file = bearing.results.first { return file }
    let ids = cases.map { CaseFile.id(at: $0.path) }
    throw .unknownCase(name, near: Spelling.nearest(to: name, among: ids))
  }

  /// The first case at a path that is meant; nil if there is none.
  private func file(at isMeant: (RelativePath) -> Bool) throws(CaseStoreError) -> CaseFile? {
    let places = cases.indices.filter { isMeant(cases[$0].path) }
    // Of several files of one name the one that is no copy.
    let place = places.first { numbers.twin(of: cases[$0].path) == nil } ?? places.first
    if let place, let file = try file(at: place) {
      if let fault = file.illegibility { throw .unread(Unread(file.path, .illegible(fault))) }
      return file
    }
    if let unread = unread.first(where: { isMeant($0.path) }) { throw .unread(unread) }
    return nil
  }
}
