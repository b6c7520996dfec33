import FrontMatter
package import Messages
package import Supervision

/// A step in one line of words: `报责任人 省教育厅:分管副厅长`.
///
/// What somebody has written stays as it is; what it is called is in the reader's language.
package struct StepText: Sendable {
  /// What the step is.
  let kind: String
  /// Who and what it is about, on one line; may be empty.
  let subject: String
  /// What is said about it, as it is written.
  let detail: String?
  private let colon: String

  /// - Parameter isSecret: of a secret case only the kind is shown.
  package init(_ step: Step, in language: Language, isSecret: Bool = false) {
    kind = step.kind.words[language]
    colon = Phrase(zh: ":", en: ": ")[language]
    let (subject, detail) = isSecret ? ([], nil) : StepWords(step, language).parts
    self.subject = subject.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " ").oneLine
    self.detail = detail ?? (isSecret ? nil : step[.note])
  }

  /// Both on one line; empty where the step says nothing more.
  package var gist: String {
    guard let said = detail?.oneLine, !said.isEmpty else { return subject }
    return subject.isEmpty ? said : "\(subject)\(colon)\(said)"
  }

  package var text: String { gist.isEmpty ? kind : "\(kind) \(gist)" }
}

/// The words of each kind of step.
private struct StepWords {
  private let step: Step
  private let language: Language

  init(_ step: Step, _ language: Language) {
    self.step = step
    self.language = language
  }

  var parts: (subject: [String?], detail: String?) {
    switch step.kind {
    case .register, .stocktake, .resume: ([], nil)
    case .assess: ([], step[.opinion])
    case .docket: ([approved], nil)
    case .decline: ([step[.destination].map { say("转\($0)", "to \($0)") }], step[.reason])
    case .approve: ([step[.approver]], nil)
    case .issue: (issued, nil)
    case .object: ([step[.unit]], step[.reason])
    case .uphold: ([step[.unit], approved], step[.reason])
    case .acknowledge: ([step[.unit]], nil)
    case .nameOfficer: ([step[.unit]], step[.officer])
    case .contact: ([term(.means, ContactMeans.self), step[.unit], reminded], nil)
    case .progress: (reported, step[.note] ?? step[.problems] ?? step[.plan])
    case .urge: ([level, step[.unit], term(.means, ContactMeans.self)], nil)
    case .requestExtension: ([step[.unit], task, until], step[.reason])
    case .extend: ([step[.unit], task, until, approved], nil)
    case .refuseExtension: ([step[.unit], task, approved], step[.reason])
    case .reassign:
      (
        [
          [step[.formerUnit], step[.newUnit]].compactMap { $0 }.joined(separator: "→"), task, until,
          approved,
        ], nil
      )
    case .bulletin: ([step[.letterNumber]], nil)
    case .emergencyNotice: ([step[.letterNumber], step[.title], addressed], nil)
    case .furtherInstruction:
      ([step[.leader], term(.instructionClass, InstructionClass.self)], step[.gist])
    case .suspend:
      (
        [limit(.expectedResume).map { say("预计\($0)恢复", "until about \($0)") }],
        step[.reason]
      )
    case .withdraw, .reopen: ([approved], step[.reason])
    case .finalReport: ([step[.unit], step[.letterNumber]], nil)
    case .inspect: (inspected, step[.facts])
    case .review:
      ([step[.reviewer], term(.conclusion, ReviewConclusion.self)], faults ?? step[.reason])
    case .submit: ([step[.recipient]], nil)
    case .close: ([], step[.answer])
    case .archive: ([step[.archiveNumber]], nil)
    case .revisit:
      (
        [
          term(.means, ContactMeans.self), term(.result, RevisitResult.self),
          limit(.next).map { say("下次\($0)", "next: \($0)") },
        ], nil
      )
    case .correct: (corrected, step[.reason])
    }
  }

  private func say(_ zh: String, _ en: String) -> String { Phrase(zh: zh, en: en)[language] }

  /// A word of the trade; any other as it is written.
  private func term<T: Term>(_ key: StepKey, _ type: T.Type) -> String? {
    step.term(key, as: type)?.words[language] ?? step[key]
  }

  private func limit(_ key: StepKey) -> String? { step.limit(key)?.words[language] }

  private var approved: String? {
    step[.approvedBy].map { say("\($0)批准", "approved by \($0)") }
  }

  private var task: String? { step.number(.task).map { say("任务\($0)", "task \($0)") } }

  private var until: String? { limit(.newLimit).map { say("新时限\($0)", "new limit \($0)") } }

  private var level: String? { term(.level, UrgeLevel.self).map { say("\($0)色", $0) } }

  private var reminded: String? {
    let told = step.texts(.reminded).map(\.value).joined(separator: say("、", ", "))
    return told.isEmpty ? nil : say("催报:\(told)", "reminded of \(told)")
  }

  private var addressed: String {
    let addressees = step.texts(.addressees).map(\.value).joined(separator: "、")
    return say("主送\(addressees)", "to \(addressees)")
  }

  private var issued: [String?] {
    let redone = step.numbers(.redo).map { "\($0.value)" }.joined(separator: say("、", ", "))
    let new = step.tasks.count
    let others = step.texts(.sameLetter).map(\.value).joined(separator: say("、", ", "))
    return [
      step[.letterNumber], others.isEmpty ? nil : say("与\(others)同函", "one letter with \(others)"),
      addressed,
      new == 0 ? nil : say("新增任务\(new)项", "\(new) new task\(new == 1 ? "" : "s")"),
      redone.isEmpty ? nil : say("重办任务\(redone)", "again task \(redone)"),
    ]
  }

  private var reported: [String?] {
    let completion: String? =
      switch step.completion {
      case .done: say("完成", "done")
      case .notDone: say("未完成", "not done")
      case .percent(let share): "\(share)%"
      case nil: nil
      }
    let risk = step.term(.risk, as: Risk.self).flatMap { risk in
      risk == .none ? nil : say("风险\(risk.name)", "risk \(risk.words.en)")
    }
    return [step[.unit], term(.reportType, ReportType.self), task, completion, risk]
  }

  private var inspected: [String?] {
    let agreement = step.term(.agreement, as: Agreement.self).map { agreement in
      switch agreement {
      case .agrees: say("与报告相符", "agrees with the report")
      case .partly: say("与报告部分相符", "agrees with the report in part")
      case .contradicts: say("与报告不符", "contradicts the report")
      }
    }
    return [term(.means, InspectionMeans.self), step[.place], agreement]
  }

  private var faults: String? {
    let faults = Check.allCases.compactMap { check in
      step.checks[check].flatMap {
        $0.value == Check.nothing
          ? nil : say("\(check.name)——\($0.value)", "\(check.words.en) – \($0.value)")
      }
    }
    return faults.isEmpty ? nil : faults.joined(separator: say(";", "; "))
  }

  private var corrected: [String?] {
    let target =
      switch step.target {
      case .header: say("表头", "header")
      case .step(let number): say("第\(number)步", "step \(number)")
      case nil: ""
      }
    func value(_ key: StepKey) -> String {
      guard case .any(let node)? = step.field(key)?.value else { return "" }
      return node.kind == .scalar ? node.text : "…"
    }
    return ["\(target) \(step[.field] ?? "")", "\(value(.original))→\(value(.replacement))"]
  }
}
