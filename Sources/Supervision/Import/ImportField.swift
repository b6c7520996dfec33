import Messages

/// What a column of an existing ledger can tell about a case.
///
/// Raw values are the identifiers of the ledger's own columns, so that what is exported comes back.
package enum ImportField: String, Sendable, Hashable, CaseIterable {
  case id, instructed, leader
  case instructionClass = "class"
  case title, gist, source, urgency, classification, secrecyTerm, keptAt
  case letterNumber, lead, coUnits, officer, registered, issued
  case tasks, originalLimit, limit, firstReport, cycle, watch, contactLine
  case lastProgress, risk, urged, returned, extended, inspected
  case submitted, closed, archived, archiveNumber, lastRevisit, state, round, next, note

  /// The headings it goes by: first the ledger's, then what other offices write.
  package var names: [String] {
    switch self {
    case .id: ["案号", "编号"]
    case .instructed: ["批示日期", "批示时间"]
    case .leader: ["批示领导"]
    case .instructionClass: ["类别", "批示类别"]
    case .title: ["事项", "标题", "督办事项"]
    case .gist: ["摘要", "批示内容", "批示摘要"]
    case .source: ["来文", "来文标题"]
    case .urgency: ["缓急", "紧急程度"]
    case .classification: ["密级"]
    case .secrecyTerm: ["保密期限"]
    case .keptAt: ["存放处"]
    case .letterNumber: ["文号", "发文字号"]
    case .lead: ["牵头单位", "主办单位", "承办单位"]
    case .coUnits: ["协办单位", "配合单位"]
    case .officer: ["承办责任人", "责任人"]
    case .registered: ["登记日期", "登记时间"]
    case .issued: ["交办日期", "交办时间", "发函日期"]
    case .tasks: ["任务"]
    case .originalLimit: ["原定时限"]
    case .limit: ["现行时限", "时限", "办理时限", "办结时限"]
    case .firstReport: ["初报"]
    case .cycle: ["反馈", "反馈周期"]
    case .watch: ["关注"]
    case .contactLine: ["联系人"]
    case .lastProgress: ["最近进展", "办理进展", "进展情况"]
    case .risk: ["风险"]
    case .urged: ["催办", "催办次数"]
    case .returned: ["退回", "退回次数"]
    case .extended: ["延期", "延期次数"]
    case .inspected: ["核查", "核查次数"]
    case .submitted: ["呈报日期", "呈报时间"]
    case .closed: ["办结日期", "办结时间"]
    case .archived: ["归档日期", "归档时间"]
    case .archiveNumber: ["档号"]
    case .lastRevisit: ["最近回访"]
    case .state: ["状态", "办理状态"]
    case .round: ["轮次"]
    case .next: ["下一节点"]
    case .note: ["备注"]
    }
  }

  package var name: String { names[0] }

  /// Columns of the ledger that are computed anew from the rest, or only count its rows.
  package static let derived = ["灯", "阶段", "文件", "序号"]

  /// Without these a row cannot become a case, whatever else it says.
  static let required: [ImportField] = [.leader, .instructed, .instructionClass]

  private static let named = Dictionary(
    allCases.flatMap { field in (field.names + [field.rawValue]).map { ($0, field) } },
    uniquingKeysWith: { first, _ in first })

  /// The field that a heading or an identifier stands for.
  package init?(named name: String) {
    guard let found = Self.named[name] else { return nil }
    self = found
  }

  /// The header key that the cell is written to as it stands; nil for what becomes a step.
  var headerKey: NewCase.Key? {
    switch self {
    case .leader: .instruction(.leader)
    case .instructed: .instruction(.date)
    case .instructionClass: .instruction(.instructionClass)
    case .gist: .instruction(.gist)
    case .title: .header(.title)
    case .source: .header(.source)
    case .urgency: .header(.urgency)
    case .classification: .header(.classification)
    case .secrecyTerm: .header(.secrecyTerm)
    case .keptAt: .header(.keptAt)
    case .lead: .header(.lead)
    case .coUnits: .header(.coUnits)
    case .firstReport: .header(.firstReport)
    case .cycle: .header(.cycle)
    case .watch: .header(.watch)
    case .contactLine: .header(.contactLine)
    case .id, .letterNumber, .officer, .registered, .issued, .tasks, .originalLimit, .limit,
      .lastProgress, .risk, .urged, .returned, .extended, .inspected, .submitted, .closed,
      .archived, .archiveNumber, .lastRevisit, .state, .round, .next, .note:
      nil
    }
  }

  /// Whether a case that is only a pointer to secret papers may say it.
  var isAllowedInSecretCase: Bool {
    switch self {
    case .title, .gist, .source, .tasks, .lastProgress, .note: false
    case .id, .instructed, .leader, .instructionClass, .urgency, .classification, .secrecyTerm,
      .keptAt, .letterNumber, .lead, .coUnits, .officer, .registered, .issued, .originalLimit,
      .limit, .firstReport, .cycle, .watch, .contactLine, .risk, .urged, .returned, .extended,
      .inspected, .submitted, .closed, .archived, .archiveNumber, .lastRevisit, .state, .round,
      .next:
      true
    }
  }
}
