/// A column of a reply sheet: what the office says in a row, or what is to be filled in.
package enum ReplyColumn: Sendable, Hashable, CaseIterable {
  // Said, and locked.
  case row, caseNumber, title, unit, what, matter, original, due, light
  // Filled in by a unit.
  case officer, progress, completion, problems, plan, risk, newLimit, reason, finalReport
  // Filled in by the office.
  case means, contact, level, urging, stocktake
  // Filled in by either.
  case handler, day

  /// Its heading.
  package var name: String {
    switch self {
    case .row: "序"
    case .caseNumber: "案号"
    case .title: "事项"
    case .unit: "单位"
    case .what: "应办"
    case .matter: "内容"
    case .original: "原定时限"
    case .due: "现行时限"
    case .light: "灯"
    case .officer: "责任人"
    case .progress: "本期进展"
    case .completion: "完成"
    case .problems: "存在问题"
    case .plan: "下步打算"
    case .risk: "风险"
    case .newLimit: "申请延期至"
    case .reason: "延期理由"
    case .finalReport: "报结"
    case .means: "沟通方式"
    case .contact: "沟通内容"
    case .level: "催办等级"
    case .urging: "催办说明"
    case .stocktake: "调度情况"
    case .handler: "经办人"
    case .day: "日期"
    }
  }

  package var isSaid: Bool { Self.said.contains(self) }

  static let said: [ReplyColumn] = [
    .row, .caseNumber, .title, .unit, .what, .matter, .original, .due, .light,
  ]

  /// Those of a unit's sheet. The unit itself stands above it.
  static let ofUnit: [ReplyColumn] =
    said.filter { $0 != .unit } + [
      .officer, .progress, .completion, .problems, .plan, .risk, .newLimit, .reason, .finalReport,
      .handler, .day,
    ]

  /// Those of the office's own sheet, of which the day is that on which it is received.
  static let ofOffice: [ReplyColumn] =
    said.filter { $0 != .original } + [.means, .contact, .level, .urging, .stocktake, .handler]

  /// What may be chosen; nil where anything may be written.
  package var choices: [String]? {
    switch self {
    case .completion: ["是", "否"]
    case .finalReport: ["是"]
    case .risk: Risk.allCases.map(\.name)
    case .means: ContactMeans.allCases.map(\.name)
    case .level: UrgeLevel.allCases.map(\.name)
    case .row, .caseNumber, .title, .unit, .what, .matter, .original, .due, .light, .officer,
      .progress, .problems, .plan, .newLimit, .reason, .contact, .urging, .stocktake, .handler,
      .day:
      nil
    }
  }

  /// Whether something else than what may be chosen may be written: 完成 takes a share.
  package var isOpen: Bool { self == .completion }

  /// In digits.
  package var width: Int {
    switch self {
    case .row, .light, .completion, .risk, .finalReport, .level: 7
    case .caseNumber, .original, .due, .officer, .newLimit, .handler, .day, .means, .what: 12
    case .unit: 18
    case .title, .matter, .problems, .plan, .reason, .urging: 24
    case .progress, .contact, .stocktake: 40
    }
  }

  /// Whether what is typed stays as it is typed: a spreadsheet would make days and shares of it. A longer text
  /// it would not show so.
  package var isLiteral: Bool { width < 18 && !isSaid }

  /// As people write it in a heading.
  init?(heading: String, of columns: [ReplyColumn]) {
    let written = heading.filter { !$0.isWhitespace }
    guard let column = columns.first(where: { $0.name == written }) else { return nil }
    self = column
  }
}
