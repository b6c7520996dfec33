import Glibc

/// A path below a top folder: bytes separated by `/`, relative to it.
///
/// Paths are compared byte by byte, as git does, and `String` does not (`é` equals `e` + U+0301), so paths
/// are never strings. The empty path is the root.
package struct RelativePath: Hashable, Sendable {
  package let bytes: [UInt8]

  package init(bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }
  package init(_ text: some StringProtocol) { bytes = Array(text.utf8) }

  package static let root = RelativePath(bytes: [])

  package var components: [ArraySlice<UInt8>] {
    bytes.split(separator: Self.slash)
  }

  /// The folder that holds it; the root's is the root.
  package var parent: RelativePath {
    guard let end = bytes.lastIndex(of: Self.slash) else { return .root }
    return RelativePath(bytes: bytes[..<end])
  }

  package var lastComponent: ArraySlice<UInt8> {
    bytes[(bytes.lastIndex(of: Self.slash).map { $0 + 1 } ?? 0)...]
  }

  package func appending(_ component: some Sequence<UInt8>) -> RelativePath {
    RelativePath(bytes: bytes.isEmpty ? Array(component) : bytes + [Self.slash] + component)
  }

  /// The same for a name as trees hold it, which history has by the million.
  package func appending(_ component: ArraySlice<UInt8>) -> RelativePath {
    if bytes.isEmpty { return RelativePath(Array(component)) }
    var joined: [UInt8] = []
    joined.reserveCapacity(bytes.count + 1 + component.count)
    joined += bytes
    joined.append(Self.slash)
    joined += component
    return RelativePath(joined)
  }

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Whether it is `folder` or lies below it; everything lies below the root.
  package func isInside(_ folder: RelativePath) -> Bool {
    folder.bytes.isEmpty || bytes == folder.bytes
      || (bytes.count > folder.bytes.count && bytes[folder.bytes.count] == Self.slash
        && bytes.starts(with: folder.bytes))
  }

  package static let slash = UInt8(ascii: "/")

  /// Calls `body` with the path as C wants it.
  package func withCString<T>(_ body: (UnsafePointer<CChar>) -> T) -> T {
    precondition(!bytes.contains(0), "a path holds no NUL")
    return bytes.withCString(body)
  }
}

extension RelativePath: ExpressibleByStringLiteral {
  package init(stringLiteral text: String) { self.init(text) }
}

/// By bytes, as git orders its index.
extension RelativePath: Comparable {
  package static func < (one: RelativePath, other: RelativePath) -> Bool {
    one.bytes.withUnsafeBufferPointer { one in
      other.bytes.withUnsafeBufferPointer { order(one, $0) < 0 }
    }
  }
}

/// For people only: bytes that are not UTF-8 are shown as U+FFFD.
extension RelativePath: CustomStringConvertible {
  package var description: String { String(decoding: bytes, as: UTF8.self) }
}

/// Below zero where `one` comes before `other` by bytes, zero where they are the same.
package func order(_ one: UnsafeBufferPointer<UInt8>, _ other: UnsafeBufferPointer<UInt8>) -> Int {
  let common = min(one.count, other.count)
  if common > 0 {
    // Both have bytes, so both have an address.
    let difference = memcmp(one.baseAddress!, other.baseAddress!, common)
    if difference != 0 { return Int(difference) }
  }
  return one.count - other.count
}
