import FrontMatter
import Messages
import Supervision
import Testing
import TestSupport

/// Ledgers as offices keep them, saved as text: titles, two lines of headings, blanks where cells were
/// merged, words of their own.
@Suite(.seeded) struct LedgerFormTests {
  static let today = Day(year: 2026, month: 11, day: 24)!  // a day of the calendar

  static func read(
    _ lines: [String], year: Int? = nil, defaults: [String] = [], mapping: String = ""
  ) -> ImportedLedger {
    var read = ImportMapping.reading(SourceText(path: "对照.yaml", bytes: Array(mapping.utf8))).value
    read.year = year ?? read.year
    for given in defaults where !read.setDefault(given) { Issue.record("\(given)") }
    let text = lines.map { $0 + "\n" }.joined()
    return ImportedLedger(
      SourceText(path: "台账.csv", bytes: Array(text.utf8)), mapping: read, schema: Schema(),
      today: today)
  }

  static func state(of imported: ImportedCase) -> CaseState {
    let text = SourceText(path: "", bytes: imported.bytes)
    return CaseState(folding: Case(Document(markdown: text)), schema: Schema(), asOf: today)
  }

  static func text(of imported: ImportedCase) -> String {
    String(decoding: imported.bytes, as: UTF8.self)
  }

  static func severe(_ ledger: ImportedLedger) -> [String] {
    ledger.findings.filter { $0.severity == .error }.map {
      "\($0.rule.id) \(String(decoding: ledger.text.bytes[$0.range], as: UTF8.self)) \($0.message.zh)"
    }
  }

  static func isAccountedFor(_ ledger: ImportedLedger) -> Bool {
    ledger.rows.read == ledger.cases.count + ledger.rows.leftOut + ledger.continuingRows
  }

  private static let usual = ["批示领导=省委主要领导", "类别=批办性"]

  @Test func severalUnitsInACellAreTheLeadAndTheOthers() throws {
    let ledger = Self.read(
      [
        "序号,督办事项,批示日期,责任单位,办理时限",
        "1,饮水安全,2018-07-23,省水利厅、省住建厅,2018-08-31",
        "2,学校食堂,2018-07-24,牵头:省教育厅 配合:省卫健委,2018-08-31",
      ], defaults: Self.usual)
    #expect(Self.severe(ledger) == [])
    let headers = ledger.cases.map { Self.state(of: $0).subject.header }
    #expect(headers.map { $0.lead?.value } == ["省水利厅", "省教育厅"])
    #expect(headers.map { $0.coUnits.map(\.value) } == [["省住建厅"], ["省卫健委"]])
    // Said once, at the heading.
    let told = ledger.findings.filter { $0.rule.id == "read-as-meant" }
    #expect(told.count == 1 && told.first?.message.zh.contains("2 格写了几个单位") == true)
  }

  @Test(arguments: rows([(Int?.none, "2018年度督办台账(截至8月)"), (2018, "督办台账")]))
  func daysWithoutAYearTakeTheLedgers(year: Int?, title: String) throws {
    let ledger = Self.read(
      ["\(title),,,,", "序号,督办事项,批示日期,责任单位,办理时限", "1,饮水安全,12月3日,省水利厅,1月底前"],
      year: year, defaults: Self.usual)
    #expect(Self.severe(ledger) == [])
    let header = Self.state(of: try #require(ledger.cases.first)).subject.header
    #expect(header.instruction?.date?.value == Day("2018-12-03"))
    #expect(header.limit?.value.wording == "2019-01-31")
  }

  /// One cause, one finding: at the heading, with the way out.
  @Test func daysThatNothingGivesAYearAreOneFinding() throws {
    let ledger = Self.read(
      [
        "序号,督办事项,批示日期,责任单位,办理时限", "1,饮水安全,7月3日,省水利厅,8月底前", "2,学校食堂,7月4日,省教育厅,8月底前",
      ], defaults: Self.usual)
    #expect(Self.severe(ledger) == ["bad-date 批示日期 “批示日期”有 2 格没有写年份"])
    #expect(ledger.findings.first { $0.rule.id == "bad-date" }?.help?.zh.contains("--year") == true)
  }

  @Test func twoLinesOfHeadingsAreOne() throws {
    let ledger = Self.read(
      [
        "省委督查室批示件台账(2018年),,,,,,,,",
        "序号,批示件情况,,,办理时限,,承办单位,,备注",
        ",批示日期,事项,内容,原定,现行,牵头,配合,",
        "1,7月23日,饮水安全,尽快解决,8月31日,9月30日,省水利厅,省住建厅,无",
      ], defaults: Self.usual)
    #expect(Self.severe(ledger) == [])
    let state = Self.state(of: try #require(ledger.cases.first))
    #expect(state.subject.header.lead?.value == "省水利厅")
    #expect(state.limit?.original == Day("2018-08-31"))
    #expect(state.limit?.current.day == Day("2018-09-30"))
    #expect(ledger.rows.read == 1)
  }

  @Test func rowsOfOneNumberAreOneCase() throws {
    let ledger = Self.read(
      [
        "序号,督办事项,批示日期,责任单位,工作任务,办理时限,责任人,进展情况,备注",
        "1,饮水安全,2018-07-23,省水利厅,排查水源,2018-08-31,分管副厅长,8月20日 已排查,甲",
        ",,,省住建厅,更换管道,2018-09-30,分管副厅长二,方案已印发,乙",
        "1,饮水安全,2018-07-23,省财政厅,拨付资金,按节点推进,,,",
        "2,学校食堂,2018-07-24,省教育厅,,30日,,,",
      ], defaults: Self.usual)
    #expect(Self.severe(ledger) == [])
    #expect(Self.isAccountedFor(ledger) && ledger.rows.read == 4 && ledger.continuingRows == 2)
    let first = try #require(ledger.cases.first)
    let state = Self.state(of: first)
    let tasks = state.subject.header.tasks
    #expect(tasks.map { $0.matter?.value } == ["排查水源", "更换管道", "拨付资金"])
    #expect(tasks.map { $0.unit?.value } == ["省水利厅", "省住建厅", "省财政厅"])
    #expect(tasks.map { $0.limit?.value.wording } == ["2018-08-31", "2018-09-30", nil])
    #expect(state.subject.header.coUnits.map(\.value) == ["省住建厅", "省财政厅"])
    #expect(state.unit("省住建厅")?.officer == "分管副厅长二")
    let text = Self.text(of: first)
    for word in ["方案已印发", "已排查", "甲\n\n乙", "现行时限:按节点推进"] { #expect(text.contains(word)) }
    #expect(ledger.findings.map(\.rule.id).contains("rows-joined"))
  }

  /// A row with a day of its own is a case, numbered or not.
  @Test func aRowWithItsOwnDayIsACase() {
    let ledger = Self.read(
      ["序号,督办事项,批示日期,备注", "1,饮水安全,2018-07-23,", ",学校食堂,2018-07-24,"], defaults: Self.usual)
    #expect(Self.severe(ledger) == [] && ledger.cases.count == 2 && ledger.continuingRows == 0)
  }

  /// One cell with the day and the leader, merged over several numbers and saved as text.
  @Test func aDayMergedOverSeveralNumbersIsThatOfEach() throws {
    let ledger = Self.read(
      [
        "序号,批示日期,批示领导,督办事项,责任单位,办理时限", "1,2018-07-23,省委主要领导,饮水安全,省水利厅,30日", "2,,,学校食堂,省教育厅,30日",
        ",,,,省卫健委,", "3,,省长,河道,省水利厅,30日", "4,2018-07-25,省委主要领导,堤防,省水利厅,30日", "5,,,水库,省水利厅,30日",
      ], defaults: ["类别=批办性"])
    #expect(Self.severe(ledger) == [])
    let headers = ledger.cases.map { Self.state(of: $0).subject.header.instruction }
    let days = ["23", "23", "23", "25", "25"].map { Day("2018-07-\($0)") }
    #expect(headers.map { $0?.date?.value } == days)
    #expect(headers[2]?.leader?.value == "省长" && headers[4]?.leader?.value == "省委主要领导")
    let told = ledger.findings.filter { $0.rule.id == "read-as-meant" }.map(\.message.zh)
    #expect(told.contains { $0.hasPrefix("“批示日期”有 3 格空着,照上一件的填") }, "\(told)")
    #expect(told.contains { $0.hasPrefix("“批示领导”有 2 格空着") }, "\(told)")
  }

  @Test func belowASumNothingIsMerged() {
    let ledger = Self.read(
      [
        "序号,批示日期,督办事项,责任单位", "1,2018-07-23,饮水安全,省水利厅", "小计,1,,", "2,,学校食堂,省教育厅",
      ], defaults: Self.usual)
    #expect(ledger.findings.contains { $0.rule.id == "row-without-day" })
  }

  @Test(
    arguments: rows([
      "合计,2件,,,", "小计:,2,,,", ",共计(2件),,,", "一、省委主要领导批示,,,,", "填表人:张三,,,审核人:李四,", "注:以上为在办件,,,,",
      ",,,制表单位:督查室,",
    ]))
  func whatStandsBesideTheCasesIsNamed(line: String) {
    let ledger = Self.read(
      ["序号,督办事项,批示日期,责任单位,办理时限", "1,饮水安全,2018-07-23,省水利厅,2018-08-31", line],
      defaults: Self.usual)
    #expect(Self.severe(ledger) == [] && ledger.cases.count == 1 && ledger.rows == (2, 1))
    #expect(ledger.findings.map(\.rule.id) == ["row-left-out"])
  }

  @Test(arguments: rows(["长期", "长期坚持"]))
  func whatHasNoEndIsWatchedForLong(limit: String) throws {
    let ledger = Self.read(
      ["序号,督办事项,批示日期,责任单位,办理时限", "1,饮水安全,2018-07-23,省水利厅,\(limit)"], defaults: Self.usual)
    #expect(Self.severe(ledger) == [])
    #expect(Self.text(of: try #require(ledger.cases.first)).contains("关注: 长期\n"))
  }

  /// A ledger without a column of units: what is missing in all rows is told once, at the heading.
  @Test(arguments: rows([",责任单位", ""]))
  func aRowUnderWayWithoutAUnitIsOneFinding(column: String) {
    let cell = column.isEmpty ? "" : ","
    let ledger = Self.read(
      [
        "序号,督办事项,批示日期,状态\(column)", "1,饮水安全,2018-07-23,办理中\(cell)", "2,学校食堂,2018-07-24,办理中\(cell)",
      ], defaults: Self.usual)
    let ids = ledger.findings.map(\.rule.id)
    #expect(ids == (column.isEmpty ? ["column-missing"] : ["missing-key", "missing-key"]))
  }

  @Test func aWordThatIsNoneOfOursIsToldOnce() throws {
    let ledger = Self.read(
      ["序号,督办事项,批示日期,类别"] + (1...20).map { "\($0),事项\($0),2018-07-23,圈阅" },
      defaults: ["批示领导=省委主要领导"])
    #expect(ledger.findings.map(\.rule.id) == ["bad-choice"])
    #expect(ledger.findings.first?.notes.first?.message.zh == "同样的还有 19 格")
  }

  @Test(
    arguments: rows([("在办", State.handling), ("已完成", .closed), ("办结", .closed), ("未办结", .handling)])
  )
  func wordsOfTheOfficeForAStateAreUnderstood(word: String, state: State) throws {
    let ledger = Self.read(
      ["序号,督办事项,批示日期,责任单位,办理状态", "1,饮水安全,2018-07-23,省水利厅,\(word)"], defaults: Self.usual)
    #expect(Self.severe(ledger) == [])
    #expect(Self.state(of: try #require(ledger.cases.first)).state == state)
  }

  /// One letter to several units, each with a row of its own.
  @Test func oneLetterIsOneLetterWhateverRowsSay() throws {
    let ledger = Self.read(
      [
        "序号,督办事项,批示日期,文号,交办日期,责任单位,责任人", "1,饮水安全,2018-07-23,×督函〔2018〕31号,2018-07-26,省水利厅,分管副厅长",
        "2,学校食堂,2018-07-24,×督函〔2018〕31号,,省教育厅,", "3,河道,2018-07-24,×督函〔2018〕32号,,省水利厅,",
        "4,堤防,2018-07-25,×督函〔2018〕32号,,省水利厅,",
      ], defaults: Self.usual)
    #expect(Self.severe(ledger) == [])
    let texts = ledger.cases.map(Self.text)
    #expect(texts[0].contains("同函: [2018-0002]\n") && texts[1].contains("同函: [2018-0001]\n"))
    #expect(texts[1].contains("主送: [省水利厅, 省教育厅]\n"))
    #expect(texts[2].contains("同函: [2018-0004]\n") && texts[3].contains("同函: [2018-0003]\n"))
    // Nobody is asked for an officer in a case that is another's.
    #expect(Self.state(of: ledger.cases[0]).unit("省教育厅")?.officer != nil)
  }

  @Test func whatIsUnderstoodCanBeWrittenAndUsed() throws {
    let lines = [
      "2018年台账,,,,", "序号,督办内容,圈批时间,责任单位,科室", "1,饮水安全,7月23日,省水利厅、省住建厅,一处",
    ]
    let text = SourceText(path: "台账.csv", bytes: Array(lines.map { $0 + "\n" }.joined().utf8))
    var mapping = ImportMapping()
    mapping.columns["圈批时间"] = .instructed
    (mapping.defaults[.leader], mapping.defaults[.instructionClass]) = ("省委主要领导", "批办性")
    let heading = try #require(ImportHeading(of: text, mapping: mapping))
    let written = heading.written(into: mapping).text
    #expect(
      written == """
        列:
          圈批时间: 批示日期
          督办内容: 事项
          责任单位: 牵头单位
        缺省:
          批示领导: 省委主要领导
          类别: 批办性
        忽略: [科室]
        年份: 2018

        """)
    let ledger = Self.read(lines, mapping: written)
    #expect(Self.severe(ledger) == [] && ledger.cases.count == 1)
    #expect(!ledger.findings.map(\.rule.id).contains("column-not-used"))
  }

  /// The day of the instruction may stand in another column.
  @Test func aDefaultMayNameAnotherColumn() throws {
    let ledger = Self.read(
      ["序号,督办事项,交办时间,责任单位", "1,饮水安全,2018-07-23,省水利厅"],
      defaults: Self.usual + ["批示日期=交办日期"])
    #expect(Self.severe(ledger) == [])
    let header = Self.state(of: try #require(ledger.cases.first)).subject.header
    #expect(header.instruction?.date?.value == Day("2018-07-23"))
  }

  // MARK: Every row and every cell

  /// A cell as an office may write it, and the words of it that must be found in the case.
  private typealias Written = (cell: String, words: [String])

  private static func unit(_ number: Int) -> Written {
    let names = ["省\(number)厅", "市\(number)局", "县\(number)办"]
    return [
      ("省\(number)厅", [names[0]]), (names.joined(separator: "、"), names),
      ("牵头:\(names[0]) 配合:\(names[1])、\(names[2])", names),
      ("\(names[0])会同\(names[1])", [names[0], names[1]]),
      ("\(names[1])(配合)/\(names[0])(牵头)", [names[0], names[1]]),
    ][number % 5]
  }

  private static func limit(_ number: Int) -> Written {
    let month = 8 + number % 4
    let last = Day.length(ofMonth: month, year: 2018)
    return [
      ("\(month)月底前", ["2018-\(month < 10 ? "0" : "")\(month)-\(last)"]), ("30日内", ["30日"]),
      ("\(month).15", ["2018-\(month < 10 ? "0" : "")\(month)-15"]), ("一个月", ["1个月"]),
      ("长期坚持", ["长期"]),
      ("按节点\(number)推进", ["按节点\(number)推进"]), ("", []), ("43343", ["2018-08-31"]),
    ][number % 8]
  }

  /// Every row is a case, goes on about one or is named, and every filled cell is in its case or named.
  @Test func noRowAndNoCellOfAFormIsLost() throws {
    var random = Seed.generator()
    let closing = ["小计,3件", "一、省委领导批示", "填表人:张三,,审核人:李四", "合计"]
    let states = ["", "", "办理中", "在办", "已办结", "待发函", ""]
    var whole = 0
    for round in 0..<200 {
      var lines = ["2018年台账", "序号,督办事项,批示日期,责任单位,工作任务,办理时限,责任人,进展情况,状态,办结时间,催办,备注"]
      var expected: [(line: Int, cells: [Written])] = []
      var number = 0
      for line in 0..<Int.random(in: 2...8, using: &random) {
        let seed = Int.random(in: 0..<1000, using: &random)
        if seed % 7 == 0 {
          lines.append(closing[seed % closing.count])
          continue
        }
        let continues = number > 0 && seed % 3 == 0 && !closing.contains(lines[lines.count - 1])
        if !continues { number += 1 }
        func maybe(_ text: String) -> Written {
          Int.random(in: 0...1, using: &random) == 0 ? ("", []) : (text, [text])
        }
        let day = 1 + seed % 28
        let cells: [Written] = [
          (continues ? "" : "\(number)", []),
          continues ? maybe("事项\(line)甲") : ("事项\(line)", ["事项\(line)"]),
          continues ? ("", []) : ("7月\(day)日", ["2018-07-\(day < 10 ? "0" : "")\(day)"]),
          Self.unit(seed),
          maybe("任务\(line)"), Self.limit(seed / 5), maybe("副厅长\(line)"), maybe("进展\(line)"),
          (states[seed % states.count], []),
          continues ? ("", []) : maybe("2018-11-\(10 + seed % 9)"),
          (["", "1次", "2"][seed % 3], []), maybe("备注\(line)"),
        ]
        expected.append((number - 1, cells))
        lines.append(cells.map(\.cell).joined(separator: ","))
      }
      let ledger = Self.read(lines, defaults: Self.usual)
      #expect(ledger.rows.read == lines.count - 2)
      if ledger.findings.contains(where: { $0.severity == .error }) { continue }
      whole += 1
      #expect(Self.isAccountedFor(ledger), "\(lines)")
      #expect(ledger.cases.count == number, "\(lines)")
      for (index, cells) in expected {
        let text = Self.text(of: ledger.cases[index])
        for cell in cells where !cell.words.isEmpty {
          // What has no place is kept as it stands.
          let isThere = text.contains(cell.cell) || cell.words.allSatisfy(text.contains)
          #expect(
            isThere, "round \(round): \(cell.cell)\n\(lines.joined(separator: "\n"))\n\(text)")
        }
      }
    }
    #expect(whole > 20)
  }
}
