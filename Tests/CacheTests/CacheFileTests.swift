import Cache
import FoundationEssentials
import TestSupport
import Testing

@Suite struct CacheFileTests {
  private let payload = Array("督办件".utf8) + (0..<20_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }

  private func file(_ folder: String, contents: String = "案件 1") -> CacheFile {
    CacheFile("cases", in: folder + "/", contents: contents)
  }

  @Test func whatWasWrittenIsRead() async throws {
    try await withDirectory { folder in
      #expect(file(folder).open() == nil)
      #expect(file(folder).replace(with: payload))
      let reader = try #require(file(folder).open())
      let segment = try #require(reader.segments.first)
      #expect(reader.bytes(of: segment) == payload)
      for range in [0..<1, 4087..<4089, 8000..<8001, 12_000..<20_009, 20_009..<20_009] {
        #expect(reader.bytes(range, of: segment) == Array(payload[range]), "\(range)")
      }
      #expect(reader.bytes(20_000..<20_010, of: segment) == nil)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/duban") == ["cases"])
    }
  }

  @Test(arguments: rows([1, 7, 4088, 5000, 1 << 21]))
  func aPayloadMadeInPiecesIsTheSame(size: Int) async throws {
    try await withDirectory { folder in
      let payload = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 9) }
        .prefix(size == 1 ? 9000 : 3_000_000)
      func write(_ write: (ArraySlice<UInt8>) -> Bool) -> Bool {
        stride(from: 0, to: payload.count, by: size).allSatisfy {
          write(payload[$0..<min($0 + size, payload.count)])
        }
      }
      #expect(file(folder).replace(count: payload.count, write))
      let reader = try #require(file(folder).open())
      #expect(reader.bytes(of: try #require(reader.segments.first)) == Array(payload))
      // Whoever gives up, or says the wrong count, leaves what was there.
      #expect(!file(folder).replace(count: payload.count) { write in write([1]) && false })
      #expect(!file(folder).replace(count: payload.count - 1, write))
      #expect(!file(folder).replace(count: payload.count + 1, write))
      let again = try #require(file(folder).open())
      #expect(again.bytes(of: try #require(again.segments.first)) == Array(payload))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/duban") == ["cases"])
    }
  }

  @Test func segmentsAreAddedAfterTheOnesBefore() async throws {
    try await withDirectory { folder in
      file(folder).replace(with: payload)
      for piece in [[1, 2, 3], [], Array(payload.reversed())] as [[UInt8]] {
        let reader = try #require(file(folder).open())
        #expect(file(folder).append(piece, after: reader))
        // Whoever read the file before it grew must read it again.
        #expect(!file(folder).append(piece, after: reader))
      }
      let reader = try #require(file(folder).open())
      #expect(
        reader.segments.map { reader.bytes(of: $0) } == [
          payload, [1, 2, 3], [], payload.reversed(),
        ])
    }
  }

  /// Another version of the program wrote it, or another kind of answers is in it.
  @Test func contentsOfAnotherNameAreNone() async throws {
    try await withDirectory { folder in
      file(folder, contents: "案件 2").replace(with: payload)
      #expect(file(folder).open() == nil)
      #expect(file(folder).replace(with: [7]))
      #expect(file(folder, contents: "案件 2").open() == nil)
    }
  }

  /// Whatever byte is changed, wherever the file is cut: what is read is what was written, or
  /// nothing.
  @Test func aBrokenFileGivesNothingWrong() async throws {
    try await withDirectory { folder in
      file(folder).replace(with: payload)
      let second: [UInt8] = Array("第二段".utf8)
      file(folder).append(second, after: try #require(file(folder).open()))
      let place = URL(filePath: folder + "/duban/cases")
      let whole = Array(try Data(contentsOf: place))
      func read() -> [[UInt8]?] {
        guard let reader = file(folder).open() else { return [] }
        return reader.segments.map { reader.bytes(of: $0) }
      }
      func judge(_ broken: [UInt8], _ comment: String) throws {
        try Data(broken).write(to: place)
        for (number, bytes) in read().enumerated() {
          #expect(bytes == nil || bytes == [payload, second][number], "\(comment)")
        }
      }
      for position in Array(0..<60) + Array(stride(from: 60, to: whole.count, by: 397)) {
        var flipped = whole
        flipped[position] ^= 1 << UInt8(position % 8)
        try judge(flipped, "flipped \(position)")
        #expect(read() != [payload, second], "a flipped bit at \(position) was not seen")
        try judge(Array(whole[..<position]), "cut at \(position)")
      }
      // A page in another's place is as wrong as another page.
      var swapped = whole
      swapped.replaceSubrange(48..<48 + 4096, with: whole[48 + 4096..<48 + 8192])
      try judge(swapped, "swapped")
    }
  }

  /// What a killed process leaves after the last segment is written over.
  @Test func aTornEndIsWrittenOver() async throws {
    try await withDirectory { folder in
      file(folder).replace(with: [1])
      let place = URL(filePath: folder + "/duban/cases")
      try Data(Array(try Data(contentsOf: place)) + Array("SEGM\0\0\0\0half".utf8)).write(to: place)
      try Data("half".utf8).write(to: URL(filePath: folder + "/duban/cases.new"))
      let reader = try #require(file(folder).open())
      #expect(reader.segments.count == 1)
      #expect(file(folder).append([2], after: reader))
      let again = try #require(file(folder).open())
      #expect(again.segments.map { again.bytes(of: $0) } == [[1], [2]])
      #expect(file(folder).replace(with: [3]))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/duban") == ["cases"])
    }
  }

  /// Where no file can be, writing does nothing, and says so.
  @Test(arguments: rows(["folder", "file of the folder's name", "link"]))
  func whatStandsInTheWayIsLeftAlone(obstacle: String) async throws {
    try await withDirectory { folder in
      let files = FileManager.default
      switch obstacle {
      case "folder":
        try files.createDirectory(
          atPath: folder + "/duban/cases/有", withIntermediateDirectories: true)
      case "link":
        try files.createSymbolicLink(atPath: folder + "/duban", withDestinationPath: "/nowhere")
      default:
        try Data().write(to: URL(filePath: folder + "/duban"))
      }
      #expect(file(folder).open() == nil)
      #expect(!file(folder).replace(with: payload))
      #expect(file(folder).open() == nil)
    }
  }

  /// Two that write at once: readers see one or the other.
  @Test func manyWritersLeaveOneWholeFile() async throws {
    try await withDirectory { folder in
      await withTaskGroup(of: Void.self) { group in
        for number in 0..<8 {
          group.addTask {
            let mine = [UInt8](repeating: UInt8(number), count: 9000)
            for _ in 0..<20 {
              file(folder).replace(with: mine)
              if let reader = file(folder).open(), let segment = reader.segments.first,
                let bytes = reader.bytes(of: segment)
              {
                #expect(Set(bytes.prefix(9000)).count == 1)
                file(folder).append(mine, after: reader)
              }
            }
          }
        }
      }
      #expect(file(folder).open() != nil)
    }
  }
}
