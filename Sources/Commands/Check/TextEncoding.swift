import Glibc
import Messages

/// The encodings in which Chinese Windows saves text beside UTF-8: GBK (GB18030), and UTF-16 as
/// "Unicode text".
enum TextEncoding: String {
  case gb18030 = "GB18030"
  case utf16LittleEndian = "UTF-16LE"
  case utf16BigEndian = "UTF-16BE"
  case utf8 = "UTF-8"

  /// The text of a table in UTF-8, whatever a spreadsheet has saved it in.
  ///
  /// - Returns: nil where the bytes are in none of these encodings.
  static func utf8(ofTable bytes: [UInt8]) -> [UInt8]? {
    let (encoding, text) = guessed(bytes)
    return encoding == .utf8 ? bytes : converted(text, from: encoding, to: .utf8)
  }

  /// The bytes in UTF-8, where they are in another of these encodings and lead back to the same
  /// bytes; nil otherwise.
  static func certainUTF8(_ bytes: [UInt8]) -> [UInt8]? {
    let (encoding, text) = guessed(bytes)
    guard encoding != .utf8, let utf8 = converted(text, from: encoding, to: .utf8),
      converted(utf8, from: .utf8, to: encoding) == Array(text)
    else { return nil }
    return utf8
  }

  /// The encoding that the bytes are most likely in, and those of them that are text.
  private static func guessed(_ bytes: [UInt8]) -> (TextEncoding, ArraySlice<UInt8>) {
    let dash = UInt8(ascii: "-")
    if bytes.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, bytes.dropFirst(2)) }
    if bytes.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, bytes.dropFirst(2)) }
    if bytes.starts(with: [dash, 0]) { return (.utf16LittleEndian, bytes[...]) }
    if bytes.starts(with: [0, dash]) { return (.utf16BigEndian, bytes[...]) }
    return (String(validating: bytes, as: UTF8.self) == nil ? .gb18030 : .utf8, bytes[...])
  }

  /// What `iconv` of the C library makes of it; nil at the first byte that does not fit.
  private static func converted(
    _ bytes: some Collection<UInt8>, from source: TextEncoding, to target: TextEncoding
  ) -> [UInt8]? {
    guard let converter = iconv_open(target.rawValue, source.rawValue),
      converter != iconv_t(bitPattern: -1)
    else { return nil }
    defer { iconv_close(converter) }
    var input = bytes.map { CChar(bitPattern: $0) }
    // One byte of one encoding is never more than two of another; the longest sequence is four.
    var output = [CChar](repeating: 0, count: bytes.count * 2 + 4)
    let written = input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output -> Int? in
        var (source, target) = (input.baseAddress, output.baseAddress)
        var (unread, free) = (input.count, output.count)
        guard iconv(converter, &source, &unread, &target, &free) != -1 else { return nil }
        return output.count - free
      }
    }
    return written.map { output[..<$0].map { UInt8(bitPattern: $0) } }
  }
}

extension SourceText {
  /// The same text in UTF-8, where that is certain.
  ///
  /// - Parameter isOurs: whether what comes out is read as one of our files: bytes of a third encoding
  ///   may fit one of these by chance.
  func inUTF8(where isOurs: (SourceText) -> Bool) -> SourceText? {
    guard let bytes = TextEncoding.certainUTF8(bytes) else { return nil }
    let text = SourceText(path: path, bytes: bytes)
    return isOurs(text) ? text : nil
  }
}
