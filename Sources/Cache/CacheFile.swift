import ByteCoding

/// One file of answers worked out before: it may be missing, old, torn or of another program's at
/// any time, and then there simply is none.
///
/// On disk a head that names what is in it, then segments, each added whole after the ones before:
///
///     head     "DUBANC1\n", hash of `contents`, checksum
///     segment  "SEGM", 0, count of payload bytes, checksum, then pages
///     page     up to 4088 bytes, their checksum (with the page's place in the file)
///
/// Integers are little-endian. A reader trusts a page only if its checksum is right, so that a
/// flipped bit is as good as no cache. Writing goes to a file beside it and a rename, or, for a new
/// segment, past the end of what readers look at, the segment's head last. Nothing waits: whoever
/// finds another process writing goes without. Nothing is synced, since what a crash tears is seen
/// by its checksum.
package struct CacheFile: Sendable {
  /// The folder, ending in `/`.
  let folder: String
  let name: String
  let mark: UInt64

  /// - Parameters:
  ///   - directory: the common git directory, ending in `/`.
  ///   - contents: what is in it, with every version that its meaning depends on: a file written
  ///     under another name is no cache of this one.
  package init(_ name: String, in directory: String, contents: String) {
    folder = directory + "duban/"
    self.name = name
    mark = keyHash(contents.utf8)
  }

  var path: String { folder + name }

  static let magic = Array("DUBANC1\n".utf8)
  static let segmentMagic = Array("SEGM".utf8) + [0, 0, 0, 0]
  static let headSize = 24
  static let pageSize = 4096
  static let payloadSize = pageSize - 8

  var head: [UInt8] {
    var writer = ByteWriter()
    writer.add(raw: Self.magic)
    writer.add(mark)
    writer.add(writer.bytes.withUnsafeBytes { checksum($0, seed: 0) })
    return writer.bytes
  }

  /// - Parameter offset: where in the file the segment starts.
  static func segmentHead(_ count: Int, at offset: Int) -> [UInt8] {
    var writer = ByteWriter()
    writer.add(raw: segmentMagic)
    writer.add(UInt64(count))
    writer.add(writer.bytes.withUnsafeBytes { checksum($0, seed: UInt64(offset)) })
    return writer.bytes
  }

  /// How many bytes the pages of a payload take on disk.
  static func pagesSize(_ count: Int) -> Int {
    count + (count + payloadSize - 1) / payloadSize * 8
  }

  /// The pages of a payload, each with its checksum.
  ///
  /// - Parameter offset: where in the file the first page starts.
  static func pages(_ payload: [UInt8], at offset: Int) -> [UInt8] {
    var writer = ByteWriter()
    writer.reserve(pagesSize(payload.count))
    payload.withUnsafeBytes { bytes in
      var start = 0
      while start < bytes.count {
        let page = UnsafeRawBufferPointer(
          rebasing: bytes[start..<min(start + payloadSize, bytes.count)])
        writer.add(raw: page)
        writer.add(checksum(page, seed: UInt64(offset + start / payloadSize * pageSize)))
        start += payloadSize
      }
    }
    return writer.bytes
  }
}
