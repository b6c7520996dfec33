import FoundationEssentials
import TestSupport
import Testing

/// A seal holds the state of the history outside of it.
@Suite(.seeded) struct SealTests {
  /// A repository with two commits and a seal of the second; a third commit follows.
  static func withSeal(
    _ body: (GitCLI, DubanCLI, _ seal: String) async throws -> Void
  ) async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      let made = try await duban("seal", "-m", "年度封存")
      #expect(made.status == 0, "\(made.errors)")
      let seal = try #require(try await names(git).first)
      try await step("再议", on: "2026-03-02T10:00:00+08:00", duban)
      try await body(git, duban, seal)
    }
  }

  static func names(_ git: GitCLI) async throws -> [String] {
    try await git("tag", "--list", "--sort=creatordate", "seal/*").split(separator: "\n")
      .map { String($0) }
  }

  static func step(_ opinion: String, on date: String, _ duban: DubanCLI) async throws {
    var duban = duban
    duban.variables["GIT_COMMITTER_DATE"] = date
    duban.variables["GIT_AUTHOR_DATE"] = date
    let step = try await duban("step", "2026-0001", "研判", "--意见", opinion)
    #expect(step.status == 0, "\(step.errors)")
  }

  /// What `verify` finds, by its rules.
  static func rules(_ duban: DubanCLI, _ options: String...) async throws -> [String] {
    let proof = try await duban(["verify"] + options)
    let found = proof.output.split(separator: "\n").compactMap { line in
      line.hasSuffix("]") ? line.split(separator: "[").last.map { String($0.dropLast()) } : nil
    }
    let hasErrors = proof.output.contains(": error: ")
    #expect(proof.status == (hasErrors ? 1 : 0), "\(proof.output)\(proof.errors)")
    return found
  }

  // MARK: What it says

  @Test func itSaysWhatPublicCommandsSay() async throws {
    try await Self.withSeal { git, duban, seal in
      let tag = try await git("cat-file", "tag", seal)
      func value(_ name: String) -> Substring? {
        tag.split(separator: "\n").first { $0.hasPrefix("\(name): ") }?.dropFirst(name.count + 2)
      }
      let commit = try await git("rev-parse", "\(seal)^{commit}").dropLast()
      #expect(value("提交") == commit && seal == "seal/2026-03-02-\(commit.prefix(8))")
      let page = String(
        decoding: try ProjectFiles.bytes(of: "Sources/Commands/Documentation.docc/Seals.md"),
        as: UTF8.self)
      let script = page.components(separatedBy: "```sh\n")[1].components(separatedBy: "```")[0]
      let lines = try await git.run(
        "bash", ["-c", "cd '\(git.directory)'\n\(script)", "seal", seal])
      let said = lines.split(separator: "\n")
      #expect(said.count == 4, "\(lines)")
      for line in said { #expect(line.hasSuffix(": OK"), "\(line)") }
      #expect(value("提交数") == "3" && value("案件数") == "1" && value("步骤数") == "2")
      #expect(value("说明") == "年度封存" && value("问题数") == "0")
    }
  }

  @Test func aSecondOneFollowsTheFirst() async throws {
    try await Self.withSeal { git, duban, seal in
      let made = try await duban("seal")
      #expect(made.status == 0 && made.output.contains("only in this clone"), "\(made.errors)")
      let names = try await Self.names(git)
      let second = try #require(names.first { $0 != seal })
      let tag = try await git("cat-file", "tag", second)
      #expect(tag.contains("\n前次封存: \(seal)\n"), "\(tag)")
      #expect(try await Self.rules(duban, "--full") == [])
      let proof = try await duban("verify")
      #expect(proof.output.contains("\(second), 2 seals in all"), "\(proof.output)")
      let again = try await duban("seal")
      #expect(again.status == 0 && again.output.contains("there is \(second)"), "\(again.output)")
      #expect(try await Self.names(git).count == 2)
    }
  }

  // MARK: What is done to it

  struct Tampering: Sendable {
    let name: String
    let rules: [String]
    let act: @Sendable (GitCLI, _ seal: String) async throws -> Void

    init(
      _ name: String, _ rules: [String],
      _ act: @escaping @Sendable (GitCLI, _ seal: String) async throws -> Void
    ) {
      (self.name, self.rules, self.act) = (name, rules, act)
    }
  }

  /// Puts a tag with the words of another in its place.
  private static func rewrite(
    _ git: GitCLI, _ seal: String, _ change: (String) -> String
  ) async throws {
    let old = try await git("cat-file", "tag", seal)
    let new = try await git(["hash-object", "-t", "tag", "-w", "--stdin"], input: change(old))
    try await git("update-ref", "refs/tags/\(seal)", String(new.dropLast()))
  }

  static let tamperings = [
    Tampering("moved", ["seal-broken"]) { git, seal in
      let (old, new) = (
        try await git("rev-parse", "\(seal)^{commit}").dropLast(),
        try await git("rev-parse", "HEAD").dropLast()
      )
      try await rewrite(git, seal) { $0.replacing("object \(old)", with: "object \(new)") }
    },
    Tampering("light", ["not-a-seal"]) { git, seal in
      try await git("tag", "--force", seal, "\(seal)^{commit}")
    },
    Tampering("another text", ["not-a-seal"]) { git, seal in
      try await git("tag", "--force", "--annotate", "-m", "封存", seal, "\(seal)^{commit}")
    },
    Tampering("another number", ["seal-broken"]) { git, seal in
      try await rewrite(git, seal) { $0.replacing("步骤数: 2", with: "步骤数: 3") }
    },
    Tampering("another digest", ["seal-broken"]) { git, seal in
      try await rewrite(git, seal) {
        $0.replacing("files-sha256: ", with: "files-sha256: f").replacing(
          "\ncommits-", with: "\ncommits-")
      }
    },
    Tampering("a line more", ["seal-broken"]) { git, seal in
      try await rewrite(git, seal) { $0 + "提交数: 2\n" }
    },
    Tampering("another office", ["seal-broken"]) { git, seal in
      try await rewrite(git, seal) {
        $0.replacing("督查室 2026", with: "办公室 2026").replacing("督查室\n提", with: "办公室\n提")
      }
    },
    Tampering("another name", ["not-a-seal"]) { git, seal in
      try await git("update-ref", "refs/tags/seal/2026-03-02-x", seal)
      try await git("update-ref", "-d", "refs/tags/\(seal)")
    },
    Tampering("last step changed", ["sealed-commit-lost"]) { git, _ in
      try await remake(git) { $0.replacing("建议立项", with: "不予立项") }
    },
    Tampering("other authors", ["sealed-commit-lost"]) { git, _ in
      try await remake(git) { $0.replacing("author 督查室", with: "author 别人") }
    },
    Tampering("sealed commit dropped", ["sealed-commit-lost"]) { git, seal in
      try await git("reset", "--hard", "--quiet", "\(seal)^{commit}~1")
      try await git("commit", "--allow-empty", "-m", "另起")
    },
  ]

  /// Makes the branch anew as somebody does who holds everything.
  static func remake(_ git: GitCLI, _ change: (String) -> String) async throws {
    let stream = try await git("fast-export", "refs/heads/main")
    let changed = change(stream)
    #expect(changed != stream)
    _ = try await git(["fast-import", "--quiet", "--force"], input: changed)
    try await git("reset", "--hard", "--quiet", "main")
  }

  @Test(arguments: rows(tamperings, named: \.name))
  func whatIsDoneToItIsFound(_ row: Named<Tampering>) async throws {
    let tampering = row.value
    try await Self.withSeal { git, duban, seal in
      #expect(try await Self.rules(duban) == [])
      try await tampering.act(git, seal)
      let found = Set(try await Self.rules(duban)).intersection([
        "seal-broken", "not-a-seal", "sealed-commit-lost", "seal-chain-gap",
      ])
      #expect(found == Set(tampering.rules))
      let full = Set(try await Self.rules(duban, "--full"))
      #expect(full.isSuperset(of: found))
    }
  }

  @Test func aTagCalledOtherwiseThanItselfIsNoSealAndNotMoved() async throws {
    try await Self.withSeal { git, duban, seal in
      let other = seal.replacing("2026-03-02", with: "2026-03-01")
      try await git("update-ref", "refs/tags/\(other)", seal)
      try await git("update-ref", "-d", "refs/tags/\(seal)")
      #expect(try await Self.rules(duban) == ["not-a-seal"])
    }
  }

  @Test func oneThatIsMadeAnewBreaksTheChain() async throws {
    try await Self.withSeal { git, duban, seal in
      #expect(try await duban("seal").status == 0)
      try await Self.rewrite(git, seal) { $0.replacing("年度", with: "季度") }
      #expect(try await Self.rules(duban) == ["seal-chain-gap"])
      try await git("update-ref", "-d", "refs/tags/\(seal)")
      let proof = try await duban("verify")
      #expect(proof.status == 0 && proof.output.contains("git fetch --tags"))
    }
  }

  @Test func whatCouldNotBeReckonedIsNotTakenForProved() async throws {
    try await Self.withSeal { git, duban, seal in
      var duban = duban
      duban.damagesCaches = false
      #expect(try await duban("seal").status == 0)
      let second = try #require(try await Self.names(git).first { $0 != seal })
      // A commit that is not here yet: its dates are pinned, so that it is the same everywhere.
      try await git("clone", "--quiet", ".", git.path("别处"))
      let elsewhere = GitCLI(directory: git.path("别处"))
      let commit = try await elsewhere("commit-tree", "HEAD^{tree}", "-m", "别处").dropLast()
      try await git("tag", "--delete", seal)
      try await Self.rewrite(git, second) { text in
        let former = text.split(separator: "\n").first { $0.hasPrefix("前次提交: ") } ?? ""
        return text.replacing(former, with: "前次提交: \(commit)")
          .replacing("步骤数: 3", with: "步骤数: 4")
      }
      #expect(try await Self.rules(duban) == ["sealed-commit-lost"])
      try await git("commit-tree", "HEAD^{tree}", "-m", "别处")
      #expect(try await Self.rules(duban).contains("seal-broken"))
    }
  }

  @Test func aColleaguesSealThatIsNotMergedYetIsNoAlarm() async throws {
    try await Self.withSeal { git, duban, seal in
      try await git("branch", "theirs")
      try await git("reset", "--hard", "--quiet", "\(seal)^{commit}~1")
      try await Self.step("另一意见", on: "2026-03-02T11:00:00+08:00", duban)
      #expect(try await Self.rules(duban) == ["not-a-seal"])
      try await git("switch", "--quiet", "--detach", "\(seal)^{commit}~1")
      #expect(try await Self.rules(duban) == [])
    }
  }

  @Test func whatIsDatedBeforeItAndNotInItIsRemarkedOn() async throws {
    try await Self.withSeal { git, duban, seal in
      try await Self.step("早就议过", on: "2026-03-02T08:59:59+08:00", duban)
      let proof = try await duban("verify", "--full")
      #expect(proof.output.contains("[came-in-after-seal]"), "\(proof.output)")
      #expect(proof.output.contains(HooksTests.path), "\(proof.output)")
    }
  }

  @Test func aShallowCloneSaysThatItCannotTell() async throws {
    try await Self.withSeal { git, duban, _ in
      try await git("clone", "--quiet", "--depth=2", "file://\(git.directory)", git.path("浅"))
      let shallow = DubanCLI(GitCLI(directory: git.path("浅")))
      #expect(try await Self.rules(shallow).contains("seal-not-here"))
    }
  }

  // MARK: Who makes it

  @Test func onlyWhoHasTheRightMakesOne() async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      try git.write(
        """
        人员:
          - {邮箱: office@example.org, 角色: 督查员}
          - {邮箱: director@example.org, 角色: 主任}
        角色:
          督查员: [登记, 研判, 修订, 规则]
          主任: [封存]

        """, to: "schema/roles.yaml")
      #expect(try await duban("commit").status == 0)
      let refused = try await duban("seal")
      #expect(refused.status == 4 && refused.errors.contains("office@example.org"))
      #expect(try await Self.names(git) == [])
      var director = duban
      director.variables["GIT_COMMITTER_EMAIL"] = "director@example.org"
      #expect(try await director("seal").status == 0)
      #expect(try await Self.rules(duban) == ["rules-changed"])
      let seal = try #require(try await Self.names(git).first)
      try await Self.rewrite(git, seal) { $0.replacing("director@", with: "office@") }
      #expect(try await Self.rules(duban).contains("not-a-seal"))
    }
  }

  @Test func anEditThatIsNotRecordedIsNamed() async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      try git.write(try git.read(HooksTests.path) + "\n补一句。\n", to: HooksTests.path)
      let made = try await duban("seal")
      #expect(made.status == 0 && made.errors.contains(HooksTests.path), "\(made.errors)")
    }
  }

  @Test func itIsPushedWithItsBranchOrNotMade() async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      try await git("clone", "--quiet", "--bare", ".", git.path("共享.git"))
      try await git("remote", "add", "origin", git.path("共享.git"))
      try await git("clone", "--quiet", git.path("共享.git"), git.path("同事"))
      let theirs = GitCLI(directory: git.path("同事"))
      #expect(try await DubanCLI(theirs)("step", "2026-0001", "研判", "--意见", "同事的").status == 0)
      try await theirs("push", "--quiet")
      try await Self.step("我的", on: "2026-03-02T10:00:00+08:00", duban)
      let refused = try await duban("seal")
      #expect(refused.status == 4 && refused.errors.contains("git pull"), "\(refused.errors)")
      #expect(try await Self.names(git) == [])
      try await git("reset", "--hard", "--quiet", "HEAD~1")
      try await git("pull", "--quiet", "origin", "main")
      let made = try await duban("seal")
      #expect(made.status == 0 && made.output.contains("pushed to origin"), "\(made.errors)")
      let names = try await Self.names(git)
      #expect(try await git("ls-remote", "origin").contains("refs/tags/\(names[0])"))
      try await Self.step("后来", on: "2026-03-02T12:00:00+08:00", duban)
      #expect(try await duban("seal", "--no-push").status == 0)
      #expect(try await Self.names(git).count == 2)
      #expect(
        try await git("ls-remote", "origin", "refs/tags/seal/*").split(separator: "\n").count == 2)
    }
  }

  @Test func twoMadeAtOnceAreJoinedByTheNext() async throws {
    try await Self.withSeal { git, duban, first in
      // The other clone does not know of the first.
      let id = try await git("rev-parse", "refs/tags/\(first)").dropLast()
      try await git("update-ref", "-d", "refs/tags/\(first)")
      #expect(try await duban("seal").status == 0)
      try await git("update-ref", "refs/tags/\(first)", String(id))
      #expect(try await Self.rules(duban) == ["seal-fork"])
      try await Self.step("后来", on: "2026-03-02T09:30:00+08:00", duban)
      #expect(try await duban("seal").status == 0)
      #expect(try await Self.rules(duban, "--full") == [])
    }
  }

  // MARK: What was wrong before

  @Test func whatItStatesIsTold() async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      let text = try git.read(HooksTests.path)
      try git.write(text.replacing("建议立项", with: "不予立项"), to: HooksTests.path)
      try await git("commit", "--quiet", "--all", "-m", "改")
      #expect(try await duban("verify").status == 1)
      let made = try await duban("seal")
      #expect(made.status == 0 && made.output.contains("it states what verify finds"))
      let proof = try await duban("verify", "--full")
      #expect(proof.status == 0 && proof.output.contains("known when it was sealed"))
      #expect(!proof.output.contains("[step-changed]"))
      let strict = try await duban("verify", "--full", "--strict")
      #expect(strict.status == 1, "\(strict.output)")
      try git.write(text, to: HooksTests.path)
      try await git("commit", "--quiet", "--all", "-m", "又改")
      #expect(try await duban("verify").status == 1)
    }
  }

  @Test func oneIsDueWhereTheOfficeWantsIt() async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      try git.write(
        try git.read("schema/office.yaml") + "\n封存: 31日\n", to: "schema/office.yaml")
      #expect(try await duban("commit").status == 0)
      #expect(try await Self.rules(duban).contains("seal-due"))
      #expect(try await duban("status").output.contains("never yet"))
      #expect(try await duban("seal").status == 0)
      #expect(try await !Self.rules(duban).contains("seal-due"))
      var later = duban
      later.variables["DUBAN_TODAY"] = "2026-04-02"
      let proof = try await later("verify")
      #expect(proof.output.contains("another was due by 2026-04-02"), "\(proof.output)")
      let status = try await later("status", "--porcelain")
      #expect(
        status.output.contains("yellow\t2026-04-02\t-\t×省委督查室\tseal\t-\n"), "\(status.output)")
      later.variables["DUBAN_TODAY"] = "2026-04-03"
      #expect(try await later("status", "-s").output.contains("red"))
      #expect(try await later("status").output.contains("by 2026-04-02, overdue"))
      later.variables["DUBAN_TODAY"] = "2026-03-10"
      #expect(try await !later("status").output.contains("Seal"))
    }
  }

  // MARK: On paper

  @Test func anEarlierOneIsPrintedByItsName() async throws {
    try await Self.withSeal { git, duban, first in
      #expect(try await duban("seal").status == 0)
      let slip = try await duban("seal", first, "--print", "-")
      #expect(slip.output.hasPrefix("标签: \(first)\n"), "\(slip.errors)")
      #expect(try await duban("seal", first).status == 2)
      let none = try await duban("seal", "seal/2026-03-02-00000000", "--print", "-")
      #expect(none.status == 2 && none.errors.contains("git tag -l"), "\(none.errors)")
      #expect(try await Self.names(git).count == 2)
    }
  }

  @Test func aSlipThatIsTypedHolds() async throws {
    try await Self.withSeal { git, duban, _ in
      let slip = try await duban("seal", "--print", "-").output
      let typed = slip.replacing(" ", with: "").replacing(":", with: "：")
      try git.write(typed, to: "凭单.txt")
      let holds = try await duban("verify", "--seal", "凭单.txt")
      #expect(holds.status == 0 && holds.output.contains("holds"), "\(holds.output)")
      for (part, other) in [
        ("步骤数：3", "步骤数：4"), ("说明", "没有"), ("files-sha256：", "files-sha256：0"),
        ("日期：2026", "日期：2025"),
      ] where typed.contains(part) {
        try git.write(typed.replacing(part, with: other), to: "改.txt")
        let changed = try await duban("verify", "--seal", "改.txt")
        #expect(changed.status == 1, "\(part) \(changed.output)")
      }
      try git.write(try await git("cat-file", "tag", Self.names(git)[0]), to: "标签.txt")
      let both = try await duban("verify", "--seal", "标签.txt", "凭单.txt")
      #expect(both.status == 0, "\(both.output)")
      try await Self.remake(git) { $0.replacing("建议立项", with: "不予立项") }
      let lost = try await duban("verify", "--seal", "标签.txt", "凭单.txt")
      #expect(lost.status == 1 && lost.output.contains("[sealed-commit-lost]"), "\(lost.output)")
    }
  }

  @Test func aSlipOfOneSealIsTheSameEachTime() async throws {
    try await Self.withSeal { git, duban, _ in
      let made = try await duban("seal", "--print", "凭单.docx")
      #expect(made.status == 0, "\(made.errors)")
      let again = try await duban("seal", "--print", "又.docx")
      #expect(again.status == 0)
      #expect(try git.bytes("凭单.docx") == git.bytes("又.docx"))
    }
  }

  /// As much as one may have: two seals before, SM3, a note.
  @Test(.needs("soffice"), .needs("pdfinfo")) func aSlipIsOnePage() async throws {
    try await Self.withSeal { git, duban, first in
      let id = try await git("rev-parse", "refs/tags/\(first)").dropLast()
      try await git("update-ref", "-d", "refs/tags/\(first)")
      #expect(try await duban("seal").status == 0)
      try await git("update-ref", "refs/tags/\(first)", String(id))
      try git.write(
        try git.read("schema/office.yaml") + "\n封存摘要: sm3\n", to: "schema/office.yaml")
      #expect(try await duban("commit").status == 0)
      let made = try await duban("seal", "-m", "年度封存,凭单交档案室", "--print", "凭单.docx")
      #expect(made.status == 0, "\(made.errors)")
      _ = try? await git.run(
        "soffice", "--headless", "-env:UserInstallation=file://\(git.path("用户"))", "--convert-to",
        "pdf", "--outdir", git.directory, git.path("凭单.docx"))
      guard git.exists("凭单.pdf") else { try Test.cancel("LibreOffice does not know .docx") }
      let pages = try await git.run("pdfinfo", git.path("凭单.pdf"))
      #expect(pages.contains(/Pages: +1\n/), "\(pages)")
      #expect(try await Self.rules(duban, "--full").isEmpty)
    }
  }

  // MARK: Two clones and a server

  /// A shared repository with hooks, and two clones of it.
  static func withColleague(
    _ body: (GitCLI, DubanCLI, GitCLI, DubanCLI) async throws -> Void
  ) async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      try await git("clone", "--quiet", "--bare", ".", git.path("共享.git"))
      let server = GitCLI(directory: git.path("共享.git"))
      #expect(try await DubanCLI(server)("hooks", "install", "--server").status == 0)
      try await git("remote", "add", "origin", git.path("共享.git"))
      try await git("fetch", "--quiet", "origin")
      try await git("branch", "--set-upstream-to", "origin/main")
      try await git("clone", "--quiet", git.path("共享.git"), git.path("同事"))
      let theirs = GitCLI(directory: git.path("同事"))
      try await body(git, duban, theirs, DubanCLI(theirs))
    }
  }

  @Test(arguments: rows(["one number", "equal steps"]))
  func whatTwoDidAtOnceIsNotTakenForMadeAnew(how: String) async throws {
    try await Self.withColleague { git, duban, theirs, colleague in
      for (one, title, minute) in [(duban, "甲件", "10"), (colleague, "乙件", "20")] {
        if how == "one number" {
          var one = one
          for role in ["AUTHOR", "COMMITTER"] {
            one.variables["GIT_\(role)_DATE"] = "2026-03-02T09:\(minute):00+08:00"
          }
          let made = try await one(
            "new", "--title", title, "--leader", "省委主要领导", "--instruction-date", "2026-02-27",
            "--class", "批办性", "--gist", "查清情况")
          #expect(made.status == 0, "\(made.errors)")
        } else {
          try await Self.step("同一意见", on: "2026-03-02T09:\(minute):00+08:00", one)
        }
      }
      var later = colleague
      later.variables["GIT_COMMITTER_DATE"] = "2026-03-02T09:30:00+08:00"
      let made = try await later("seal")
      #expect(made.status == 0, "\(made.errors)")
      try await git("fetch", "--quiet", "origin")
      #expect(try await Self.rules(duban) == ["not-a-seal"])
    }
  }

  @Test func onlyTheSharedBranchIsSealed() async throws {
    try await Self.withColleague { git, duban, _, _ in
      try await git("switch", "--quiet", "--create", "草稿")
      try await Self.step("草稿", on: "2026-03-02T10:00:00+08:00", duban)
      let made = try await duban("seal")
      #expect(made.status == 4 && made.errors.contains("is not the branch"), "\(made.errors)")
      #expect(try await Self.names(git) == [])
      try await git("clone", "--quiet", "--depth=1", "file://\(git.path("共享.git"))", git.path("浅"))
      let shallow = try await DubanCLI(GitCLI(directory: git.path("浅")))("seal")
      #expect(shallow.status == 3 && shallow.errors.contains("--unshallow"), "\(shallow.errors)")
    }
  }

  /// What is changed in a tag that is pushed, and why the server does not take it.
  @Test(
    arguments: rows([
      ("案件数: 1", "案件数: 9", "does not hold"), ("日期: 2026-03-02", "日期: 2026-03-32", "does not hold"),
      (" 1772413200 ", " 4079999999 ", "still to come"),
      ("日期: 2026-03-02", "日期: 2026-02-02", "does not hold"),
    ]))
  func theServerTakesNoSealThatVerifyRefuses(part: String, other: String, words: String)
    async throws
  {
    try await Self.withColleague { git, duban, _, _ in
      #expect(try await duban("seal", "--no-push").status == 0)
      let seal = try #require(try await Self.names(git).first)
      try await Self.rewrite(git, seal) { $0.replacing(part, with: other) }
      let refusal = await #expect(throws: GitCLI.Failure.self) {
        try await git("push", "--quiet", "origin", seal)
      }
      #expect(refusal?.message.contains(words) == true, "\(refusal?.message ?? "")")
    }
  }

  @Test(.needs("openssl")) func theServerTakesNoSealWithADamagedTimeStamp() async throws {
    try await Self.withColleague { git, duban, _, _ in
      #expect(try await duban("seal", "--no-push").status == 0)
      let seal = try #require(try await Self.names(git).first)
      try await Self.rewrite(git, seal) { $0 + "时间戳: RFC 3161\nMIIBAAAA\n" }
      let refusal = await #expect(throws: GitCLI.Failure.self) {
        try await git("push", "--quiet", "origin", seal)
      }
      #expect(refusal?.message.contains("does not hold") == true, "\(refusal?.message ?? "")")
    }
  }

  @Test func theServerTakesNoSealOfACommitThatNoBranchHas() async throws {
    try await Self.withColleague { git, duban, _, _ in
      try await Self.step("要变基的", on: "2026-03-02T10:00:00+08:00", duban)
      #expect(try await duban("seal", "--no-push").status == 0)
      let seal = try #require(try await Self.names(git).first)
      let refusal = await #expect(throws: GitCLI.Failure.self) {
        try await git("push", "--quiet", "origin", seal)
      }
      #expect(refusal?.message.contains("no branch has") == true, "\(refusal?.message ?? "")")
      try await git("push", "--quiet", "--atomic", "origin", "main", seal)
      #expect(try await Self.rules(duban, "--full") == [])
    }
  }

  @Test(
    arguments: rows([
      ("附件数: 0\n", ""), ("版本: 1\n", ""), ("封存摘要: ", "摘要: "), ("标签: seal/2026", "标签: seal/2025"),
    ]))
  func aSlipThatLacksALineProvesNothing(part: String, other: String) async throws {
    try await Self.withSeal { git, duban, _ in
      let slip = try await duban("seal", "--print", "-").output
      #expect(slip.contains(part))
      try git.write(slip.replacing(part, with: other), to: "凭单.txt")
      let held = try await duban("verify", "--seal", "凭单.txt")
      #expect(held.status == 1 && !held.output.contains(": holds"), "\(held.output)")
    }
  }
}
