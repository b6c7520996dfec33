/// Who may record what: `schema/roles.yaml`. Without the file nothing is enforced.
package struct Roles: Sendable, Hashable {
  package struct Person: Sendable, Hashable {
    package let email: Located<String>
    package let role: Located<String>
    /// 单位; nil for the office's own people.
    package let unit: String?
    /// 公钥
    package let key: String?

    package func isOfOffice(_ office: Office) -> Bool { unit == nil || unit == office.name }
  }

  /// Two steps of one case that one person must not both record.
  package struct Pair: Sendable, Hashable {
    package let first: StepKind
    package let second: StepKind

    /// The other of the two; nil if `kind` is neither.
    package func partner(of kind: StepKind) -> StepKind? {
      kind == first ? second : kind == second ? first : nil
    }
  }

  package var people: [Person] = []
  /// The steps that each role may record.
  package var permitted: [String: Set<StepKind>] = [:]
  /// The rights beside steps that each role has, where the office has written them down.
  package var rights: [String: Set<Right>] = [:]
  /// 代录: whether the office may record what units do.
  package var recordsForUnits = false
  /// 分离
  package var separated: [Pair] = []
  /// 越权: what `step` and `commit` do about it; the server and `verify` always report it.
  package var enforcement = RoleEnforcement.warn
  /// 要求签名
  package var requiresSignature = false

  package init() {}

  /// The person of an e-mail address, whose capitals do not matter.
  package func person(_ email: String) -> Person? {
    let wanted = email.lowercased()
    return people.first { $0.email.value.lowercased() == wanted }
  }
}

/// What a role may do beside recording steps.
package enum Right: String, Term {
  case seal

  package var name: String {
    switch self {
    case .seal: "封存"
    }
  }
}

/// 越权: what becomes of a step that the one who records it may not record.
package enum RoleEnforcement: String, Term {
  case warn, refuse

  package var name: String {
    switch self {
    case .warn: "警告"
    case .refuse: "拒绝"
    }
  }
}

/// Why a person may not record a step.
package enum RoleFault: Sendable, Hashable {
  case notPermitted(role: String)
  /// The step is an act of another unit than the person's.
  case otherUnit(String)
  /// The office may not record for units.
  case notForUnits(String)
}

extension Roles {
  /// What keeps `person` from recording `step`, by the role and by the unit.
  ///
  package func fault(of person: Person, recording step: Step, in office: Office) -> RoleFault? {
    guard permitted[person.role.value]?.contains(step.kind) == true else {
      return .notPermitted(role: person.role.value)
    }
    guard step.kind.specification.doer == .unit, let unit = step[.unit], person.unit != unit else {
      return nil
    }
    guard person.isOfOffice(office) else { return .otherUnit(unit) }
    return recordsForUnits ? nil : .notForUnits(unit)
  }

  /// Whether a person has a right: by the role, or, where no role is given it, as one of the office.
  package func grants(_ right: Right, to person: Person, of office: Office) -> Bool {
    guard rights.values.contains(where: { $0.contains(right) }) else {
      return person.isOfOffice(office)
    }
    return rights[person.role.value]?.contains(right) == true
  }

  /// The step in `earlier` that the one who recorded it may not follow with `step`.
  ///
  /// - Parameter earlier: the steps the same person has recorded in the case.
  package func separatedStep(from step: StepKind, in earlier: Set<StepKind>) -> StepKind? {
    separated.lazy.compactMap { $0.partner(of: step) }.first(where: earlier.contains)
  }
}
