import Testing
import TestSupport
import Zip

/// Read back by Python's zipfile, which is not the library that wrote it.
@Suite struct ZipArchiveTests {
  private static func archive() -> [UInt8] {
    var archive = ZipArchive()
    archive.add(Array("<督办/>".utf8), at: "word/document.xml")
    archive.add([], at: "空的.xml")
    archive.add([UInt8](repeating: 0x61, count: 100_000), at: "大.txt")
    return archive.bytes
  }

  @Test func anotherReaderFindsTheEntriesInTheirOrderWithOneFixedTime() async throws {
    let script = """
      import io, sys, zipfile
      book = zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read()))
      assert book.testzip() is None
      for entry in book.infolist():
          print(entry.filename, len(book.read(entry)), *entry.date_time, entry.external_attr)
      """
    #expect(
      try await Python.run(script, input: Self.archive()) == """
        word/document.xml 9 1980 1 1 12 0 0 0
        空的.xml 0 1980 1 1 12 0 0 0
        大.txt 100000 1980 1 1 12 0 0 0

        """)
  }

  /// What Python's zipfile writes of the same entries.
  @Test func noByteIsLeftToALibrary() {
    var archive = ZipArchive()
    archive.add(Array("<a/>".utf8), at: "a.xml")
    archive.add([], at: "督.txt")
    let expected: [[UInt8]] = [
      [
        80, 75, 3, 4, 10, 0, 0, 0, 0, 0, 0, 96, 33, 0, 212, 28, 209, 1, 4, 0, 0, 0, 4, 0, 0, 0, 5,
        0, 0, 0, 97, 46, 120, 109, 108, 60, 97, 47, 62,
      ],
      [
        80, 75, 3, 4, 10, 0, 0, 8, 0, 0, 0, 96, 33, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0,
        0, 231, 157, 163, 46, 116, 120, 116,
      ],
      [
        80, 75, 1, 2, 20, 0, 10, 0, 0, 0, 0, 0, 0, 96, 33, 0, 212, 28, 209, 1, 4, 0, 0, 0, 4, 0, 0,
        0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 97, 46, 120, 109, 108,
      ],
      [
        80, 75, 1, 2, 20, 0, 10, 0, 0, 8, 0, 0, 0, 96, 33, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 39, 0, 0, 0, 231, 157, 163, 46, 116, 120, 116,
      ],
      [80, 75, 5, 6, 0, 0, 0, 0, 2, 0, 2, 0, 104, 0, 0, 0, 76, 0, 0, 0, 0, 0],
    ]
    #expect(archive.bytes == expected.flatMap { $0 })
  }
}
