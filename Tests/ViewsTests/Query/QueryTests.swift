import Messages
import Testing
import TestSupport
import Views

@Suite struct QueryTests {
  /// Of 2018-08-06: six cases are registered.
  static let queries: [(String, [String])] = [
    ("", ["2017-0003", "2017-0005", "2018-0002", "2018-0004", "2018-0006", "2018-0007"]),
    ("state:办理中", ["2018-0004", "2018-0006", "2018-0007"]),
    ("state:handling", ["2018-0004", "2018-0006", "2018-0007"]),
    ("状态：办理中", ["2018-0004", "2018-0006", "2018-0007"]),
    ("STATE:Handling 灯=红", ["2018-0007"]),
    ("light>=黄 not light:红", ["2017-0005", "2018-0004", "2018-0006"]),
    ("state:已归档,待阅示", ["2017-0003", "2017-0005", "2018-0002"]),
    ("state!=已归档", ["2018-0004", "2018-0006", "2018-0007"]),
    ("returned>0", ["2018-0002"]),
    ("退回≥1 或 催办>2", ["2017-0003", "2018-0002"]),
    ("unit:省环境保护厅", ["2017-0003", "2017-0005", "2018-0006"]),
    ("unit=省环境", []),
    ("lead:省环境", ["2017-0003"]),
    ("due<2018-08-08", ["2018-0004", "2018-0007"]),
    ("due<=2018-08-08", ["2017-0005", "2018-0004", "2018-0007"]),
    ("due:2018-08 watch:重点", ["2017-0003", "2018-0002", "2018-0004", "2018-0006"]),
    ("到期<今天", ["2018-0007"]),
    ("due:today", ["2018-0004"]),
    ("due>today+7", ["2017-0003", "2018-0002", "2018-0006"]),
    ("closed:无 urgency:特急", ["2018-0006", "2018-0007"]),
    ("closed!=无 closed<2017-09", ["2017-0005"]),
    ("leader:省委 class:批办性 round>1", ["2017-0003"]),
    ("(state:办理中 or light:绿) not 灯:黄", ["2017-0003", "2018-0002", "2018-0007"]),
    ("（状态:办理中 或 灯:绿）且 非 灯:黄", ["2017-0003", "2018-0002", "2018-0007"]),
    ("疫苗", ["2018-0007"]),
    ("text:冷链", []),
    ("text:采购台账 or 公墓", ["2018-0002"]),
    ("标题:\"疫苗处置和\"", ["2018-0007"]),
    ("title:“7·12”", ["2018-0006"]),
    ("title:7·12", ["2018-0006"]),
    ("id:2018 \"不可控\"", ["2018-0006"]),
    ("2018-0004", ["2018-0004"]),
    ("@急的", ["2018-0006", "2018-0007"]),
    ("not @急的 light:黄", ["2017-0005", "2018-0004"]),
    ("ended:否 overdue:是", ["2018-0007"]),
    ("what:报责任人 who:省卫生", ["2018-0007"]),
    ("risk:无", ["2017-0005"]),
    ("revisit:推进", ["2017-0003", "2017-0005"]),
    ("最近回访:巩固,推进 lastRevisit<2018-02-10", ["2017-0005"]),
    ("最近回访:2018-02", ["2017-0003", "2017-0005"]),
    ("lastRevisit:无 步骤:催办", ["2018-0007"]),
    ("step:进展 lastStep:2018-07-30", ["2018-0006"]),
    ("next:报责任人 下一节点<今天", ["2018-0007"]),
    ("反馈:每两周", ["2017-0005", "2018-0006"]),
    ("note:逾期 or 来文:殡仪馆", ["2018-0002", "2018-0007"]),
    ("light:红 | light:黄 state:已归档", ["2017-0005", "2018-0007"]),
  ]

  static let saved = [
    "急的": "urgency:特急 @没完的", "没完的": "ended:否", "甲": "light:红 @乙", "乙": "(@甲)", "坏的": "light:紫",
  ]

  @Test(arguments: rows(queries))
  func aQueryFindsItsCases(query: String, ids: [String]) throws {
    let rows = try Samples().rows(asOf: day("2018-08-06"), withText: true)
    let asked = try Query(query, saved: Self.saved)
    #expect(rows.filter(asked.matches).map(\.id) == ids)
  }

  static let mistakes: [(String, String, String)] = [
    ("灯:红 stat:办理中", "stat", "没有“stat”这个查询项"),
    ("状况:办理中", "状况", "没有“状况”这个查询项"),
    ("state:办理", "办理", "“状态”没有“办理”这个值"),
    ("灯:红 state:", "state:", "“state:”后面没有值"),
    ("title<疫苗", "<", "“事项”不分大小,只能用 :、= 和 !="),
    ("state<=办理中", "<=", "“状态”不分大小,只能用 :、= 和 !="),
    ("催办>多次", "多次", "“催办”要和数比较,“多次”不是数"),
    ("due<九月", "九月", "“到期”要和日期比较,“九月”不是日期"),
    ("due<2018-02-30", "2018-02-30", "“到期”要和日期比较,“2018-02-30”不是日期"),
    ("(灯:红", "(", "这个左括号没有右括号"),
    ("灯:红)", ")", "这个右括号没有左括号"),
    ("title:\"疫苗", "\"", "引号没有配对"),
    ("灯:红 or", "or", "“or”旁边缺一个条件"),
    ("或 灯:红", "或", "“或”旁边缺一个条件"),
    ("not", "not", "“not”旁边缺一个条件"),
    ("灯:红 @急", "@急", "没有存过名为“急”的查询"),
    ("()", ")", "“)”旁边缺一个条件"),
  ]

  @Test(arguments: rows(mistakes))
  func aMistakeIsShownAtItsPlace(query: String, place: String, message: String) throws {
    let error = try #require(throws: QueryError.self) { try Query(query, saved: Self.saved) }
    #expect(String(decoding: Array(query.utf8)[error.range], as: UTF8.self) == place)
    #expect(error.message.zh == message)
    #expect(!error.message.en.isEmpty)
  }

  static let helps: [(String, String)] = [
    ("stat:办理中", "did you mean state?"), ("状太:办理中", "did you mean 状态?"),
    ("state:办理", "did you mean 办理中?"), ("@急得", "did you mean 急的?"),
  ]

  @Test(arguments: rows(helps))
  func nearNamesAreOffered(query: String, help: String) throws {
    let error = try #require(throws: QueryError.self) { try Query(query, saved: Self.saved) }
    #expect(error.help?.en == help)
  }

  @Test func theExcerptPointsBelowThePlace() throws {
    let error = try #require(throws: QueryError.self) { try Query("灯:红 stat:办理中") }
    #expect(error.excerpt == "灯:红 stat:办理中\n      ^~~~\n")
  }

  @Test func aSavedQueryThatCallsItselfIsRefused() throws {
    let error = try #require(throws: QueryError.self) { try Query("@甲", saved: Self.saved) }
    #expect(error.message.zh == "存的查询绕回了自己:@甲 → @乙 → @甲")
    #expect(error.saved == "乙")
    #expect(error.text == "(@甲)")
  }

  @Test func aMistakeInASavedQueryIsShownThere() throws {
    let error = try #require(throws: QueryError.self) { try Query("灯:红 @坏的", saved: Self.saved) }
    #expect(error.excerpt == "@坏的: light:紫\n             ^~\n")
  }

  @Test(arguments: rows([("(", 100_000), ("not ", 100_000), ("@0", 1)]))
  func aHostileQueryEndsQuickly(unit: String, count: Int) async {
    await #expect(processExitsWith: .success) { [unit, count] in
      limitProcessorTime(toSeconds: 60)
      let tower = Dictionary(
        uniqueKeysWithValues: (0..<40).map { ("\($0)", "@\($0 + 1) @\($0 + 1)") })
      #expect(throws: QueryError.self) {
        try Query(
          String(repeating: unit, count: count), saved: tower.merging(["40": "灯:红"]) { $1 })
      }
    }
  }

  @Test func onlyAQueryForTextAsksForTexts() throws {
    #expect(try !Query("灯:红 unit:省教育厅").needsText)
    #expect(try Query("not (食堂)").needsText)
    #expect(try Query("@文", saved: ["文": "text:食堂"]).needsText)
  }

  /// What people call the state of a case is not looked for in its texts.
  @Test(
    arguments: rows([
      ("逾期", "逾期:是"), ("红灯", "灯:红"), ("临近", "灯:黄"), ("overdue", "overdue:yes"), ("办理中", "状态:办理中"),
      ("催办", "催办>0"), ("批办性", "类别:批办性"), ("非 逾期", "逾期:是"), ("lead:省 (红灯)", "灯:红"),
    ]))
  func aTermThatStandsAloneIsRefused(query: String, meant: String) throws {
    let error = try #require(throws: QueryError.self) { try Query(query) }
    #expect(error.help?.zh.contains(meant) == true, "\(error)")
    _ = try Query(meant)
    _ = try Query("\"逾期\" text:逾期")
  }

  @Test func aNameThatNobodyHasIsRefused() throws {
    let rows = try Samples().rows(asOf: day("2018-08-06"))
    for (query, near) in [
      ("lead:省环境保护庁", "省环境保护厅"), ("not unit:省环境厅", nil), ("leader:省委主要领到 or 灯:红", "省委主要领导"),
    ] {
      let error = try #require(throws: QueryError.self) {
        try Query(query).requireNames(in: rows)
      }
      #expect(near.map { error.help?.zh.contains($0) == true } ?? true, "\(error)")
    }
    try Query("lead:省环境 unit:无 who!=某某 灯:红").requireNames(in: rows)
    try Query("lead:新单位").requireNames(in: rows, known: ["省新单位"])
  }

}
