import CGit2
package import Files
import Glibc

/// A commit without its contents.
package struct CommitSummary: Hashable, Sendable {
  package var id: OID
  package var parents: [OID]
  package var tree: OID
  package var author: Signature
  package var committer: Signature
  /// As written, with its final newline.
  package var message: String
  /// Whether its header has a signature, good or not.
  package var isSigned: Bool
  /// Whether its header is as git writes it, and nothing of it stands behind a NUL, where most programs
  /// read no further; git-fsck(1) says more of one that is not.
  package var isWellFormed: Bool

  /// The first line of the message.
  package var subject: String {
    String(message.prefix { $0 != "\n" })
  }
}

/// The modes that git gives to the entries of a tree.
package enum EntryMode: UInt32, Hashable, Sendable {
  case folder = 0o040000
  case file = 0o100644
  case executable = 0o100755
  case symbolicLink = 0o120000
  case submodule = 0o160000

  /// Git 0.x wrote other permissions too, and anybody can; what kind of entry it is, git goes by.
  init(raw: UInt32) {
    self =
      switch raw & 0o170000 {
      case EntryMode.folder.rawValue: .folder
      case EntryMode.symbolicLink.rawValue: .symbolicLink
      case EntryMode.submodule.rawValue: .submodule
      default: raw & 0o100 != 0 ? .executable : .file
      }
  }
}

/// A file (or link, or submodule) in a tree.
package struct TreeEntry: Hashable, Sendable {
  package var path: RelativePath
  package var id: OID
  package var mode: EntryMode

  package init(path: RelativePath, id: OID, mode: EntryMode) {
    (self.path, self.id, self.mode) = (path, id, mode)
  }
}

extension Repository {
  /// The object that a revision names, as gitrevisions(7): `HEAD~2`, `main@{yesterday}`, `v1^{}`.
  ///
  /// - Throws: `.unknownRevision`.
  package func resolve(_ revision: String) throws(GitError) -> OID {
    // To libgit2 a reference of that name would come first, to git the object does.
    if let id = OID(hex: revision), try contains(id) { return id }
    do throws(GitError) {
      let object = try Handle("git_revparse_single", in: self, free: git_object_free) {
        git_revparse_single(&$0, raw, revision)
      }
      return OID(git_object_id(object.raw).pointee)
    } catch {
      if error.isOfUnreadableCommit, let id = try? target(of: revision) { return id }
      switch error.code {
      case .notFound, .ambiguous, .invalidName, .unbornBranch: throw .unknownRevision(revision)
      default: throw error
      }
    }
  }

  /// The object whose id begins with these digits, whatever references are called.
  ///
  /// - Parameter digits: up to 40 hexadecimal ones.
  /// - Returns: nil for none, and for several.
  package func object(beginning digits: some StringProtocol) throws(GitError) -> OID? {
    guard var prefix = OID(hex: digits + String(repeating: "0", count: 40 - digits.utf8.count))?.raw
    else { return nil }
    do {
      let object = try Handle("git_object_lookup_prefix", in: self, free: git_object_free) {
        git_object_lookup_prefix(&$0, raw, &prefix, digits.utf8.count, GIT_OBJECT_ANY)
      }
      return OID(git_object_id(object.raw).pointee)
    } catch {
      switch error.code {
      case .notFound, .ambiguous: return nil
      default: throw error
      }
    }
  }

  /// The commit that a revision names, tags followed.
  ///
  /// - Throws: `.unknownRevision`; `.wrongKind` for a tree or blob.
  package func resolveCommit(_ revision: String) throws(GitError) -> OID {
    let id = try resolve(revision)
    do throws(GitError) {
      return try peel(lookup(id, GIT_OBJECT_ANY), to: GIT_OBJECT_COMMIT, named: revision)
    } catch {
      return try commitByHand(id, after: error).id
    }
  }

  /// The tree of a commit, tag or tree.
  package func tree(of treeish: OID) throws(GitError) -> OID {
    do throws(GitError) {
      let object = try lookup(treeish, GIT_OBJECT_ANY)
      // Whether it really is one, whoever reads it sees.
      if git_object_type(object.raw) == GIT_OBJECT_COMMIT {
        return OID(git_commit_tree_id(object.raw).pointee)
      }
      return try peel(object, to: GIT_OBJECT_TREE, named: "\(treeish)")
    } catch {
      return try commitByHand(treeish, after: error).tree
    }
  }

  private func peel(_ object: consuming Handle, to kind: git_object_t, named name: String)
    throws(GitError) -> OID
  {
    do {
      let peeled = try Handle("git_object_peel", in: self, free: git_object_free) {
        git_object_peel(&$0, object.raw, kind)
      }
      return OID(git_object_id(peeled.raw).pointee)
    } catch {
      switch error.code {
      case .invalidName, .notFound, .ambiguous: throw .wrongKind(name)
      default: throw error
      }
    }
  }

  func lookup(_ id: OID, _ kind: git_object_t) throws(GitError) -> Handle {
    var name = id.raw
    do {
      return try Handle("git_object_lookup", in: self, free: git_object_free) {
        git_object_lookup(&$0, raw, &name, kind)
      }
    } catch {
      throw try explained(error, asOf: id, kind)
    }
  }

  /// What it means that an object cannot be had.
  private func explained(_ error: GitError, asOf id: OID, _ kind: git_object_t) throws(GitError)
    -> GitError
  {
    let isOther = kind == GIT_OBJECT_TREE || kind == GIT_OBJECT_BLOB
    if case .library = error, isOther, try contains(id) { return .malformedObject(id) }
    return error.code == .notFound ? .missingObject(id) : error
  }

  package func commit(_ id: OID) throws(GitError) -> CommitSummary {
    do throws(GitError) {
      return try summary(of: lookup(id, GIT_OBJECT_COMMIT), id)
    } catch {
      return try commitByHand(id, after: error)
    }
  }

  private func summary(of commit: consuming Handle, _ id: OID) throws(GitError) -> CommitSummary {
    // A commit has a header, which libgit2 keeps as long as the commit.
    let header = UnsafeRawBufferPointer(
      start: git_commit_raw_header(commit.raw), count: strlen(git_commit_raw_header(commit.raw)))
    let isWhole = try hasNoNUL(commit, id)
    return CommitSummary(
      id: id,
      parents: parents(of: commit),
      tree: OID(git_commit_tree_id(commit.raw).pointee),
      author: Signature(git_commit_author(commit.raw).pointee),
      committer: Signature(git_commit_committer(commit.raw).pointee),
      message: String(cString: git_commit_message(commit.raw)),
      isSigned: strstr(git_commit_raw_header(commit.raw), "\ngpgsig ") != nil,
      isWellFormed: isWhole && header.isWellFormedCommitHeader)
  }

  package func parents(of id: OID) throws(GitError) -> [OID] {
    do throws(GitError) {
      return parents(of: try lookup(id, GIT_OBJECT_COMMIT))
    } catch {
      return try commitByHand(id, after: error).parents
    }
  }

  func parents(of commit: borrowing Handle) -> [OID] {
    (0..<git_commit_parentcount(commit.raw)).map {
      OID(git_commit_parent_id(commit.raw, $0).pointee)
    }
  }

  /// The bytes of a blob.
  package func blob(_ id: OID) throws(GitError) -> [UInt8] {
    let blob = try lookup(id, GIT_OBJECT_BLOB)
    let size = Int(git_blob_rawsize(blob.raw))
    return Array(UnsafeRawBufferPointer(start: git_blob_rawcontent(blob.raw), count: size))
  }

  /// Reads a blob, which is hashed as it is read.
  ///
  /// - Throws: `.missingObject`, or what is wrong with it.
  func requireBlob(_ id: OID) throws(GitError) { _ = try lookup(id, GIT_OBJECT_BLOB) }

  /// The bytes of the file at `path` in a commit or tree; nil if it has none there.
  package func blob(at path: RelativePath, in treeish: OID) throws(GitError) -> [UInt8]? {
    guard let entry = try entry(at: path, in: treeish), entry.mode != .submodule else { return nil }
    guard entry.mode != .folder else { return nil }
    return try blob(entry.id)
  }

  /// What is at `path` in a commit or tree, a folder too; nil if nothing is.
  package func entry(at path: RelativePath, in treeish: OID) throws(GitError) -> TreeEntry? {
    let root = try recentTrees.root(of: treeish) { id throws(GitError) in try tree(of: id) }
    var found = TreeEntry(path: .root, id: root, mode: .folder)
    for name in path.components {
      guard found.mode == .folder, let next = try child(named: name, of: found) else { return nil }
      found = next
    }
    return found
  }

  private func child(named name: ArraySlice<UInt8>, of folder: TreeEntry) throws(GitError)
    -> TreeEntry?
  {
    let tree: OpaquePointer
    do throws(GitError) {
      tree = try recentTrees.tree(folder.id) { id throws(GitError) in
        var name = id.raw
        var out: OpaquePointer?
        try check("git_object_lookup") {
          git_object_lookup(&out, raw, &name, GIT_OBJECT_TREE)
        }
        // The call succeeded, so there is a tree.
        return out!
      }
    } catch {
      if error.code == .notFound, folder.path != .root { return nil }
      throw try explained(error, asOf: folder.id, GIT_OBJECT_TREE)
    }
    return Array(name).withCString { git_tree_entry_byname(tree, $0) }.map {
      TreeEntry($0, in: folder.path)
    }
  }

  /// The name that a blob with these bytes has, without writing it.
  ///
  /// - Precondition: a repository has been opened, so that libgit2 is there.
  package static func hash(blob bytes: [UInt8]) -> OID {
    var out = git_oid()
    // Hashing a buffer in memory has no way to fail.
    _ = git_odb_hash(&out, bytes, bytes.count, GIT_OBJECT_BLOB)
    return OID(out)
  }

  /// The name that git will give to a blob with these bytes, as `writeBlob` then has to confirm.
  ///
  /// OpenSSL takes a sixth of the time for it and sees no attack by collision, which libgit2 does when it
  /// stores them.
  package static func expectedName(ofBlob bytes: [UInt8]) throws(GitError) -> OID {
    do {
      return OID(bytes: try sha1(Array("blob \(bytes.count)\0".utf8)[...], bytes[...]))
    } catch {
      throw .cannotUse(error)
    }
  }

  /// Whether the object is here; in a partial clone it may not be.
  package func contains(_ id: OID) throws(GitError) -> Bool {
    let store = try objectStore()
    var name = id.raw
    return git_odb_exists(store.raw, &name) != 0
  }

  /// Whether a commit's header and message, which libgit2 gives as C has its strings, are all of it.
  private func hasNoNUL(_ commit: borrowing Handle, _ id: OID) throws(GitError) -> Bool {
    let store = try objectStore()
    var (size, kind, name) = (0, GIT_OBJECT_COMMIT, id.raw)
    try check("git_odb_read_header") { git_odb_read_header(&size, &kind, store.raw, &name) }
    let header = strlen(git_commit_raw_header(commit.raw))
    let message = strlen(git_commit_message_raw(commit.raw))
    // A line without a word stands between them, where there is a message.
    return size == header + 1 + message || size == header
  }

  func objectStore() throws(GitError) -> Handle {
    try Handle("git_repository_odb", in: self, free: git_odb_free) {
      git_repository_odb(&$0, raw)
    }
  }
}
