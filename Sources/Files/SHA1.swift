import CCrypto
package import OnDemand

extension Library {
  package static let openSSL = Library(ccrypto_load)
}

/// SHA-1 of bytes as they are, piece after piece, which git's index is sealed with and published files are
/// known by.
///
/// libgit2 only offers the hash of an object, with its header. Not for trusting anything: objects are
/// named by libgit2's collision-detecting implementation, which is slower.
package func sha1(_ pieces: ArraySlice<UInt8>...) throws(LibraryFault) -> [UInt8] {
  if let fault = Library.openSSL.fault { throw fault }
  var state = SHA_CTX()
  var digest = [UInt8](repeating: 0, count: Int(SHA_DIGEST_LENGTH))
  // Memory of the caller's is all they need, so that they have no way to fail.
  _ = SHA1_Init(&state)
  for piece in pieces {
    _ = piece.withUnsafeBytes { SHA1_Update(&state, $0.baseAddress, $0.count) }
  }
  _ = SHA1_Final(&digest, &state)
  return digest
}
