import CGit2

/// Objects that are made in memory and written as one pack.
///
/// A long history that is made at once would else be some thousand files. Only for a repository
/// without commits: the pack holds all that its commits reach.
struct ObjectBatch {
  /// A repository object of its own: what is written through it stays in memory.
  let repository: Repository
  private let memory: UnsafeMutablePointer<git_odb_backend>

  init(for repository: Repository) throws(GitError) {
    self.repository = try Repository(
      at: repository.gitDirectory, workTree: repository.workTree,
      environment: repository.environment)
    var out: UnsafeMutablePointer<git_odb_backend>?
    try check("git_mempack_new") { git_mempack_new(&out) }
    // The call succeeded, so there is a backend.
    memory = out!
    let store = try self.repository.objectStore()
    // The store frees the backend with itself. Its priority is above that of files, so that
    // everything is written to it.
    let memory = memory
    try check("git_odb_add_backend") { git_odb_add_backend(store.raw, memory, 1000) }
  }

  /// Writes what was made into the repository that the batch is for.
  func write(to target: Repository) throws(GitError) {
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
  }
}
