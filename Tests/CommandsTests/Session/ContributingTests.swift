import Foundation
import TestSupport
import Testing

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
}
