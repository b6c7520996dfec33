import CaseStore
import Files
import Git
import Testing
import TestSupport

private typealias Repo = CaseRepository

/// What `commit` records of files that were edited by hand.
@Suite struct RecordEditsTests {
  @Test func eachNewStepIsACommitAndProseComesWithTheLast() async throws {
    try await Repo.with { repo in
      try repo.write(
        Repo.text(
          [Repo.register, Repo.assess, Repo.docket, Repo.approve],
          header: "来文: 国家药监局通告\n" + Repo.header, prose: "\n## 研判\n\n新的正文。\n"))
      let recorded = try await repo.recordEdits()
      #expect(recorded.commits.map(\.act.identifier) == ["docket", "approve"])
      #expect(
        try await repo.subjects() == [
          "建立案件库", "立项 2018-0007 疫苗处置和督导检查", "审定 2018-0007 疫苗处置和督导检查",
        ])
      // The header comes with the first of the steps, the prose with the last.
      #expect(
        try await repo.git("show", "HEAD~1:\(Repo.path)")
          == Repo.text(
            [Repo.register, Repo.assess, Repo.docket], header: "来文: 国家药监局通告\n" + Repo.header))
      #expect(
        try await repo.git("show", "HEAD:\(Repo.path)") == (try repo.git.read("\(Repo.path)")))
      try await repo.expectClean()
    }
  }

  @Test func gitReadsTheTrailersAndNothingElse() async throws {
    try await Repo.with { repo in
      try repo.write(Repo.text([Repo.register, Repo.assess, Repo.docket]))
      let recorded = try await repo.recordEdits(note: "另:已电话告知")
      let message = try await repo.git("log", "-1", "--format=%B")
      #expect(
        message == """
          立项 2018-0007 疫苗处置和督导检查

          领导同意。

           ---
           Duban-Step: close

          另:已电话告知

          Duban-Case: 2018-0007
          Duban-Step: docket
          Duban-Date: 2018-07-23


          """)
      #expect(message == recorded.commits[0].message.text() + "\n")
      #expect(
        try await repo.git(["interpret-trailers", "--parse"], input: message) == """
          Duban-Case: 2018-0007
          Duban-Step: docket
          Duban-Date: 2018-07-23

          """)
    }
  }

  @Test func aChangeWithoutANewStepIsAnEdit() async throws {
    try await Repo.with { repo in
      try repo.write(Repo.text([Repo.register, Repo.assess], prose: "\n## 研判\n\n改了。\n"))
      let recorded = try await repo.recordEdits(note: "改错字")
      #expect(recorded.commits.map(\.act.identifier) == ["edit"])
      #expect(
        try await repo.git("log", "-1", "--format=%B") == """
          修订 2018-0007 疫苗处置和督导检查

          改错字

          Duban-Case: 2018-0007
          Duban-Step: edit
          Duban-Date: 2018-08-01


          """)
      try await repo.expectClean()
    }
  }

  @Test func nothingEditedIsNothingRecorded() async throws {
    try await Repo.with { repo in
      let head = try await repo.git("rev-parse", "HEAD")
      let recorded = try await repo.recordEdits()
      #expect(recorded.commits.isEmpty)
      #expect(try await repo.git("rev-parse", "HEAD") == head)
      try await repo.expectClean()
    }
  }

  @Test func aNewCaseIsRecordedStepByStep() async throws {
    try await Repo.with { repo in
      let path: RelativePath = "cases/2018/2018-0008.md"
      let header = Repo.header.replacing("2018-0007", with: "2018-0008")
      try repo.write(
        Repo.text([Repo.register, Repo.assess, Repo.docket], header: header), to: path)
      let recorded = try await repo.recordEdits(path)
      #expect(recorded.commits.map(\.act.identifier) == ["register", "assess", "docket"])
      #expect(
        try await repo.git("show", "HEAD~2:\(path)")
          == Repo.text([Repo.register], header: header, prose: ""))
      try await repo.expectClean()
    }
  }

  @Test(
    arguments: rows(
      [
        (["  - 日期: 2018-07-22\n    步骤: 登记\n", Repo.assess], "recorded-step-changed"),
        ([Repo.register], "recorded-step-removed"),
        ([Repo.register, Repo.docket, Repo.assess], "step-not-appended"),
        ([Repo.register, Repo.assess, Repo.approve], "step-out-of-place"),
        ([Repo.register, Repo.assess, "  - 日期: 2018-07-23\n    步骤: 立项\n"], "missing-key"),
        (
          [
            Repo.register, Repo.assess, Repo.docket, "  - 日期: 2018-09-01\n    步骤: 审定\n    审定人: 甲\n",
          ],
          "date-in-future"
        ),
      ], named: \.1))
  func whatMayNotBeIsRefusedAndNothingMoves(row: Named<([String], String)>) async throws {
    let (steps, rule) = row.value
    try await Repo.with { repo in
      let head = try await repo.git("rev-parse", "HEAD")
      let text = Repo.text(steps)
      try repo.write(text)
      let error = await #expect(throws: CaseStoreError.self) { _ = try await repo.recordEdits() }
      #expect(wrongRules(error).contains(rule))
      #expect(try await repo.git("rev-parse", "HEAD") == head)
      #expect(try repo.git.read("\(Repo.path)") == text)
      #expect(try await repo.git("status", "--porcelain") == " M \(Repo.path)\n")
    }
  }

  @Test func aFixedFieldStays() async throws {
    try await Repo.with { repo in
      try repo.write(
        Repo.text(
          [Repo.register, Repo.assess],
          header: Repo.header.replacing("2018-0007", with: "2018-0009")))
      let error = await #expect(throws: CaseStoreError.self) { _ = try await repo.recordEdits() }
      #expect(wrongRules(error) == ["fixed-field-changed"])
    }
  }

  /// An error that was there before does not keep the next step from being recorded.
  @Test func onlyNewErrorsCount() async throws {
    try await Repo.with { repo in
      let header = Repo.header + ""
      let wrong = Repo.text(
        [Repo.register, Repo.assess], header: header.replacing("特急", with: "很急"))
      try repo.write(wrong)
      try await repo.git("commit", "--quiet", "--all", "--message=手工")
      try repo.write(
        Repo.text(
          [Repo.register, Repo.assess, Repo.docket], header: header.replacing("特急", with: "很急")))
      let recorded = try await repo.recordEdits()
      #expect(recorded.commits.map(\.act.identifier) == ["docket"])
    }
  }

  @Test func stepsInBracketsAreRecordedIfThereIsOnlyOne() async throws {
    try await Repo.with { repo in
      let path: RelativePath = "cases/2018/2018-0008.md"
      func text(_ steps: String) -> String {
        "---\n\(Repo.header.replacing("2018-0007", with: "2018-0008").replacing("过程:\n", with: "过程: [\(steps)]\n"))---\n"
      }
      let one = "{日期: 2018-07-23, 步骤: 登记}"
      let two = one + ", {日期: 2018-07-23, 步骤: 研判, 意见: 立项}"
      try repo.write(text(two), to: path)
      let error = await #expect(throws: CaseStoreError.self) {
        _ = try await repo.recordEdits(path)
      }
      #expect(wrongRules(error) == ["steps-inseparable"])
      try repo.write(text(one), to: path)
      _ = try await repo.recordEdits(path)
      try repo.write(text(two), to: path)
      let recorded = try await repo.recordEdits(path)
      #expect(recorded.commits.map(\.act.identifier) == ["assess"])
      try await repo.expectClean()
    }
  }

  @Test func aCaseMayMoveToAnotherFolder() async throws {
    try await Repo.with { repo in
      try await repo.git("mv", "\(Repo.path)", "cases/2018-0007.md")
      let edited = try await repo.open().edited()
      #expect(
        edited == [Casebook.Edited(path: "cases/2018-0007.md", kind: .moved(from: Repo.path))])
      let recorded = try await repo.open().recordEdits(
        at: "cases/2018-0007.md", from: Repo.path, today: Repo.today)
      #expect(recorded.commits.map(\.act.identifier) == ["edit"])
      #expect(
        try await repo.git("diff", "--name-status", "-M", "HEAD~1")
          == "R100\t\(Repo.path)\tcases/2018-0007.md\n")
      try await repo.expectClean()
    }
  }

  @Test func theSchemaInForceIsTheOneThatIsCommitted() async throws {
    try await Repo.with { repo in
      // A rule that is loosened in the working tree only.
      let units = try repo.git.read("schema/units.yaml")
      try repo.git.write(units + "  - 名称: 不存在的单位\n", to: "schema/units.yaml")
      try repo.write(
        Repo.text([Repo.register, Repo.assess], header: "牵头单位: 不存在的单位\n" + Repo.header))
      let error = await #expect(throws: CaseStoreError.self) { _ = try await repo.recordEdits() }
      #expect(wrongRules(error) == ["unknown-unit"])
      try await repo.git("commit", "--quiet", "--message=单位", "schema")
      _ = try await repo.recordEdits()
      try await repo.expectClean()
    }
  }

  @Test func editsAreFoundWhereverTheyAre() async throws {
    try await Repo.with { repo in
      #expect(try await repo.open().edited() == [])
      try repo.write("x", to: "cases/2018/2018-0009.md")
      try repo.git.write("x", to: "cases/2018/附件.pdf")
      try repo.write(Repo.text([Repo.register]))
      #expect(
        try await repo.open().edited() == [
          Casebook.Edited(path: Repo.path, kind: .changed),
          Casebook.Edited(path: "cases/2018/2018-0009.md", kind: .added),
        ])
      try await repo.git("rm", "--quiet", "--force", "\(Repo.path)")
      try repo.git.write("2018-0009.md\n", to: ".gitignore")
      #expect(
        try await repo.open().edited() == [Casebook.Edited(path: Repo.path, kind: .removed)])
      let error = await #expect(throws: CaseStoreError.self) { _ = try await repo.recordEdits() }
      #expect(error == .caseRemoved(Repo.path))
    }
  }
}
