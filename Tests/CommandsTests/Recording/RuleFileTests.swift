import FoundationEssentials
import Testing
import TestSupport

/// The files by which git treats the cases are rules too: `commit` records their edits as it does those of
/// `schema/`, and no door sets an attribute that changes or hides cases.
@Suite(.seeded) struct RuleFileTests {
  @Test(arguments: rows([".gitattributes", ".gitignore", ".mailmap", "cases/.gitattributes"]))
  func anEditIsRecordedInACommitOfItsOwn(path: String) async throws {
    try await HooksTests.withCase(hooks: true) { git, office in
      let before = (try? git.read(path)) ?? ""
      try git.write(before + "# 说明\n", to: path)
      try await expect(office("status"), prints: path)
      try await expect(office("commit"), prints: "修订规则 \(path)")
      #expect(try await git("show", "--name-only", "--format=", "HEAD") == "\(path)\n")
      #expect(try await git("status", "--short") == "")
      try await expect(office("verify", "--full"))
    }
  }

  @Test func oneThatIsGoneIsAnEditToo() async throws {
    try await HooksTests.withCase(hooks: false) { git, office in
      try git.write("*.tmp\n", to: "schema/.gitignore")
      try await expect(office("commit"), prints: "修订规则 schema/.gitignore")
      try await expect(office("commit"), prints: "nothing to record")
      try FileManager.default.removeItem(atPath: git.path("schema/.gitignore"))
      try await expect(office("commit"), prints: "修订规则 schema/.gitignore")
      #expect(try await git("ls-files", "schema/.gitignore") == "")
    }
  }

  @Test func aHarmfulAttributeIsNamedAndNotRecorded() async throws {
    try await HooksTests.withCase(hooks: false) { git, office in
      let head = try await git("rev-parse", "HEAD")
      try git.write(try git.read(".gitattributes") + "*.md ident\n", to: ".gitattributes")
      for door in ["check", "commit"] {
        let run = try await office(door)
        #expect(run.status != 0, "\(door)")
        #expect("\(run.output)\(run.errors)".contains("[harmful-attribute]"), "\(run.errors)")
      }
      #expect(try await git("rev-parse", "HEAD") == head)
    }
  }
}
