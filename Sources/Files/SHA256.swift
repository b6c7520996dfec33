import CCrypto
package import OnDemand

/// SHA-256 of bytes (FIPS 180-4), by which attachments are known for decades: SHA-1 alone, which git's objects
/// are named by, is not enough for that.
package func sha256(_ bytes: [UInt8]) throws(LibraryFault) -> [UInt8] {
  if let fault = Library.openSSL.fault { throw fault }
  var state = SHA256_CTX()
  var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
  // Memory of the caller's is all they need, so that they have no way to fail.
  _ = SHA256_Init(&state)
  _ = bytes.withUnsafeBytes { SHA256_Update(&state, $0.baseAddress, $0.count) }
  _ = SHA256_Final(&digest, &state)
  return digest
}

extension [UInt8] {
  /// Small hexadecimal digits, two a byte.
  package var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
