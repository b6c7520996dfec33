import Messages
import Supervision
import Testing
import TestSupport

/// What the fold knows besides what is owed, and the finer points of its clocks.
@Suite struct FoldTests {
  /// Days on which the reports of one cycle fall due, when each is made on its day.
  @Test(
    arguments: rows([
      ("每日", "2018-07-24", ["07-25", "07-26", "07-27", "07-30", "07-31"]),
      ("每周", "2018-09-17", ["09-25", "10-08", "10-15"]),
      ("每两周", "2018-07-24", ["08-07", "08-21", "09-04"]),
      (
        "每月", "2018-08-31",
        ["09-30", "10-31", "11-30", "2019-01-02", "2019-01-31", "2019-02-28", "2019-04-01"]
      ),
      ("每季度", "2018-11-30", ["2019-02-28", "2019-05-30", "2019-08-30"]),
      ("每月5日前", "2018-07-24", ["08-06", "09-05", "10-08", "11-05"]),
      ("每月5日前", "2018-07-04", ["07-05", "08-06"]),
      ("每月5日前", "2018-07-05", ["08-06"]),
      ("每月31日前", "2018-07-24", ["07-31", "08-31", "09-30", "10-31", "11-30"]),
      ("一次性", "2018-07-24", []),
    ]))
  func eachCycleFallsDueOnItsDays(cycle: String, start: String, days: [String]) throws {
    let opening = """
      2018-07-01 登记
      2018-07-01 研判 意见=建议立项
      2018-07-01 立项 批准=秘书长
      2018-07-01 审定 审定人=秘书长
      \(start) 发函 主送=省教育厅
      """
    var course = Course(["反馈: \(cycle)", "时限: 3年"], opening: opening, "")
    var last = start
    for day in days {
      #expect(try course.owed(on: last, only: "续报") == ["\(day) 续报 省教育厅"])
      course.steps += "\n\(day) 进展 单位=省教育厅"
      last = day
    }
    if days.isEmpty { #expect(try course.owed(on: start, only: "续报") == []) }
  }

  @Test(
    arguments: rows([
      ("", "07-26", "黄"), ("", "07-25", "绿"), ("", "07-31", "黄"), ("", "08-01", "红"),
      ("07-24 进展 单位=省教育厅 风险=不可控", "07-25", "黄"),
      ("07-24 进展 单位=省公安厅 风险=不可控", "07-25", "绿"),
      ("07-24 进展 单位=省教育厅 风险=不可控\n07-25 进展 单位=省教育厅 风险=可控", "07-25", "绿"),
      ("07-24 催办 单位=省教育厅 等级=蓝", "07-25", "黄"),
      ("07-24 催办 单位=省教育厅 等级=蓝\n07-25 签收 单位=省教育厅", "07-25", "黄"),
      ("07-24 催办 单位=省教育厅 等级=蓝\n07-25 进展 单位=省教育厅", "07-25", "绿"),
    ]))
  func aLightIsOfItsUnitAndItsDay(steps: String, day: String, light: String) throws {
    let lights = try Course(steps).owed(on: day, only: "任务", withLights: true)
    #expect(lights.first == "07-31 任务1 省教育厅 \(light)")
  }

  /// 时限 ends on 2018-08-23.
  @Test(
    arguments: rows([
      ("08-23 报结 单位=省教育厅", true),
      ("08-24 报结 单位=省教育厅", false),
      ("08-23 申请延期 单位=省教育厅 理由=鉴定 新时限=15日\n08-24 延期 批准=秘书长 新时限=15日\n09-07 报结 单位=省教育厅", true),
      ("08-24 申请延期 单位=省教育厅 理由=鉴定 新时限=15日\n08-27 延期 批准=秘书长 新时限=15日\n08-31 报结 单位=省教育厅", false),
      ("08-20 延期 批准=秘书长 新时限=2018-09-14\n08-31 报结 单位=省教育厅", false),
      (
        "08-23 申请延期 单位=省教育厅 理由=鉴定 新时限=5日\n08-23 延期 批准=秘书长 新时限=2018-08-28\n"
          + "08-29 申请延期 单位=省教育厅 理由=鉴定 新时限=5日\n08-29 延期 批准=秘书长 新时限=2018-09-14\n08-30 报结 单位=省教育厅",
        false
      ),
      ("08-20 审定 审定人=秘书长\n08-20 发函 主送=省公安厅 时限=30日\n09-10 报结 单位=省教育厅", true),
      ("08-24 审定 审定人=秘书长\n08-24 发函 主送=省公安厅 时限=30日\n09-10 报结 单位=省教育厅", false),
      ("08-20 改派 原单位=省教育厅 新单位=省水利厅 批准=秘书长 新时限=30日\n09-10 报结 单位=省水利厅", true),
      ("08-20 中止 理由=等候 批准=秘书长\n08-27 恢复\n08-30 报结 单位=省教育厅", true),
      (
        "08-20 报结 单位=省教育厅\n08-21 审核 审核人=主任 五查=无 结论=退回 理由=缺章\n08-30 报结 单位=省教育厅",
        false
      ),
      (
        "08-20 报结 单位=省教育厅\n08-21 审核 审核人=主任 五查=无 结论=退回 理由=缺章\n08-28 报结 单位=省教育厅",
        true
      ),
    ]))
  func reportingInTimeCountsFromTheOriginalDay(steps: String, isInTime: Bool) throws {
    #expect(try Course(steps).state(on: "09-28").milestones.reportedInTime == isInTime)
  }

  @Test(
    arguments: rows([
      ("", "07-31 签收 省教育厅; 07-31 签收 省公安厅"),
      ("07-26 签收 单位=省教育厅", "07-31 签收 省公安厅; 08-02 报责任人 省教育厅"),
      ("07-26 进展 单位=省教育厅", "07-31 签收 省公安厅; 08-02 报责任人 省教育厅"),
      ("07-26 报责任人 单位=省教育厅 责任人=副厅长", "07-31 签收 省公安厅"),
      (
        "07-26 签收 单位=省教育厅\n07-30 审定 审定人=秘书长\n07-30 发函 主送=[省教育厅,省公安厅]",
        "07-31 签收 省公安厅; 08-02 报责任人 省教育厅; 08-06 签收 省教育厅"
      ),
    ]))
  func theOfficerMayBeOwedFromSigning(steps: String, owed: String) throws {
    var course = Course(steps)
    course.office.clockStart = .acknowledge
    course.office.limits[.acknowledge] = course.office.limits[.nameOfficer]
    #expect(try course.owed(on: "07-30", only: "签收 报责任人").joined(separator: "; ") == owed)
  }

  @Test func aUnitNotNamedSignsAgainInTheNextRound() throws {
    var course = Course(
      """
      07-25 签收 单位=省教育厅
      07-30 进展 单位=省教育厅 任务=1 完成=是
      07-30 进展 单位=省公安厅 任务=2 完成=是
      08-07 报结 单位=省教育厅
      08-08 审核 审核人=主任 五查=无 结论=通过
      08-09 呈报 对象=省委
      08-10 续批 领导=省长 类别=批办性 摘要=再查
      08-20 审定 审定人=秘书长
      08-20 发函 主送=省教育厅 重办=1
      08-22 签收 单位=省教育厅
      """)
    course.office.clockStart = .acknowledge
    #expect(try course.owed(on: "08-22", only: "报责任人") == ["08-29 报责任人 省教育厅"])
    let state = try course.state(on: "08-22")
    #expect(state.round == 2 && state.leader == "省长")
    #expect(state.currentTasks.map(\.number) == [1])
    #expect(state.tasks.map { $0.done == nil } == [true, false])
  }

  @Test func aTaskRedoneShowsItsNewLimit() throws {
    let state = try Course(
      ["任务: [{事项: 核查, 单位: 省教育厅, 时限: 2018-07-31}]"],
      """
      07-30 进展 单位=省教育厅 任务=1 完成=是
      07-30 报结 单位=省教育厅
      07-31 审核 审核人=主任 五查=无 结论=通过
      08-01 呈报 对象=省委
      08-02 续批 领导=省长 类别=批办性 摘要=再查
      08-03 审定 审定人=秘书长
      08-03 发函 主送=省教育厅 重办=1 时限=15日
      """
    ).state(on: "08-03")
    let task = try #require(state.duePoints.first { $0.what == .task })
    #expect(task.why.zh == "2018-08-03发函,15日")
  }

  @Test func reassigningTheLeadToACoUnitLeavesItLeadOnly() throws {
    let state = try Course("07-30 改派 原单位=省教育厅 新单位=省公安厅 批准=秘书长").state(on: "07-30")
    #expect(state.lead == "省公安厅" && state.coUnits == [])
    #expect(state.currentTasks.map(\.unit) == ["省公安厅", "省公安厅"])
  }

  @Test func aSecretCaseIsFoldedWithoutItsContent() throws {
    let course = Course(
      [
        "密级: 机密", "保密期限: 10年", "存放处: 机要室", "标题: ''", "任务: []",
        "批示: {领导: 省委主要领导, 日期: 2018-07-01, 类别: 批办性}",
      ], "")
    #expect(try course.owed(on: "07-24", only: "任务 报结") == ["08-23 报结 省教育厅"])
    #expect(try course.state(on: "07-24").subject.header.shownTitle == "(涉密)")
  }

  @Test func aDeadlineBeyondTheCalendarSaysSo() throws {
    let state = try Course(["时限: 2027-06-01"], "").state(on: "07-24")
    let point = try #require(state.duePoints.first { $0.what == .finalReport })
    #expect(point.due?.isPublished == false)
    #expect(point.why.zh == "2018-07-24发函,2027-06-01,日历未公布")
  }
}

/// 更正 counts from its own date, whatever it corrects.
@Suite struct CorrectionTests {
  private static func correct(_ day: String, _ target: String, _ field: String, _ change: String)
    -> String
  {
    let parts = change.split(separator: ">")
    return "\(day) 更正 更正=\(target) 字段=\(field) 原文=\(parts[0]) 改为=\(parts[1]) 理由=录入有误\n"
  }

  @Test(
    arguments: rows([
      ("", correct("07-26", "表头", "任务.1.时限", "5个工作日>10个工作日"), "07-31 任务1 省教育厅", "08-07 任务1 省教育厅"),
      ("", correct("07-26", "表头", "牵头单位", "省教育厅>省水利厅"), "08-23 报结 省教育厅", "08-23 报结 省水利厅"),
      ("", correct("07-26", "5", "日期", "2018-07-24>2018-07-25"), "08-23 报结 省教育厅", "08-24 报结 省教育厅"),
      ("", correct("07-26", "5", "主送.2", "省公安厅>省水利厅"), "07-31 报责任人 省公安厅", "07-31 报责任人 省水利厅"),
      (
        "07-25 进展 单位=省教育厅 任务=1 完成=是\n", correct("07-26", "6", "步骤", "进展>作废"), "",
        "07-31 任务1 省教育厅"
      ),
      (
        "07-25 进展 单位=省教育厅 任务=2 完成=是\n", correct("07-26", "6", "任务", "2>1"),
        "07-31 任务1 省教育厅", ""
      ),
      (
        "",
        correct("07-25", "表头", "任务.1.时限", "5个工作日>9个工作日")
          + correct("07-26", "6", "改为", "9个工作日>10个工作日"), "08-06 任务1 省教育厅", "08-07 任务1 省教育厅"
      ),
      (
        "",
        correct("07-25", "表头", "任务.1.时限", "5个工作日>9个工作日") + correct("07-26", "6", "步骤", "更正>作废"),
        "08-06 任务1 省教育厅", "07-31 任务1 省教育厅"
      ),
      (
        "",
        correct("07-25", "表头", "任务.1.时限", "5个工作日>9个工作日")
          + correct("07-26", "表头", "任务.1.时限", "9个工作日>10个工作日"), "08-06 任务1 省教育厅",
        "08-07 任务1 省教育厅"
      ),
    ]))
  func aCorrectionCountsFromItsDate(
    steps: String, correction: String, before: String, after: String
  )
    throws
  {
    let course = Course(steps + correction)
    let kind =
      (before + after).contains("任务") ? "任务" : String((before + after).split(separator: " ")[1])
    let all = [try course.owed(on: "07-25", only: kind), try course.owed(on: "07-26", only: kind)]
    let wanted = [before, after]
    for (owed, wanted) in zip(all, wanted) {
      let others = [before, after].filter { $0 != wanted && !$0.isEmpty }
      #expect(wanted.isEmpty || owed.contains(wanted))
      #expect(others.allSatisfy { !owed.contains($0) })
    }
  }

  @Test func aKindMayBeCorrected() throws {
    let course = Course(
      "07-25 签收 单位=省教育厅\n" + Self.correct("07-26", "6", "步骤", "签收>进展"))
    #expect(try course.state(on: "07-25").unit("省教育厅")?.lastProgress == nil)
    #expect(try course.state(on: "07-26").unit("省教育厅")?.lastProgress != nil)
  }
}
