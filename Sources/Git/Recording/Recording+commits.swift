import CGit2
import Files

extension Recording {
  /// Whether the objects are made as one pack.
  func packs(_ drafts: [Draft], _ hooks: Hooks, _ signing: Signing?) -> Bool {
    drafts.count >= Self.fewestPacked && signing == nil && !hooks.watchCommits
      && drafts.allSatisfy(\.hasPlainPaths)
  }

  /// Where new objects are made.
  ///
  /// - Parameters:
  ///   - durable: whether the objects are made sure of when they are published.
  ///   - apart: whether programs are to see them before.
  func newObjects(at place: FilePlace, durable: Bool, apart: Bool) throws(GitError)
    -> any NewObjects
  {
    if !self.durable, head.commit == nil, !apart { return try PackedObjects(for: repository) }
    return try QuarantinedObjects(for: repository, at: place, durable: durable)
  }

  /// Writes blobs, trees and commits, each draft on top of the one before, and moves nothing.
  func build(
    _ drafts: [Draft], with plan: Plan, into made: any NewObjects, packs: Bool, hooks: inout Hooks,
    signing: Signing?, faults: Faults
  ) async throws(GitError) -> [OID] {
    let modes = Dictionary(
      uniqueKeysWithValues: plan.files.map { ($0.versions.path, $0.mode) })
    // What is made is synced when it is published, all at once.
    LibGit2.setDurable(false)
    defer { LibGit2.setDurable(self.durable) }
    if packs, let place = made.folder {
      let progress = WorkProgress(.storing)
      progress.add(drafts.count)
      let commits = try await progress.beating { () throws(GitError) in
        try await pack(drafts, modes: modes, into: place)
      }
      try faults(.treesWritten)
      try faults(.objectsMade)
      try made.publish()
      return commits
    }
    let store = made.repository
    // A tree and a commit each.
    let progress = WorkProgress(.storing, of: 2 * drafts.count)
    defer { progress.end() }
    var trees: [OID] = []
    for draft in drafts {
      let base = trees.last ?? head.commit
      trees.append(try store.writeTree(on: base, draft.changes, modes: modes))
      progress.add()
    }
    try faults(.treesWritten)
    var commits: [OID] = []
    for (draft, tree) in zip(drafts, trees) {
      let message = try await hooks.message(
        of: draft, tree: tree, in: made, index: hookIndex)
      let content = try store.commitBuffer(
        draft, message: message, tree: tree, parent: commits.last ?? head.commit)
      let signature = try await signing?.sign(
        content, by: draft.committer, scratch: signingBuffer)
      commits.append(try store.writeCommit(content, signature: signature))
      progress.add()
    }
    try faults(.objectsMade)
    try made.publish()
    return commits
  }

  /// How far the branch has come.
  struct Advance {
    /// How many drafts are recorded.
    var count = 0
    /// Why not all are.
    var halt: GitError?
    /// What failed after the branch had moved, as the disk's word that it will stay so.
    var unsure: GitError?

    /// What there is to tell of it, nil if all went well.
    ///
    /// - Parameter other: what failed since then.
    func fault(of commits: [OID], because other: GitError?) -> GitError? {
      var fault = other
      if let unsure { fault = .unsure(commits[count - 1], because: fault ?? unsure) }
      if let halt {
        fault = .partly(
          commits[count - 1], missing: commits.count - count, because: fault ?? halt)
      }
      return fault
    }
  }

  /// Moves the branch from commit to commit, so that the reflog has each, or to the last at once.
  func moveBranch(
    along commits: [OID], _ drafts: [Draft], inOneMove: Bool, hooks: Hooks, faults: Faults
  ) async -> Advance {
    guard let branch = head.reference else { preconditionFailure("a detached head is refused") }
    var old = head.commit
    var advance = Advance()
    let moves = inOneMove ? commits.indices.suffix(1) : commits.indices[...]
    let progress = WorkProgress(.recording, of: moves.count)
    defer { progress.end() }
    for index in moves {
      let commit = commits[index]
      do throws(GitError) {
        try await move(branch, from: old, to: commit, drafts[index], hooks: hooks, faults: faults)
      } catch {
        guard (try? repository.target(of: branch)) == commit else {
          advance.halt = error.naming(repository.gitDirectory)
          return advance
        }
        advance.unsure = error.naming(repository.gitDirectory)
      }
      old = commit
      advance.count = index + 1
      progress.add()
    }
    return advance
  }

  private func move(
    _ branch: String, from old: OID?, to commit: OID, _ draft: Draft, hooks: Hooks, faults: Faults
  ) async throws(GitError) {
    let message = draft.reflogMessage(isInitial: old == nil)
    if hooks.watchesReferences {
      try await repository.moveThroughGit(
        branch, from: old, to: commit, by: draft.committer, message: message)
    } else {
      try await repository.move(
        branch, from: old, to: commit, by: draft.committer, message: message,
        patience: patience.git
      ) { lock throws(GitError) in
        try turn.note(Journal.Lock(at: lock, for: commit))
        try faults(.branchLocked)
      }
    }
  }

  /// Reads the commits back from disk, and the files in the last one.
  func verify(_ commits: [OID], _ drafts: [Draft], _ entries: [RelativePath: TreeEntry?])
    throws(GitError)
  {
    // A new repository object, since this one may answer from memory.
    let fresh = try repository.again()
    var parent = head.commit
    for (commit, draft) in zip(commits, drafts) {
      let found = try fresh.commit(commit)
      guard found.parents == [parent].compactMap(\.self), found.author == draft.author else {
        throw .notAsWritten("commit \(commit)")
      }
      parent = commit
    }
    guard let last = parent else { return }
    for (path, entry) in entries {
      let found = try fresh.entry(at: path, in: last)
      guard found?.id == entry?.id else { throw .notAsWritten("\(last):\(path)") }
      // The blob is read too: it is what its name says, or this throws.
      if let found { try fresh.requireBlob(found.id) }
    }
    // Someone may have committed on top of us meanwhile.
    guard let now = try fresh.head().commit, try fresh.isAncestor(last, of: now) else {
      throw .notAsWritten("HEAD")
    }
  }
}

extension Head {
  /// The full name of the branch; nil when detached.
  var reference: String? {
    switch self {
    case .branch(let name, _), .unborn(let name): name
    case .detached: nil
    }
  }
}

extension Repository {
  /// Writes the tree that `base`, a commit or tree, becomes with these changes, and nothing else changed; nil is the
  /// empty tree.
  ///
  /// - Precondition: what is a copy is stored.
  func writeTree(on base: OID?, _ changes: [Draft.Change], modes: [RelativePath: EntryMode])
    throws(GitError) -> OID
  {
    var updates: [git_tree_update] = []
    var names: [UnsafeMutablePointer<CChar>] = []
    defer { for name in names { name.deallocate() } }
    for change in changes {
      var update = git_tree_update()
      if let content = change.content {
        let stored = change.isCopy ? change.id : nil
        update.id = if let stored { stored.raw } else { try writeBlob(content).raw }
        update.action = GIT_TREE_UPDATE_UPSERT
        update.filemode = git_filemode_t(rawValue: (modes[change.path] ?? .file).rawValue)
      } else {
        guard let base, try entry(at: change.path, in: base) != nil else { continue }
        update.action = GIT_TREE_UPDATE_REMOVE
      }
      names.append(change.path.copyCString())
      update.path = UnsafePointer(names[names.count - 1])
      updates.append(update)
    }
    return try writeTree(on: base, updates)
  }

  /// Writes a blob, if it is not there yet.
  func writeBlob(_ content: [UInt8]) throws(GitError) -> OID {
    var id = git_oid()
    try check("git_blob_create_from_buffer") {
      git_blob_create_from_buffer(&id, raw, content, content.count)
    }
    return OID(id)
  }

  private func writeTree(on base: OID?, _ updates: [git_tree_update]) throws(GitError) -> OID {
    var out = git_oid()
    guard let base else {
      try check("git_tree_create_updated") {
        git_tree_create_updated(&out, raw, nil, updates.count, updates)
      }
      return OID(out)
    }
    let tree = try lookup(try tree(of: base), GIT_OBJECT_TREE)
    try check("git_tree_create_updated") {
      git_tree_create_updated(&out, raw, tree.raw, updates.count, updates)
    }
    return OID(out)
  }

  /// A commit object's bytes, which is what a signature is of.
  func commitBuffer(_ draft: Draft, message: String, tree: OID, parent: OID?) throws(GitError)
    -> [UInt8]
  {
    let tree = try lookup(tree, GIT_OBJECT_TREE)
    let text = message.hasSuffix("\n") ? message : message + "\n"
    var out = git_buf()
    defer { git_buf_dispose(&out) }
    try draft.author.withRaw { author throws(GitError) in
      try draft.committer.withRaw { committer throws(GitError) in
        guard let parent else {
          try check("git_commit_create_buffer") {
            git_commit_create_buffer(
              &out, raw, author, committer, nil, text, tree.raw, 0, nil)
          }
          return
        }
        let commit = try lookup(parent, GIT_OBJECT_COMMIT)
        var parents: OpaquePointer? = commit.raw
        try check("git_commit_create_buffer") {
          git_commit_create_buffer(
            &out, raw, author, committer, nil, text, tree.raw, 1, &parents)
        }
      }
    }
    return Array(UnsafeRawBufferPointer(start: out.ptr, count: out.size))
  }

  /// Writes a commit object; no branch moves.
  ///
  /// - Parameter signature: nil for a commit that is not signed.
  func writeCommit(_ content: [UInt8], signature: String?) throws(GitError) -> OID {
    var out = git_oid()
    try check("git_commit_create_with_signature") {
      (content.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer {
        git_commit_create_with_signature(&out, raw, $0.baseAddress, signature, nil)
      }
    }
    return OID(out)
  }
}

extension RelativePath {
  /// A copy as C wants it, to be deallocated by the caller.
  fileprivate func copyCString() -> UnsafeMutablePointer<CChar> {
    let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count + 1)
    for (place, byte) in bytes.enumerated() { copy[place] = CChar(bitPattern: byte) }
    copy[bytes.count] = 0
    return copy
  }
}
