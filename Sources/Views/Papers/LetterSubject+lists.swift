import Supervision

// The lists of a letter's facts, an item a row.
extension LetterSubject {
  var lists: [String: [[String: String]]] {
    [
      "任务": tasks, "问题": faults, "应办": owed, "进展": reports, "核查": inspections,
      "附件": attachments,
    ]
  }

  /// A letter's own tasks; in its unit's form, the unit's; else the round's.
  private var tasks: [[String: String]] {
    guard !state.letters.isEmpty else { return header.tasks.enumerated().map(draft) }
    let current = state.currentTasks.filter { task in
      switch occasion.kind {
      case .supervision: letter?.tasks.contains(task.number) ?? true
      case .feedback: task.unit == occasion.unit || occasion.unit == lead
      case .urging, .returned, .submission, .closing, .revisit, .extensionRequest,
        .inspectionRecord:
        true
      }
    }
    return current.map { task in
      [
        "序号": "\(task.number)", "事项": task.matter.withoutStop, "承办": task.unit,
        "经办人": task.officer ?? state.unit(task.unit)?.officer ?? "",
        "标志": (task.criterion ?? "").withoutStop, "时限": task.deadline.current.day.spelled,
        "完成情况": task.standing, "结果": result(of: task),
      ]
    }
  }

  /// What the unit said it found and did when it reported the task done, or last, in its own words.
  private func result(of task: TaskState) -> String {
    let own = state.stepsInForce.filter { step in
      step.kind == .progress
        && (step.number(.task) == task.number
          || step.number(.task) == nil && step[.unit] == task.unit)
    }
    guard let step = own.last(where: { $0.completion?.isDone == true }) ?? own.last else {
      return ""
    }
    return [
      step[.note], step[.problems].map { "存在问题：\($0)" }, step[.plan].map { "下步打算：\($0)" },
    ].compactMap { $0?.withoutStop }.filter { !$0.isEmpty }.joined(separator: "；")
  }

  private func draft(_ index: Int, _ task: Task) -> [String: String] {
    [
      "序号": "\(index + 1)", "事项": (task.matter?.value ?? "").withoutStop,
      "承办": task.unit?.value ?? lead ?? "", "经办人": task.officer?.value ?? "",
      "标志": (task.criterion?.value ?? "").withoutStop,
      "时限": task.limit?.value.wording ?? "", "完成情况": "", "结果": "",
    ]
  }

  private var faults: [[String: String]] {
    let checks = returned?.checks ?? [:]
    return Check.allCases.compactMap { check in
      guard let found = checks[check]?.value, found != Check.nothing else { return nil }
      return ["查项": check.name, "情况": found.withoutStop]
    }
  }

  /// What is overdue; where nothing is, what falls due next.
  private var owed: [[String: String]] {
    let all = state.duePoints.filter { $0.who == occasion.unit && $0.due != nil }
    let overdue = all.filter { $0.light == .red }
    return (overdue.isEmpty ? Array(all.prefix(1)) : overdue).map { point in
      let matter = state.tasks.first { $0.number == point.task }?.matter
      let isMoved = point.original != point.due?.day
      let late = point.due.map { state.asOf.days(since: $0.day) } ?? 0
      return [
        "内容": matter.map { "完成任务\(point.task ?? 0)“\($0.withoutStop)”" } ?? point.whatInFull,
        "应办时限": (point.due?.day).spelled, "原时限": isMoved ? point.original.spelled : "",
        "状态": late > 0 ? "已逾期\(late)天" : late == 0 ? "今日到期" : "即将到期",
      ]
    }
  }

  private var reports: [[String: String]] {
    state.stepsInForce.filter { $0.kind == .progress }.suffix(10).map { step in
      [
        "进展日期": step.day.spelled, "报告单位": step[.unit] ?? "",
        "进展说明": (step[.note] ?? step[.problems].map { "存在问题：\($0)" } ?? "已报告").withoutStop,
      ]
    }
  }

  private var inspections: [[String: String]] {
    state.stepsInForce.filter { $0.kind == .inspect }.map { step in
      [
        "核查日期": step.day.spelled, "方式": step[.means] ?? "", "地点": step[.place] ?? "",
        "事实": (step[.facts] ?? "").withoutStop, "相符": step[.agreement] ?? "",
      ]
    }
  }

  /// 附件说明 as GB/T 9704, 7.3.4 has it: `附件：1. 名单`, then `　　　2. 表`; no number where there is
  /// one only, and no stop after a name.
  private var attachments: [[String: String]] {
    let names = (occasion.step?.attachments ?? []).map(\.path.value.nameStem)
    return names.enumerated().map { index, name in
      let number = names.count > 1 ? "\(index + 1). " : ""
      return ["附件说明": (index == 0 ? "附件：" : "　　　") + number + name]
    }
  }
}

extension TaskState {
  /// How it stands, in words: `已于2018年8月24日完成`.
  var standing: String {
    if let done { return "已于\(done.spelled)完成" }
    if isExcused { return "予以豁免" }
    if case .percent(let share)? = lastCompletion { return "完成\(share)%" }
    return "尚未完成"
  }
}

extension DuePoint {
  /// What is owed as a letter says it: `报送承办责任人`.
  var whatInFull: String {
    switch what {
    case .acknowledge: "签收督办函"
    case .nameOfficer: "报送承办责任人"
    case .firstReport: "报送初次报告"
    case .progress: "报送进展情况"
    case .finalReport: "报送办结报告"
    case .docket, .issue, .answerObjection, .task, .answerExtension, .stocktake, .bulletin, .review,
      .submit, .answer, .resume, .archive, .revisit, .reopen:
      whatText
    }
  }
}

extension String {
  /// A path's last name, without its ending.
  var nameStem: String {
    let name = split(separator: "/").last.map(String.init) ?? self
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }
}
