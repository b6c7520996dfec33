import Messages

extension Diagnostic {
  static func outOfPlace(_ step: Step, position: CoursePosition) -> Diagnostic {
    let name = step.kind.name
    let state = position.state
    let message =
      switch (state, step.kind) {
      case (nil, _): Phrase(zh: "还没有登记,不能“\(name)”", en: "\(name) before the case is registered")
      case (_, .register):
        Phrase(zh: "登记只能有一次,而且是第一步", en: "a case is registered once, as its first step")
      case (.handling, .finalReport) where !position.hasLetter:
        Phrase(
          zh: "第\(position.round)轮还没有发函,不能报结",
          en: "\(name) before the letter of round \(position.round)")
      case (let state?, _):
        Phrase(
          zh: "案件处于“\(state.name)”,不能“\(name)”",
          en: "a case that is \(state.name) (\(state.rawValue)) cannot take \(name)")
      }
    let specification = step.kind.specification
    let from = State.allCases.filter { state in
      specification.transitions.contains { $0.from.contains(state) }
    }
    let names = from.map(\.name)
    return Diagnostic(
      .stepOutOfPlace, message, at: step.kindRange,
      help: names.isEmpty
        ? nil
        : Phrase(
          zh: "“\(name)”只能在\(names.joined(separator: "、"))时进行",
          en: "\(name) is lawful in: \(names.joined(separator: ", "))"))
  }

  static func notAssessed(at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .docketedWithoutAssessment,
      Phrase(zh: "立项前没有研判", en: "docketed without being assessed"), at: range,
      help: Phrase(zh: "先记一步“研判”,写明意见", en: "record 研判 with its 意见 first"))
  }

  static func informativeDocketed(at range: Range<Int>, class place: Range<Int>?) -> Diagnostic {
    Diagnostic(
      .informativeDocketed,
      Phrase(zh: "参阅性批示不立项", en: "an informative instruction is never docketed"), at: range,
      notes: place.map { [Note(Phrase(zh: "类别写在这里", en: "its class is given here"), at: $0)] }
        ?? [],
      help: Phrase(
        zh: "改记“不立项”并写理由;领导另有要求的,先记“续批”",
        en: "record 不立项 with its reason; where the leader wants more, 续批 first"))
  }

  static func actionableDeclined(at range: Range<Int>, class place: Range<Int>?) -> Diagnostic {
    Diagnostic(
      .actionableDeclined,
      Phrase(zh: "批办性批示必须立项", en: "an actionable instruction is always docketed"), at: range,
      notes: place.map { [Note(Phrase(zh: "类别写在这里", en: "its class is given here"), at: $0)] } ?? []
    )
  }

  static func notApproved(at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .letterNotApproved,
      Phrase(zh: "发函前没有审定", en: "the letter was issued without approval"), at: range,
      help: Phrase(zh: "先记一步“审定”,写明审定人", en: "record 审定 with its 审定人 first"))
  }

  static func issueWithoutLead(at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .issueWithoutLead, Phrase(zh: "发函时没有牵头单位", en: "the letter has no lead unit"), at: range,
      help: Phrase(zh: "在表头写“牵头单位”", en: "give 牵头单位 in the header"))
  }

  static func issueWithoutTasks(at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .issueWithoutTasks, Phrase(zh: "发函时没有任务", en: "the letter has no tasks"), at: range,
      help: Phrase(
        zh: "首轮在表头写“任务”;新一轮在本步写“任务”或“重办”",
        en: "give 任务 in the header, or 任务 or 重办 here in a later round"))
  }

  static func redoNeedsLimit(_ number: Int, at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .redoNeedsLimit,
      Phrase(
        zh: "任务\(number)的时限是固定日期,重办要有新时限",
        en: "task \(number) had a fixed date and needs a new limit"),
      at: range, help: Phrase(zh: "在本步写“时限”", en: "give 时限 in this step"))
  }

  static func noSuchTask(_ number: Int, of count: Int, at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .noSuchTask,
      Phrase(
        zh: "没有第\(number)项任务,共\(count)项", en: "there is no task \(number); the case has \(count)"),
      at: range)
  }

  static func completionOfWhichTask(_ numbers: [Int], _ step: Step) -> Diagnostic {
    let listed = numbers.map { "\($0)" }.joined(separator: "、")
    return Diagnostic(
      .completionOfWhichTask,
      Phrase(
        zh: "该单位有多项任务(\(listed)),要写明完成的是哪项",
        en: "the unit has several tasks (\(listed)); say which one is meant"),
      at: step.place(of: .completion),
      help: Phrase(zh: "补写“任务: 序号”", en: "add 任务 with its number"))
  }

  static func objectionLate(after day: Day, at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .objectionLate,
      Phrase(zh: "异议时限已于\(day)届满", en: "the limit for objecting ended on \(day)"), at: range)
  }

  static func nothingToAnswer(_ step: Step, from unit: String) -> Diagnostic {
    Diagnostic(
      .nothingToAnswer,
      Phrase(
        zh: "“\(unit)”没有待答复的\(step.kind == .uphold ? "异议" : "延期申请")",
        en: "\(unit) has no open \(step.kind == .uphold ? "objection" : "request for more time")"),
      at: step.kindRange)
  }

  static func extensionAskedLate(after day: Day, at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .extensionAskedLate,
      Phrase(zh: "时限已于\(day)届满,申请延期已迟", en: "the limit had ended on \(day)"), at: range)
  }

  static func reassignWithoutTask(_ unit: String, at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .reassignWithoutTask,
      Phrase(
        zh: "“\(unit)”不是牵头单位,也没有未完成的任务", en: "\(unit) is not the lead and has no open task"),
      at: range)
  }

  /// - Parameter superior: the unit above it that the case has.
  static func unitNotInCase(
    _ unit: String, of units: [String], superior: String?, at range: Range<Int>
  ) -> Diagnostic {
    let listed = units.prefix(8).joined(separator: "、") + (units.count > 8 ? "……" : "")
    var finding = Diagnostic(
      .unitNotInCase,
      superior.map { superior in
        Phrase(
          zh: "本案有“\(superior)”,没有它下面的“\(unit)”",
          en: "the case has \(superior), not \(unit), which is below it")
      } ?? Phrase(zh: "“\(unit)”不是本案的单位", en: "\(unit) is no unit of this case"),
      at: range,
      help: Phrase(
        zh: "本案的单位:\(listed);新参加的先记“改派”或再发函",
        en: "the case has: \(listed); one that joins comes by 改派 or a further letter"))
    if superior != nil { finding.severity = .warning }
    return finding
  }

  static func finalReportByOther(_ unit: String, lead: String, at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .finalReportByOtherUnit,
      Phrase(
        zh: "报结的应是牵头单位“\(lead)”,不是“\(unit)”",
        en: "the final report comes from the lead, \(lead), not from \(unit)"),
      at: range)
  }

  static func reportedUnfinished(_ numbers: [Int], at range: Range<Int>) -> Diagnostic {
    let listed = numbers.map { "\($0)" }.joined(separator: "、")
    return Diagnostic(
      .reportedUnfinished,
      Phrase(zh: "报结时任务\(listed)尚未完成", en: "tasks not done at the final report: \(listed)"),
      at: range)
  }

  static func passedUnfinished(_ numbers: [Int], at range: Range<Int>) -> Diagnostic {
    let listed = numbers.map { "\($0)" }.joined(separator: "、")
    return Diagnostic(
      .passedUnfinished,
      Phrase(zh: "任务\(listed)未完成也未豁免,不能通过", en: "tasks neither done nor excused: \(listed)"),
      at: range,
      help: Phrase(
        zh: "退回;或写“豁免: [\(listed)]”和“理由”", en: "return it, or give 豁免: [\(listed)] and 理由"))
  }

  static func exemptionWithoutReason(at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .exemptionWithoutReason, Phrase(zh: "豁免任务要写理由", en: "tasks are excused with a reason"),
      at: range, help: Phrase(zh: "补写“理由”", en: "add 理由"))
  }

  static func passedAgainstChecks(_ check: Check, _ found: Located<String>, at range: Range<Int>)
    -> Diagnostic
  {
    Diagnostic(
      .reviewContradictsChecks,
      Phrase(
        zh: "审核结论为“通过”,但五查中“\(check.name)”写有问题",
        en: "the conclusion is 通过, but \(check.name) of the five checks names a fault"),
      at: range,
      notes: [
        Note(
          Phrase(
            zh: "这里写的是“\(found.value.firstLine)”", en: "here it says \"\(found.value.firstLine)\""),
          at: found.range)
      ],
      help: Phrase(
        zh: "把结论改为“退回”,或说明问题已经解决", en: "make the conclusion 退回, or say that it is solved"))
  }

  static func returnedWithoutFault(at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .reviewContradictsChecks,
      Phrase(
        zh: "审核结论为“退回”,但五查均无问题,也没有理由",
        en: "the conclusion is 退回, but the five checks name no fault and there is no 理由"),
      at: range,
      help: Phrase(
        zh: "在五查里写明问题,或补写“理由”", en: "name the fault in the five checks, or add 理由"))
  }

  static func contradictionUnanswered(_ inspection: Step, at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .contradictionUnanswered,
      Phrase(
        zh: "核查与报告不符,此后没有退回或再次核查相符,不能通过",
        en:
          "an inspection contradicts the report, and neither a return nor an agreeing one followed"),
      at: range,
      notes: [
        Note(
          Phrase(zh: "\(inspection.day)的核查", en: "the inspection of \(inspection.day)"),
          at: inspection.kindRange)
      ])
  }

  static func reviewerOfUnit(_ unit: String, at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .reviewerOfUnit,
      Phrase(
        zh: "审核人来自承办单位“\(unit)”", en: "the reviewer is from \(unit), a unit of the case"),
      at: range)
  }
}

extension String {
  /// The first line, for a message.
  var firstLine: String { prefix { $0 != "\n" }.description }
}
