import Testing
import TestSupport

/// Every way of tampering with a history is found.
@Suite(.seeded) struct VerifyTests {
  @Test(arguments: rows(Tampering.all))
  func tamperingIsFound(how: Tampering) async throws {
    try await how.make().with { duban in
      let result = try await duban("verify")
      #expect(result.output.contains("[\(how.id)]"), "\(result.output)\(result.errors)")
      #expect(result.status == (result.output.contains(" error: ") ? 1 : 0), "\(result.output)")
      try await expectSameAnswers(duban, first: result.output)
    }
  }

  /// What was kept of the first run changes nothing, nor does taking the history in pieces.
  private func expectSameAnswers(_ duban: DubanCLI, first: String) async throws {
    #expect(try await duban("verify").output == first)
    #expect(try await duban("verify", "--full").output == first)
    let old = try await duban.git("rev-parse", "HEAD~2").dropLast()
    _ = try await duban("verify", "\(old)", "--full")
    #expect(try await duban("verify").output == first)
  }

  /// What a merge does to rules that neither side has changed is said of the entry, or of the file.
  @Test(
    arguments: rows([
      ("代录: 否\n", "the rule 代录 is as on neither side"),
      (nil, "both sides have the file, and the merge has not"),
    ]))
  func aMergeOfRulesIsToldByTheEntry(text: String?, words: String) async throws {
    let path = "schema/roles.yaml"
    var script = HistoryScript.withRoles("代录: 是\n")
    let base = script.commits.count - 1
    script.addPlain("甲", on: 25, [("甲.md", "甲")])
    script.addPlain("乙", on: 25, [("乙.md", "乙")], after: [base])
    script.addPlain("合并", on: 26, [("乙.md", "乙"), (path, text)], after: [base + 1, base + 2])
    try await script.with { duban in
      let result = try await duban("verify")
      #expect(result.output.contains("\(path):1:1: error: \(words) ["), "\(result.output)")
    }
  }

  @Test func theUntouchedCloneIsProved() async throws {
    try await HistoryScript.lawful.with { duban in
      try await duban.git("clone", "--quiet", "--no-local", ".", duban.git.path("克隆"))
      let clone = DubanCLI(GitCLI(directory: duban.git.path("克隆")))
      let result = try await clone("verify")
      let head = try await clone.git("rev-parse", "HEAD").dropLast()
      #expect(result.status == 0)
      #expect(
        result.output == "6 commits and 5 steps proved: 0 errors, 0 warnings; head \(head)\n")
    }
  }

  @Test func aFindingSaysWhichCommitAndWhere() async throws {
    var script = HistoryScript.lawful
    let text = HistoryScript.text(HistoryScript.five)
    script.add(
      "edit", on: 25,
      [(HistoryScript.path, text.replacing("建议立项", with: "不建议立项"))])
    try await script.with { duban in
      let head = String(try await duban.git("rev-parse", "HEAD").dropLast())
      let place = "\(HistoryScript.path):10:5"
      let message = "step 2 is recorded, and reads otherwise"
      let result = try await duban("verify")
      #expect(
        result.output.hasPrefix(
          "\(head.prefix(7)): \(place): error: \(message) [recorded-step-changed]\n"))
      let chinese = try await duban("--lang", "zh", "verify")
      #expect(chinese.output.hasPrefix("\(head.prefix(7)): \(place): error: 第2步已经记录"))
      #expect(chinese.output.hasSuffix(":1个错误,0个警告;最新提交 \(head)\n"))
      let json = try await duban("verify", "--format", "json")
      for part in [
        "\"id\": \"recorded-step-changed\"", "\"commit\": \"\(head)\"", "\"line\": 10",
        "\"column\": 5", "\"path\": \"\(HistoryScript.path)\"", "\"errors\": 1",
        "\"head\": \"\(head)\"",
      ] { #expect(json.output.contains(part), "\(json.output)") }
    }
  }

  @Test func anAnchorIsInTheHistoryOrIsMissed() async throws {
    try await HistoryScript.lawful.with { duban in
      let old = String(try await duban.git("rev-parse", "HEAD~2").dropLast())
      #expect(try await duban("verify", "--anchor", old).status == 0)
      // Rewritten, it is another; cut short, it is gone.
      try await duban.git("reset", "--quiet", "--hard", "HEAD~3")
      for id in [old, String(repeating: "a", count: 40)] {
        let result = try await duban("verify", "--anchor", id)
        #expect(result.status == 1)
        #expect(result.output.contains("does not hold the commit \(id) [anchor-missing]"))
      }
    }
  }

  @Test func anAnchorIsAnIdAndNeverAName() async throws {
    try await HistoryScript.lawful.with { duban in
      let old = String(try await duban.git("rev-parse", "HEAD").dropLast())
      try await duban.git("commit", "--quiet", "--amend", "--message=改过")
      // What a clone brings along of the forger's.
      for name in ["refs/tags/\(old)", "refs/heads/\(old)", "refs/tags/\(old.prefix(12))"] {
        try await duban.git("update-ref", name, "HEAD")
      }
      try await duban.git("reflog", "expire", "--expire=now", "--all")
      try await duban.git("gc", "--quiet", "--prune=now")
      for anchor in [old, old.uppercased(), String(old.prefix(12))] {
        let result = try await duban("verify", "--anchor", anchor)
        #expect(result.status == 1 && result.output.contains("[anchor-missing]"))
      }
      for name in ["HEAD", "main", String(old.prefix(11)), "\(old)0", "\(old)^"] {
        #expect(try await duban("verify", "--anchor", name).status == 2, "\(name)")
      }
      let tree = try await duban.git("rev-parse", "HEAD^{tree}").dropLast()
      #expect(try await duban("verify", "--anchor", String(tree)).status == 1)
    }
  }

  @Test func aPartOfAnIdFindsAndDoesNotProve() async throws {
    try await HistoryScript.lawful.with { duban in
      let head = String(try await duban.git("rev-parse", "HEAD~1").dropLast())
      for count in [12, 39] {
        let result = try await duban("verify", "--anchor", String(head.prefix(count)))
        #expect(result.status == 1)
        #expect(result.output.contains("found the commit \(head), but not proved"))
      }
      #expect(try await duban("verify", "--anchor", head.uppercased()).status == 0)
    }
  }

  @Test func anAnchorIsProvedFromTheBeginning() async throws {
    try await HistoryScript.lawful.with { duban in
      // Whether the first proof is remembered is what is asked.
      var duban = duban
      duban.damagesCaches = false
      let head = String(try await duban.git("rev-parse", "HEAD").dropLast())
      _ = try await duban("verify")
      // What was proved before is taken on trust, though a version of the case is gone.
      let blob = try await duban.git("rev-parse", "HEAD~3:\(HistoryScript.path)").dropLast()
      try await duban.git.run(
        "rm", "-f", duban.git.path(".git/objects/\(blob.prefix(2))/\(blob.dropFirst(2))"))
      #expect(try await duban("verify").status == 0)
      #expect(try await duban("verify", "--anchor", head).status != 0)
    }
  }

  @Test func aRangeIsProvedByItself() async throws {
    var script = HistoryScript.lawful
    script.add("edit", on: 25, [(HistoryScript.path, HistoryScript.text(HistoryScript.register))])
    script.add(
      "edit", on: 26,
      [(HistoryScript.path, HistoryScript.text(HistoryScript.register, prose: "\n改\n"))])
    try await script.with { duban in
      for (range, status) in [
        ("HEAD~1..HEAD", Int32(0)), ("HEAD~2..", 1), ("HEAD~2", 0), ("没有", 2),
      ] {
        let result = try await duban("verify", range)
        #expect(result.status == status, "\(range)")
      }
    }
  }
}
