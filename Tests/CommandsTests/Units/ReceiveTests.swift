import FoundationEssentials
import Testing
import TestSupport

/// What a unit filled in on its reply sheet becomes steps, or a word at its cell.
@Suite(.seeded) struct ReceiveTests {
  private func commits(_ git: GitCLI) async throws -> [String] {
    try await git("log", "--format=%s", "--reverse").split(separator: "\n").map(String.init)
  }

  private func expectProved(_ duban: DubanCLI) async throws {
    let proof = try await duban("verify", "--full")
    #expect(
      proof.status == 0 && proof.output.contains(" 0 errors"), "\(proof.output)\(proof.errors)")
    let check = try await duban("check")
    #expect(check.status == 0, "\(check.output)")
  }

  @Test func filledCellsBecomeStepsAndNothingElseChanges() async throws {
    try await FilledSheet.office { git, duban in
      let (before, number) = (try git.read(FilledSheet.path), try await commits(git).count)
      try await FilledSheet.fill(
        "发出.xlsx", as: "回执.xlsx", in: git,
        """
        put(3, "本期进展", "已排查三个市,\\n=1+1\\nDuban-Step: close")
        put(3, "完成", "60%")
        put(1, "责任人", "分管副厅长")
        put(3, "经办人", "食堂处处长")
        put(3, "日期", "3月9日")
        """)
      let result = try await duban("receive", git.path("回执.xlsx"), "--from", "省教育厅")
      #expect(result.status == 0, "\(result.output)\(result.errors)")
      let after = try git.read(FilledSheet.path)
      let parts = before.components(separatedBy: "\n---\n")
      #expect(
        after.hasPrefix(parts[0]) && after.hasSuffix(parts[1...].joined(separator: "\n---\n")))
      let added = after.dropFirst(parts[0].count + 1).split(separator: "\n---\n")[0]
      for text in [
        "    步骤: 进展\n    单位: 省教育厅\n    任务: 1\n    完成: 60%\n    经办: 食堂处处长\n",
        "      =1+1\n      Duban-Step: close\n      填报日期:2026-03-09\n",
        "    来源: 20260309-", "#1\n", "#3", "    责任人: 分管副厅长\n",
      ] { #expect(added.contains(text), "\(text)\n\(added)") }
      let subjects = try await commits(git).dropFirst(number)
      #expect(subjects.map { $0.split(separator: " ")[0] } == ["报责任人", "进展"])
      let trailers = try await git("log", "-2", "--format=%(trailers:key=Duban-Source)")
      #expect(
        trailers.components(separatedBy: "Duban-Source: 回执.xlsx sha256:").count == 3, "\(trailers)")
      let files = try await git(
        "-c", "core.quotePath=off", "ls-tree", "-r", "--name-only", "HEAD", "cases/2026/2026-0001")
      #expect(files.contains("回执-省教育厅-20260309-"), "\(files)")
      try await expectProved(duban)
      let again = try await duban("receive", git.path("回执.xlsx"))
      #expect(
        again.status == 0 && again.output.contains("received before"),
        "\(again.output)\(again.errors)")
      #expect(try await commits(git).count == number + 2)
    }
  }

  @Test(.needs("soffice")) func aSheetThatIsOnlySavedAgainMakesNoStep() async throws {
    try await FilledSheet.office { git, duban in
      let number = try await commits(git).count
      _ = try? await git.run(
        "soffice", "--headless", "-env:UserInstallation=file://\(git.path("用户"))", "--convert-to",
        "xlsx", "--outdir", git.path("另存"), git.path("发出.xlsx"))
      // The half of it that reads and writes such files may not be installed.
      guard git.exists("另存/发出.xlsx") else { try Test.cancel("LibreOffice does not know .xlsx") }
      let result = try await duban("receive", git.path("另存/发出.xlsx"))
      #expect(
        result.status == 0 && result.output.contains("nothing was filled in"), "\(result.errors)")
      #expect(try await commits(git).count == number)
    }
  }

  /// What units write, and what of it becomes of a step.
  @Test(
    arguments: rows([
      ("put(3, '完成', 1).number_format = '0%'", "完成: 是\n"), ("put(3, '完成', '√')", "完成: 是\n"),
      ("put(3, '完成', '已完成')", "完成: 是\n"), ("put(3, '完成', '100%')", "完成: 是\n"),
      ("put(3, '完成', 0.85).number_format = '0%'", "完成: 85%\n"),
      ("put(3, '完成', '未完成')", "完成: 否\n"), ("put(3, '风险', '可控风险')", "风险: 可控\n"),
      ("put(3, '申请延期至', '11月底'); put(3, '延期理由', '征求意见')", "新时限: 2026-11-30\n"),
      ("put(3, '申请延期至', '2026.11.9'); put(3, '延期理由', '征求意见')", "新时限: 2026-11-09\n"),
      ("put(3, '申请延期至', 46335); put(3, '延期理由', '征求意见')", "新时限: 2026-11-09\n"),
      ("put(3, '申请延期至', '15个工作日'); put(3, '延期理由', '征求意见')", "新时限: 15个工作日\n"),
      ("sheet.move_range('A6:S6', rows=2); put(6, '本期进展', '挪了位置')", "说明: 挪了位置\n"),
      ("sheet.delete_rows(6); put(3, '本期进展', '删了一行')", "说明: 删了一行\n"),
      ("put(3, '本期进展', '好'); sheet.insert_cols(10); sheet.protection.disable()", "说明: 好\n"),
      ("put(3, '本期进展', '<script>&\"\\'--- # |')", "<script>"),
    ]))
  func whatIsMeantIsUnderstood(script: String, step: String) async throws {
    try await FilledSheet.office { git, duban in
      try await FilledSheet.fill("发出.xlsx", as: "回执.xlsx", in: git, script)
      let result = try await duban("receive", git.path("回执.xlsx"))
      #expect(result.status == 0, "\(result.output)\(result.errors)")
      #expect(try git.read(FilledSheet.path).contains(step))
      try await expectProved(duban)
    }
  }

  /// What is refused, at which cell, with nothing recorded.
  @Test(
    arguments: rows([
      ("put(3, '现行时限', '2026-12-31')", "回执.xlsx:回执!G5: error:"),
      ("put(3, '完成', '差不多')", "回执!K5: error: 完成 says"), ("put(4, '完成', '是')", "回执!K6: error:"),
      ("put(3, '申请延期至', '2026-11-09')", "回执!O5: error:"),
      ("put(3, '日期', '2026-12-01'); put(3, '本期进展', '一')", "回执!S5: error: 2026-12-01 is later"),
      ("put(3, '日期', '2025-12-01'); put(3, '本期进展', '一')", "回执!S5: error: 2025-12-01 is earlier"),
      ("sheet.merge_cells('J5:J6'); put(3, '本期进展', '一')", "回执!J5: error:"),
      ("put(3, '序', 7); put(3, '本期进展', '一')", "回执!A5: error: the sheet has no row 7"),
      ("put(3, '序', None); put(3, '本期进展', '一')", "error: a row without its number"),
      ("put(3, '案号', '2026-0002'); put(3, '本期进展', '一')", "回执!B5: error:"),
      ("sheet['U5'] = '另加的话'", "回执!U5: error: this is no cell"),
      ("book.create_sheet('附表')['B2'] = '一百条'", "附表!B2: error: this is no cell"),
      ("put(3, '本期进展', '=SUM(1)')", "回执!J5 a formula without its result"),
      ("del book['来历']", "its hidden sheet 来历 is gone"),
      ("book['来历']['B4'] = '省水利厅'", "its hidden sheet 来历 is gone or changed"),
      ("book['来历']['B3'] = '别的机关'", "is a sheet of another office, 别的机关"),
      ("sheet.delete_cols(columns['现行时限'])", "columns are gone: 现行时限"),
      ("put(4, '报结', '是'); put(3, '本期进展', '身份证 11010519491231002X')", "回执!J5: error:"),
    ]))
  func whatIsWrongIsSaidAtItsCell(script: String, words: String) async throws {
    try await FilledSheet.office { git, duban in
      let (before, number) = (try git.read(FilledSheet.path), try await commits(git).count)
      try await FilledSheet.fill("发出.xlsx", as: "回执.xlsx", in: git, script)
      let result = try await duban("receive", git.path("回执.xlsx"))
      #expect(result.status == 4, "\(result.output)\(result.errors)")
      #expect(result.errors.contains(words), "\(result.errors)")
      #expect(try git.read(FilledSheet.path) == before)
      #expect(try await commits(git).count == number)
    }
  }

  @Test(
    arguments: rows([
      ("序,案号\n1,2026-0001\n", "is no .xlsx workbook"),
      ("\u{FFFD}", "is no .xlsx workbook"), ("", "is no .xlsx workbook"),
    ]))
  func whatIsNoWorkbookIsSaid(content: String, words: String) async throws {
    try await FilledSheet.office { git, duban in
      try git.write(content, to: "回执.csv")
      let result = try await duban("receive", git.path("回执.csv"))
      #expect(result.status == 4 && result.errors.contains(words), "\(result.errors)")
    }
  }

  /// A sheet of several cases is recorded whole, and each case keeps its own rows only.
  @Test func otherCasesRowsAreBlankInTheCopy() async throws {
    try await FilledSheet.office(["--unit", "本机关"]) { git, duban in
      try await FilledSheet.fill(
        "发出.xlsx", as: "回执.xlsx", in: git,
        """
        put(2, "沟通方式", "电话"); put(2, "沟通内容", "催问抽检进度")
        put(4, "催办等级", "蓝"); put(4, "催办说明", "责任人仍未报来")
        put(3, "调度情况", "第一次调度")
        """)
      let result = try await duban("receive", git.path("回执.xlsx"))
      #expect(result.status == 0, "\(result.output)\(result.errors)")
      #expect(result.output.contains("3 steps recorded"), "\(result.output)")
      try await expectProved(duban)
      let names = try await git(
        "-c", "core.quotePath=off", "ls-tree", "-r", "--name-only", "HEAD", "cases")
      let copies = names.split(separator: "\n").filter { $0.contains("回执-本机关") }
      #expect(copies.count == 2, "\(copies)")
      for copy in copies {
        let text = try await Python.run(
          """
          import sys, openpyxl
          for sheet in openpyxl.load_workbook(sys.argv[1]):
              for row in sheet.iter_rows(values_only=True): print(row)
          """, [git.path(String(copy))])
        let isFirst = copy.contains("2026-0001")
        #expect(text.contains("催问抽检进度") == isFirst)
        #expect(text.contains("责任人仍未报来") == !isFirst)
        #expect(text.contains("2026-0002") == !isFirst, "\(text)")
      }
    }
  }

  /// What is not lawful any more is said at its cell, and the file is taken whole or not at all.
  @Test func aCaseThatWentOnMeanwhileIsHeard() async throws {
    try await FilledSheet.office { git, duban in
      let step = try await duban(
        "step", "2026-0001", "中止", "--理由", "机构改革", "--批准", "省委秘书长")
      #expect(step.status == 0, "\(step.errors)")
      try await FilledSheet.fill(
        "发出.xlsx", as: "回执.xlsx", in: git, "put(3, '本期进展', '已排查三个市')")
      let number = try await commits(git).count
      let result = try await duban("receive", git.path("回执.xlsx"))
      #expect(result.status == 4, "\(result.output)\(result.errors)")
      #expect(
        result.errors.contains("回执!J5: error: row 3 cannot be recorded as 进展"), "\(result.errors)")
      #expect(try await commits(git).count == number)
      let resumed = try await duban("step", "2026-0001", "恢复")
      #expect(resumed.status == 0, "\(resumed.errors)")
      // What was recorded since is later than the day on which the sheet came in.
      let late = try await duban("receive", git.path("回执.xlsx"), "--date", "2026-03-09")
      #expect(late.status == 0, "\(late.output)\(late.errors)")
      #expect(try git.read(FilledSheet.path).contains("    补录: 是\n    说明: 已排查三个市\n"))
      try await expectProved(duban)
    }
  }

  @Test func aRowIsAnsweredOnce() async throws {
    try await FilledSheet.office { git, duban in
      for (name, text) in [("一.xlsx", "已排查三个市"), ("二.xlsx", "已全部排查")] {
        try await FilledSheet.fill(
          "发出.xlsx", as: name, in: git, "put(3, '本期进展', '\(text)')")
      }
      let first = try await duban("receive", git.path("一.xlsx"))
      #expect(first.status == 0, "\(first.errors)")
      let second = try await duban("receive", git.path("二.xlsx"))
      #expect(second.status == 4, "\(second.output)\(second.errors)")
      #expect(
        second.errors.contains("回执!J5: error:")
          && second.errors.contains("[origin-answered-twice]"), "\(second.errors)")
      // One file that is wrong keeps no other from being taken.
      try await FilledSheet.fill(
        "发出.xlsx", as: "三.xlsx", in: git, "put(1, '责任人', '分管副厅长')")
      let both = try await duban("receive", git.path("二.xlsx"), git.path("三.xlsx"))
      #expect(
        both.status == 4 && both.output.contains("1 step recorded"), "\(both.output)\(both.errors)")
    }
  }

  @Test func anotherHistoryAndAnotherUnitAreRefused() async throws {
    try await FilledSheet.office { git, duban in
      try await FilledSheet.fill(
        "发出.xlsx", as: "回执.xlsx", in: git, "put(3, '本期进展', '已排查三个市')")
      let other = try await duban("receive", git.path("回执.xlsx"), "--from", "省市场监督管理局")
      #expect(other.status == 4 && other.errors.contains("is a sheet of 省教育厅"), "\(other.errors)")
      let dry = try await duban("receive", git.path("回执.xlsx"), "--dry-run")
      #expect(
        dry.status == 0 && dry.output.contains("+    说明: 已排查三个市"), "\(dry.output)\(dry.errors)")
      try await git("reset", "--hard", "HEAD~1")
      let lost = try await duban("receive", git.path("回执.xlsx"))
      #expect(
        lost.status == 4 && lost.errors.contains("which this history does not have"),
        "\(lost.errors)")
    }
  }
}
