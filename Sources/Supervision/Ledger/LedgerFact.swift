/// One thing that a ledger says of a case: our own, or that of another office.
///
/// Its case and its entry below are all that is decided about it; tables, sheets, data, queries,
/// orders, help and the import are made from them. Where a row has it, `LedgerRow` says. Raw values
/// are the identifiers of data and the command line.
package enum LedgerFact: String, Sendable, Hashable, CaseIterable {
  case id, instructed, leader
  case instructionClass = "class"
  case title, urgency, classification, letterNumber, lead, coUnits, officer, issued, tasks
  case originalLimit, limit, lastProgress, next, light, urged, returned, extended, inspected
  case submitted, closed, archiveNumber, lastRevisit, note
  case state, stage, round, gist, source, cycle, watch, risk, registered, path
  case due, who, unit, undone, revisited, archived, lastStep, ended, overdue, text
  case secrecyTerm, keptAt, firstReport, contactLine
}

/// A key of ROW, the row of the ledger's data, in the order of the format: keys are only ever added.
/// A dot leads into an object.
package enum RowKey: String, Sendable, Hashable, CaseIterable {
  case id, title
  case instructionLeader = "instruction.leader"
  case instructionDate = "instruction.date"
  case instructionClass = "instruction.class"
  case instructionGist = "instruction.gist"
  case urgency, classification, lead, coUnits, state, stage, round, light, next
  case urged = "counts.urged"
  case returned = "counts.returned"
  case extended = "counts.extended"
  case inspected = "counts.inspected"
  case revisited = "counts.revisited"
  case letterNumber, officer, tasks
  case originalLimit = "limit.original"
  case currentLimit = "limit.current"
  case risk, lastProgress, issued, submitted, closed, archived, archiveNumber, lastRevisit, lastStep
  case path
}

extension LedgerFact {
  /// The catalogue. Columns stand in its order: those of real ledgers, those to compute with, those
  /// that are shown only when they are asked for.
  ///
  /// Widths are such that the printed columns fit a page of A3 at nearly four fifths of their size:
  /// letters of ten points are printed in eight.
  var written: Entry {
    switch self {
    case .id:
      Entry(
        "案号", or: ["编号"], .text, .printed(width: 10), json: .id, import: .course(["编号"]))
    case .instructed:
      Entry(
        "批示日期", or: ["date"], .day, .printed(width: 10), json: .instructionDate,
        import: .key(.instruction(.date), ["批示时间", "批示日", "签批日期", "签批时间", "领导批示日期", "领导批示时间"]))
    case .leader:
      Entry(
        "批示领导", or: ["领导"], .text, .printed(width: 10, narrowest: 8), json: .instructionLeader,
        import: .key(
          .instruction(.leader), ["领导", "批示人", "领导同志", "批示领导同志", "签批领导", "交办领导"]))
    case .instructionClass:
      Entry(
        "类别", or: ["批示类别"], .term(InstructionClass.self), .printed(width: 7),
        json: .instructionClass,
        import: .key(.instruction(.instructionClass), ["批示类别", "批示类型", "批件类别"]))
    case .title:
      Entry(
        "事项", or: ["标题"], .text, .printed(width: 18, narrowest: 16), json: .title,
        import: .key(
          .header(.title),
          [
            "标题", "督办事项", "事项名称", "批示事项", "交办事项", "督查事项", "主要事项", "工作事项", "督办内容", "督查内容",
            "交办内容", "批示件名称", "督办件名称", "重点工作", "主题", "事由",
          ]))
    case .urgency:
      Entry(
        "缓急", or: [], .term(Urgency.self), .printed(width: 5), json: .urgency,
        import: .key(.header(.urgency), ["紧急程度", "缓急程度", "紧急等级"]))
    case .classification:
      Entry(
        "密级", or: [], .scale(Classification.self), .printed(width: 5), json: .classification,
        import: .key(.header(.classification), []))
    case .letterNumber:
      Entry(
        "文号", or: ["letter"], .text, .printed(width: 13, narrowest: 10), json: .letterNumber,
        import: .course(["发文字号", "督办文号", "交办文号", "督办函号", "督办函文号", "函号", "发文号"]))
    case .lead:
      Entry(
        "牵头单位", or: ["牵头"], .text, .printed(width: 12, narrowest: 10), json: .lead,
        import: .key(
          .header(.lead),
          [
            "主办单位", "承办单位", "责任单位", "办理单位", "主办", "牵头", "牵头部门", "责任部门", "承办部门", "主责单位", "牵头责任单位",
            "牵头承办单位",
          ]))
    case .coUnits:
      Entry(
        "协办单位", or: ["协办", "coUnit"], .text, .printed(width: 14, narrowest: 10), json: .coUnits,
        import: .key(
          .header(.coUnits), ["配合单位", "协办", "参加单位", "配合", "参与单位", "协同单位", "协办部门", "配合部门"]))
    case .officer:
      Entry(
        "承办责任人", or: ["责任人", "具体责任人"], .text, .printed(width: 9, narrowest: 10), json: .officer,
        import: .course(["责任人", "承办人", "负责人", "具体责任人", "责任领导"]))
    case .issued:
      Entry(
        "交办日期", or: ["交办", "发函日期"], .day, .printed(width: 10), json: .issued,
        import: .course(["交办时间", "发函日期", "发函时间", "转办日期", "转办时间", "督办日期", "督办时间", "下达时间"]))
    case .tasks:
      Entry(
        "任务", or: ["任务数"], .number, .printed(width: 5), json: .tasks,
        import: .course(["工作任务", "具体任务", "任务内容", "任务分解", "主要任务", "办理任务"]))
    case .originalLimit:
      Entry(
        "原定时限", or: [], .day, .printed(width: 10), json: .originalLimit,
        import: .course(["原定", "原时限", "原定期限", "原定办理时限", "原定完成时限", "原办理时限", "原完成时限"]))
    case .limit:
      Entry(
        "现行时限", or: ["时限"], .day, .printed(width: 10), json: .currentLimit,
        import: .course([
          "时限", "办理时限", "办结时限", "完成时限", "办理期限", "完成期限", "现行", "现时限", "期限", "时限要求", "完成时间", "要求完成时间",
          "计划完成时间", "反馈时限", "报送时限", "限办时间", "限办日期", "截止日期", "截止时间", "时间节点", "调整后时限", "延期后时限",
        ]))
    case .lastProgress:
      Entry(
        "最近进展", or: ["进展"], .day, .printed(width: 20, narrowest: 16), json: .lastProgress,
        import: .course([
          "办理进展", "进展情况", "办理情况", "进展", "落实情况", "工作进展", "最新进展", "目前进展", "当前进展", "推进情况", "完成情况",
          "反馈情况", "办理结果", "办理落实情况", "贯彻落实情况", "工作进展情况",
        ]))
    case .next:
      Entry(
        "下一节点", or: ["节点", "what"], .event(Obligation.self), .printed(width: 16, narrowest: 30),
        json: .next, import: .course([]))
    case .light:
      Entry("灯", or: [], .scale(Light.self), .printed(width: 4), json: .light, import: .computed)
    case .urged:
      Entry("催办", or: [], .number, .printed(width: 4), json: .urged, import: .course(["催办次数"]))
    case .returned:
      Entry(
        "退回", or: [], .number, .printed(width: 4), json: .returned, import: .course(["退回次数"]))
    case .extended:
      Entry(
        "延期", or: [], .number, .printed(width: 4), json: .extended, import: .course(["延期次数"]))
    case .inspected:
      Entry(
        "核查", or: [], .number, .printed(width: 4), json: .inspected, import: .course(["核查次数"]))
    case .submitted:
      Entry(
        "呈报日期", or: ["呈报"], .day, .printed(width: 10), json: .submitted,
        import: .course(["呈报时间", "上报时间", "上报日期"]))
    case .closed:
      Entry(
        "办结日期", or: ["办结"], .day, .printed(width: 10), json: .closed,
        import: .course(["办结时间", "办结日", "实际办结时间", "实际办结日期", "实际完成时间", "销号时间", "销号日期"]))
    case .archiveNumber:
      Entry(
        "档号", or: [], .text, .printed(width: 9, narrowest: 8), json: .archiveNumber,
        import: .course([]))
    case .lastRevisit:
      Entry(
        "最近回访", or: ["回访结果", "revisit", "revisitedOn"], .event(RevisitResult.self),
        .printed(width: 10), json: .lastRevisit, import: .course([]))
    case .note:
      Entry(
        "备注", or: [], .text, .printed(width: 12, narrowest: 16), json: nil,
        import: .course(["说明", "其他"]))

    case .state:
      Entry(
        "状态", or: [], .term(State.self), .listed(width: 10), json: .state,
        import: .course(["办理状态", "当前状态", "办件状态", "落实状态", "是否办结", "是否完成"]))
    case .stage:
      Entry("阶段", or: [], .term(Stage.self), .listed(width: 8), json: .stage, import: .computed)
    case .round:
      Entry("轮次", or: [], .number, .listed(width: 7), json: .round, import: .course([]))
    case .gist:
      Entry(
        "摘要", or: [], .text, .listed(width: 28, narrowest: 16), json: .instructionGist,
        import: .key(
          .instruction(.gist), ["批示内容", "批示摘要", "批示要求", "批示意见", "领导批示", "领导批示内容", "批示精神", "批示要点"]))
    case .source:
      Entry(
        "来文", or: [], .text, .listed(width: 24, narrowest: 10), json: nil,
        import: .key(.header(.source), ["来文标题", "来文名称", "文件标题", "文件名称"]))
    case .cycle:
      Entry(
        "反馈", or: [], .text, .listed(width: 10), json: nil,
        import: .key(.header(.cycle), ["反馈周期"]))
    case .watch:
      Entry(
        "关注", or: [], .term(Watch.self), .listed(width: 8), json: nil,
        import: .key(.header(.watch), []))
    case .risk:
      Entry("风险", or: [], .scale(Risk.self), .listed(width: 8), json: .risk, import: .course([]))
    case .registered:
      Entry(
        "登记日期", or: ["登记"], .day, .listed(width: 12), json: nil,
        import: .course(["登记时间", "收文日期", "收文时间", "收件日期", "收件时间"]))
    case .path:
      Entry("文件", or: [], .text, .listed(width: 28), json: .path, import: .computed)

    case .due:
      Entry("到期", or: ["到期日", "下一节点日期"], .day, .asked(width: 10), json: nil, import: .not)
    case .who:
      Entry("责任方", or: ["该谁办"], .text, .asked(width: 12, narrowest: 10), json: nil, import: .not)
    case .unit:
      Entry("单位", or: ["承办单位"], .text, .asked(width: 14, narrowest: 10), json: nil, import: .not)
    case .undone:
      Entry("未完成任务", or: [], .number, .asked(width: 5), json: nil, import: .not)
    case .revisited:
      Entry("回访", or: ["回访次数"], .number, .asked(width: 4), json: .revisited, import: .not)
    case .archived:
      Entry(
        "归档日期", or: ["归档"], .day, .asked(width: 10), json: .archived, import: .course(["归档时间"]))
    case .lastStep:
      Entry(
        "最近步骤", or: ["步骤", "step"], .event(StepKind.self), .asked(width: 10), json: .lastStep,
        import: .not)
    case .ended:
      Entry("了结", or: [], .term(Answer.self), .asked(width: 4), json: nil, import: .not)
    case .overdue:
      Entry("逾期", or: [], .term(Answer.self), .asked(width: 4), json: nil, import: .not)
    case .text:
      Entry("全文", or: ["文字"], .text, .searched, json: nil, import: .not)

    case .secrecyTerm:
      Entry(
        "保密期限", or: [], .text, .absent, json: nil, import: .key(.header(.secrecyTerm), []))
    case .keptAt:
      Entry("存放处", or: [], .text, .absent, json: nil, import: .key(.header(.keptAt), []))
    case .firstReport:
      Entry("初报", or: [], .text, .absent, json: nil, import: .key(.header(.firstReport), []))
    case .contactLine:
      Entry("联系人", or: [], .text, .absent, json: nil, import: .key(.header(.contactLine), []))
    }
  }
}
