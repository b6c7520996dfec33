import Testing
import TestSupport

/// One line of the format's table of due points, reckoned by hand.
struct Owing: Sendable, CustomTestStringConvertible {
  let name: String
  let header: [String]
  let steps: String
  let day: String
  let only: String
  let owed: [String]

  init(
    _ name: String, header: [String] = [], _ steps: String = "", on day: String, only: String = "",
    _ owed: String...
  ) {
    self.name = name
    self.header = header
    self.steps = steps
    self.day = day
    self.only = only
    self.owed = owed
  }

  var testDescription: String { name }
}

private let done = """
  07-25 报责任人 单位=省教育厅 责任人=副厅长
  07-30 进展 单位=省教育厅 任务=1 完成=是
  08-01 进展 单位=省公安厅 任务=2 完成=是
  08-07 报结 单位=省教育厅

  """
private let passed = done + "08-08 审核 审核人=主任 五查=无 结论=通过\n"
private let submitted = passed + "08-09 呈报 对象=省委\n"
private let closed = submitted + "08-10 办结 阅示=同意\n"
private let raised = submitted + "08-10 续批 领导=省长 类别=批办性 摘要=再查\n"
private let approved = raised + "08-20 审定 审定人=秘书长\n"
private let ownCycles = ["调度: 每周", "通报: 每月10日前", "时限: 1年"]
private let weekly = ["反馈: 每周", "时限: 1年"]

@Suite struct DuePointTests {
  @Test(
    arguments: rows([
      ("07-23 登记", "07-23", ["07-26 立项 督查室 黄"]),
      ("07-23 登记", "07-27", ["07-26 立项 督查室 红"]),
      ("07-23 登记\n07-23 立项 批准=秘书长", "07-24", ["07-26 发函 督查室 黄"]),
      ("07-23 登记\n07-23 不立项 理由=已办", "07-23", ["08-22 归档 督查室 绿"]),
      (
        "07-23 登记\n07-23 不立项 理由=已办\n08-01 续批 领导=省长 类别=参阅性 摘要=阅", "08-01",
        ["08-22 归档 督查室 绿"]
      ),
      (
        "07-23 登记\n07-23 不立项 理由=已办\n08-01 续批 领导=省长 类别=指导性 摘要=要办", "08-01",
        ["08-06 立项 督查室 黄"]
      ),
      ("07-23 登记\n07-23 不立项 理由=已办\n07-25 归档 档号=一", "07-25", []),
      (
        "07-23 登记\n07-23 不立项 理由=已办\n07-25 归档 档号=一\n08-01 续批 领导=省长 类别=批办性 摘要=要办", "08-01",
        ["08-06 立项 督查室 黄"]
      ),
      (
        "07-23 登记\n07-23 立项 批准=秘书长\n07-24 撤销 理由=重复 批准=秘书长", "07-24",
        ["08-23 归档 督查室 绿"]
      ),
    ]))
  func beforeTheLetterTheOfficeOwes(steps: String, day: String, owed: [String]) throws {
    #expect(try Course(opening: "", steps).owed(on: day, withLights: true) == owed)
  }

  @Test(arguments: rows(tracking + reports + office + reviews + rounds + revisits))
  func whatIsOwedIsWhatTheFormatSays(owing: Owing) throws {
    let course = Course(owing.header, owing.steps)
    #expect(try course.owed(on: owing.day, only: owing.only) == owing.owed)
  }

  static let office: [Owing] = [
    Owing(
      "stocktakes and bulletins from the letter", header: ownCycles, on: "07-24", only: "调度 通报",
      "07-31 调度 督查室", "08-10 通报 督查室"),
    Owing(
      "one stocktake a period, the earliest", header: ownCycles,
      "08-06 调度 说明=周调度\n08-07 调度 说明=周调度", on: "08-07", only: "调度", "08-14 调度 督查室"),
    Owing(
      "one before the letter counts for none", header: ownCycles,
      "07-24 调度 说明=周调度\n07-26 调度 说明=周调度", on: "07-26", only: "调度 通报",
      "08-07 调度 督查室", "08-10 通报 督查室"),
    Owing(
      "a bulletin does not take stock", header: ownCycles, "07-30 通报 文号=×督通〔2018〕8号",
      on: "08-01", only: "调度 通报", "07-31 调度 督查室", "09-10 通报 督查室"),
    Owing(
      "they end with the final report", header: ownCycles, "07-30 报结 单位=省教育厅", on: "08-20",
      only: "调度 通报"),
    Owing(
      "and start again when that is sent back", header: ownCycles,
      "07-30 报结 单位=省教育厅\n08-15 审核 审核人=主任 五查=无 结论=退回 理由=缺章", on: "08-15",
      only: "调度 通报", "08-21 调度 督查室", "09-10 通报 督查室"),
    Owing(
      "a suspension gives its days back", header: ownCycles,
      "07-26 中止 理由=等候 批准=秘书长\n08-06 恢复", on: "08-06", only: "调度 通报",
      "08-13 调度 督查室", "08-21 通报 督查室"),
    Owing(
      "nothing while it is suspended", header: ownCycles, "07-26 中止 理由=等候 批准=秘书长",
      on: "08-20", only: "调度 通报"),
    Owing("once is not owed", header: ["调度: 一次性"], on: "07-24", only: "调度 通报"),
  ]

  static let tracking: [Owing] = [
    Owing(
      "after the letter", on: "07-24", "07-31 报责任人 省教育厅", "07-31 报责任人 省公安厅",
      "07-31 任务1 省教育厅", "08-23 任务2 省公安厅", "08-23 报结 省教育厅"),
    Owing(
      "a named officer", "07-25 报责任人 单位=省公安厅 责任人=队长", on: "07-25", only: "报责任人",
      "07-31 报责任人 省教育厅"),
    Owing("初报", header: ["初报: 3个工作日"], on: "07-24", only: "初报", "07-27 初报 省教育厅"),
    Owing(
      "a co-unit's report is no 初报", header: ["初报: 3个工作日"], "07-25 进展 单位=省公安厅", on: "07-25",
      only: "初报", "07-27 初报 省教育厅"),
    Owing("初报 met", header: ["初报: 3个工作日"], "07-25 进展 单位=省教育厅", on: "07-25", only: "初报"),
    Owing(
      "a fixed day of the header binds the first round even if past",
      header: ["初报: 2018-07-20", "时限: 2018-07-20"], on: "07-24", only: "初报 报结",
      "07-20 初报 省教育厅", "07-20 报结 省教育厅"),
    Owing(
      "a task done by its only one", "07-25 进展 单位=省公安厅 完成=100%", on: "07-25", only: "任务",
      "07-31 任务1 省教育厅"),
    Owing(
      "a task not done", "07-25 进展 单位=省公安厅 任务=2 完成=99%", on: "07-25", only: "任务",
      "07-31 任务1 省教育厅", "08-23 任务2 省公安厅"),
    Owing(
      "without a limit the case has the latest task's",
      header: ["时限: ''", "任务: [{事项: 甲, 单位: 省教育厅, 时限: 15日}, {事项: 乙, 单位: 省教育厅}]"],
      on: "07-24", only: "任务 报结", "08-08 任务1 省教育厅", "08-08 任务2 省教育厅", "08-08 报结 省教育厅"),
    Owing(
      "without any limit the office's by urgency",
      header: ["时限: ''", "任务: [{事项: 甲, 单位: 省教育厅}]", "缓急: 特急"],
      on: "07-24", only: "任务 报结", "07-31 任务1 省教育厅", "07-31 报结 省教育厅"),
    Owing("异议", "07-26 异议 单位=省公安厅 理由=不归我管", on: "07-26", only: "答复异议", "07-31 答复异议 督查室"),
    Owing(
      "an objection said again is answered by the first one's day",
      "07-26 异议 单位=省公安厅 理由=不归我管\n07-27 异议 单位=省公安厅 理由=仍不归我管", on: "07-27", only: "答复异议",
      "07-31 答复异议 督查室"),
    Owing(
      "维持", "07-26 异议 单位=省公安厅 理由=不归我管\n07-27 维持 单位=省公安厅 批准=秘书长", on: "07-27",
      only: "答复异议"),
    Owing(
      "改派 answers an objection, and its new unit owes an officer",
      "07-26 异议 单位=省公安厅 理由=不归我管\n07-30 改派 原单位=省公安厅 新单位=省水利厅 批准=秘书长", on: "07-30",
      only: "答复异议 报责任人 任务", "07-31 报责任人 省教育厅", "07-31 任务1 省教育厅", "08-06 报责任人 省水利厅",
      "08-23 任务2 省水利厅"),
    Owing(
      "改派 of the lead", "07-30 改派 原单位=省教育厅 新单位=省水利厅 批准=秘书长", on: "07-30",
      "07-31 报责任人 省公安厅", "07-31 任务1 省水利厅", "08-06 报责任人 省水利厅", "08-23 任务2 省公安厅",
      "08-23 报结 省水利厅"),
    Owing(
      "改派 of the lead with a new limit",
      "07-30 改派 原单位=省教育厅 新单位=省水利厅 批准=秘书长 新时限=10日", on: "07-30", only: "任务 报结",
      "08-09(原07-31) 任务1 省水利厅", "08-09(原08-23) 报结 省水利厅", "08-23 任务2 省公安厅"),
    Owing(
      "改派 of one task leaves the lead", "07-30 改派 原单位=省教育厅 新单位=省水利厅 批准=秘书长 任务=1",
      on: "07-30", only: "任务 报结", "07-31 任务1 省水利厅", "08-23 任务2 省公安厅", "08-23 报结 省教育厅"),
    Owing(
      "改派 of a task that is not there moves nothing",
      "07-30 改派 原单位=省教育厅 新单位=省水利厅 批准=秘书长 任务=9", on: "07-30", only: "任务 报结",
      "07-31 任务1 省教育厅", "08-23 任务2 省公安厅", "08-23 报结 省教育厅"),
    Owing(
      "a further letter keeps the clocks that run",
      "07-30 审定 审定人=秘书长\n07-30 发函 主送=[省公安厅,省水利厅] 任务=[{事项:~丙,~单位:~省水利厅,~时限:~60日}]",
      on: "07-30", only: "报责任人 任务 报结", "07-31 报责任人 省教育厅", "07-31 报责任人 省公安厅",
      "07-31 任务1 省教育厅", "08-06 报责任人 省水利厅", "08-23 任务2 省公安厅", "08-23 报结 省教育厅",
      "09-28 任务3 省水利厅"),
    Owing(
      "a further letter with a limit", "07-30 审定 审定人=秘书长\n07-30 发函 主送=省公安厅 时限=60日",
      on: "07-30", only: "报结", "09-28(原08-23) 报结 省教育厅"),
    Owing(
      "a further letter with a longer task, where no limit was stated", header: ["时限: ''"],
      "07-30 审定 审定人=秘书长\n07-30 发函 主送=省公安厅 任务=[{事项:~丙,~单位:~省公安厅,~时限:~60日}]",
      on: "07-30", only: "报结", "09-28(原07-31) 报结 省教育厅"),
    Owing(
      "申请延期", "07-30 申请延期 单位=省教育厅 任务=1 理由=鉴定 新时限=10日", on: "07-30", only: "答复延期 任务",
      "07-31 任务1 省教育厅", "08-02 答复延期 督查室", "08-23 任务2 省公安厅"),
    Owing(
      "延期 of a task",
      "07-30 申请延期 单位=省教育厅 任务=1 理由=鉴定 新时限=10日\n07-31 延期 批准=秘书长 任务=1 新时限=10日",
      on: "07-31", only: "答复延期 任务 报结", "08-10(原07-31) 任务1 省教育厅", "08-23 任务2 省公安厅",
      "08-23 报结 省教育厅"),
    Owing(
      "延期 of a task the lead asked for",
      "07-30 申请延期 单位=省教育厅 任务=2 理由=鉴定 新时限=2018-09-14\n"
        + "07-31 延期 批准=秘书长 任务=2 新时限=2018-09-14", on: "07-31", only: "答复延期 任务 报结",
      "07-31 任务1 省教育厅", "08-23 报结 省教育厅", "09-14(原08-23) 任务2 省公安厅"),
    Owing(
      "延期 of a unit", "07-31 延期 批准=秘书长 单位=省公安厅 新时限=2018-09-14", on: "07-31", only: "任务 报结",
      "07-31 任务1 省教育厅", "08-23 报结 省教育厅", "09-14(原08-23) 任务2 省公安厅"),
    Owing(
      "延期 of the lead", "07-31 延期 批准=秘书长 单位=省教育厅 新时限=2018-09-14", on: "07-31",
      only: "任务 报结", "08-23 任务2 省公安厅", "09-14(原07-31) 任务1 省教育厅", "09-14(原08-23) 报结 省教育厅"),
    Owing(
      "延期 of neither", "07-31 延期 批准=秘书长 新时限=2018-09-14", on: "07-31", only: "任务 报结",
      "07-31 任务1 省教育厅", "08-23 任务2 省公安厅", "09-14(原08-23) 报结 省教育厅"),
    Owing(
      "不准延期",
      "07-30 申请延期 单位=省教育厅 理由=鉴定 新时限=60日\n07-31 不准延期 批准=秘书长", on: "07-31",
      only: "答复延期 报结", "08-23 报结 省教育厅"),
    Owing(
      "requests are answered in order",
      "07-26 申请延期 单位=省教育厅 理由=鉴定 新时限=60日\n07-30 申请延期 单位=省教育厅 理由=再鉴定 新时限=90日\n"
        + "07-31 延期 批准=秘书长 新时限=2018-09-14", on: "07-31", only: "答复延期", "08-02 答复延期 督查室"),
    Owing(
      "中止", "08-01 中止 理由=等候 批准=秘书长", on: "08-02", "08-31 恢复 督查室"),
    Owing(
      "中止 with a day", "08-01 中止 理由=等候 批准=秘书长 预计恢复=2018-08-10", on: "08-02",
      "08-10 恢复 督查室"),
    Owing(
      "恢复 gives the days back", "08-01 中止 理由=等候 批准=秘书长\n08-15 恢复", on: "08-15",
      "08-14 报责任人 省教育厅", "08-14 报责任人 省公安厅", "08-14 任务1 省教育厅", "09-06 任务2 省公安厅",
      "09-06 报结 省教育厅"),
    Owing(
      "恢复 moves off a day off", "08-01 中止 理由=等候 批准=秘书长\n08-03 恢复", on: "08-03", only: "报结",
      "08-27 报结 省教育厅"),
    Owing(
      "a suspension of no day moves nothing", header: ["时限: 2018-09-01"],
      "08-01 中止 理由=等候 批准=秘书长\n08-01 恢复", on: "08-01", only: "报结", "09-01 报结 省教育厅"),
    Owing(
      "撤销 while suspended", "08-01 中止 理由=等候 批准=秘书长\n08-02 撤销 理由=并案 批准=秘书长", on: "08-02",
      "09-03 归档 督查室"),
  ]

  static let reports: [Owing] = [
    Owing("续报", header: weekly, on: "07-24", only: "续报", "07-31 续报 省教育厅"),
    Owing(
      "a report on the letter's day serves no period", header: weekly, "07-24 进展 单位=省教育厅",
      on: "07-24", only: "续报", "07-31 续报 省教育厅"),
    Owing(
      "a co-unit's serves none", header: weekly, "07-30 进展 单位=省公安厅", on: "07-30", only: "续报",
      "07-31 续报 省教育厅"),
    Owing(
      "an early report serves its period", header: weekly, "07-26 进展 单位=省教育厅", on: "07-26",
      only: "续报", "08-07 续报 省教育厅"),
    Owing(
      "a second one in the period serves no other", header: weekly,
      "07-26 进展 单位=省教育厅\n07-31 进展 单位=省教育厅", on: "07-31", only: "续报", "08-07 续报 省教育厅"),
    Owing(
      "a late one serves the earliest", header: weekly, "08-10 进展 单位=省教育厅", on: "08-10",
      only: "续报", "08-07 续报 省教育厅"),
    Owing(
      "two late ones serve two", header: weekly, "08-10 进展 单位=省教育厅\n08-10 进展 单位=省教育厅",
      on: "08-10", only: "续报", "08-14 续报 省教育厅"),
    Owing("报结 ends them", header: weekly, "08-01 报结 单位=省教育厅", on: "08-01", only: "续报"),
    Owing(
      "退回 starts them again", header: weekly,
      "08-01 报结 单位=省教育厅\n08-15 审核 审核人=主任 五查=无 结论=退回 理由=缺章", on: "08-15", only: "续报",
      "08-21 续报 省教育厅"),
    Owing(
      "a period served before 报结 stays served", header: weekly,
      "07-26 进展 单位=省教育厅\n08-02 进展 单位=省教育厅\n08-03 报结 单位=省教育厅\n"
        + "08-06 审核 审核人=主任 五查=无 结论=退回 理由=缺章\n08-07 进展 单位=省教育厅", on: "08-07", only: "续报",
      "08-14 续报 省教育厅"),
    Owing(
      "a suspension moves the open period", header: weekly,
      "08-01 进展 单位=省教育厅\n08-02 中止 理由=等候 批准=秘书长\n08-22 恢复", on: "08-22", only: "续报",
      "08-27 续报 省教育厅"),
    Owing(
      "and leaves the later ones on their weekday", header: weekly,
      "08-01 进展 单位=省教育厅\n08-02 中止 理由=等候 批准=秘书长\n08-22 恢复\n08-27 进展 单位=省教育厅", on: "08-27",
      only: "续报", "08-28 续报 省教育厅"),
  ]

  static let reviews: [Owing] = [
    Owing("报结", done, on: "08-07", only: "审核 报结 任务", "08-14 审核 督查室"),
    Owing("what is open lapses when the report passes", passed, on: "08-08", "08-13 呈报 督查室"),
    Owing(
      "退回", done + "08-08 审核 审核人=主任 五查=无 结论=退回 理由=缺章", on: "08-08", only: "审核 报结",
      "08-15 报结 省教育厅"),
    Owing(
      "退回 with its limit", done + "08-08 审核 审核人=主任 五查=无 结论=退回 理由=缺章 补报时限=3日", on: "08-08",
      only: "审核 报结", "08-13 报结 省教育厅"),
    Owing(
      "an open task stays owed after 退回",
      "08-07 报结 单位=省教育厅\n08-08 审核 审核人=主任 五查=无 结论=退回 理由=缺章", on: "08-08", only: "任务",
      "07-31 任务1 省教育厅", "08-23 任务2 省公安厅"),
    Owing(
      "an excused task lapses",
      "08-07 报结 单位=省教育厅\n08-08 审核 审核人=主任 五查=无 结论=通过 豁免=[1,2] 理由=并案", on: "08-08",
      "08-13 呈报 督查室"),
    Owing(
      "requests and objections lapse at 报结",
      "07-26 异议 单位=省公安厅 理由=不归我管\n07-30 申请延期 单位=省教育厅 理由=鉴定 新时限=60日\n" + done, on: "08-07",
      only: "答复延期 答复异议"),
    Owing(
      "and do not come back with 退回",
      "07-30 申请延期 单位=省教育厅 理由=鉴定 新时限=60日\n" + done
        + "08-08 审核 审核人=主任 五查=无 结论=退回 理由=缺章", on: "08-08", only: "答复延期"),
    Owing("呈报", submitted, on: "08-09", "- 阅示 省委主要领导"),
    Owing("呈报 again", submitted + "08-10 呈报 对象=省长", on: "08-10", "- 阅示 省委主要领导"),
    Owing(
      "参阅性 续批 does not answer", submitted + "08-10 续批 领导=省长 类别=参阅性 摘要=阅", on: "08-10",
      "- 阅示 省委主要领导"),
    Owing("办结", closed, on: "08-10", "09-10 归档 督查室"),
  ]

  static let rounds: [Owing] = [
    Owing("续批", raised, on: "08-10", "08-15 发函 督查室"),
    Owing(
      "重办 of a relative limit", approved + "08-20 发函 主送=省教育厅 重办=1", on: "08-20",
      "08-27 任务1 省教育厅", "09-19 报结 省教育厅"),
    Owing(
      "重办 of a task that had the case's limit", approved + "08-20 发函 主送=省公安厅 重办=2 时限=60日",
      on: "08-20", only: "任务 报结", "10-19 任务2 省公安厅", "10-19 报结 省教育厅"),
    Owing(
      "a unit not named before owes its officer", approved + "08-20 发函 主送=[省教育厅,省公安厅] 重办=1",
      on: "08-20", only: "报责任人", "08-27 报责任人 省公安厅"),
    Owing(
      "初报 again", header: ["初报: 3个工作日"], approved + "08-20 发函 主送=省教育厅 重办=1", on: "08-20",
      only: "初报", "08-23 初报 省教育厅"),
    Owing(
      "a fixed 初报 and 时限 that are past bind the first round only",
      header: ["初报: 2018-07-30", "时限: 2018-08-15"], approved + "08-20 发函 主送=省教育厅 重办=1",
      on: "08-20", only: "初报 报结", "08-27 报结 省教育厅"),
    Owing(
      "a fixed 时限 still to come binds the next", header: ["时限: 2018-09-14"],
      approved + "08-20 发函 主送=省教育厅 重办=1", on: "08-20", only: "报结", "09-14 报结 省教育厅"),
    Owing(
      "a letter's limit comes before the header's", approved + "08-20 发函 主送=省教育厅 重办=1 时限=15日",
      on: "08-20", only: "报结", "09-04 报结 省教育厅"),
    Owing(
      "续报 from the new letter", header: weekly, approved + "08-20 发函 主送=省教育厅 重办=1",
      on: "08-20", only: "续报", "08-27 续报 省教育厅"),
    Owing(
      "archived, then 续批",
      closed + "08-13 归档 档号=一\n08-14 续批 领导=省长 类别=批办性 摘要=再查", on: "08-14", "08-17 发函 督查室"),
    Owing(
      "archived, then 重启", closed + "08-13 归档 档号=一\n08-14 重启 理由=反弹 批准=秘书长", on: "08-14",
      "08-17 发函 督查室"),
    Owing(
      "参阅性 on an archived case", closed + "08-13 归档 档号=一\n08-14 续批 领导=省长 类别=参阅性 摘要=阅",
      on: "08-14"),
  ]

  static let revisits: [Owing] = [
    Owing("重点", header: ["关注: 重点"], closed, on: "08-10", "09-10 归档 督查室", "11-08 回访 督查室"),
    Owing("长期", header: ["关注: 长期"], closed, on: "08-10", only: "回访", "2019-02-11 回访 督查室"),
    Owing(
      "巩固 ends a 重点 case", header: ["关注: 重点"],
      closed + "08-13 归档 档号=一\n11-08 回访 方式=实地 结果=巩固", on: "11-08"),
    Owing(
      "推进 has it revisited again", header: ["关注: 重点"],
      closed + "08-13 归档 档号=一\n11-08 回访 方式=实地 结果=推进", on: "11-08", "2019-02-11 回访 督查室"),
    Owing(
      "a 长期 case is revisited after every one", header: ["关注: 长期"],
      closed + "08-13 归档 档号=一\n11-08 回访 方式=实地 结果=巩固", on: "11-08", "2019-05-07 回访 督查室"),
    Owing(
      "下次", header: ["关注: 重点"], closed + "08-13 归档 档号=一\n11-08 回访 方式=实地 结果=巩固 下次=30日",
      on: "11-08", "12-10 回访 督查室"),
    Owing(
      "反弹", closed + "08-13 归档 档号=一\n11-08 回访 方式=实地 结果=反弹", on: "11-08", "11-15 重启 督查室"),
    Owing(
      "反弹 with 下次", closed + "08-13 归档 档号=一\n11-08 回访 方式=实地 结果=反弹 下次=30日", on: "11-08",
      "11-15 重启 督查室", "12-10 回访 督查室"),
    Owing(
      "反弹 again is owed by the first one's day",
      closed + "08-13 归档 档号=一\n11-08 回访 方式=实地 结果=反弹\n11-12 回访 方式=实地 结果=反弹", on: "11-12",
      "11-15 重启 督查室"),
    Owing(
      "反弹, then 巩固", closed + "08-13 归档 档号=一\n11-08 回访 方式=实地 结果=反弹\n11-12 回访 方式=实地 结果=巩固",
      on: "11-12"),
    Owing(
      "反弹, then 重启",
      closed + "11-08 回访 方式=实地 结果=反弹\n11-09 重启 理由=反弹 批准=秘书长", on: "11-09", "11-14 发函 督查室"),
  ]
}
