import Glibc

/// The text of a table in UTF-8, whatever a spreadsheet has saved it in.
///
/// Chinese Excel saves CSV as GBK (GB18030), its "Unicode text" is UTF-16.
enum TableText {
  /// - Returns: nil where the bytes are in none of these encodings.
  static func utf8(_ bytes: [UInt8]) -> [UInt8]? {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      return converted(bytes, from: "UTF-16")
    }
    if String(validating: bytes, as: UTF8.self) != nil { return bytes }
    return converted(bytes, from: "GB18030")
  }

  /// What `iconv` of the C library makes of it; nil at the first byte that does not fit.
  private static func converted(_ bytes: [UInt8], from encoding: String) -> [UInt8]? {
    guard let converter = iconv_open("UTF-8", encoding), converter != iconv_t(bitPattern: -1) else {
      return nil
    }
    defer { iconv_close(converter) }
    var input = bytes.map { CChar(bitPattern: $0) }
    // Four bytes of UTF-8 for two of either encoding at most, and never less than one.
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
