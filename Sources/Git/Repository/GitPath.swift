/// A path inside a repository: bytes separated by `/`, relative to its root.
///
/// Git compares paths byte by byte, and `String` does not (`é` equals `e` + U+0301), so paths
/// are never strings. The empty path is the root.
package struct GitPath: Hashable, Sendable {
  package let bytes: [UInt8]

  package init(bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }
  package init(_ text: some StringProtocol) { bytes = Array(text.utf8) }

  package static let root = GitPath(bytes: [])

  package var components: [ArraySlice<UInt8>] {
    bytes.split(separator: Self.slash)
  }

  /// The folder that holds it; the root's is the root.
  package var parent: GitPath {
    guard let end = bytes.lastIndex(of: Self.slash) else { return .root }
    return GitPath(bytes: bytes[..<end])
  }

  package var lastComponent: ArraySlice<UInt8> {
    bytes[(bytes.lastIndex(of: Self.slash).map { $0 + 1 } ?? 0)...]
  }

  package func appending(_ component: some Sequence<UInt8>) -> GitPath {
    GitPath(bytes: bytes.isEmpty ? Array(component) : bytes + [Self.slash] + component)
  }

  /// Whether it is `folder` or lies below it; everything lies below the root.
  package func isInside(_ folder: GitPath) -> Bool {
    folder.bytes.isEmpty || bytes == folder.bytes
      || (bytes.count > folder.bytes.count && bytes[folder.bytes.count] == Self.slash
        && bytes.starts(with: folder.bytes))
  }

  static let slash = UInt8(ascii: "/")

  /// Calls `body` with the path as C wants it. Git's paths hold no NUL.
  func withCString<T>(_ body: (UnsafePointer<CChar>) -> T) -> T {
    precondition(!bytes.contains(0), "a path holds no NUL")
    return bytes.withCString(body)
  }
}

extension GitPath: ExpressibleByStringLiteral {
  package init(stringLiteral text: String) { self.init(text) }
}

/// The order of git's index: by bytes.
extension GitPath: Comparable {
  package static func < (one: GitPath, other: GitPath) -> Bool {
    one.bytes.withUnsafeBufferPointer { one in
      other.bytes.withUnsafeBufferPointer { order(one, $0) < 0 }
    }
  }
}

/// For people only: bytes that are not UTF-8 are shown as U+FFFD.
extension GitPath: CustomStringConvertible {
  package var description: String { String(decoding: bytes, as: UTF8.self) }
}
