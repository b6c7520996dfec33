import CGit2
import CZlib
import Files
package import OnDemand

extension Library {
  package static let zlib = Library(czlib_load)
}

extension Repository {
  /// Reads the loose objects of a store here, before libgit2 comes to them: from one that is cut
  /// short, its version 1.5 never comes back.
  ///
  /// - Parameter folders: of the store, in the order in which they are looked into; those that they
  ///   name in `info/alternates` come after them.
  static func readLooseObjects(of store: OpaquePointer?, in folders: [FilePlace]) throws(GitError) {
    let objects = LooseObjects(in: folders.withAlternates)
    let backend = UnsafeMutablePointer<cgit2_backend>.allocate(capacity: 1)
    backend.initialize(
      to: cgit2_backend(
        parent: git_odb_backend(), context: Unmanaged.passRetained(objects).toOpaque()))
    let parent = UnsafeMutableRawPointer(backend).assumingMemoryBound(to: git_odb_backend.self)
    do throws(GitError) {
      try check("git_odb_init_backend") {
        git_odb_init_backend(parent, UInt32(GIT_ODB_BACKEND_VERSION))
      }
      parent.pointee.read = { contents, size, kind, backend, id in
        guard let contents, let size, let kind, let backend, let id else { return -1 }
        return LooseObjects.of(backend)
          .contents(
            of: OID(id.pointee), for: backend, &kind.pointee, &size.pointee, &contents.pointee
          )
          .rawValue
      }
      parent.pointee.read_header = { size, kind, backend, id in
        guard let size, let kind, let backend, let id else { return -1 }
        return LooseObjects.of(backend).header(of: OID(id.pointee), &kind.pointee, &size.pointee)
          .rawValue
      }
      parent.pointee.read_prefix = { _, _, _, _, backend, id, count in
        guard let backend, let id else { return -1 }
        return LooseObjects.of(backend).look(
          at: OID(id.pointee), digits: count, for: backend
        ).rawValue
      }
      parent.pointee.free = { backend in
        guard let backend else { return }
        LooseObjects.end(backend)
      }
      // The packs have the same, and came before it.
      try check("git_odb_add_backend") { git_odb_add_backend(store, parent, 2) }
    } catch {
      LooseObjects.end(parent)
      throw error
    }
  }
}

/// To libgit2 one more place of objects, asked after the packs and before its own reading of loose
/// ones, which is then only asked for what is not there. Nothing is written through it.
private final class LooseObjects {
  private let folders: [FilePlace]

  init(in folders: [FilePlace]) {
    self.folders = folders
  }

  static func of(_ backend: UnsafeMutablePointer<git_odb_backend>) -> LooseObjects {
    backend.withMemoryRebound(to: cgit2_backend.self, capacity: 1) {
      Unmanaged.fromOpaque($0.pointee.context).takeUnretainedValue()
    }
  }

  static func end(_ backend: UnsafeMutablePointer<git_odb_backend>) {
    backend.withMemoryRebound(to: cgit2_backend.self, capacity: 1) {
      Unmanaged<LooseObjects>.fromOpaque($0.pointee.context).release()
      $0.deallocate()
    }
  }

  /// The whole object, in memory that becomes libgit2's.
  func contents(
    of id: OID, for backend: UnsafeMutablePointer<git_odb_backend>, _ kind: inout git_object_t,
    _ size: inout Int, _ contents: inout UnsafeMutableRawPointer?
  ) -> git_error_code {
    read(id) { start, inflation, header in
      // A byte more: what is longer than its header says shows there, and libgit2 wants a zero.
      guard let memory = git_odb_backend_data_alloc(backend, header.size + 1) else { return false }
      let target = UnsafeMutableRawBufferPointer(start: memory, count: header.size + 1)
      let known = start.prefix(target.count)
      target.copyMemory(from: UnsafeRawBufferPointer(rebasing: known))
      let rest = UnsafeMutableRawBufferPointer(rebasing: target[known.count...])
      guard known.count + inflation.fill(rest) == header.size, inflation.isWhole else {
        git_odb_backend_data_free(backend, memory)
        return false
      }
      target[header.size] = 0
      (kind, size, contents) = (header.kind, header.size, memory)
      return true
    }
  }

  func header(of id: OID, _ kind: inout git_object_t, _ size: inout Int) -> git_error_code {
    // Blobs may be long, and the header stands at the beginning.
    read(id, beginning: 4096) { _, _, header in
      (kind, size) = (header.kind, header.size)
      return true
    }
  }

  /// Looks whether the objects whose ids begin so are whole, and leaves it to libgit2 to choose.
  func look(
    at prefix: OID, digits: Int, for backend: UnsafeMutablePointer<git_odb_backend>
  ) -> git_error_code {
    let begin = Array("\(prefix)".utf8.prefix(digits))
    for folder in folders {
      let names = try? folder.file(RelativePath(bytes: begin.prefix(2))).names()
      for name in (names ?? nil) ?? [] where name.starts(with: begin.dropFirst(2)) {
        guard let id = OID(hex: String(decoding: begin.prefix(2) + name, as: UTF8.self)) else {
          continue
        }
        var (kind, size) = (GIT_OBJECT_ANY, 0)
        var memory: UnsafeMutableRawPointer?
        let answer = contents(of: id, for: backend, &kind, &size, &memory)
        git_odb_backend_data_free(backend, memory)
        if answer == GIT_EMISMATCH { return answer }
      }
    }
    return GIT_PASSTHROUGH
  }

  /// Begins to read an object, if it is here.
  ///
  /// - Parameters:
  ///   - count: how many bytes of its file are read; nil for all.
  ///   - body: is given what stands behind the header as far as it has been read, what makes the rest, and
  ///     the header; false where something is wrong with them.
  /// - Returns: libgit2's word for how it went.
  private func read(
    _ id: OID, beginning count: Int? = nil,
    _ body: (UnsafeRawBufferPointer, inout Inflation, LooseHeader) -> Bool
  ) -> git_error_code {
    let digits = Array("\(id)".utf8)
    let path = RelativePath(bytes: digits[..<2] + [RelativePath.slash] + digits[2...])
    var damaged: FilePlace?
    for folder in folders {
      let file = folder.file(path)
      // What cannot be opened is left to libgit2, which says why.
      guard let found = try? count.map(file.readBeginning) ?? file.read() else { continue }
      if Self.read(found.bytes, of: Int(found.status.size), body) { return GIT_OK }
      damaged = damaged ?? file
    }
    guard let damaged else { return GIT_PASSTHROUGH }
    _ = git_error_set_str(
      Int32(GIT_ERROR_ODB.rawValue), DamagedObject(id, in: "\(damaged)").words)
    return GIT_EMISMATCH
  }

  /// - Parameter size: of the file.
  private static func read(
    _ bytes: [UInt8], of size: Int,
    _ body: (UnsafeRawBufferPointer, inout Inflation, LooseHeader) -> Bool
  ) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      withUnsafeTemporaryAllocation(byteCount: 64, alignment: 1) { start in
        var inflation = Inflation(bytes)
        let start = UnsafeRawBufferPointer(rebasing: start[..<inflation.fill(start)])
        guard let header = LooseHeader(start, compressed: size) else { return false }
        let contents = UnsafeRawBufferPointer(rebasing: start[header.length...])
        return body(contents, &inflation, header)
      }
    }
  }
}

/// `blob 123\0`, which stands before what a loose object holds.
private struct LooseHeader {
  let kind: git_object_t
  let size: Int
  let length: Int

  /// - Parameters:
  ///   - bytes: what the object begins with.
  ///   - compressed: the size of its file; zlib makes at most 1,032 bytes of each.
  init?(_ bytes: UnsafeRawBufferPointer, compressed: Int) {
    guard let end = bytes.firstIndex(of: 0) else { return nil }
    let words = bytes[..<end].split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    guard words.count == 2, let kind = Self.kinds[String(decoding: words[0], as: UTF8.self)],
      words[1].allSatisfy({ (0x30...0x39).contains($0) }),
      let size = Int(String(decoding: words[1], as: UTF8.self)), size <= (compressed + 1) * 1032
    else { return nil }
    (self.kind, self.size, length) = (kind, size, end + 1)
  }

  private static let kinds = [
    "commit": GIT_OBJECT_COMMIT, "tree": GIT_OBJECT_TREE, "blob": GIT_OBJECT_BLOB,
    "tag": GIT_OBJECT_TAG,
  ]
}

extension [FilePlace] {
  /// With the folders of other object stores that they name, and those name in turn.
  fileprivate var withAlternates: [FilePlace] {
    var (all, next) = (self, 0)
    while next < all.count {
      let folder = all[next]
      next += 1
      guard let list = try? folder.file("info/alternates").read()?.bytes else { continue }
      for line in list.split(separator: UInt8(ascii: "\n")) where line.first != UInt8(ascii: "#") {
        let place =
          line.first == RelativePath.slash
          ? FilePlace(bytes: [UInt8](line)) : folder.file(RelativePath(bytes: line))
        if !all.contains(place) { all.append(place) }
      }
    }
    return all
  }
}
