import CaseStore
import Files
import Testing
import TestSupport

@Suite struct EditedTests {
  /// Whatever people do to files and to the index, in folders which the index has as `HEAD` and in
  /// others: the edits are those that git finds between `HEAD` and the files.
  @Test(.seeded, arguments: rows(1...6)) func editsAreThoseThatGitFinds(_: Int) async throws {
    try await withFolder { git in
      var random = Seed.generator()
      let environment = Environment(git.variables)
      let paths = (2018...2021).flatMap { year in
        (1...4).map { "cases/\(year)/\(year)-000\($0).md" }
      }
      _ = try await Casebook.create(
        at: git.directory,
        files: paths.map { (RelativePath($0), Array("\($0)\n".utf8)) } + [
          ("schema/office.yaml", try ProjectFiles.bytes(of: "schema/office.yaml"))
        ], message: "建立案件库\n", environment: environment)
      let book = try Casebook(
        at: CaseFolder(FilePlace(git.directory)), environment: environment)
      // In folders of their own, between others, hidden, and no cases.
      let further = [
        "cases/2019/下/甲.md", "cases/2019/2019-0000.md", "cases/2019/2019-0009.md",
        "cases/20.9/乙.md", "cases/.2019/丙.md", "cases/2019/.丁.md", "cases/2019/附件.pdf",
      ]
      for turn in 0..<16 {
        let path = try #require(paths.randomElement(using: &random))
        switch Int.random(in: 0..<9, using: &random) {
        case 0, 1: try git.write("改\(turn)\n", to: path)
        case 2: try await git("rm", "--quiet", "--force", "--ignore-unmatch", path)
        case 3: try await git("add", "--all", "cases")
        case 4: try await git("commit", "--quiet", "--allow-empty", "--message=\(turn)")
        case 5: try await git("read-tree", "HEAD")
        case 6:
          try await git("update-index", "--index-version", Bool.random(using: &random) ? "2" : "4")
        default:
          try git.write("新\(turn)\n", to: try #require(further.randomElement(using: &random)))
        }
        let differing = try await git("diff", "--name-only", "--no-renames", "HEAD", "--", "cases")
        let new = try await git("ls-files", "--others", "--exclude-standard", "--", "cases")
        let expected = Set(
          (differing + new).split(separator: "\n").map(String.init).filter {
            CaseFile.isCase(RelativePath($0))
          })
        let found = try await book.edited().map { "\($0.path)" }
        #expect(Set(found) == expected, "\(turn)")
        let listed = try await book.listing().cases.map(\.path)
        let read = try await CaseSource.workTree(of: book.folder, environment: environment)
          .map(legible: false) { $0 }
        #expect(listed == read.results.map(\.path) && read.unread == [], "\(turn)")
      }
    }
  }
}
