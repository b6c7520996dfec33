/// A key that a step may have. Raw values are the identifiers used in data and on the command line.
package enum StepKey: String, Sendable, Hashable, CaseIterable {
  case date, kind, lateEntry, handler, note, attachments, origin
  case unit, officer, means, opinion, approvedBy, reason, destination, approver
  case addressees, letterNumber, sameLetter, lead, coUnits, limit, tasks, redo
  case task, reportType, completion, problems, plan, risk, level
  case newLimit, formerUnit, newUnit, leader, instructionClass, gist, source, expectedResume
  case place, facts, agreement, reviewer, checks, conclusion, supplementLimit, exempt
  case recipient, answer, archiveNumber, result, next, title
  case reminded, messageID
  case target, field, original, replacement

  /// As it stands in a case file. 任务 names a list in a letter and a number elsewhere.
  package var name: String {
    switch self {
    case .date: "日期"
    case .kind: "步骤"
    case .lateEntry: "补录"
    case .handler: "经办"
    case .note: "说明"
    case .attachments: "附件"
    case .origin: "来源"
    case .unit: "单位"
    case .officer: "责任人"
    case .means: "方式"
    case .opinion: "意见"
    case .approvedBy: "批准"
    case .reason: "理由"
    case .destination: "去向"
    case .approver: "审定人"
    case .addressees: "主送"
    case .letterNumber: "文号"
    case .sameLetter: "同函"
    case .lead: "牵头单位"
    case .coUnits: "协办单位"
    case .limit: "时限"
    case .tasks, .task: "任务"
    case .redo: "重办"
    case .reportType: "类型"
    case .completion: "完成"
    case .problems: "问题"
    case .plan: "打算"
    case .risk: "风险"
    case .level: "等级"
    case .newLimit: "新时限"
    case .formerUnit: "原单位"
    case .newUnit: "新单位"
    case .leader: "领导"
    case .instructionClass: "类别"
    case .gist: "摘要"
    case .source: "来文"
    case .expectedResume: "预计恢复"
    case .place: "地点"
    case .facts: "事实"
    case .agreement: "相符"
    case .reviewer: "审核人"
    case .checks: "五查"
    case .conclusion: "结论"
    case .supplementLimit: "补报时限"
    case .exempt: "豁免"
    case .recipient: "对象"
    case .answer: "阅示"
    case .archiveNumber: "档号"
    case .result: "结果"
    case .next: "下次"
    case .title: "标题"
    case .reminded: "催报"
    case .messageID: "消息号"
    case .target: "更正"
    case .field: "字段"
    case .original: "原文"
    case .replacement: "改为"
    }
  }

  /// What the key takes unless a step kind says otherwise.
  var shape: Shape {
    switch self {
    case .date: .day
    case .kind: .stepKind
    case .lateEntry: .flag
    case .handler, .officer, .means, .destination, .field, .archiveNumber, .origin, .title,
      .messageID, .source:
      .line
    case .note, .opinion, .reason, .problems, .plan, .gist, .facts: .text
    case .attachments: .attachments
    case .sameLetter, .reminded: .lines
    case .unit, .lead, .formerUnit, .newUnit: .unit
    case .approvedBy, .approver, .leader, .place, .reviewer, .recipient: .line
    case .answer: .text
    case .addressees, .coUnits: .units
    case .letterNumber: .line
    case .limit, .newLimit, .supplementLimit, .next, .expectedResume: .limit
    case .tasks: .tasks
    case .redo, .exempt: .numbers
    case .task: .number
    case .reportType: .choice(of: ReportType.self)
    case .completion: .completion
    case .risk: .choice(of: Risk.self)
    case .level: .choice(of: UrgeLevel.self)
    case .instructionClass: .choice(of: InstructionClass.self)
    case .agreement: .choice(of: Agreement.self)
    case .checks: .checks
    case .conclusion: .choice(of: ReviewConclusion.self)
    case .result: .choice(of: RevisitResult.self)
    case .target: .target
    case .original, .replacement: .any
    }
  }
}
