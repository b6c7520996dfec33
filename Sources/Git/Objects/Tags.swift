import CGit2
import Files

/// An annotated tag.
package struct TagSummary: Hashable, Sendable {
  /// As the tag itself says, whatever its reference is called.
  package let name: String
  package let target: OID
  /// Whether that is a commit.
  package let isOfCommit: Bool
  /// Nil where it does not say who made it.
  package let tagger: Signature?
  /// As written, with the signature that may end it.
  package let message: String
}

extension Repository {
  /// The tag with this id; nil if it is another object, as where a tag has no object of its own.
  package func tag(_ id: OID) throws(GitError) -> TagSummary? {
    let tag: Handle
    do throws(GitError) {
      tag = try lookup(id, GIT_OBJECT_TAG)
    } catch {
      if case .missingObject = error { return nil }
      throw error
    }
    return TagSummary(
      name: String(cString: git_tag_name(tag.raw)), target: OID(git_tag_target_id(tag.raw).pointee),
      isOfCommit: git_tag_target_type(tag.raw) == GIT_OBJECT_COMMIT,
      tagger: git_tag_tagger(tag.raw).map { Signature($0.pointee) },
      message: git_tag_message(tag.raw).map { String(cString: $0) } ?? "")
  }
}

extension Repository {
  /// Writes an annotated tag of a commit, signed where commits are; no reference leads to it yet.
  ///
  /// - Parameter message: with its final newline.
  /// - Throws: `.refused` where it is to be signed and cannot be.
  package func writeTag(
    named name: String, of commit: OID, by who: Signature, message: String
  ) async throws(GitError) -> OID {
    let text = "object \(commit)\ntype commit\ntag \(name)\ntagger \(who.ident)\n\n\(message)"
    var bytes = Array(text.utf8)
    if let signing = try Signing(in: self) {
      let scratch = FilePlace("\(gitDirectory)duban-git-tag-\(UInt64.random(in: 0 ... .max))")
      bytes += try await signing.sign(bytes, by: who, scratch: scratch).utf8 + [0x0A]
    }
    let store = try objectStore()
    var out = git_oid()
    try check("git_odb_write") {
      git_odb_write(&out, store.raw, bytes, bytes.count, GIT_OBJECT_TAG)
    }
    return OID(out)
  }

  /// The references whose names match a pattern such as `refs/tags/seal/*`, in no order.
  package func references(matching pattern: String) throws(GitError) -> [String] {
    var found: [String] = []
    let iterator = try Handle(
      "git_reference_iterator_glob_new", in: self, free: git_reference_iterator_free
    ) { git_reference_iterator_glob_new(&$0, raw, pattern) }
    var name: UnsafePointer<CChar>?
    while true {
      let status = git_reference_next_name(&name, iterator.raw)
      if status == GIT_ITEROVER.rawValue { return found }
      try check("git_reference_next_name") { status }
      if let name { found.append(String(cString: name)) }
    }
  }

  /// Calls `body` with an object's bytes as `git cat-file` prints them, which are what its name says.
  ///
  /// - Throws: `.missingObject`; `.damagedObject`.
  package func withBytes<T>(
    of id: OID, _ body: (UnsafeRawBufferPointer) throws(GitError) -> T
  ) throws(GitError) -> T {
    let store = try objectStore()
    var name = id.raw
    let object: Handle
    do throws(GitError) {
      object = try Handle("git_odb_read", in: self, free: git_odb_object_free) {
        git_odb_read(&$0, store.raw, &name)
      }
    } catch {
      if error.code == .notFound { throw .missingObject(id) }
      throw error
    }
    return try body(
      UnsafeRawBufferPointer(
        start: git_odb_object_data(object.raw), count: git_odb_object_size(object.raw)))
  }
}
