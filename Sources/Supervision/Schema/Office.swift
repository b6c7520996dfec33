/// How one office works: `schema/office.yaml`. The defaults are those of the format.
package struct Office: Sendable, Hashable {
  /// 机关: what the office is called where it owes something.
  package var name = "督查室"
  /// 代字: the code of its letter numbers.
  package var code = "督函"
  /// 联系人: whom units call, where a case does not say; nil where the office names nobody.
  package var contactLine: String?
  /// 文件: where a new case's file goes; `{年}` and `{编号}` are replaced.
  package var filePattern = "cases/{年}/{编号}.md"
  /// 起算
  package var clockStart = ClockStart.issue
  /// 时限. What is not listed is not owed.
  package var limits: ShortMap<OfficeLimit, Limit> = Self.defaultLimits
  /// 办结时限
  package var closing: ShortMap<Urgency, Limit> = Self.defaultClosing
  /// 回访
  package var revisits: ShortMap<Watch, Limit> = Self.defaultRevisits
  /// 预警: yellow from here.
  package var warning = Limit("3个工作日")!  // a wording of the table
  /// 提醒: when a calendar reminds of what falls due, so long before its day; none for never.
  package var reminders = [Limit("1个工作日")!]  // a wording of the table
  /// 催报: how long before its day a unit is told of what it owes, once at each; none for never.
  package var reminding = ["7个工作日", "3个工作日", "当日"].compactMap { Limit($0) }
  /// 消息标题: whether what a message says may have the titles of 内部 cases.
  package var tellsInternalTitles = false
  /// 补录: recorded later than this is remarked on.
  package var lateEntry = Limit("5个工作日")!  // a wording of the table
  /// 时区: in minutes east of UTC. What day it is the office's clock says, wherever the machine is.
  package var zone = 8 * 60
  /// 附件上限: the most bytes that an attachment may have to be kept in the repository.
  package var attachmentLimit = 20_000_000
  /// 封存: how long after a seal the next is due; nil where none is.
  package var sealing: Limit?
  /// 封存摘要: whether seals have SM3 digests too.
  package var sealsWithSM3 = false
  /// 判规: by which rules the office's history is judged.
  package var judging = JudgingRules()
  /// 并入: the first commits of other offices whose cases came to this one, by their ids.
  package var admittedOrigins: [String] = []
  /// 级别: severities set for diagnostics by their ids; nil switches one off.
  package var severities: [String: SeveritySetting] = [:]
  /// 起 of 级别: the days from which severities are set so, by the same ids.
  package var severitiesSince: [String: Day] = [:]
  /// 查询: saved queries by name.
  package var queries: [String: String] = [:]

  package init() {}

  package func limit(_ what: OfficeLimit) -> Limit? { limits[what] }

  private static let defaultLimits: ShortMap<OfficeLimit, Limit> = limits([
    (.docket, "3个工作日"), (.issue, "3个工作日"), (.nameOfficer, "5个工作日"), (.object, "3个工作日"),
    (.answerObjection, "3个工作日"), (.answerExtension, "3个工作日"), (.review, "5个工作日"),
    (.submit, "3个工作日"), (.archive, "30日"), (.suspensionReview, "30日"), (.reopen, "5个工作日"),
  ])

  private static let defaultClosing: ShortMap<Urgency, Limit> = limits([
    (.mostUrgent, "5个工作日"), (.urgent, "15日"), (.ordinary, "30日"),
  ])

  private static let defaultRevisits: ShortMap<Watch, Limit> = limits([
    (.key, "90日"), (.longTerm, "180日"),
  ])

  private static func limits<Key>(_ rows: [(Key, String)]) -> ShortMap<Key, Limit> {
    rows.reduce(into: ShortMap(minimumCapacity: rows.count)) { $0[$1.0] = Limit($1.1) }
  }
}

/// 时限 of office.yaml: the limits an office sets for itself and for units.
package enum OfficeLimit: String, Term {
  case docket, issue, acknowledge, nameOfficer, object, answerObjection, answerExtension
  case review, submit, archive, suspensionReview, reopen

  package var name: String {
    switch self {
    case .docket: "立项"
    case .issue: "发函"
    case .acknowledge: "签收"
    case .nameOfficer: "报责任人"
    case .object: "异议"
    case .answerObjection: "答复异议"
    case .answerExtension: "答复延期"
    case .review: "审核"
    case .submit: "呈报"
    case .archive: "归档"
    case .suspensionReview: "中止复核"
    case .reopen: "重启"
    }
  }
}

/// 级别 of office.yaml.
package enum SeveritySetting: String, Term {
  case error, warning, info, off

  package var name: String {
    switch self {
    case .error: "错误"
    case .warning: "警告"
    case .info: "提示"
    case .off: "关闭"
    }
  }
}
