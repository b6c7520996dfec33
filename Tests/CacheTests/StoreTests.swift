import ByteCoding
import Cache
import FoundationEssentials
import Testing
import TestSupport

@Suite struct StoreTests {
  private func store(
    _ folder: String, of contents: String = "案件 1", isPrivate: Bool = false, isForMany: Bool = false
  ) -> Store {
    Store("cases", in: folder + "/", of: [contents], isPrivate: isPrivate, isForMany: isForMany)
  }

  private func key(_ number: Int) -> RecordKey { RecordKey(of: "\(number)".utf8) }

  /// None, few and many bytes, over several pages.
  private func bytes(_ number: Int) -> [UInt8] {
    let counts = [0, 1, 300, 5000, 100_000]
    return (0..<counts[number % counts.count]).map { UInt8(truncatingIfNeeded: $0 &* number &+ 31) }
  }

  private func entries(_ numbers: some Sequence<Int>) -> [Store.Entry] {
    numbers.map { (key($0), bytes($0)) }
  }

  private func find(_ number: Int, _ store: Store) throws -> [UInt8]? {
    try find(key(number), store)
  }

  private func find(_ key: RecordKey, _ store: Store) throws -> [UInt8]? {
    var record = try store.record(of: key)
    return record?.rest()
  }

  private func keys(_ store: Store) throws -> [RecordKey] { try store.keys() }

  /// What is kept of some numbers, looked up one by one and in a walk; nil where it cannot be read.
  private func read(_ folder: String, _ numbers: some Sequence<Int>, isForMany: Bool) -> [[UInt8]?]
  {
    let store = store(folder, isForMany: isForMany)
    var walk = Store.Walk(store)
    return numbers.map { number in
      guard let one = try? find(number, store),
        var other = try? walk.record(of: key(number))
      else { return nil }
      #expect(other.rest() == one)
      return one
    }
  }

  @Test(arguments: rows([false, true])) func whatWasKeptIsFound(isForMany: Bool) async throws {
    try await withDirectory { folder throws in
      #expect(try find(1, store(folder, isForMany: isForMany)) == nil)
      store(folder).keep(entries(0..<20))
      #expect(read(folder, 0..<20, isForMany: isForMany) == (0..<20).map(bytes))
      #expect(
        read(folder, (0..<20).reversed(), isForMany: isForMany) == (0..<20).reversed().map(bytes))
      #expect(try find(20, store(folder, isForMany: isForMany)) == nil)
      #expect(try keys(store(folder, isForMany: isForMany)) == (0..<20).map(key))
      #expect(try keys(store(folder, isForMany: isForMany).emptied).isEmpty)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/duban") == ["cases"])
    }
  }

  /// Some are taken as they are, some are new, one is another now, some are given up, and one that is
  /// to be taken as it is was never there.
  @Test func whatIsKeptAlreadyNeedNotBeHandedOver() async throws {
    try await withDirectory { folder throws in
      store(folder).keep(entries(0..<10))
      var next = entries(20..<25) + (5..<10).map { (key($0), nil) } + [(key(99), nil)]
      next[7].bytes = [7]
      store(folder).keep(next)
      let expected = (20..<25).map(bytes) + (5..<10).map { $0 == 7 ? [7] : bytes($0) }
      #expect(read(folder, Array(20..<25) + Array(5..<10), isForMany: true) == expected)
      for number in [0, 4, 99] { #expect(try find(number, store(folder)) == nil) }
    }
  }

  /// Keys that all belong at one place, two of the same, and so many that places run over the end.
  @Test(arguments: rows([false, true])) func crowdedKeysAreFound(isForMany: Bool) async throws {
    try await withDirectory { folder throws in
      func crowded(_ number: Int) -> RecordKey {
        RecordKey(number % 3 == 0 ? .max : .max / 2, UInt64(number / 2), UInt32(number % 2))
      }
      store(folder).keep(
        (0..<900).map { (crowded($0), [UInt8($0 % 251)]) } + [(crowded(5), [5])])
      let store = store(folder, isForMany: isForMany)
      for number in 0..<900 {
        #expect(try find(crowded(number), store) == [UInt8(number % 251)])
      }
      #expect(try find(crowded(900), store) == nil)
      #expect(try find(RecordKey(1, 0, 0), store) == nil)
      #expect(try keys(store).count == 900)
    }
  }

  /// Another program wrote it, or another kind of answers is in it.
  @Test func whatDependsOnSomethingElseIsNothing() async throws {
    try await withDirectory { folder throws in
      store(folder, of: "案件 2").keep(entries(0..<3))
      #expect(try find(1, store(folder)) == nil)
      store(folder).keep(entries(1..<2))
      #expect(try find(1, store(folder, of: "案件 2")) == nil)
      #expect(read(folder, 1..<2, isForMany: false) == [bytes(1)])
      // The same words, otherwise divided.
      Store("cases", in: folder + "/", of: ["a", "bc"]).keep(entries(1..<2))
      #expect(try find(1, Store("cases", in: folder + "/", of: ["ab", "c"])) == nil)
    }
  }

  /// Whatever byte is changed, wherever the file is cut: what is read is what was written, or it is
  /// not read.
  @Test(arguments: rows([false, true])) func aBrokenFileGivesNothingWrong(isForMany: Bool)
    async throws
  {
    try await withDirectory { folder throws in
      let numbers = Array(0..<9) + Array(90..<400).filter { $0 % 5 < 3 }
      store(folder).keep(entries(numbers))
      let place = URL(filePath: folder + "/duban/cases")
      let whole = Array(try Data(contentsOf: place))
      let expected = numbers.map(bytes)
      func judge(_ broken: [UInt8], _ comment: String) throws {
        try Data(broken).write(to: place)
        let found = read(folder, numbers, isForMany: isForMany)
        for (found, expected) in zip(found, expected) where found != nil {
          #expect(found == expected, "\(comment)")
        }
        #expect(found.contains(nil), "\(comment) was not seen")
        // A record that is not read is no reason to forget it.
        #expect(throws: (any Error).self, "\(comment)") {
          for number in numbers {
            if try find(number, store(folder)) == nil { throw DamagedBytes() }
          }
        }
      }
      for position in Array(0..<60) + Array(stride(from: 60, to: whole.count, by: 1397)) {
        var flipped = whole
        flipped[position] ^= 1 << UInt8(position % 8)
        try judge(flipped, "a flipped bit at \(position)")
        try judge(Array(whole[..<position]), "a cut at \(position)")
      }
      // A page in another's place is as wrong as another page.
      var swapped = whole
      swapped.replaceSubrange(32..<32 + 4096, with: whole[32 + 4096..<32 + 8192])
      try judge(swapped, "a swapped page")
    }
  }

  /// Records that cannot be taken over any more are no reason to write a file without them.
  @Test func nothingIsWrittenWhereWhatIsKeptIsDamaged() async throws {
    try await withDirectory { folder throws in
      store(folder).keep(entries([3, 4]))
      let place = URL(filePath: folder + "/duban/cases")
      var broken = Array(try Data(contentsOf: place))
      broken[broken.count - 9] ^= 1
      try Data(broken).write(to: place)
      store(folder).keep([(key(3), nil), (key(4), nil), (key(7), [7])])
      #expect(Array(try Data(contentsOf: place)) == broken)
      store(folder).keep([(key(7), [7])])
      #expect(try keys(store(folder)) == [key(7)])
    }
  }

  /// What a killed process leaves is written over.
  @Test func aHalfWrittenFileIsWrittenOver() async throws {
    try await withDirectory { folder throws in
      store(folder).keep(entries(1..<2))
      try Data("half".utf8).write(to: URL(filePath: folder + "/duban/cases.new"))
      store(folder).keep(entries(2..<3))
      #expect(read(folder, 2..<3, isForMany: false) == [bytes(2)])
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/duban") == ["cases"])
    }
  }

  /// Where no file can be, none is.
  @Test(arguments: rows(["folder", "file of the folder's name", "link"]))
  func whatStandsInTheWayIsLeftAlone(obstacle: String) async throws {
    try await withDirectory { folder throws in
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
      #expect(try find(1, store(folder)) == nil)
      store(folder).keep(entries(0..<3))
      #expect(try find(1, store(folder)) == nil)
    }
  }

  @Test func whatOthersMayWriteIsNotTrustedWhereItMatters() async throws {
    try await withDirectory { folder throws in
      let path = folder + "/duban/cases"
      store(folder, isPrivate: true).keep(entries(1..<2))
      func permissions() throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
      }
      #expect(try permissions() == 0o600)
      #expect(try find(1, store(folder, isPrivate: true)) != nil)
      for others in [0o620, 0o602] {
        try FileManager.default.setAttributes([.posixPermissions: others], ofItemAtPath: path)
        #expect(try find(1, store(folder, isPrivate: true)) == nil)
        #expect(try find(1, store(folder)) != nil)
      }
    }
  }

  /// Many that write at once: readers see the file of one.
  @Test func manyWritersLeaveOneWholeFile() async throws {
    try await withDirectory { folder throws in
      await withTaskGroup(of: Void.self) { group in
        for number in 0..<8 {
          group.addTask {
            for _ in 0..<20 {
              let mine = [UInt8](repeating: UInt8(number), count: 9000)
              store(folder).keep((0..<3).map { (key($0), mine) })
              let store = store(folder)
              let found = (0..<3).map { try? find($0, store) }
              #expect(Set(found).count == 1)
            }
          }
        }
      }
      #expect(try find(1, store(folder)) != nil)
    }
  }
}

extension ByteReader {
  fileprivate mutating func rest() -> [UInt8] {
    var bytes: [UInt8] = []
    while let byte = try? byte() { bytes.append(byte) }
    return bytes
  }
}
