package import FrontMatter
package import Supervision

/// What a letter can say of a case: the data of its template, by the names an office uses there.
package struct LetterFacts: Sendable {
  /// Why there is nothing to write a letter about.
  package struct Refusal: Error, Sendable, Hashable {
    package let message: Phrase
    package let hint: Phrase?
  }

  package let data: [String: Template.Value]

  /// Every name there is, in every letter: what is not known is empty.
  package static let vocabulary = Template.Vocabulary(
    texts: [
      "机关", "日期", "案号", "标题", "领导", "批示日期", "摘要", "类别", "缓急", "来文", "文号", "发函日期", "主送",
      "单位", "牵头单位", "协办单位", "责任人", "报责任人时限", "初报时限", "反馈", "原定时限", "现行时限", "联系人",
      "催办次数", "等级", "催办日期", "催办说明", "退回次数", "审核日期", "审核人", "退回理由", "补报时限", "报结日期",
      "呈报对象", "办结日期", "阅示", "回访时限",
    ],
    lists: [
      "任务": ["序号", "事项", "承办", "经办人", "标志", "时限", "完成情况"],
      "问题": ["查项", "情况"],
      "应办": ["内容", "应办时限", "状态"],
      "进展": ["进展日期", "报告单位", "进展说明"],
      "核查": ["核查日期", "方式", "地点", "事实", "相符"],
    ])

  /// - Parameter unit: the unit that it goes to or is about; nil for the lead.
  /// - Throws: `Refusal` where the case has not come to what the letter is about.
  package init(_ kind: LetterKind, of state: CaseState, for unit: String?, under schema: Schema)
    throws(Refusal)
  {
    let header = state.subject.header
    guard !header.classification.isSecret else {
      throw Refusal(
        message: Phrase(
          zh: "涉密件不在这里写函", en: "no letter of a secret case is written here"),
        hint: Phrase(zh: "按保密规定办理", en: "follow the rules of secrecy"))
    }
    let steps = state.subject.steps.filter { $0.day <= state.asOf && !$0.isVoid }
    let lead = state.lead ?? header.lead?.value
    guard let unit = unit ?? lead else {
      throw Refusal(
        message: Phrase(zh: "还没有牵头单位", en: "there is no lead unit yet"),
        hint: Phrase(zh: "在表头写明“牵头单位”", en: "write 牵头单位 in the header"))
    }
    try Self.require(kind, state, steps, unit)
    let letter = state.currentLetters.first
    func last(_ kind: StepKind, where isMeant: (Step) -> Bool = { _ in true }) -> Step? {
      steps.last { $0.kind == kind && isMeant($0) }
    }
    func text(_ day: Day?) -> String { day?.spelled ?? "" }
    let urge = last(.urge) { $0[.unit] == unit }
    let returned = last(.review) { $0.term(.conclusion) == ReviewConclusion.returned }
    let review = kind == .returned ? returned : last(.review)
    func due(_ what: Obligation, of owner: String?) -> Day? {
      state.duePoints.first { $0.what == what && (owner == nil || $0.who == owner) }?.due?.day
    }
    let issued = letter?.day ?? state.asOf
    let named = schema.office.limit(.nameOfficer).map {
      schema.calendar.deadline($0, from: issued).day
    }
    let first = header.firstReport.map { schema.calendar.deadline($0.value, from: issued).day }
    let supplement = returned.map { step in
      schema.calendar.deadline(
        step.limit(.supplementLimit) ?? schema.office.limit(.review) ?? schema.office.warning,
        from: step.day
      ).day
    }
    let isSelf = kind == .supervision ? letter?.day : nil
    let dated: Day? =
      switch kind {
      case .supervision: isSelf
      case .urging: urge?.day
      case .returned: returned?.day
      case .submission: last(.submit)?.day
      case .closing: state.milestones.closed
      case .revisit, .feedback, .extensionRequest, .inspectionRecord: nil
      }
    let coUnits = state.coUnits.isEmpty ? header.coUnits.map(\.value) : state.coUnits
    let addressees =
      letter?.addressees ?? [lead].compactMap { $0 } + coUnits
    let further = state.furtherInstruction
    var texts: [String: String] = [
      "机关": schema.office.name, "日期": text(dated ?? state.asOf),
      "案号": state.subject.id ?? "", "标题": header.shownTitle, "领导": state.leader,
      "批示日期": text(further?.day ?? header.instruction?.date?.value),
      "摘要": further.map { $0[.gist] ?? "" } ?? header.instruction?.gist?.value ?? "",
      "类别": state.instructionClass?.name ?? "", "缓急": header.urgency.name,
      "来文": header.source?.value ?? header.shownTitle,
      "文号": letter?.number ?? "\(schema.office.code)〔\(state.asOf.year)〕　　号",
      "发函日期": text(letter?.day), "主送": addressees.joined(separator: "、"), "单位": unit,
      "牵头单位": lead ?? "", "协办单位": coUnits.joined(separator: "、"),
      "责任人": state.unit(unit)?.officer ?? "", "报责任人时限": text(named),
      "初报时限": text(first), "反馈": header.cycle == .once ? "" : header.cycle.name,
      "原定时限": text(state.limit?.original), "现行时限": text(state.limit?.current.day),
      "联系人": header.contactLine?.value ?? "",
    ]
    texts["催办次数"] = "\(steps.count { $0.kind == .urge && $0[.unit] == unit })"
    texts["等级"] = urge?[.level] ?? ""
    texts["催办日期"] = text(urge?.day)
    texts["催办说明"] = urge?[.note] ?? ""
    texts["退回次数"] = "\(state.counts.returned)"
    texts["审核日期"] = text(review?.day)
    texts["审核人"] = review?[.reviewer] ?? ""
    texts["退回理由"] = returned?[.reason] ?? ""
    texts["补报时限"] = text(supplement)
    texts["报结日期"] = text(last(.finalReport)?.day)
    texts["呈报对象"] = last(.submit)?[.recipient] ?? state.leader
    texts["办结日期"] = text(state.milestones.closed)
    texts["阅示"] = last(.close)?[.answer] ?? ""
    texts["回访时限"] = text(due(.revisit, of: nil))
    var data = texts.mapValues { Template.Value.text($0.oneLine.markdown) }
    func list(_ items: [[String: String]]) -> Template.Value {
      .list(items.map { $0.mapValues { $0.oneLine.markdown } })
    }
    data["任务"] = list(Self.tasks(of: state, onlyOf: kind == .feedback ? unit : nil))
    let checks = returned?.checks ?? [:]
    data["问题"] = list(
      Check.allCases.compactMap { check in
        guard let found = checks[check]?.value, found != Check.nothing else { return nil }
        return ["查项": check.name, "情况": found]
      })
    data["应办"] = list(
      state.duePoints.filter { $0.who == unit }.map { point in
        let matter = state.tasks.first { $0.number == point.task }?.matter
        return [
          "内容": matter.map { "\(point.whatText):\($0)" } ?? point.whatText,
          "应办时限": text(point.due?.day), "状态": point.reason?.zh ?? "在期限内",
        ]
      })
    data["进展"] = list(
      steps.filter { $0.kind == .progress }.suffix(10).map { step in
        [
          "进展日期": step.day.spelled, "报告单位": step[.unit] ?? "",
          "进展说明": step[.note] ?? step[.problems].map { "存在问题:\($0)" } ?? "已报告",
        ]
      })
    data["核查"] = list(
      steps.filter { $0.kind == .inspect }.map { step in
        [
          "核查日期": step.day.spelled, "方式": step[.means] ?? "", "地点": step[.place] ?? "",
          "事实": step[.facts] ?? "", "相符": step[.agreement] ?? "",
        ]
      })
    self.data = data
  }

  private static func tasks(of state: CaseState, onlyOf unit: String?) -> [[String: String]] {
    let header = state.subject.header
    guard !state.letters.isEmpty else {
      return header.tasks.enumerated().map { index, task in
        [
          "序号": "\(index + 1)", "事项": task.matter?.value ?? "", "承办": task.unit?.value ?? "",
          "经办人": task.officer?.value ?? "", "标志": task.criterion?.value ?? "",
          "时限": task.limit?.value.wording ?? "", "完成情况": "",
        ]
      }
    }
    return state.currentTasks.filter { unit == nil || $0.unit == unit }.map { task in
      let progress =
        if let done = task.done {
          "已于\(done.spelled)完成"
        } else if task.isExcused {
          "豁免"
        } else if case .percent(let share)? = task.lastCompletion {
          "完成\(share)%"
        } else {
          "未完成"
        }
      return [
        "序号": "\(task.number)", "事项": task.matter, "承办": task.unit,
        "经办人": task.officer ?? state.unit(task.unit)?.officer ?? "",
        "标志": task.criterion ?? "", "时限": task.deadline.current.day.spelled,
        "完成情况": progress,
      ]
    }
  }

  /// That the case has come to what the letter is about.
  private static func require(
    _ kind: LetterKind, _ state: CaseState, _ steps: [Step], _ unit: String
  ) throws(Refusal) {
    func refuse(_ zh: String, _ en: String, _ step: StepKind) -> Refusal {
      Refusal(
        message: Phrase(zh: zh, en: en),
        hint: Phrase(
          zh: "先记“\(step.name)”这一步", en: "record the step \(step.name) (\(step.rawValue)) first"))
    }
    let isThere: Bool
    let refusal: Refusal
    switch kind {
    case .supervision:
      isThere = steps.contains { $0.kind == .docket }
      refusal = refuse("还没有立项,不发督办函", "it is not docketed, so no letter goes out", .docket)
    case .urging:
      isThere = steps.contains { $0.kind == .urge && $0[.unit] == unit }
      refusal = refuse("没有对\(unit)的催办", "\(unit) has not been urged", .urge)
    case .returned:
      isThere = steps.contains { $0.term(.conclusion) == ReviewConclusion.returned }
      refusal = refuse("没有退回过报告", "no report has been sent back", .review)
    case .submission:
      isThere = steps.contains { $0.term(.conclusion) == ReviewConclusion.passed }
      refusal = refuse("报告还没有审核通过", "no report has passed review", .review)
    case .closing, .revisit:
      isThere = state.milestones.closed != nil
      refusal = refuse("还没有办结", "it is not closed", .close)
    case .feedback, .extensionRequest, .inspectionRecord:
      isThere = !state.letters.isEmpty
      refusal = refuse("还没有发函", "no letter has been issued", .issue)
    }
    if !isThere { throw refusal }
  }
}

extension Day {
  /// `2018年7月24日`, as GB/T 9704 has dates.
  fileprivate var spelled: String {
    let parts = components
    return "\(parts.year)年\(parts.month)月\(parts.day)日"
  }
}
