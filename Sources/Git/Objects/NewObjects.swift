import CGit2
import Files

/// Objects that are made apart from the repository's own, until they are put among them all at
/// once: a process that dies before leaves nothing there.
protocol NewObjects {
  /// A repository object of its own: what is written through it stays apart.
  var repository: Repository { get }
  /// Where programs that are to see the objects have to look too.
  var folder: FilePlace? { get }
  /// Puts the objects among the repository's own.
  func publish() throws(GitError)
}

/// Objects in a folder, as `git receive-pack` keeps what it has not accepted yet.
///
/// Nothing is synced while they are made, since a crash may take them all; only when they are put
/// among the others, and then first what they hold, then where they stand, each folder once.
struct QuarantinedObjects: NewObjects {
  let repository: Repository
  private let target: Repository
  let place: FilePlace
  private let objects: FilePlace
  private let durable: Bool

  /// Git removes what begins so when it tidies up, should we not come to it.
  static func place(in repository: Repository) -> FilePlace {
    let number = UInt64.random(in: 0 ... .max)
    return FilePlace("\(repository.commonDirectory)objects/tmp_objdir-duban-git-\(number)")
  }

  var folder: FilePlace? { place }

  init(for target: Repository, at place: FilePlace, durable: Bool) throws(GitError) {
    self.target = target
    self.place = place
    self.durable = durable
    objects = place.parent
    try onDisk(place.makeFolders(below: objects, durable: false))
    repository = try target.again()
    var out: OpaquePointer?
    try check("git_odb_new") { git_odb_new(&out) }
    let store = out
    defer { git_odb_free(store) }
    var files: UnsafeMutablePointer<git_odb_backend>?
    try check("git_odb_backend_loose") {
      git_odb_backend_loose(&files, place.description, -1, 0, 0, 0)
    }
    let backend = files
    // The store frees the backend with itself.
    try check("git_odb_add_backend") { git_odb_add_backend(store, backend, 2) }
    try check("git_odb_add_disk_alternate") { [objects] in
      git_odb_add_disk_alternate(store, objects.description)
    }
    try Repository.readLooseObjects(of: store, in: [place, objects])
    try check("git_repository_set_odb") { [repository] in
      git_repository_set_odb(repository.raw, store)
    }
  }

  func publish() throws(GitError) {
    // What else is there was left by a call that failed, and is removed with the folder.
    let parts =
      try onDisk(place.names())?.filter { $0.count == 2 || $0 == Array("pack".utf8) } ?? []
    var moves: [(from: FilePlace, to: FilePlace)] = []
    for part in parts {
      let (from, to) = (
        place.file(RelativePath(bytes: part)), objects.file(RelativePath(bytes: part))
      )
      // A pack is there once its index is.
      let names = try onDisk(from.names()) ?? []
      for name in names.filter({ !$0.isIndex }) + names.filter(\.isIndex) {
        let path = RelativePath(bytes: name)
        if durable { try onDisk(from.file(path).sync()) }
        moves.append((from.file(path), to.file(path)))
      }
    }
    var changed: Set<FilePlace> = []
    for (from, to) in moves {
      let made = try onDisk(to.parent.makeFolders(below: objects, durable: false))
      for folder in made { target.share(folder) }
      if !made.isEmpty { changed.insert(objects) }
      target.share(from)
      try onDisk(to.replace(by: from))
      changed.insert(to.parent)
    }
    if durable { for folder in changed { try onDisk(folder.syncFolder()) } }
    try onDisk(place.removeAll())
  }
}

extension [UInt8] {
  fileprivate var isIndex: Bool { suffix(4).elementsEqual(".idx".utf8) }
}

/// Objects in memory, written as one pack: a long history that is made at once would else be some
/// thousand files.
///
/// Only for a repository without commits: the pack holds all that its commits reach.
struct PackedObjects: NewObjects {
  let repository: Repository
  private let target: Repository
  private let memory: UnsafeMutablePointer<git_odb_backend>

  var folder: FilePlace? { nil }

  init(for target: Repository) throws(GitError) {
    self.target = target
    repository = try target.again()
    var out: UnsafeMutablePointer<git_odb_backend>?
    try check("git_mempack_new") { git_mempack_new(&out) }
    // The call succeeded, so there is a backend.
    let memory = out!
    self.memory = memory
    let store = try repository.objectStore()
    // The store frees the backend with itself. Its priority is above that of files, so that
    // everything is written to it.
    try check("git_odb_add_backend") { git_odb_add_backend(store.raw, memory, 1000) }
  }

  func publish() throws(GitError) {
    var pack = git_buf()
    defer { git_buf_dispose(&pack) }
    try check("git_mempack_dump") { git_mempack_dump(&pack, repository.raw, memory) }
    let store = try target.objectStore()
    var writer: UnsafeMutablePointer<git_odb_writepack>?
    try check("git_odb_write_pack") { git_odb_write_pack(&writer, store.raw, nil, nil) }
    defer { _ = writer?.pointee.free(writer) }
    var progress = git_indexer_progress()
    try check("git_odb_writepack.append") {
      writer?.pointee.append(writer, pack.ptr, pack.size, &progress) ?? -1
    }
    try check("git_odb_writepack.commit") { writer?.pointee.commit(writer, &progress) ?? -1 }
    try check("git_odb_refresh") { git_odb_refresh(store.raw) }
    let packs = FilePlace("\(target.commonDirectory)objects/pack")
    for name in try onDisk(packs.names()) ?? [] {
      target.share(packs.file(RelativePath(bytes: name)))
    }
  }
}

extension Repository {
  /// The same repository opened once more.
  func again() throws(GitError) -> Repository {
    try Repository(at: gitDirectory, workTree: workTree, environment: environment)
  }
}
