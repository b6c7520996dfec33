package import Supervision

/// What a paper can say of a case: the data of its template, by the names an office uses there
/// (`Template.Vocabulary.letter`).
package struct LetterFacts: Sendable {
  package let data: [String: Template.Value]

  /// - Parameters:
  ///   - state: of the day that the occasion has; what came of it later is not in its paper.
  ///   - number: the paper's own 文号, where it is no letter that is recorded with one.
  ///   - copies: 抄送, as the office adds them.
  package init(
    _ occasion: LetterOccasion, of state: CaseState, number: String? = nil,
    copies: [String] = [], under schema: Schema
  ) {
    let subject = LetterSubject(
      occasion: occasion, state: state, schema: schema, ownNumber: number, copies: copies)
    data = Template.data(subject.texts, subject.lists)
  }
}

extension Template {
  /// Texts and lists as they stand in print; every item of a list has its 序号.
  static func data(_ texts: [String: String], _ lists: [String: [[String: String]]])
    -> [String: Value]
  {
    var data = texts.mapValues { Value.text($0.asPrinted) }
    for (name, items) in lists {
      data[name] = .list(
        items.enumerated().map { index, item in
          ["序号": "\(index + 1)"].merging(item) { $1 }.mapValues(\.asPrinted)
        })
    }
    return data
  }
}

/// A case as one paper sees it.
struct LetterSubject {
  let occasion: LetterOccasion
  let state: CaseState
  let schema: Schema
  let ownNumber: String?
  let copies: [String]

  /// The round's first letter.
  var first: Letter? { state.currentLetters.first }

  /// The letter that a 督办函 is; the round's first one in other papers.
  var letter: Letter? {
    occasion.kind == .supervision
      ? state.letters.first { $0.step == occasion.step?.number } : first
  }

  var header: Header { state.subject.header }
  var lead: String? { state.lead ?? header.lead?.value }
  var coUnits: [String] {
    state.coUnits.isEmpty ? header.coUnits.map(\.value) : state.coUnits
  }

  func last(_ kind: StepKind, where isMeant: (Step) -> Bool = { _ in true }) -> Step? {
    state.stepsInForce.last { $0.kind == kind && isMeant($0) }
  }
}

// MARK: Texts

extension LetterSubject {
  var texts: [String: String] {
    var texts = caseTexts
    for more in [letterTexts, limitTexts, urgingTexts, outcomeTexts] {
      texts.merge(more) { $1 }
    }
    return texts
  }

  private var caseTexts: [String: String] {
    let further = state.furtherInstruction
    return [
      "机关": schema.office.name, "自称": schema.office.ownName,
      "日期": (occasion.day ?? state.asOf).spelled,
      "案号": state.subject.id ?? "", "标题": header.shownTitle, "领导": state.leader,
      "批示日期": (further?.day ?? header.instruction?.date?.value).spelled,
      "摘要": (further.map { $0[.gist] ?? "" } ?? header.instruction?.gist?.value ?? "").withoutStop,
      "类别": state.instructionClass?.name ?? "", "缓急": header.urgency.name,
      "紧急程度": header.urgency.mark, "来文": paper,
      "来文题名": paper.withoutOwnNumber,
      "单位": occasion.unit, "牵头单位": lead ?? "", "协办单位": coUnits.joined(separator: "、"),
      "责任人": state.unit(occasion.unit)?.officer ?? "",
      "联系人": header.contactLine?.value ?? schema.office.contactLine ?? "",
    ]
  }

  /// What the round's instruction stands on: its own paper, not that of an earlier round.
  private var paper: String {
    guard let further = state.furtherInstruction else {
      return header.source?.value ?? header.shownTitle
    }
    return further[.source] ?? "“\(header.shownTitle.quotedWithin)”有关事项"
  }

  private var letterTexts: [String: String] {
    let isFurther = letter != nil && letter?.step != first?.step
    let addressees = letter?.addressees ?? [lead].compactMap { $0 } + coUnits
    var copied: [String] = []
    if occasion.kind == .supervision, isFurther {
      copied = ([lead].compactMap { $0 } + coUnits).filter { !addressees.contains($0) }
    }
    copied += copies.filter { !copied.contains($0) }
    // 未赋号: to be written in by hand.
    let blank = "\(schema.office.code)〔\(state.asOf.year)〕　　号"
    let own = ownNumber ?? (occasion.kind == .supervision ? letter?.number : nil) ?? blank
    return [
      "文号": letter?.number ?? blank, "本函文号": own, "发函日期": (letter?.day).spelled,
      "前函": isFurther ? first?.number ?? "" : "", "前函日期": isFurther ? (first?.day).spelled : "",
      "主送": addressees.joined(separator: "、"), "抄送": copied.joined(separator: "、"),
      "上轮函": state.letters.last { $0.round < state.round }?.number ?? "",
      "反馈": header.cycle == .once ? "" : header.cycle.name,
      "首次反馈": firstReport.spelled,
    ]
  }

  /// When the first of the periodic reports is due: of a letter that went out, of one that would today.
  private var firstReport: Day? {
    let start = letter?.day ?? state.asOf
    return header.cycle.end(ofPeriod: 1, from: start).map {
      schema.calendar.workingDay(onOrAfter: $0)
    }
  }

  /// The day a limit of the office ends that counts from the letter, or would if it went out today.
  private func day(of limit: OfficeLimit) -> Day? {
    schema.office.limit(limit).map { schema.calendar.deadline($0, from: state.asOf).day }
  }

  private func due(_ what: Obligation, of units: [String]? = nil) -> Day? {
    state.duePoints.filter { $0.what == what && units?.contains($0.who) ?? true }
      .compactMap { $0.due?.day }.max()
  }

  private var limitTexts: [String: String] {
    let isDraft = occasion.kind == .supervision && letter == nil
    let named =
      isDraft ? day(of: .nameOfficer) : due(.nameOfficer, of: letter?.addressees ?? [])
    let first = header.firstReport.map { schema.calendar.deadline($0.value, from: state.asOf).day }
    return [
      "报责任人时限": named.spelled, "异议时限": day(of: .object).spelled,
      "初报时限": (isDraft ? first : due(.firstReport)).spelled,
      "原定时限": (state.limit?.original).spelled, "现行时限": (state.limit?.current.day).spelled,
      "回访时限": due(.revisit).spelled,
      "答复时限": schema.calendar.deadline(schema.office.warning, from: state.asOf).day.spelled,
    ]
  }

  private var urgingTexts: [String: String] {
    let urge = occasion.kind == .urging ? occasion.step : last(.urge) { $0[.unit] == occasion.unit }
    let count = state.stepsInForce.count {
      $0.kind == .urge && $0[.unit] == occasion.unit && $0.number <= urge?.number ?? .max
    }
    return [
      "催办次数": "\(count)", "等级": urge?[.level] ?? "", "催办日期": (urge?.day).spelled,
      "催办说明": urge?[.note] ?? "",
    ]
  }

  var returned: Step? {
    occasion.kind == .returned
      ? occasion.step : last(.review) { $0.term(.conclusion) == ReviewConclusion.returned }
  }

  private var outcomeTexts: [String: String] {
    let review = occasion.kind == .returned ? returned : last(.review)
    let supplement = returned.map { step in
      schema.calendar.deadline(
        step.limit(.supplementLimit) ?? schema.office.limit(.review) ?? schema.office.warning,
        from: step.day
      ).day
    }
    let submitted = occasion.kind == .submission ? occasion.step : last(.submit)
    return [
      "退回次数": "\(state.counts.returned)", "审核日期": (review?.day).spelled,
      "审核人": review?[.reviewer] ?? "", "退回理由": (returned?[.reason] ?? "").withoutStop,
      "补报时限": supplement.spelled, "报结日期": (last(.finalReport)?.day).spelled,
      "报结文号": last(.finalReport)?[.letterNumber] ?? "",
      "报结说明": (last(.finalReport)?[.note] ?? "").withoutStop,
      "拟办": submitted?[.note]?.withoutStop ?? "",
      "呈报对象": submitted?[.recipient] ?? state.leader,
      "办结日期": state.milestones.closed.spelled, "阅示": last(.close)?[.answer] ?? "",
    ]
  }
}

extension String {
  /// The title of a paper without the number that stands behind it: `《…报告》（×督查专报〔2018〕12号）`.
  fileprivate var withoutOwnNumber: String {
    guard hasSuffix("号）"), let start = lastIndex(of: "（"), start != startIndex else { return self }
    return String(self[..<start])
  }
}
