import CGit2

// libgit2 reads no commit whose time is 2^63 seconds or more, and anybody can write such a number.

extension GitError {
  /// Whether libgit2 did not read a commit because of the number that stands there for its time.
  package var isOfUnreadableTime: Bool {
    if case .library(let failure) = self {
      failure.message.contains("invalid Unix timestamp")
    } else {
      false
    }
  }
}

extension Repository {
  /// Reads a commit without libgit2, where that fails for its time alone.
  ///
  /// - Throws: `error` if it is of another kind, or the object is no commit.
  func commitByHand(_ id: OID, after error: GitError) throws(GitError) -> CommitSummary {
    guard error.isOfUnreadableTime else { throw error }
    let store = try objectStore()
    var name = id.raw
    let object = try Handle("git_odb_read", in: self, free: git_odb_object_free) {
      git_odb_read(&$0, store.raw, &name)
    }
    guard git_odb_object_type(object.raw) == GIT_OBJECT_COMMIT else { throw error }
    let bytes = UnsafeRawBufferPointer(
      start: git_odb_object_data(object.raw), count: git_odb_object_size(object.raw))
    guard let commit = CommitSummary(id, of: String(decoding: bytes, as: UTF8.self)) else {
      throw error
    }
    return commit
  }

  /// Whether one commit leads to another, where libgit2 fails on a commit between them.
  func isAncestorByHand(_ ancestor: OID, of commit: OID) throws(GitError) -> Bool {
    var (seen, waiting): (Set<OID>, [OID]) = ([commit], [commit])
    while let id = waiting.popLast() {
      if id == ancestor { return true }
      for parent in try parents(of: id) where seen.insert(parent).inserted {
        waiting.append(parent)
      }
    }
    return false
  }
}

extension CommitSummary {
  fileprivate init?(_ id: OID, of text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let header = lines.prefix { !$0.isEmpty }
    func values(_ key: String) -> [Substring] {
      header.filter { $0.hasPrefix(key + " ") }.map { $0.dropFirst(key.count + 1) }
    }
    guard let tree = values("tree").first.flatMap({ OID(hex: $0) }),
      let author = values("author").first.flatMap(Signature.init(ident:)),
      let committer = values("committer").first.flatMap(Signature.init(ident:))
    else { return nil }
    self.init(
      id: id, parents: values("parent").compactMap { OID(hex: $0) }, tree: tree, author: author,
      committer: committer, message: lines.dropFirst(header.count + 1).joined(separator: "\n"),
      isSigned: !values("gpgsig").isEmpty, isWellFormed: false)
  }
}
