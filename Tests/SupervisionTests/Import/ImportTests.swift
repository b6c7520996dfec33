import FrontMatter
import Messages
import Supervision
import Testing
import TestSupport

/// A ledger as it comes out of a spreadsheet, and the cases it becomes.
@Suite(.seeded) struct ImportTests {
  static let today = Day(year: 2026, month: 11, day: 24)!  // a day of the calendar
  static let heading = "案号,事项,批示领导,批示日期,类别"

  private static func read(
    _ text: String, mapping: String = "", existing: [CaseNumber: NumberHolder] = [:]
  ) -> ImportedLedger {
    let read = ImportMapping.reading(SourceText(path: "对照.yaml", bytes: Array(mapping.utf8)))
    return ImportedLedger(
      SourceText(path: "台账.csv", bytes: Array(text.utf8)), mapping: read.value,
      schema: Schema(), existing: existing, today: today)
  }

  private static func state(of imported: ImportedCase) -> CaseState {
    let text = SourceText(path: "", bytes: imported.bytes)
    return CaseState(folding: Case(Document(markdown: text)), schema: Schema(), asOf: today)
  }

  @Test(
    arguments: rows([
      ("", "", State.registered),
      (",状态", ",待发函", .docketed),
      (",文号,牵头单位", ",×督函〔2018〕31号,省教育厅", .handling),
      (",交办日期,牵头单位,状态", ",2018-07-24,省教育厅,已中止", .suspended),
      (",交办日期,牵头单位,状态", ",2018-07-24,省教育厅,待审核", .underReview),
      (",交办日期,牵头单位,状态", ",2018-07-24,省教育厅,待呈报", .reviewed),
      (",交办日期,牵头单位,呈报日期", ",2018-07-24,省教育厅,2018-08-30", .submitted),
      (",交办日期,牵头单位,办结日期", ",2018-07-24,省教育厅,2018-09-01", .closed),
      (",交办日期,牵头单位,办结日期,档号", ",2018-07-24,省教育厅,2018-09-01,督-1", .archived),
      (",交办日期,牵头单位,状态", ",2018-07-24,省教育厅,已撤销", .withdrawn),
      (",状态", ",withdrawn", .withdrawn),
      (",状态,备注", ",不立项,转省信访局", .declined),
      (",档号", ",督-2", .archived),
    ]))
  func aRowBecomesACaseInItsState(columns: String, cells: String, state: State) throws {
    let ledger = Self.read(
      "\(Self.heading)\(columns)\n2018-0007,疫苗处置,省委主要领导,2018-07-22,批办性\(cells)\n")
    #expect(ledger.findings.filter { $0.rule.id != "actionable-declined" } == [])
    #expect(Self.state(of: try #require(ledger.cases.first)).state == state)
  }

  /// A row that tells of a unit and what it is to do, or has done, is under way, whatever it leaves out.
  @Test(
    arguments: rows([
      (",牵头单位,现行时限,最近进展", ",省水利厅,2018-08-31,方案已印发"), (",牵头单位,办理情况", ",省水利厅,方案已印发"),
      (",承办 单位,完成时限", ",省水利厅,2018-08-31"), (",牵头单位,\"办理\n进展\",催办", ",省水利厅,方案已印发,1"),
    ]))
  func aRowWithoutAStateIsUnderWay(columns: String, cells: String) throws {
    let ledger = Self.read(
      "\(Self.heading)\(columns)\n2018-0007,疫苗处置,省委主要领导,2018-07-22,批办性\(cells)\n")
    #expect(ledger.findings == [])
    let imported = try #require(ledger.cases.first)
    #expect(Self.state(of: imported).state == .handling)
    let text = String(decoding: imported.bytes, as: UTF8.self)
    #expect(!cells.contains("方案") || text.contains("方案已印发"))
    #expect(!cells.contains("2018-08-31") || text.contains("2018-08-31"))
  }

  /// Lines below a table are no cases, whatever column they begin in.
  @Test(arguments: rows(["合计,,,,", ",,,合计,3件", ",,填表人:张三,,", "2018-0009,,,,"]))
  func aLineBelowTheTableIsLeftOut(line: String) {
    let ledger = Self.read("\(Self.heading)\n2018-0007,疫苗处置,省委主要领导,2018-07-22,批办性\n\(line)\n")
    #expect(ledger.findings.map(\.rule.id) == ["row-left-out"])
    #expect(ledger.cases.count == 1 && ledger.rows == (2, 1))
  }

  /// Every row is a case or is named, and every filled cell is in the case or is named.
  @Test func noRowAndNoCellIsLost() throws {
    var random = Seed.generator()
    let states = State.allCases.map(\.name) + ["", "", "", ""]
    let columns: [(heading: String, cells: (Int) -> String)] = [
      ("批示日期", { "2018-07-\(10 + $0 % 10)" }), ("登记日期", { "2018-07-\(20 + $0 % 10)" }),
      ("状态", { states[$0 % states.count] }), ("牵头单位", { "省\($0)厅" }), ("协办单位", { "市\($0)局" }),
      ("承办责任人", { "副厅长\($0)" }), ("交办日期", { "2018-08-\(10 + $0 % 10)" }),
      ("文号", { "×督函〔2018〕\($0 + 1)号" }), ("原定时限", { "2018-09-\(10 + $0 % 10)" }),
      ("现行时限", { "2018-10-\(10 + $0 % 10)" }), ("最近进展", { "2018-09-0\(1 + $0 % 9) 进展\($0)" }),
      ("风险", { _ in "有风险" }), ("催办", { "\($0 % 3)" }), ("退回", { "\($0 % 2)" }),
      ("延期", { "\($0 % 2)" }),
      ("呈报日期", { "2018-11-\(10 + $0 % 10)" }), ("办结日期", { "2018-11-\(20 + $0 % 10)" }),
      ("档号", { "督档\($0)" }), ("最近回访", { "2019-01-\(10 + $0 % 10) 回访\($0)" }), ("备注", { "备注\($0)" }),
      ("任务", { "任务甲\($0);任务乙\($0)" }), ("批示内容", { "内容\($0)" }),
    ]
    var whole = 0
    for round in 0..<300 {
      let table = (0..<Int.random(in: 1...6, using: &random)).map { row in
        columns.map { column in
          let isFilled =
            ["批示日期", "牵头单位", "交办日期"].contains(column.heading)
            || Int.random(in: 0...2, using: &random) == 0
          return isFilled ? column.cells(Int.random(in: 0..<40, using: &random)) : ""
        }
      }
      let lines = table.enumerated().map { "事项\($0),省委主要领导,批办性,\($1.joined(separator: ","))\n" }
      let text = "事项,批示领导,类别,\(columns.map(\.heading).joined(separator: ","))\n\(lines.joined())"
      let ledger = Self.read(text)
      let bytes = Array(text.utf8)
      let named = ledger.findings.map { String(decoding: bytes[$0.range], as: UTF8.self) }
      #expect(ledger.rows.read == table.count)
      // Where one row is wrong nothing is imported.
      if ledger.findings.contains(where: { $0.severity == .error }) { continue }
      whole += 1
      #expect(ledger.rows.read == ledger.cases.count + ledger.rows.leftOut)
      for (number, row) in table.enumerated() {
        let imported = ledger.cases.first {
          String(decoding: $0.bytes, as: UTF8.self).contains("标题: 事项\(number)\n")
        }
        guard let imported else {
          #expect(named.contains("事项\(number)") || !named.isEmpty, "\(text)")
          continue
        }
        let written = String(decoding: imported.bytes, as: UTF8.self)
        let counts = Self.state(of: imported).counts
        for (cell, column) in zip(row, columns) where !cell.isEmpty && !named.contains(cell) {
          let parts =
            column.heading == "任务" ? cell.split(separator: ";") : cell.split(separator: " ")
          let isThere =
            switch column.heading {
            case "催办": counts.urged == Int(cell)
            case "退回": counts.returned == Int(cell)
            case "延期": counts.extended >= Int(cell) ?? 0
            case "状态": Self.state(of: imported).state?.name == cell
            default: parts.allSatisfy { written.contains($0) }
            }
          #expect(isThere, "round \(round): \(column.heading) \(cell)\n\(text)\n\(written)")
        }
      }
    }
    #expect(whole > 30)
  }

  @Test func oneLetterAboutSeveralCasesSaysSoInEach() throws {
    func read(_ other: String) -> ImportedLedger {
      Self.read(
        """
        \(Self.heading),文号,交办日期,牵头单位
        2018-0007,疫苗处置,省委主要领导,2018-07-22,批办性,×督函〔2018〕31号,2018-07-24,省教育厅
        2018-0008,疫苗接种,省委主要领导,2018-07-22,批办性,×督函〔2018〕31号,\(other),省教育厅

        """)
    }
    let ledger = read("2018-07-24")
    #expect(ledger.findings == [])
    for (imported, other) in zip(ledger.cases, ["2018-0008", "2018-0007"]) {
      #expect(String(decoding: imported.bytes, as: UTF8.self).contains("同函: [\(other)]\n"))
    }
    #expect(read("2018-07-25").findings.map(\.rule.id) == ["duplicate-letter-number"])
  }

  @Test func whatIsCountedIsCountedAgain() throws {
    let ledger = Self.read(
      """
      \(Self.heading),交办日期,牵头单位,承办责任人,任务,原定时限,现行时限,催办,退回,延期,核查,最近进展
      2018-0007,疫苗处置,省委主要领导,2018-07-22,批办性,2018-07-24,省教育厅,分管副厅长,2/3,2018-08-31,2018-09-14,3,2次,2,1,2018-08-20 已完成两项
      """)
    #expect(ledger.findings == [])
    let state = Self.state(of: try #require(ledger.cases.first))
    #expect(state.counts.urged == 3)
    #expect(state.counts.returned == 2)
    #expect(state.counts.extended == 2)
    #expect(state.counts.inspected == 1)
    #expect(state.currentTasks.count == 3)
    #expect(state.currentTasks.count { $0.done != nil } == 2)
    #expect(state.limit?.original == Day("2018-08-31"))
    #expect(state.limit?.current.day == Day("2018-09-14"))
    #expect(state.unit("省教育厅")?.officer == "分管副厅长")
  }

  @Test func aStepWithoutADaySaysSo() throws {
    let ledger = Self.read(
      "\(Self.heading),交办日期,牵头单位,催办\n2018-0007,疫苗处置,省委主要领导,2018-07-22,批办性,2018-07-24,省教育厅,1\n")
    let bytes = try #require(ledger.cases.first).bytes
    let steps = Case(Document(markdown: SourceText(path: "", bytes: bytes))).steps
    for step in steps {
      let isDated = [.register, .approve, .issue].contains(step.kind)
      #expect((step[.note] == nil) == isDated, "\(step.kind)")
    }
  }

  @Test func whatAnOfficeCallsThingsIsMappedAndWhatIsEmptyHasADefault() throws {
    let ledger = Self.read(
      """
      省委督查室督办台账,,,
      序号,督办内容,圈批时间,性质,科室
      1,"食堂
      蔬菜供应",2018年8月23日,圈阅,一处
      2,"七、""大气""整治",2018/4/9 0:00,批办,二处
      """,
      mapping: """
        列: {督办内容: 标题, 圈批时间: 批示日期, 性质: 类别}
        值: {类别: {圈阅: 参阅性, 批办: 批办性}}
        缺省: {批示领导: 省委主要领导}
        忽略: [科室]
        """, existing: [CaseNumber(year: 2018, sequence: 9): .present("cases/2018/2018-0009.md")])
    #expect(ledger.findings == [])
    #expect(ledger.cases.map(\.number.description) == ["2018-0010", "2018-0011"])
    let states = ledger.cases.map(Self.state)
    #expect(states.map(\.subject.header.title?.value) == ["食堂 蔬菜供应", "七、\"大气\"整治"])
    #expect(states.map(\.state) == [.declined, .registered])
    #expect(states[1].subject.header.instruction?.date?.value == Day("2018-04-09"))
  }

  @Test(arguments: rows([",", ";", "\t"]), rows(["\n", "\r\n", "\r"]))
  func aTableIsReadWhateverSeparatesIt(sign: String, end: String) throws {
    let rows = [
      ["案号", "事项", "批示领导", "批示日期", "类别"], ["", "", "", "", ""],
      ["2018-0007", "\"甲,乙;丙\t丁 \"\"戊\"\"\"", "省委主要领导", "2018-07-22", "批办性"],
    ]
    let ledger = Self.read(
      "\u{FEFF}" + rows.map { $0.joined(separator: sign) }.joined(separator: end) + end)
    #expect(ledger.findings == [])
    let header = Self.state(of: try #require(ledger.cases.first)).subject.header
    #expect(header.title?.value == "甲,乙;丙\t丁 \"戊\"")
  }

  @Test(
    arguments: rows([
      ("2018-7,疫苗,省委主要领导,2018-07-22,批办性", "bad-case-number", "2018-7"),
      ("2018-0007,疫苗,省委主要领导,去年,批办性", "bad-date", "去年"),
      ("2018-0007,疫苗,省委主要领导,2018-07-22,批办", "bad-choice", "批办"),
      ("2018-0007,疫苗,省委主要领导,2028-07-22,批办性", "date-in-future", "2028-07-22"),
      ("2018-0007,电话13812345678,省委主要领导,2018-07-22,批办性", "personal-number", "电话13812345678"),
      ("2018-0007,,省委主要领导,2018-07-22,批办性", "missing-key", "2018-0007"),
      ("2018-0001,疫苗,省委主要领导,2018-07-22,批办性", "duplicate-case-number", "2018-0001"),
    ]))
  func aFaultIsFoundAtItsCell(row: String, rule: String, cell: String) {
    let ledger = Self.read(
      "\(Self.heading)\n\(row)\n",
      existing: [CaseNumber(year: 2018, sequence: 1): .present("cases/x.md")])
    let found = ledger.findings.map { finding in
      [finding.rule.id, String(decoding: ledger.text.bytes[finding.range], as: UTF8.self)]
    }
    #expect(found.contains([rule, cell]), "\(found)")
    #expect(found.count == 1)
    #expect(ledger.findings.allSatisfy { $0.fixes.isEmpty })
  }

  @Test(
    arguments: rows([
      (NumberHolder.present("cases/x.md"), "imported before"),
      (.fetched("cases/x.md"), "merge first"), (.former("cases/x.md"), "given up"),
    ]))
  func aNumberThatIsNotFreeIsToldWithItsHolder(holder: NumberHolder, word: String) throws {
    let ledger = Self.read(
      "\(Self.heading)\n2018-0001,疫苗,省委主要领导,2018-07-22,批办性\n,食堂,省委主要领导,2018-07-22,批办性\n",
      existing: [CaseNumber(year: 2018, sequence: 1): holder])
    let finding = try #require(ledger.findings.first)
    #expect(ledger.findings.count == 1 && finding.rule.id == "duplicate-case-number")
    #expect(finding.help?.en.contains(word) == true)
    #expect(ledger.cases.map(\.number.description) == ["2018-0002"])
  }

  @Test func aSecretRowBecomesAPointer() throws {
    let ledger = Self.read(
      "\(Self.heading),密级,保密期限,存放处,备注\n2018-0007,(涉密),省委主要领导,2018-07-22,批办性,机密,10年,机要室,不得外传\n")
    #expect(ledger.findings == [])
    let text = String(decoding: try #require(ledger.cases.first).bytes, as: UTF8.self)
    #expect(!text.contains("标题") && !text.contains("外传"))
  }

  @Test(arguments: rows(["=1+1", "+86", "-3", "@x", "＝cmd"]))
  func theGuardAgainstFormulasIsTakenOff(title: String) throws {
    let ledger = Self.read("\(Self.heading)\n2018-0007,'\(title),省委主要领导,2018-07-22,批办性\n")
    let header = Self.state(of: try #require(ledger.cases.first)).subject.header
    #expect(header.title?.value == title)
  }
}
