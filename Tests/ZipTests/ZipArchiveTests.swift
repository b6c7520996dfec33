import Subprocess
import TestSupport
import Testing
import Zip

/// Read back by Python's zipfile, which is not the library that wrote it.
@Suite struct ZipArchiveTests {
  private static func archive() throws -> [UInt8] {
    var archive = ZipArchive()
    archive.add(Array("<督办/>".utf8), at: "word/document.xml")
    archive.add([], at: "空的.xml")
    archive.add([UInt8](repeating: 0x61, count: 100_000), at: "大.txt")
    return try archive.bytes()
  }

  @Test func anotherReaderFindsTheEntriesInTheirOrderWithOneFixedTime() async throws {
    let script = """
      import io, sys, zipfile
      book = zipfile.ZipFile(io.BytesIO(bytes.fromhex(sys.stdin.read())))
      assert book.testzip() is None
      for entry in book.infolist():
          print(entry.filename, len(book.read(entry)), *entry.date_time, entry.external_attr)
      """
    let digits = Array("0123456789abcdef".utf8)
    let hex = try Self.archive().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    let result = try await run(
      .name("python3"), arguments: ["-c", script],
      environment: .inherit.updating(["PYTHONIOENCODING": "utf-8"]), input: .array(hex),
      output: .string(limit: 1 << 16), error: .string(limit: 1 << 16))
    #expect(
      result.standardOutput == """
        word/document.xml 9 1980 1 1 12 0 0 0
        空的.xml 0 1980 1 1 12 0 0 0
        大.txt 100000 1980 1 1 12 0 0 0

        """, "\(result.standardError)")
  }

  @Test func theSameEntriesGiveTheSameBytes() throws {
    let bytes = try Self.archive()
    #expect(try Self.archive() == bytes && bytes.count < 2000)
  }
}
