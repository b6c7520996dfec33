import FrontMatter

/// What a record needs the right to.
package enum Need: Sendable, Hashable {
  /// To record a step.
  ///
  /// - Parameter unit: whose act the step is; nil where it is the office's.
  case step(StepKind, of: String?)
  /// To change a case without a step (修订).
  ///
  /// - Parameter units: those that the case is a matter of.
  case edit(of: Set<String>)
  /// Anything else that only some may do.
  case right(Right)
}

/// Why a person may not do what a record needs.
package enum RoleFault: Sendable, Hashable {
  case notPermitted(StepKind, role: String)
  /// The step is an act of another unit than the person's.
  case otherUnit(String)
  /// The office may not record for units.
  case notForUnits(String)
  case lacks(Right)
}

extension Roles {
  /// What keeps `person` from what a record needs, by the role and by the unit, whichever of its names
  /// is written.
  package func fault(of person: Person, in need: Need, under schema: Schema) -> RoleFault? {
    let (office, directory) = (schema.office, schema.units)
    switch need {
    case .step(let kind, let unit):
      guard permitted[person.role.value]?.contains(kind) == true else {
        return .notPermitted(kind, role: person.role.value)
      }
      guard let unit, person.unit.map({ !directory.areOne($0, unit) }) ?? true else { return nil }
      guard person.isOfOffice(office) else { return .otherUnit(unit) }
      return recordsForUnits ? nil : .notForUnits(unit)
    case .edit(let units):
      if !isWritten(.edit), let unit = person.unit,
        units.contains(where: { directory.areOne($0, unit) })
      {
        return nil
      }
      return grants(.edit, to: person, of: office) ? nil : .lacks(.edit)
    case .right(let right):
      return grants(right, to: person, of: office) ? nil : .lacks(right)
    }
  }

  /// Whether a person has a right: by the role, or, where no role is given it, as one of the office.
  package func grants(_ right: Right, to person: Person, of office: Office) -> Bool {
    guard isWritten(right) else { return person.isOfOffice(office) }
    return rights[person.role.value]?.contains(right) == true
  }

  private func isWritten(_ right: Right) -> Bool {
    rights.values.contains { $0.contains(right) }
  }

  /// Each of some kinds of steps with another that is separated from it.
  package func partners(of kinds: [StepKind]) -> [Pair] {
    kinds.flatMap { kind in
      separated.compactMap { pair in
        pair.partner(of: kind).map { Pair(first: kind, second: $0) }
      }
    }
  }
}

// MARK: What a step needs

extension Step {
  /// Whether a unit does it, and the office at most writes it down.
  package var isOfUnit: Bool { kind.specification.doer == .unit }

  /// What recording the step alone needs; a 更正 needs more (`Case.needs(of:)`).
  package var need: Need {
    .step(kind, of: isOfUnit ? self[.unit] : nil)
  }
}

extension Case {
  /// What recording a step of the case needs: a 更正 what it corrects needed, too, and one that gives
  /// the case another number the right to that alone.
  package func needs(of step: Step) -> [Need] {
    if step.renumbering != nil { return [.right(.renumber)] }
    guard step.kind == .correct else { return [step.need] }
    var needs = [step.need]
    switch step.target {
    case .step(let number)?:
      // One that is not before it is wrong in itself.
      guard number < step.number, let target = steps.first(where: { $0.number == number }) else {
        break
      }
      needs += self.needs(of: target)
      // To say that another unit did it is to act for that one, too.
      if case .step(let kind, _?) = target.need, step[.field] == StepKey.unit.name,
        case .any(let node)? = step.field(.replacement)?.value
      {
        needs.append(.step(kind, of: node.text))
      }
    case .header?:
      let name = step[.field]?.split(separator: ".").first.map(String.init)
      let field = HeaderSpecification.catalogue.first { $0.name == name }
      let fixing = field?.fixedBy.first { kind in
        steps.contains { $0.kind == kind && $0.number < step.number }
      }
      needs.append(fixing.map { .step($0, of: nil) } ?? .edit(of: matterUnits))
    case nil: break
    }
    return needs.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// The units whose matter the case is or has been.
  package var matterUnits: Set<String> {
    header.units.union(steps.flatMap { $0.namedUnits.map(\.value) })
  }
}

extension [Need] {
  /// The kinds of the steps that are needed: as each of them a step counts where steps are separated.
  package var kinds: [StepKind] {
    compactMap { if case .step(let kind, _) = $0 { kind } else { nil } }
  }
}
