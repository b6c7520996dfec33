import CGit2
import Files

/// A walk from some commits towards the first, one commit at a time.
///
/// Children come before their parents, otherwise the newest first. In a shallow clone the walk
/// ends at the boundary; `boundary` then says where.
package final class History {
  private let repository: Repository
  private let walk: OpaquePointer?
  /// In a shallow clone, and where libgit2 does not read a commit.
  private var byHand: ShallowWalk?
  private let makeByHand: () throws(GitError) -> ShallowWalk

  /// The commits whose parents were left out by a shallow clone, as far as the walk has met them.
  package var boundary: [OID] { byHand?.boundary ?? [] }

  init(in repository: Repository, from tips: [OID], hiding: [OID], firstParentOnly: Bool)
    throws(GitError)
  {
    self.repository = repository
    makeByHand = { () throws(GitError) in
      try ShallowWalk(
        in: repository, from: tips, hiding: hiding, firstParentOnly: firstParentOnly)
    }
    if repository.isShallow {
      // libgit2 1.5 knows no boundary and fails on the first parent that is not there.
      walk = nil
      byHand = try makeByHand()
      return
    }
    var out: OpaquePointer?
    try check("git_revwalk_new") { git_revwalk_new(&out, repository.raw) }
    walk = out
    // Past this point `deinit` frees `walk` if something throws.
    try check("git_revwalk_sorting") {
      git_revwalk_sorting(out, GIT_SORT_TOPOLOGICAL.rawValue | GIT_SORT_TIME.rawValue)
    }
    if firstParentOnly {
      try check("git_revwalk_simplify_first_parent") { git_revwalk_simplify_first_parent(out) }
    }
    do throws(GitError) {
      for tip in tips {
        var name = tip.raw
        try check("git_revwalk_push") { git_revwalk_push(out, &name) }
      }
      for base in hiding {
        var name = base.raw
        try check("git_revwalk_hide") { git_revwalk_hide(out, &name) }
      }
    } catch {
      try walkByHand(after: error)
    }
  }

  private func walkByHand(after error: GitError) throws(GitError) {
    guard error.isOfUnreadableCommit else { throw error }
    byHand = try makeByHand()
  }

  deinit { git_revwalk_free(walk) }

  /// The next commit; nil at the end. A walk never ends quietly because it failed.
  package func next() throws(GitError) -> OID? {
    guard let walk, byHand == nil else { return byHand?.next() }
    var id = git_oid()
    let status = git_revwalk_next(&id, walk)
    if status == GIT_ITEROVER.rawValue { return nil }
    do throws(GitError) {
      try check("git_revwalk_next") { status }
    } catch {
      // All is read before the first is given.
      try walkByHand(after: error)
      return byHand?.next()
    }
    return OID(id)
  }
}

extension Repository {
  /// Walks from `tips`, leaving out `hiding` and everything they lead to.
  package func history(
    from tips: [OID], hiding: [OID] = [], firstParentOnly: Bool = false
  ) throws(GitError) -> History {
    try History(in: self, from: tips, hiding: hiding, firstParentOnly: firstParentOnly)
  }

  /// Walks a revision or a range `A..B`, as gitrevisions(7); an empty side means `HEAD`.
  package func history(of range: String, firstParentOnly: Bool = false) throws(GitError) -> History
  {
    let (tips, hiding) = try commits(of: range)
    return try history(from: tips, hiding: hiding, firstParentOnly: firstParentOnly)
  }

  /// What a revision or range includes and leaves out.
  ///
  /// `A...B` is everything that only one of them has.
  package func commits(of range: String) throws(GitError) -> (tips: [OID], hiding: [OID]) {
    func side(_ text: Substring) throws(GitError) -> OID {
      try resolveCommit(text.isEmpty ? "HEAD" : String(text))
    }
    guard let dots = range.utf8.firstIndex(of: UInt8(ascii: "."), followedBy: UInt8(ascii: "."))
    else { return ([try resolveCommit(range)], []) }
    let left = try side(range[..<dots])
    var rest = range[range.utf8.index(dots, offsetBy: 2)...]
    let symmetric = rest.hasPrefix(".")
    if symmetric { rest.removeFirst() }
    let right = try side(rest)
    guard symmetric else { return ([right], [left]) }
    return ([left, right], try mergeBases(left, right) ?? [])
  }

  /// Runs `body` without checking that the objects it reads are what their names say, and without
  /// keeping them, since it reads all of a history once.
  ///
  /// For building caches that prove nothing, never for proving. The switches are the whole process's.
  package func skimming<T, Failure>(_ body: () async throws(Failure) -> T) async throws(Failure)
    -> T
  {
    LibGit2.setVerifying(false)
    LibGit2.setCaching(false)
    defer {
      LibGit2.setVerifying(true)
      LibGit2.setCaching(true)
    }
    return try await body()
  }

  /// What makes git show another history than the one that was recorded, and libgit2 does not
  /// follow: `refs/replace/…` and `info/grafts`. A proof has to say that it is there.
  package func overlays() throws(GitError) -> [String] {
    var found = try references(matching: "refs/replace/*")
    let grafts = FilePlace(commonDirectory + "info/grafts")
    if let size = try onDisk(grafts.status())?.size, size > 0 { found.append("info/grafts") }
    return found
  }
}

extension String.UTF8View {
  /// The first place where `one` is directly followed by `other`.
  fileprivate func firstIndex(of one: UInt8, followedBy other: UInt8) -> Index? {
    zip(indices, indices.dropFirst()).first { self[$0] == one && self[$1] == other }?.0
  }
}
