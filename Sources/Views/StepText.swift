package import FrontMatter
package import Supervision

/// A step in one line of words: `报责任人 省教育厅:分管副厅长`.
package struct StepText: Sendable {
  /// What the step is.
  package let kind: Phrase
  /// Who and what it is about, on one line; may be empty.
  let subject: String
  /// What is said about it, as it is written.
  let detail: String?

  /// - Parameter isSecret: of a secret case only the kind is shown.
  package init(_ step: Step, isSecret: Bool = false) {
    kind = step.kind.words
    let (subject, detail) = isSecret ? ([], nil) : Self.parts(of: step)
    self.subject = subject.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " ").oneLine
    self.detail = detail ?? (isSecret ? nil : step[.note])
  }

  /// Both on one line; empty where the step says nothing more.
  package var gist: String {
    guard let said = detail?.oneLine, !said.isEmpty else { return subject }
    return subject.isEmpty ? said : "\(subject):\(said)"
  }

  package func text(_ language: Language) -> String {
    gist.isEmpty ? kind[language] : "\(kind[language]) \(gist)"
  }

  private static func parts(of step: Step) -> (subject: [String?], detail: String?) {
    switch step.kind {
    case .register, .stocktake, .resume: ([], nil)
    case .assess: ([], step[.opinion])
    case .docket: ([step[.approvedBy].map { "\($0)批准" }], nil)
    case .decline: ([step[.destination].map { "转\($0)" }], step[.reason])
    case .approve: ([step[.approver]], nil)
    case .issue: (issued(step), nil)
    case .object: ([step[.unit]], step[.reason])
    case .uphold: ([step[.unit], step[.approvedBy].map { "\($0)批准" }], step[.reason])
    case .acknowledge: ([step[.unit]], nil)
    case .nameOfficer: ([step[.unit]], step[.officer])
    case .contact: ([step[.means], step[.unit]], nil)
    case .progress: (reported(step), step[.note] ?? step[.problems] ?? step[.plan])
    case .urge: ([step[.level].map { "\($0)色" }, step[.unit], step[.means]], nil)
    case .requestExtension: ([step[.unit], task(step), until(step)], step[.reason])
    case .extend:
      ([step[.unit], task(step), until(step), step[.approvedBy].map { "\($0)批准" }], nil)
    case .refuseExtension:
      ([step[.unit], task(step), step[.approvedBy].map { "\($0)批准" }], step[.reason])
    case .reassign:
      (
        [
          [step[.formerUnit], step[.newUnit]].compactMap { $0 }.joined(separator: "→"), task(step),
          until(step), step[.approvedBy].map { "\($0)批准" },
        ], nil
      )
    case .bulletin: ([step[.letterNumber]], nil)
    case .furtherInstruction: ([step[.leader], step[.instructionClass]], step[.gist])
    case .suspend:
      ([step.limit(.expectedResume).map { "预计\($0.wording)恢复" }], step[.reason])
    case .withdraw, .reopen: ([step[.approvedBy].map { "\($0)批准" }], step[.reason])
    case .finalReport: ([step[.unit], step[.letterNumber]], nil)
    case .inspect: (inspected(step), step[.facts])
    case .review: ([step[.reviewer], step[.conclusion]], faults(step) ?? step[.reason])
    case .submit: ([step[.recipient]], nil)
    case .close: ([], step[.answer])
    case .archive: ([step[.archiveNumber]], nil)
    case .revisit:
      ([step[.means], step[.result], step.limit(.next).map { "下次\($0.wording)" }], nil)
    case .correct: (corrected(step), step[.reason])
    }
  }

  private static func task(_ step: Step) -> String? { step.number(.task).map { "任务\($0)" } }

  private static func until(_ step: Step) -> String? {
    step.limit(.newLimit).map { "新时限\($0.wording)" }
  }

  private static func issued(_ step: Step) -> [String?] {
    let addressees = step.texts(.addressees).map(\.value).joined(separator: "、")
    let redone = step.numbers(.redo).map { "\($0.value)" }.joined(separator: "、")
    return [
      step[.letterNumber], "主送\(addressees)",
      step.tasks.isEmpty ? nil : "新增任务\(step.tasks.count)项",
      redone.isEmpty ? nil : "重办任务\(redone)",
    ]
  }

  private static func reported(_ step: Step) -> [String?] {
    let completion: String? =
      switch step.completion {
      case .done: "完成"
      case .notDone: "未完成"
      case .percent(let share): "\(share)%"
      case nil: nil
      }
    let risk = step.term(.risk, as: Risk.self).flatMap { $0 == .none ? nil : "风险\($0.name)" }
    return [step[.unit], step[.reportType], task(step), completion, risk]
  }

  private static func inspected(_ step: Step) -> [String?] {
    let agreement = step.term(.agreement, as: Agreement.self).map { agreement in
      switch agreement {
      case .agrees: "与报告相符"
      case .partly: "与报告部分相符"
      case .contradicts: "与报告不符"
      }
    }
    return [step[.means], step[.place], agreement]
  }

  private static func faults(_ step: Step) -> String? {
    let faults = Check.allCases.compactMap { check in
      step.checks[check].flatMap { $0.value == Check.nothing ? nil : "\(check.name)——\($0.value)" }
    }
    return faults.isEmpty ? nil : faults.joined(separator: ";")
  }

  private static func corrected(_ step: Step) -> [String?] {
    let target =
      switch step.target {
      case .header: "表头"
      case .step(let number): "第\(number)步"
      case nil: ""
      }
    func value(_ key: StepKey) -> String {
      guard case .any(let node)? = step.field(key)?.value else { return "" }
      return node.kind == .scalar ? node.text : "…"
    }
    return ["\(target) \(step[.field] ?? "")", "\(value(.original))→\(value(.replacement))"]
  }
}
