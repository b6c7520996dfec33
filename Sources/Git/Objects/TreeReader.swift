import CGit2
package import Files

/// Compares the trees of many commits, one after the other.
///
/// Trees are read as bytes and compared as bytes: of a folder with a thousand files only the one
/// that differs is ever looked at, and a tree that the commit before had too is not read again.
/// Every object is hashed as it is read, as everywhere but in `skimming`.
package final class TreeReader {
  private let repository: Repository
  private let store: OpaquePointer
  private var trees = RecentObjects()
  private var blobs = RecentObjects()
  /// What is no tree, or not as trees are written: read as empty, so that all else can be judged.
  private var malformed: Set<OID> = []
  /// What was asked for as a file and is none: read as empty too.
  package private(set) var noFiles: Set<OID> = []

  package init(_ repository: Repository) throws(GitError) {
    self.repository = repository
    var out: OpaquePointer?
    try check("git_repository_odb") { git_repository_odb(&out, repository.raw) }
    // The call succeeded, so there is an object store.
    store = out!
  }

  deinit { git_odb_free(store) }

  /// What one tree has under a name; nil for nothing.
  package func entry(named name: String, in tree: OID, at folder: RelativePath = .root)
    throws(GitError) -> TreeEntry?
  {
    try readingOn { () throws(GitError) in
      var cursor = TreeCursor(try bytes(of: tree), tree)
      while let item = try cursor.next() {
        if cursor.name(of: item).elementsEqual(name.utf8) {
          return cursor.entry(item, in: folder)
        }
      }
      return nil
    }
  }

  /// Every file below a folder, in git's order.
  package func files(in folder: TreeEntry) throws(GitError) -> [TreeEntry] {
    try readingOn { () throws(GitError) in try list(folder) }
  }

  private func list(_ folder: TreeEntry) throws(GitError) -> [TreeEntry] {
    guard folder.mode == .folder else { return [folder] }
    try requireEnd(of: folder.path, in: folder.id)
    var found: [TreeEntry] = []
    var cursor = TreeCursor(try bytes(of: folder.id), folder.id)
    while let item = try cursor.next() {
      found += try list(cursor.entry(item, in: folder.path))
    }
    return found
  }

  /// The files that differ between what two trees have at one path; nil stands for nothing.
  package func changes(from old: TreeEntry?, to new: TreeEntry?) throws(GitError)
    -> [Repository.PathChange]
  {
    try readingOn { () throws(GitError) in
      var found: [Repository.PathChange] = []
      try compare(old, new, into: &found)
      return found
    }
  }

  private func compare(
    _ old: TreeEntry?, _ new: TreeEntry?, into found: inout [Repository.PathChange]
  ) throws(GitError) {
    guard old != new, let path = old?.path ?? new?.path else { return }
    if let old, let new, old.mode == .folder, new.mode == .folder {
      try compareFolders(old.id, new.id, at: path, into: &found)
      return
    }
    if let old, old.mode == .folder {
      for file in try list(old) {
        found.append(Repository.PathChange(path: file.path, old: file, new: nil))
      }
    }
    if let new, new.mode == .folder {
      for file in try list(new) {
        found.append(Repository.PathChange(path: file.path, old: nil, new: file))
      }
    }
    let (before, after) = (
      old?.mode == .folder ? nil : old, new?.mode == .folder ? nil : new
    )
    if before != nil || after != nil {
      found.append(Repository.PathChange(path: path, old: before, new: after))
    }
  }

  private func compareFolders(
    _ old: OID, _ new: OID, at folder: RelativePath, into found: inout [Repository.PathChange]
  ) throws(GitError) {
    try requireEnd(of: folder, in: new)
    var before = TreeCursor(try bytes(of: old), old)
    var after = TreeCursor(try bytes(of: new), new)
    try before.skipWhatIsEqual(in: &after)
    var (left, right) = (try before.next(), try after.next())
    while left != nil || right != nil {
      let order = left.map { left in right.map { before.order(left, $0, in: after) } ?? -1 } ?? 1
      let (one, other) = (order <= 0 ? left : nil, order >= 0 ? right : nil)
      let name = one.map(before.name) ?? other.map(after.name) ?? []
      let path = folder.appending(name)
      try compare(
        one.map { before.entry($0, at: path) }, other.map { after.entry($0, at: path) },
        into: &found)
      if order == 0, before.hasSameRest(as: after) { return }
      if one != nil { left = try before.next() }
      if other != nil { right = try after.next() }
    }
  }

  /// A damaged tree may hold itself, which is only seen at once where objects are hashed.
  func requireEnd(of path: RelativePath, in tree: OID) throws(GitError) {
    // No system knows longer paths.
    guard path.bytes.count > 4096 else { return }
    throw .library(
      GitError.Failure(
        code: .other(-1), message: "folders without end in tree \(tree)", function: "TreeReader"))
  }

  /// Does something with trees, again with each malformed one that it meets taken for empty.
  func readingOn<T>(_ body: () throws(GitError) -> T) throws(GitError) -> T {
    while true {
      do throws(GitError) {
        return try body()
      } catch {
        guard case .malformedObject(let id) = error, malformed.insert(id).inserted else {
          throw error
        }
      }
    }
  }

  /// Whether it is no tree, or not as trees are written, as far as it has been read.
  func isMalformed(_ tree: OID) -> Bool { malformed.contains(tree) }

  func bytes(of tree: OID) throws(GitError) -> [UInt8] {
    if isMalformed(tree) { return [] }
    if let bytes = trees[tree] { return bytes }
    guard let bytes = try read(tree, GIT_OBJECT_TREE) else { throw .malformedObject(tree) }
    trees.keep(bytes, of: tree)
    return bytes
  }

  /// The bytes of a file. What a commit changes was mostly written not many commits before.
  package func blob(_ id: OID) throws(GitError) -> [UInt8] {
    if let bytes = blobs[id] { return bytes }
    guard let bytes = try read(id, GIT_OBJECT_BLOB) else {
      noFiles.insert(id)
      return []
    }
    blobs.keep(bytes, of: id)
    return bytes
  }

  /// How many bytes an object has, which are not read.
  package func size(of id: OID) throws(GitError) -> Int {
    var (size, kind, name) = (0, GIT_OBJECT_ANY, id.raw)
    do throws(GitError) {
      try check("git_odb_read_header") { git_odb_read_header(&size, &kind, store, &name) }
    } catch {
      throw error.code == .notFound ? .missingObject(id) : error
    }
    return size
  }

  /// Nil for an object of another kind.
  private func read(_ id: OID, _ kind: git_object_t) throws(GitError) -> [UInt8]? {
    var name = id.raw
    let object: Handle
    do throws(GitError) {
      object = try Handle("git_odb_read", in: repository, free: git_odb_object_free) {
        git_odb_read(&$0, store, &name)
      }
    } catch {
      if error.code == .notFound { throw .missingObject(id) }
      throw error
    }
    guard git_odb_object_type(object.raw) == kind else { return nil }
    return Array(
      UnsafeRawBufferPointer(
        start: git_odb_object_data(object.raw), count: git_odb_object_size(object.raw)))
  }
}

/// What was read last, up to some size: enough for the folders and files that a stretch of history turns
/// between.
private struct RecentObjects {
  private var known: [OID: [UInt8]] = [:]
  /// In the order in which they were read, so that the oldest goes first.
  private var order: [OID] = []
  private var size = 0
  private static let limit = 4 << 20

  subscript(id: OID) -> [UInt8]? { known[id] }

  mutating func keep(_ bytes: [UInt8], of id: OID) {
    known[id] = bytes
    order.append(id)
    size += bytes.count
    guard size > Self.limit else { return }
    var gone = 0
    while size > Self.limit / 2, gone < order.count - 1 {
      size -= known.removeValue(forKey: order[gone])?.count ?? 0
      gone += 1
    }
    order.removeFirst(gone)
  }
}

extension Repository {
  /// Lets libgit2 forget each object once it is read, for a walk that reads everything once: it
  /// would else keep 256 MB of them. The switch is the whole process's.
  package func keepNoObjects() { LibGit2.setCaching(false) }
}
