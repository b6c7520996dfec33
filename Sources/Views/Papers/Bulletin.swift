package import Supervision

/// What moved in the cases between two moments, unit by unit: the data of a 通报.
package struct Bulletin: Sendable {
  /// One case, as it was before the period and at its end.
  package struct Entry: Sendable {
    package let id: String
    /// At the end.
    package let state: CaseState
    /// The steps that the period brought.
    package let moved: [Step]
    /// What units were to have done by the end, and had not done before the period; nothing that stands
    /// still.
    let duties: [Duty]

    /// Nil for a case that is not registered yet, or is secret: nothing of it is told.
    ///
    /// - Parameter state: with its duties.
    package init?(_ state: CaseState, id: String, moved: [Step], from first: Day) {
      guard state.state != nil, !state.subject.header.classification.isSecret else { return nil }
      self.id = id
      self.state = state
      self.moved = moved.filter { !$0.isVoid }
      duties = state.duties.filter { duty in
        if case .unit = duty.point.owner { duty.counts(from: first) } else { false }
      }
    }
  }

  let entries: [Entry]
  let first: Day
  package let last: Day
  package let schema: Schema

  /// - Parameters:
  ///   - entries: in the order of the annex.
  ///   - first: the first day of the period; `last` its last one, as of which everything is told.
  package init(_ entries: [Entry], from first: Day, through last: Day, schema: Schema) {
    self.entries = entries
    self.first = first
    self.last = last
    self.schema = schema
  }

  /// - Parameters:
  ///   - number: its 文号; nil for that of the period's last 通报 step, or a blank one.
  ///   - limit: what late units are given, counted from the last day.
  package func data(number: String?, within limit: Limit, copies: [String])
    -> [String: Template.Value]
  {
    let deadline = schema.calendar.deadline(limit, from: last).day
    let demands = demands
    let coming = coming
    var texts = figures
    texts.merge([
      "机关": schema.office.name, "自称": schema.office.ownName, "日期": last.spelled,
      "文号": number ?? recordedNumber ?? blankNumber, "起始日期": first.spelled,
      "截止日期": last.spelled, "主送": "各承办单位", "抄送": copies.joined(separator: "、"),
      "限期": demands.isEmpty ? "" : deadline.spelled,
      "到期项数": coming.isEmpty ? "" : "\(coming.count)",
    ]) { $1 }
    let lists = [
      "做法": praise, "问题": problems,
      "要求": demands.map { $0.merging(["时限": deadline.spelled]) { $1 } }, "到期": coming,
      "附表": annex,
    ]
    return Template.data(texts, lists)
  }

  private var recordedNumber: String? {
    entries.flatMap(\.moved).filter { $0.kind == .bulletin }.max { $0.day < $1.day }?[
      .letterNumber]
  }

  /// `×督函` has `×督通` beside it.
  private var blankNumber: String {
    let code = schema.office.code
    let base = code.hasSuffix("函") ? String(code.dropLast()) : code
    return "\(base)通〔\(last.year)〕　　号"
  }
}

// MARK: Figures

extension Bulletin {
  private func count(_ kind: StepKind, where isMeant: (Step) -> Bool = { _ in true }) -> Int {
    entries.reduce(0) { sum, entry in
      sum + entry.moved.count { $0.kind == kind && isMeant($0) }
    }
  }

  /// `75.0%（3/4）`: a rate with what it is of; empty where there is nothing to have a rate of.
  static func rate(_ part: Int, of all: Int) -> String {
    guard all > 0 else { return "" }
    let tenths = (part * 2000 + all) / (all * 2)
    return "\(tenths / 10).\(tenths % 10)%（\(part)/\(all)）"
  }

  private var figures: [String: String] {
    let duties = entries.flatMap(\.duties)
    let met = duties.filter(\.isMet)
    let inTime = met.count { $0.daysLate == 0 }
    let late = duties.count(where: \.isOverdue)
    let lapsed = duties.count(where: \.hasLapsed)
    // What is due on the last day has that day yet.
    let due = met.count + late + lapsed
    let closed = entries.filter { $0.moved.contains { $0.kind == .close } }
    let open = entries.filter { $0.state.state.map(State.open.contains) == true }
    let closedInTime = closed.count { $0.state.milestones.reportedInTime == true }
    return [
      "新立项": "\(count(.docket))", "新发函": "\(count(.issue))",
      "在办": "\(open.count)",
      "应办": "\(due)", "按时": "\(inTime)", "逾期完成": "\(met.count - inTime)", "仍逾期": "\(late)",
      "逾期终止": lapsed == 0 ? "" : "\(lapsed)",
      "按时率": Self.rate(inTime, of: due), "办结": "\(closed.count)",
      "按期办结": "\(closedInTime)", "按期办结率": Self.rate(closedInTime, of: closed.count),
      "催办": "\(count(.urge))",
      "退回": "\(count(.review) { $0.term(.conclusion) == ReviewConclusion.returned })",
      "核查": "\(count(.inspect))", "回访": "\(count(.revisit))",
      // What is closed and late to be filed is not among those.
      "逾期件": "\(open.count { $0.state.light == .red })", "联系人": "",
    ]
  }
}

// MARK: The annex

extension Bulletin {
  /// The cases in which something moved, or is overdue.
  private var annex: [[String: String]] {
    entries.filter { !$0.moved.isEmpty || $0.state.light == .red }.map { entry in
      let next = entry.state.next
      let due = next?.due.map { "，\($0.day.spelled)" } ?? ""
      return [
        "案号": entry.id, "事项": entry.state.subject.header.shownTitle,
        "牵头单位": entry.state.lead ?? "", "状态": entry.state.state?.name ?? "",
        "本期进展": entry.movedInWords,
        "下一节点": next.map { "\($0.who)\($0.whatText)\(due)" } ?? "",
        "灯": entry.state.light == .none ? "" : entry.state.light.name,
      ]
    }
  }
}

extension Bulletin.Entry {
  /// `进展2次、催办1次`, in the order in which they first came.
  fileprivate var movedInWords: String {
    var kinds: [StepKind] = []
    for step in moved where !kinds.contains(step.kind) { kinds.append(step.kind) }
    guard !kinds.isEmpty else { return "无" }
    return kinds.map { kind in
      "\(kind.name)\(moved.count { $0.kind == kind })次"
    }.joined(separator: "、")
  }
}
