import CGit2

// libgit2 reads no commit whose time is 2^63 seconds or more, or whose header is otherwise not as git
// writes it, and anybody can make one.

extension GitError {
  /// Whether libgit2 did not read a commit because of what stands in its header.
  package var isOfUnreadableCommit: Bool {
    if case .library(let failure) = self {
      failure.message.contains("invalid Unix timestamp")
        || failure.message.contains("failed to parse")
    } else {
      false
    }
  }
}

extension Repository {
  /// Reads a commit without libgit2, where that fails for its header alone.
  ///
  /// - Throws: `error` if it is of another kind, or the object is no commit.
  func commitByHand(_ id: OID, after error: GitError) throws(GitError) -> CommitSummary {
    guard error.isOfUnreadableCommit else { throw error }
    let store = try objectStore()
    var name = id.raw
    let object = try Handle("git_odb_read", in: self, free: git_odb_object_free) {
      git_odb_read(&$0, store.raw, &name)
    }
    guard git_odb_object_type(object.raw) == GIT_OBJECT_COMMIT else { throw error }
    let bytes = UnsafeRawBufferPointer(
      start: git_odb_object_data(object.raw), count: git_odb_object_size(object.raw))
    return CommitSummary(id, of: String(decoding: bytes, as: UTF8.self))
  }
}

extension CommitSummary {
  /// What can be made out of a commit; what its header does not say is nothing.
  fileprivate init(_ id: OID, of text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let header = lines.prefix { !$0.isEmpty }
    func values(_ key: String) -> [Substring] {
      header.filter { $0.hasPrefix(key + " ") }.map { $0.dropFirst(key.count + 1) }
    }
    func person(_ key: String) -> Signature {
      values(key).first.flatMap(Signature.init(ident:))
        ?? Signature(name: "", email: "", time: 0, offset: 0)
    }
    self.init(
      id: id, parents: values("parent").compactMap { OID(hex: $0) },
      tree: values("tree").first.flatMap { OID(hex: $0) } ?? .emptyTree, author: person("author"),
      committer: person("committer"),
      message: lines.dropFirst(header.count + 1).joined(separator: "\n"),
      isSigned: !values("gpgsig").isEmpty, isWellFormed: false)
  }
}
