import Foundation
import Testing
import TestSupport

/// What `.github/CONTRIBUTING.md` says of files and folders is so.
@Suite struct ContributingTests {
  private let text: String

  init() throws {
    text = String(decoding: try ProjectFiles.bytes(of: ".github/CONTRIBUTING.md"), as: UTF8.self)
  }

  @Test func everyPathIsThere() {
    let named = text.matches(of: /`((?:Sources|Tests)\/[^`*]+)`/).map { String($0.output.1) }
    let linked = text.matches(of: /\]\(\.\.\/([^)]+)\)/).map { String($0.output.1) }
    #expect(named.count > 10 && linked.count > 5)
    for path in named + linked {
      #expect(FileManager.default.fileExists(atPath: "\(ProjectFiles.root)/\(path)"), "\(path)")
    }
  }

  @Test func everyRoomIsNamed() throws {
    let rows = text.matches(of: /\| `(Sources\/\w+)` \| (.*) \|/)
    #expect(rows.count > 5)
    for row in rows {
      let folder = String(row.output.1)
      let rooms = try FileManager.default.contentsOfDirectory(
        atPath: "\(ProjectFiles.root)/\(folder)"
      )
      .filter { !$0.contains(".") }
      for room in rooms { #expect(row.output.2.contains("`\(room)`"), "\(folder)/\(room)") }
    }
  }

  /// A folder that one person keeps in mind.
  @Test func noFolderIsCrowded() throws {
    var counts: [String: Int] = [:]
    for path in try ProjectFiles.paths(below: "Sources", "Tests") where path.hasSuffix(".swift") {
      counts[(path as NSString).deletingLastPathComponent, default: 0] += 1
    }
    #expect(counts.filter { $0.value > 22 } == [:])
  }

  /// A name means one thing, whichever target one reads.
  @Test func noTypeStandsInTwoTargets() throws {
    var targets: [String: Set<String>] = [:]
    for path in try ProjectFiles.paths(below: "Sources") where path.hasSuffix(".swift") {
      let target = String(path.split(separator: "/")[1])
      for type in try types(of: path) { targets[type, default: []].insert(target) }
    }
    #expect(targets.count > 200)
    #expect(targets.filter { $0.value.count > 1 } == [:])
  }

  @Test func everyTypeOfTheGlossaryIsThere() throws {
    let page = "Sources/Commands/Documentation.docc/Glossary.md"
    let glossary = String(decoding: try ProjectFiles.bytes(of: page), as: UTF8.self)
    let named = Set(glossary.matches(of: /`([A-Z]\w+)`/).map { String($0.output.1) })
    var declared: Set<String> = ["FileVersions"]  // Recording.FileVersions
    for path in try ProjectFiles.paths(below: "Sources") where path.hasSuffix(".swift") {
      declared.formUnion(try types(of: path))
    }
    #expect(named.count > 20)
    #expect(named.subtracting(declared) == [])
  }

  /// What a file declares at its top level for others than itself.
  private func types(of path: String) throws -> [String] {
    let kinds: Set<Substring> = ["struct", "enum", "class", "actor", "protocol"]
    let modifiers: Set<Substring> = ["package", "public", "final", "indirect"]
    return try ProjectFiles.bytes(of: path).split(separator: UInt8(ascii: "\n")).compactMap {
      line in
      guard let first = line.first, first >= UInt8(ascii: "a") else { return nil }
      let words = String(decoding: line, as: UTF8.self).split { !$0.isLetter && !$0.isNumber }
        .drop { modifiers.contains($0) }
      guard words.count > 1, kinds.contains(words.first ?? "") else { return nil }
      return String(words.dropFirst().first ?? "")
    }
  }
}
