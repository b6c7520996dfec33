import Files
import Git
import Testing
import TestSupport

/// Loose objects that a power cut, a full disk or a hand has damaged. libgit2's own reading would never
/// come back from some of them.
@Suite struct LooseObjectTests {
  static let damages: [(String, @Sendable ([UInt8]) -> [UInt8])] = [
    ("cut short", { Array($0.prefix(40)) }), ("a few bytes", { Array($0.prefix(5)) }),
    ("one byte", { Array($0.prefix(1)) }), ("empty", { _ in [] }),
    ("without its end", { Array($0.dropLast()) }),
    ("without its check sum", { Array($0.dropLast(4)) }),
    ("rubbish behind it", { $0 + [1, 2, 3] }), ("rubbish alone", { $0.map { $0 ^ 0x55 } }),
    ("zeros", { [UInt8](repeating: 0, count: $0.count) }),
    ("a changed byte", { bytes in bytes.enumerated().map { $0 == bytes.count / 2 ? $1 ^ 1 : $1 } }),
  ]

  @Test(arguments: rows(["HEAD", "HEAD^{tree}", "HEAD:cases/一.md"]))
  func aDamagedOneIsNamedWithItsFile(revision: String) async throws {
    try await withRepository { git in
      try git.write(String(repeating: "批示:甲乙丙\n", count: 300), to: "cases/一.md")
      try await git("add", ".")
      try await git("commit", "--quiet", "--message=登记")
      let name = try await git("rev-parse", revision).dropLast()
      let id = try #require(OID(hex: name))
      let file = ".git/objects/\(name.prefix(2))/\(name.dropFirst(2))"
      let bytes = try git.bytes(file)
      for (damage, damaged) in Self.damages {
        try git.replace(file, by: damaged(bytes))
        let error = GitError.damagedObject(DamagedObject(id, in: git.path(file)))
        #expect(throws: error, "\(damage)") { try git.open().readAll(id) }
        #expect(throws: error, "\(damage)") { try git.open().object(beginning: name.prefix(7)) }
      }
      try git.replace(file, by: bytes)
      #expect(throws: Never.self) { try git.open().readAll(id) }
    }
  }

  /// As zlib would make them, but not an object.
  @Test(
    arguments: rows([
      "blob 7\0甲\n", "blob 3\0甲\n", "blob 99999999999999\0甲\n", "blob 99999999999999999999\0甲\n",
      "blob 4 \0甲\n", "blob  4\0甲\n", "blob -4\0甲\n", "blob\0甲\n", "link 4\0甲\n", "blob 4",
      "blob 4\0", "",
    ]))
  func aHeaderThatLiesIsSeen(text: String) async throws {
    try await withRepository { git in
      let id = try #require(OID(hex: String(repeating: "ab", count: 20)))
      let file = ".git/objects/ab/\(String(repeating: "ab", count: 19))"
      try git.replace(file, by: stored(text))
      #expect(throws: GitError.damagedObject(DamagedObject(id, in: git.path(file)))) {
        try git.open().blob(id)
      }
    }
  }

  @Test func anotherObjectUnderItsNameIsSeen() async throws {
    try await withRepository { git in
      let id = try #require(OID(hex: String(repeating: "ab", count: 20)))
      try git.replace(
        ".git/objects/ab/\(String(repeating: "ab", count: 19))", by: stored("blob 4\0甲\n"))
      #expect(throws: GitError.damagedObject(DamagedObject(id))) { try git.open().blob(id) }
    }
  }

  @Test func emptyAndLongOnesAreRead() async throws {
    try await withRepository { git in
      for text in [
        "", "甲", String(repeating: "0", count: 58), String(repeating: "甲\n", count: 99_999),
      ] {
        let bytes = Array(text.utf8)
        try git.write(text, to: "a")
        let id = try #require(OID(hex: try await git("hash-object", "-w", "a").dropLast()))
        #expect(try git.open().blob(id) == bytes)
      }
    }
  }

  @Test func objectsOfAnotherStoreAreRead() async throws {
    try await withRepository { git in
      try git.write("甲\n", to: "a")
      let name = try await git("hash-object", "-w", "a").dropLast()
      let id = try #require(OID(hex: name))
      try await withRepository { other in
        try other.write("\(git.path(".git/objects"))\n", to: ".git/objects/info/alternates")
        #expect(try other.open().blob(id) == Array("甲\n".utf8))
        let file = "\(name.prefix(2))/\(name.dropFirst(2))"
        try git.replace(".git/objects/\(file)", by: [])
        #expect(
          throws: GitError.damagedObject(DamagedObject(id, in: git.path(".git/objects/\(file)")))
        ) { try other.open().blob(id) }
      }
    }
  }

  /// A pack that is cut short has no objects, to git and here.
  @Test func aPackThatIsCutShortEnds() async throws {
    try await withRepository { git in
      try git.write(String(repeating: "批示\n", count: 999), to: "cases/一.md")
      try await git("add", ".")
      try await git("commit", "--quiet", "--message=登记")
      let id = try #require(OID(hex: try await git("rev-parse", "HEAD").dropLast()))
      try await git("repack", "-q", "-a", "-d")
      let pack = try #require(
        try git.names(in: ".git/objects/pack").first { $0.hasSuffix(".pack") })
      let bytes = try git.bytes(".git/objects/pack/\(pack)")
      for count in [0, 11, 12, 40, bytes.count / 2, bytes.count - 1] {
        try git.replace(".git/objects/pack/\(pack)", by: Array(bytes.prefix(count)))
        #expect(throws: GitError.self) { try git.open().readAll(id) }
      }
    }
  }
}

extension Repository {
  /// The object, whatever it is.
  fileprivate func readAll(_ id: OID) throws {
    do { _ = try blob(id) } catch {
      if case .damagedObject = error { throw error }
      _ = try tree(of: id)
    }
  }
}

extension GitCLI {
  /// Git makes its objects read-only.
  fileprivate func replace(_ path: String, by bytes: [UInt8]) throws {
    let place = FilePlace(self.path(path))
    _ = try place.parent.makeFolders(below: FilePlace(directory), durable: false)
    if try place.status() != nil { try place.remove() }
    try write(bytes, to: path)
  }
}

/// A zlib stream of a text as it is, by RFC 1950 and 1951.
private func stored(_ text: String) -> [UInt8] {
  let bytes = Array(text.utf8)
  let size = UInt16(bytes.count)
  var (low, high): (UInt32, UInt32) = (1, 0)
  for byte in bytes {
    low = (low + UInt32(byte)) % 65_521
    high = (high + low) % 65_521
  }
  let sum = high << 16 | low
  return [
    0x78, 0x01, 1, UInt8(size & 255), UInt8(size >> 8), UInt8(~size & 255), UInt8(~size >> 8),
  ]
    + bytes + (0..<4).reversed().map { UInt8(sum >> ($0 * 8) & 255) }
}
