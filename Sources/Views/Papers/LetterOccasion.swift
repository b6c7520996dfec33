package import Messages
package import Supervision

/// What a paper is about: the step that it goes out with, and the unit that it goes to.
package struct LetterOccasion: Sendable {
  /// Why there is nothing to write a paper about.
  package struct Refusal: Error, Sendable, Hashable {
    package let message: Phrase
    package let hint: Phrase?
  }

  package let kind: LetterKind
  /// Nil for a form, or a letter that is drafted before its step is recorded.
  package let step: Step?
  package let unit: String

  /// The day whose facts the paper states: it says what was known when it went out.
  package var day: Day? { step?.day }

  /// - Parameters:
  ///   - name: a letter's number or the end of one (`35号`), or a step's number; nil for the round's
  ///     first letter, or the last step of its kind.
  ///   - unit: the unit that it goes to or is about; nil for the one the step names, or the lead.
  package init(
    _ kind: LetterKind, in state: CaseState, named name: String? = nil, for unit: String? = nil
  ) throws(Refusal) {
    let header = state.subject.header
    guard !header.classification.isSecret else {
      throw Refusal(
        message: Phrase(
          zh: "涉密件不在这里写函", en: "no letter of a secret case is written here"),
        hint: Phrase(zh: "按保密规定办理", en: "follow the rules of secrecy"))
    }
    let steps = state.stepsInForce
    let candidates = steps.filter { $0.isOccasion(for: kind, unit: unit) }
    self.kind = kind
    if let name {
      step = try Self.step(named: name, among: candidates, of: kind)
    } else if kind == .supervision {
      let first = state.currentLetters.first?.step
      step = candidates.first { $0.number == first }
    } else {
      step = candidates.last
    }
    guard let unit = unit ?? step?[.unit] ?? state.lead ?? header.lead?.value else {
      throw Refusal(
        message: Phrase(zh: "还没有牵头单位", en: "there is no lead unit yet"),
        hint: Phrase(zh: "在表头写明“牵头单位”", en: "write 牵头单位 in the header"))
    }
    self.unit = unit
    guard step == nil else { return }
    try Self.require(kind, state, steps, unit)
  }

  private static func step(named name: String, among candidates: [Step], of kind: LetterKind)
    throws(Refusal) -> Step
  {
    let found =
      if let number = Int(name) {
        candidates.last { $0.number == number }
      } else {
        candidates.last { step in
          guard let number = step[.letterNumber] else { return false }
          return number == name || number.hasSuffix("〕\(name)") || number.hasSuffix("〔\(name)")
        }
      }
    if let found { return found }
    let offered = candidates.map { step in
      step[.letterNumber].map { "\(step.number)(\($0))" } ?? "\(step.number)"
    }.joined(separator: "、")
    throw Refusal(
      message: Phrase(
        zh: "“\(name)”不是\(kind.name)的那一步",
        en: "'\(name)' is no step that a \(kind.name) is written about"),
      hint: offered.isEmpty ? nil : Phrase(zh: "可用:\(offered)", en: "one of: \(offered)"))
  }

  /// That the case has come to what a paper without a step of its own is about.
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
      isThere = false
      refusal = refuse("没有对\(unit)的催办", "\(unit) has not been urged", .urge)
    case .returned:
      isThere = false
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

extension CaseState {
  /// The steps up to the day of the state that no correction has declared void.
}

extension Step {
  /// Whether a paper of this kind goes out with the step.
  func isOccasion(for kind: LetterKind, unit: String?) -> Bool {
    guard self.kind == kind.occasion else { return false }
    return switch kind {
    case .urging: unit == nil || self[.unit] == unit
    case .returned: term(.conclusion) == ReviewConclusion.returned
    case .supervision, .submission, .closing, .revisit, .feedback, .extensionRequest,
      .inspectionRecord:
      true
    }
  }
}
