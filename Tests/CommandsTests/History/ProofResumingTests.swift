import FoundationEssentials
import Testing
import TestSupport

/// What is kept of a proof changes no answer, whatever becomes of it.
@Suite(.seeded) struct ProofResumingTests {
  private static let state = ".git/duban/verified"

  /// Seven cases, two of them tampered with, and a number used again; a branch that was merged.
  private static let script: HistoryScript = {
    var script = HistoryScript.lawful
    for number in 1...4 {
      let id = "2018-001\(number)"
      let path = "cases/2018/\(id).md"
      script.add(
        "register", on: 24, case: id,
        [
          (path, HistoryScript.text(HistoryScript.register, number: id))
        ])
      script.add(
        "assess", on: 24, case: id,
        [
          (
            path,
            HistoryScript.text(
              HistoryScript.register
                + HistoryScript.assess.replacing(
                  "建议立项", with: number == 2 ? "再议" : "建议立项"), number: id)
          )
        ]
      ) { if number == 3 { $0.message = "研判\t第三件\n" } }
    }
    let base = script.commits.count - 1
    script.addPlain("清理", on: 25, [("cases/2018/2018-0011.md", nil)])
    script.add(
      "acknowledge", on: 25,
      [
        (HistoryScript.path, HistoryScript.text(HistoryScript.five + HistoryScript.sign))
      ])
    script.add(
      "edit", on: 24,
      [
        (
          "cases/2018/2018-0012.md",
          HistoryScript.text(HistoryScript.register, number: "2018-0012")
        )
      ], after: [base])
    script.addPlain(
      "合并", on: 26,
      [
        (
          "cases/2018/2018-0012.md",
          HistoryScript.text(HistoryScript.register, number: "2018-0012")
        )
      ], after: [base + 2, base + 3])
    script.add(
      "register", on: 27, case: "2018-0011",
      [
        (
          "cases/2018/2018-0011.md",
          HistoryScript.text(HistoryScript.register, number: "2018-0011", title: "别的")
        )
      ])
    return script
  }()

  @Test func whateverBecomesOfTheStateNoAnswerChanges() async throws {
    try await Self.script.with { duban in
      let commits = try await duban.git("rev-list", "HEAD").split(separator: "\n").map(String.init)
      var answers: [String: String] = [:]
      for commit in commits {
        answers[commit] = try await duban("verify", commit, "--full").output
      }
      #expect(answers[commits[0]]?.contains("[number-reused]") == true)
      #expect(answers[commits[0]]?.contains("[recorded-step-removed]") == true)
      var random = Seed.generator()
      for _ in 0..<40 {
        duban.damageCaches()
        let commit = try #require(commits.randomElement(using: &random))
        #expect(try await duban("verify", commit).output == answers[commit])
      }
    }
  }

  @Test func whatIsProvedIsNotReadAgain() async throws {
    try await HistoryScript.lawful.with { duban in
      var duban = duban
      duban.damagesCaches = false
      #expect(try await duban("verify").status == 0)
      let kept = try duban.git.bytes(Self.state)
      #expect(
        try FileManager.default.attributesOfItem(atPath: duban.git.path(Self.state))[
          .posixPermissions] as? Int == 0o600)
      // An old version of the case is lost.
      let blob = try await duban.git("rev-parse", "HEAD~3:\(HistoryScript.path)").dropLast()
      try FileManager.default.removeItem(
        atPath: duban.git.path(".git/objects/\(blob.prefix(2))/\(blob.dropFirst(2))"))
      #expect(try await duban("verify").status == 0)
      #expect(try duban.git.bytes(Self.state) == kept)
      #expect(try await duban("verify", "--full").status == 5)
      // Anybody may have written it.
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o666], ofItemAtPath: duban.git.path(Self.state))
      #expect(try await duban("verify").status == 5)
    }
  }

  @Test func separatedStepsOfBranchesAreToldApartAlike() async throws {
    var script = HistoryScript.withRoles("分离:\n  - [签收, 沟通]\n")
    let base = script.commits.count - 1
    let (five, sign, contact) = (
      HistoryScript.five, HistoryScript.sign, HistoryScript.contact
    )
    script.add("acknowledge", on: 26, [(HistoryScript.path, HistoryScript.text(five + sign))])
    script.add(
      "contact", on: 25, [(HistoryScript.path, HistoryScript.text(five + contact))],
      after: [base])
    script.addPlain(
      "合并", on: 27, [(HistoryScript.path, HistoryScript.text(five + contact + sign))],
      after: [base + 1, base + 2])
    try await script.with { duban in
      let whole = try await duban("verify", "--full").output
      // Neither side knew of the other.
      #expect(whole.contains("[unsettled]") && !whole.contains("[steps-not-separated]"))
      for old in ["HEAD^1", "HEAD^2", "HEAD~2"] {
        _ = try await duban("verify", old, "--full")
        #expect(try await duban("verify").output == whole)
      }
    }
  }
}
