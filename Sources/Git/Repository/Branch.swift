import CGit2
import Files

extension Repository {
  /// Moves a branch from one commit to another by compare-and-swap, with its reflog and, if it is
  /// the branch that `HEAD` is on, `HEAD`'s.
  ///
  /// - Parameters:
  ///   - old: nil if the branch must not exist yet.
  ///   - locked: called when the branch is locked and not moved yet.
  /// - Throws: `.branchMoved` if it is elsewhere; `.locked` if git holds it all the time.
  func move(
    _ branch: String, from old: OID?, to new: OID, by who: Signature, message: String,
    patience: Duration, locked: (FilePlace) throws(GitError) -> Void = { _ in }
  ) async throws(GitError) {
    let lock = FilePlace("\(commonDirectory)\(branch).lock")
    let moved: Void? = try await Patience.waiting(at: patience) { () throws(GitError) -> Void? in
      do throws(GitError) {
        return try moveNow(branch, from: old, to: new, by: who, message: message) {
          () throws(GitError) in
          share(lock)
          try locked(lock)
        }
      } catch {
        if error.code == .locked { return nil }
        throw error
      }
    }
    guard moved != nil else {
      throw .locked(GitError.HeldLock(at: lock))
    }
  }

  private func moveNow(
    _ branch: String, from old: OID?, to new: OID, by who: Signature, message: String,
    locked: () throws(GitError) -> Void
  ) throws(GitError) {
    let transaction = try Handle("git_transaction_new", in: self, free: git_transaction_free) {
      git_transaction_new(&$0, raw)
    }
    try check("git_transaction_lock_ref") { git_transaction_lock_ref(transaction.raw, branch) }
    try locked()
    // Nobody can move it now, so what it is compared with stays true.
    let found = try target(of: branch)
    guard found == old else { throw .branchMoved(branch: branch, expected: old, found: found) }
    var name = new.raw
    try who.withRaw { signature throws(GitError) -> Void in
      try check("git_transaction_set_target") {
        git_transaction_set_target(transaction.raw, branch, &name, signature, message)
      }
    }
    defer {
      shareWithFolders(branch, in: commonDirectory)
      shareWithFolders("logs/\(branch)", in: commonDirectory)
      shareWithFolders("logs/HEAD", in: gitDirectory)
    }
    try check("git_transaction_commit") { git_transaction_commit(transaction.raw) }
  }

  /// The same through git, which runs the hook `reference-transaction`.
  func moveThroughGit(
    _ branch: String, from old: OID?, to new: OID, by who: Signature, message: String
  ) async throws(GitError) {
    var child = git("update-ref", "-m", message, branch, "\(new)", "\(old ?? .zero)")
    child.environment.variables["GIT_COMMITTER_NAME"] = who.name
    child.environment.variables["GIT_COMMITTER_EMAIL"] = who.email
    child.environment.variables["GIT_COMMITTER_DATE"] = who.gitDate
    let output = try await running(await child.run())
    if output.status == 0 { return }
    let found = try target(of: branch)
    guard found == old || found == new else {
      throw .branchMoved(branch: branch, expected: old, found: found)
    }
    for lock in ["\(commonDirectory)\(branch).lock", "\(gitDirectory)HEAD.lock"] {
      let place = FilePlace(lock)
      if try onDisk(place.status()) != nil { throw .locked(GitError.HeldLock(at: place)) }
    }
    let words = String(decoding: output.standardError, as: UTF8.self)
    guard words.contains("aborted by hook") || words.contains("被钩子中止") else {
      throw .file(.failed(program: "git update-ref", status: output.status, words: words))
    }
    throw .refused(.byHook(name: "reference-transaction", words: words))
  }
}

extension Repository {
  /// Opens the references anew, since they remember whether they are to be written durably.
  func reopenReferences() throws(GitError) {
    let references = try Handle("git_refdb_open", in: self, free: git_refdb_free) {
      git_refdb_open(&$0, raw)
    }
    try check("git_repository_set_refdb") { git_repository_set_refdb(raw, references.raw) }
  }
}

extension Signature {
  /// The time as git's environment variables take it: `@1772413200 +0800`.
  var gitDate: String {
    let minutes = abs(offset)
    let zone = minutes / 60 * 100 + minutes % 60
    let digits = "0000\(zone)".suffix(4)
    return "@\(time) \(offset < 0 ? "-" : "+")\(digits)"
  }
}
