import Glibc

/// What is in one folder, without `.` and `..`: all names in one piece of memory, since there can be
/// ten thousand.
package struct FolderList: Sendable {
  private var bytes: [UInt8] = []
  /// Where each name starts; it ends before the next one.
  private var starts: [Int] = []
  private var kinds: [FileStatus.Kind?] = []

  package var indices: Range<Int> { 0..<starts.count }

  /// What a name stands for; nil where the file system does not say.
  package func kind(at index: Int) -> FileStatus.Kind? { kinds[index] }

  package func withName<T>(at index: Int, _ body: (UnsafeBufferPointer<UInt8>) -> T) -> T {
    bytes.withUnsafeBufferPointer { bytes in
      let end = index + 1 < starts.count ? starts[index + 1] : bytes.count
      return body(UnsafeBufferPointer(rebasing: bytes[starts[index]..<end]))
    }
  }

  mutating func add(_ entry: UnsafeMutablePointer<dirent>) {
    withUnsafePointer(to: &entry.pointee.d_name) { name in
      name.withMemoryRebound(to: UInt8.self, capacity: 256) { name in
        let count = strlen(UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self))
        let name = UnsafeBufferPointer(start: name, count: count)
        guard !name.elementsEqual(".".utf8), !name.elementsEqual("..".utf8) else { return }
        starts.append(bytes.count)
        bytes.append(contentsOf: name)
        kinds.append(Self.kind(entry.pointee.d_type))
      }
    }
  }

  private static func kind(_ type: UInt8) -> FileStatus.Kind? {
    switch Int(type) {
    case Int(DT_REG): .file
    case Int(DT_DIR): .folder
    case Int(DT_LNK): .symbolicLink
    case Int(DT_UNKNOWN): nil
    default: .other
    }
  }
}
