import CLibzip
package import OnDemand

package enum ZipError: Error, Sendable, Hashable {
  /// libzip cannot be used.
  case cannotUse(LibraryFault)
  /// A function of libzip failed; its name and the library's reason.
  case failed(function: String, reason: String)
}

extension Library {
  package static let zip = Library(czip_load)
}

/// The files of a ZIP archive in memory. How large they say they are is not believed: what is read is
/// counted, so that a small archive cannot fill the memory.
package final class ZipReader {
  private let archive: OpaquePointer
  /// Has to live as long as the archive.
  private let buffer: UnsafeMutableRawBufferPointer
  /// How many bytes may still be read from it, over all files.
  private var left: Int

  /// - Parameter limit: how many bytes its files may hold together.
  /// - Throws: what libzip says of bytes that are no archive.
  package init(_ bytes: [UInt8], limit: Int) throws(ZipError) {
    if let fault = Library.zip.fault { throw .cannotUse(fault) }
    left = limit
    buffer = .allocate(byteCount: max(1, bytes.count), alignment: 1)
    buffer.copyBytes(from: bytes)
    var error = zip_error_t()
    zip_error_init(&error)
    defer { zip_error_fini(&error) }
    let source = zip_source_buffer_create(buffer.baseAddress, UInt64(bytes.count), 0, &error)
    guard let source else {
      buffer.deallocate()
      throw .failed("zip_source_buffer_create", &error)
    }
    guard let opened = zip_open_from_source(source, ZIP_RDONLY, &error) else {
      zip_source_free(source)
      buffer.deallocate()
      throw .failed("zip_open_from_source", &error)
    }
    archive = opened
  }

  deinit {
    zip_discard(archive)
    buffer.deallocate()
  }

  /// The names of its files, in their order; one may stand twice.
  ///
  /// - Throws: where there are more than any paper has.
  package func names() throws(ZipError) -> [String] {
    let count = zip_get_num_entries(archive, 0)
    guard count <= Self.mostFiles else { throw .tooLarge }
    var names: [String] = []
    for index in 0..<max(0, count) {
      guard let name = zip_get_name(archive, UInt64(index), UInt32(ZIP_FL_ENC_GUESS)) else {
        throw .failed("zip_get_name", zip_get_error(archive))
      }
      names.append(String(cString: name))
    }
    return names
  }

  private static let mostFiles = 10_000

  /// The bytes of a file; nil if there is none of this name.
  ///
  /// - Throws: also where the limit is passed.
  package func file(at path: String) throws(ZipError) -> [UInt8]? {
    let index = zip_name_locate(archive, path, UInt32(ZIP_FL_ENC_GUESS))
    guard index >= 0 else { return nil }
    guard let file = zip_fopen_index(archive, UInt64(index), 0) else {
      throw .failed("zip_fopen_index", zip_get_error(archive))
    }
    defer { zip_fclose(file) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = zip_fread(file, &piece, UInt64(piece.count))
      guard count >= 0 else {
        throw .failed("zip_fread", zip_file_get_error(file))
      }
      if count == 0 { return bytes }
      left -= Int(count)
      guard left >= 0 else { throw .tooLarge }
      bytes += piece[..<Int(count)]
    }
  }
}

extension ZipError {
  fileprivate static let tooLarge = ZipError.failed(function: "zip_fread", reason: "too large")

  /// Whether the files hold more than was allowed.
  package var isTooLarge: Bool { self == .tooLarge }

  fileprivate static func failed(_ function: String, _ error: UnsafeMutablePointer<zip_error_t>?)
    -> ZipError
  {
    .failed(function: function, reason: error.map { String(cString: zip_error_strerror($0)) } ?? "")
  }
}
