import Messages
import Supervision

extension Phrase {
  static func unlisted(_ address: String) -> Phrase {
    Phrase(zh: "名册里没有 \(address)", en: "\(address) is not listed")
  }

  static func mayNotChangeRules(_ person: Roles.Person) -> Phrase {
    Phrase(
      zh: "\(person.email.value) 不是督查室的人,不能改 schema/",
      en: "\(person.email.value) is not of the office and may not change schema/")
  }

  static func mayNotImport(_ person: Roles.Person) -> Phrase {
    Phrase(
      zh: "\(person.email.value) 不是督查室的人,不能导入案件",
      en: "\(person.email.value) is not of the office and may not import cases")
  }
}

extension Diagnostic {
  static func notSeparated(
    _ kind: StepKind, _ other: StepKind, _ email: String, at range: Range<Int>
  ) -> Diagnostic {
    Diagnostic(
      .stepsNotSeparated,
      Phrase(
        zh: "“\(kind.name)”和“\(other.name)”都由 \(email) 记录",
        en: "\(kind.name) and \(other.name) are both recorded by \(email)"), at: range)
  }

  static func roleFault(_ fault: RoleFault, _ person: Roles.Person, _ step: Step)
    -> Diagnostic
  {
    switch fault {
    case .notPermitted(let role):
      Diagnostic(
        .roleNotPermitted,
        Phrase(
          zh: "“\(role)”不能记录“\(step.kind.name)”", en: "\(role) may not record \(step.kind.name)"),
        at: step.kindRange)
    case .otherUnit(let unit), .notForUnits(let unit):
      Diagnostic(
        .actOfOtherUnit,
        Phrase(
          zh: "\(person.email.value) 不能替“\(unit)”记录",
          en: "\(person.email.value) may not record for \(unit)"), at: step.place(of: .unit))
    }
  }
}
