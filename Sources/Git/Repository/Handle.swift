/// A commit, tree or other object borrowed for the length of one call.
///
/// It keeps its repository alive, frees itself once, and cannot be copied or stored away.
struct Handle: ~Copyable {
  let raw: OpaquePointer
  private let owner: Repository
  private let free: (OpaquePointer) -> Void

  init(
    _ function: StaticString, in owner: Repository, free: @escaping (OpaquePointer?) -> Void,
    _ body: (inout OpaquePointer?) -> Int32
  ) throws(GitError) {
    var out: OpaquePointer?
    try check(function) { body(&out) }
    // The call succeeded, so there is an object.
    raw = out!
    self.owner = owner
    self.free = free
  }

  deinit { free(raw) }
}
