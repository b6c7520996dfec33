import CCrypto
package import OnDemand

/// A digest of bytes that come piece by piece, by any algorithm that OpenSSL has.
///
/// The first of a process reads the machine's configuration, which `sha256` and `sha1` do not.
package struct Digest: ~Copyable {
  private let state: OpaquePointer

  /// - Parameter name: as OpenSSL calls it, such as `SM3`.
  /// - Throws: where OpenSSL is not to be had, or was built without the algorithm.
  package init(_ name: String) throws(LibraryFault) {
    state = try Self.begun(name)
  }

  private static func begun(_ name: String) throws(LibraryFault) -> OpaquePointer {
    let library = Library.openSSL
    if let fault = library.fault { throw fault }
    guard let kind = EVP_get_digestbyname(name), let state = EVP_MD_CTX_new() else {
      throw library.lacks(name)
    }
    guard EVP_DigestInit_ex(state, kind, nil) == 1 else {
      EVP_MD_CTX_free(state)
      throw library.lacks(name)
    }
    return state
  }

  deinit { EVP_MD_CTX_free(state) }

  package mutating func add(_ bytes: UnsafeRawBufferPointer) {
    // Begun, it has no way to fail.
    _ = EVP_DigestUpdate(state, bytes.baseAddress, bytes.count)
  }

  package consuming func bytes() -> [UInt8] {
    // EVP_MAX_MD_SIZE
    var digest = [UInt8](repeating: 0, count: 64)
    var count: UInt32 = 0
    _ = EVP_DigestFinal_ex(state, &digest, &count)
    return Array(digest[..<Int(count)])
  }
}

extension FilePlace {
  /// The digest of a plain file, however long, which is read once; nil if there is none.
  package func digest(_ digest: consuming Digest) throws(Unreadable) -> [UInt8]? {
    var digest = digest
    guard try readPieces({ digest.add($0) }) else { return nil }
    return digest.bytes()
  }
}
