import ByteCoding
import Glibc

/// A file that may be missing, old, torn or another program's at any time, and then there simply is
/// none.
///
///     head  "DUBANC2\n", hash of what its contents depend on, count of its payload's bytes, checksum
///     page  up to 4088 bytes of the payload, their checksum (with the page's place in the file)
///
/// A reader trusts a page only if its checksum is right, so that a flipped bit is as good as no file.
/// Writing goes to a file beside it and a rename. Nothing waits: whoever finds another process
/// writing goes without. Nothing is synced, since what a crash tears is seen by its checksum.
struct CacheFile: Sendable {
  /// The git directory, without its final slash.
  let directory: String
  let name: String
  /// Whether it is worth nothing if anybody else may have written it.
  let isPrivate: Bool
  private let mark: UInt64

  /// - Parameters:
  ///   - directory: the common git directory, ending in `/`.
  ///   - contents: whatever the meaning of the file depends on: one that was written with anything
  ///     else is none of these.
  init(_ name: String, in directory: String, of contents: [String], isPrivate: Bool) {
    self.directory = String(directory.dropLast())
    self.name = name
    self.isPrivate = isPrivate
    // The counts keep apart what two texts share.
    let text = ([name] + contents).map { "\($0.utf8.count) \($0)" }.joined()
    mark = Array(text.utf8).withUnsafeBytes { checksum($0, seed: 0) }
  }

  var folder: String { directory + "/duban" }
  var path: String { "\(folder)/\(name)" }

  static let headSize = 32
  static let pageSize = 4096
  /// What a page holds of the payload.
  static let shareSize = pageSize - 8

  /// The head of a file whose payload has so many bytes.
  func head(_ count: Int) -> [UInt8] {
    var head = Array("DUBANC2\n".utf8)
    head.append(number: mark)
    head.append(number: UInt64(count))
    head.append(number: head.withUnsafeBytes { checksum($0, seed: 0) })
    return head
  }
}

/// A cache file that is open. What it gives is what was written.
final class OpenCacheFile: Sendable {
  private let descriptor: Int32
  /// Bytes of its payload.
  let count: Int

  /// Nil where there is no such file that can be read.
  init?(_ file: CacheFile) {
    // Not blocking, should there be a pipe of that name.
    descriptor = open(file.path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      !file.isPrivate || status.st_uid == geteuid() && status.st_mode & 0o022 == 0,
      let head = readBytes(descriptor, 0, CacheFile.headSize),
      let count = Int(exactly: head.withUnsafeBytes { $0.number(at: 16) } as UInt64),
      head == file.head(count)
    else {
      close(descriptor)
      return nil
    }
    self.count = count
  }

  deinit { close(descriptor) }

  /// Bytes of the payload.
  ///
  /// - Throws: where the pages they are in are not as they were written.
  func bytes(_ range: Range<Int>) throws(DamagedBytes) -> [UInt8] {
    guard range.lowerBound >= 0, range.upperBound <= count else { throw DamagedBytes() }
    guard !range.isEmpty else { return [] }
    let first = range.lowerBound / CacheFile.shareSize
    let end = min(
      (range.upperBound - 1) / CacheFile.shareSize * CacheFile.pageSize + CacheFile.pageSize,
      count + (count + CacheFile.shareSize - 1) / CacheFile.shareSize * 8)
    let start = first * CacheFile.pageSize
    guard
      let pages = readBytes(descriptor, CacheFile.headSize + start, end - start),
      let payload = Self.payload(of: pages, at: start)
    else { throw DamagedBytes() }
    let from = range.lowerBound - first * CacheFile.shareSize
    return range.count == payload.count ? payload : Array(payload[from..<from + range.count])
  }

  private static func payload(of pages: [UInt8], at offset: Int) -> [UInt8]? {
    var isGood = true
    let payload = [UInt8](unsafeUninitializedCapacity: pages.count) { buffer, count in
      pages.withUnsafeBytes { pages in
        for start in stride(from: 0, to: pages.count, by: CacheFile.pageSize) {
          let end = min(start + CacheFile.pageSize, pages.count) - 8
          guard end > start else { return isGood = false }
          let share = UnsafeRawBufferPointer(rebasing: pages[start..<end])
          guard checksum(share, seed: UInt64(offset + start)) == pages.number(at: end) else {
            return isGood = false
          }
          UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[count...])
            .copyMemory(from: share)
          count += share.count
        }
      }
    }
    return isGood ? payload : nil
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
