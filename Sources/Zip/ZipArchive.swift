import CLibzip

package enum ZipError: Error, Sendable, Hashable {
  /// libzip could not be loaded; in the dynamic linker's words.
  case cannotLoad(reason: String)
  /// A function of libzip failed; its name and the library's reason.
  case failed(function: String, reason: String)
}

/// A ZIP file made in memory. The same entries give the same bytes: every entry has one fixed time and
/// no attributes of a machine.
package struct ZipArchive: Sendable {
  private var entries: [(path: String, bytes: [UInt8])] = []

  package init() {}

  /// Adds a file; entries stand in the order in which they were added.
  package mutating func add(_ bytes: [UInt8], at path: String) {
    entries.append((path, bytes))
  }

  package func bytes() throws(ZipError) -> [UInt8] {
    let archive = try Handle()
    // The buffers have to live until the archive is closed.
    let buffers = entries.map { entry in
      let buffer = UnsafeMutableRawBufferPointer.allocate(
        byteCount: max(1, entry.bytes.count), alignment: 1)
      buffer.copyBytes(from: entry.bytes)
      return buffer
    }
    defer { for buffer in buffers { buffer.deallocate() } }
    for (entry, buffer) in zip(entries, buffers) {
      try archive.add(buffer.baseAddress, count: entry.bytes.count, at: entry.path)
    }
    return try archive.closed()
  }
}

/// An archive that is being written to a buffer of libzip's own.
private final class Handle {
  private var archive: OpaquePointer?
  private let source: OpaquePointer

  /// 1980-01-01, where the format's time begins; noon, which no zone's clock leaves out.
  private static let time: UInt16 = 12 << 11
  private static let date: UInt16 = 1 << 5 | 1

  init() throws(ZipError) {
    try Library.load()
    var error = zip_error_t()
    zip_error_init(&error)
    defer { zip_error_fini(&error) }
    guard let source = zip_source_buffer_create(nil, 0, 0, &error) else {
      throw .failed(
        function: "zip_source_buffer_create", reason: String(cString: zip_error_strerror(&error)))
    }
    self.source = source
    guard let archive = zip_open_from_source(source, ZIP_TRUNCATE, &error) else {
      zip_source_free(source)
      throw .failed(
        function: "zip_open_from_source", reason: String(cString: zip_error_strerror(&error)))
    }
    self.archive = archive
    // The archive gives up its hold on closing; this one is ours.
    zip_source_keep(source)
  }

  deinit {
    if let archive { zip_discard(archive) }
    zip_source_free(source)
  }

  private func failure(_ function: String) -> ZipError {
    let reason = archive.map { String(cString: zip_error_strerror(zip_get_error($0))) } ?? ""
    return .failed(function: function, reason: reason)
  }

  func add(_ bytes: UnsafeMutableRawPointer?, count: Int, at path: String) throws(ZipError) {
    guard let data = zip_source_buffer(archive, bytes, UInt64(count), 0) else {
      throw failure("zip_source_buffer")
    }
    let index = zip_file_add(archive, path, data, UInt32(ZIP_FL_ENC_UTF_8))
    guard index >= 0 else {
      let failure = failure("zip_file_add")
      zip_source_free(data)
      throw failure
    }
    guard zip_file_set_dostime(archive, UInt64(index), Self.time, Self.date, 0) == 0 else {
      throw failure("zip_file_set_dostime")
    }
    guard
      zip_file_set_external_attributes(archive, UInt64(index), 0, UInt8(ZIP_OPSYS_DOS), 0) == 0
    else { throw failure("zip_file_set_external_attributes") }
  }

  func closed() throws(ZipError) -> [UInt8] {
    guard zip_close(archive) == 0 else { throw failure("zip_close") }
    archive = nil
    guard zip_source_open(source) == 0 else {
      throw .failed(function: "zip_source_open", reason: "")
    }
    defer { zip_source_close(source) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = zip_source_read(source, &piece, UInt64(piece.count))
      guard count >= 0 else { throw .failed(function: "zip_source_read", reason: "") }
      if count == 0 { return bytes }
      bytes += piece[..<Int(count)]
    }
  }
}
