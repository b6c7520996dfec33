import ByteCoding
import Glibc

/// An open cache file. What it gives is what was written, or nil.
package final class CacheReader: Sendable {
  /// A piece that was written at once.
  package struct Segment: Hashable, Sendable {
    /// Where in the file its first page is.
    let offset: Int
    /// Bytes of its payload.
    package let count: Int
  }

  private let descriptor: Int32
  /// In the order in which they were written.
  package let segments: [Segment]
  /// Where the last good segment ends in the file, and the next one goes.
  let end: Int

  /// Nil where there is no file of these contents that can be read.
  init?(_ file: CacheFile) {
    // Not blocking, should there be a pipe of that name.
    descriptor = open(file.path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    guard let (segments, end) = file.survey(descriptor) else {
      close(descriptor)
      return nil
    }
    (self.segments, self.end) = (segments, end)
  }

  deinit { close(descriptor) }

  /// Bytes of a segment's payload; nil if the pages they are in are not as they were written.
  package func bytes(_ range: Range<Int>, of segment: Segment) -> [UInt8]? {
    guard range.lowerBound >= 0, range.upperBound <= segment.count else { return nil }
    guard !range.isEmpty else { return [] }
    let first = range.lowerBound / CacheFile.payloadSize
    let last = (range.upperBound - 1) / CacheFile.payloadSize
    let start = segment.offset + first * CacheFile.pageSize
    let end = min(
      segment.offset + (last + 1) * CacheFile.pageSize,
      segment.offset + CacheFile.pagesSize(segment.count))
    guard let raw = readBytes(descriptor, start, end - start) else { return nil }
    let from = range.lowerBound - first * CacheFile.payloadSize
    return Self.payload(of: raw, at: start).flatMap { payload in
      from == 0 && range.count == payload.count
        ? payload : Array(payload[from..<from + range.count])
    }
  }

  /// All of a segment's payload.
  package func bytes(of segment: Segment) -> [UInt8]? { bytes(0..<segment.count, of: segment) }

  private static func payload(of raw: [UInt8], at offset: Int) -> [UInt8]? {
    var isGood = true
    let payload = [UInt8](unsafeUninitializedCapacity: raw.count) { buffer, count in
      raw.withUnsafeBytes { bytes in
        var start = 0
        while start < bytes.count {
          let end = min(start + CacheFile.pageSize, bytes.count)
          guard end - start > 8 else { return isGood = false }
          let page = UnsafeRawBufferPointer(rebasing: bytes[start..<end - 8])
          let sum = bytes.loadUnaligned(fromByteOffset: end - 8, as: UInt64.self)
          guard checksum(page, seed: UInt64(offset + start)) == UInt64(littleEndian: sum) else {
            return isGood = false
          }
          UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[count...])
            .copyMemory(from: page)
          count += page.count
          start = end
        }
      }
    }
    return isGood ? payload : nil
  }
}

extension CacheFile {
  /// Opens the file; nil if there is none, or none of these contents.
  package func open() -> CacheReader? { CacheReader(self) }

  /// The good segments of an open file and where they end; nil if it is not such a file.
  func survey(_ descriptor: Int32) -> (segments: [CacheReader.Segment], end: Int)? {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      readBytes(descriptor, 0, Self.headSize) == head
    else { return nil }
    var segments: [CacheReader.Segment] = []
    var end = Self.headSize
    while let bytes = readBytes(descriptor, end, Self.headSize) {
      var reader = ByteReader(Array(bytes[8..<16]))
      guard let count = reader.uint64().flatMap({ Int(exactly: $0) }), count < 1 << 40,
        bytes == Self.segmentHead(count, at: end)
      else { break }
      let offset = end + Self.headSize
      guard offset + Self.pagesSize(count) <= Int(status.st_size) else { break }
      segments.append(CacheReader.Segment(offset: offset, count: count))
      end = offset + Self.pagesSize(count)
    }
    return (segments, end)
  }
}

/// Just so many bytes of a file; nil if they are not there.
private func readBytes(_ descriptor: Int32, _ offset: Int, _ count: Int) -> [UInt8]? {
  var done = 0
  let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
    while done < count {
      let got = pread(descriptor, buffer.baseAddress! + done, count - done, off_t(offset + done))
      if got < 0, errno == EINTR { continue }
      guard got > 0 else { break }
      done += got
    }
    filled = done
  }
  return done == count ? bytes : nil
}
