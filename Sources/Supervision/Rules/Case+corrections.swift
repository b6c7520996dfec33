package import ByteCoding
import FrontMatter
import Messages

// What a 更正 may change of what is recorded, and what only with 批准.

extension Step {
  /// What a correction of a step changes in it.
  fileprivate enum CorrectedPart {
    /// 步骤: what the step is.
    case kind
    /// By which it says that it was entered late or what it was taken from, or, of a 更正, what it corrects.
    case fixed(StepKey)
    /// What duties go by.
    case duty(StepKey)
  }

  /// Nil for what may be corrected freely, and for what is no correction of a step.
  ///
  /// - Parameter target: the step that is corrected.
  fileprivate func correctedPart(of target: Step?) -> CorrectedPart? {
    guard kind == .correct, let place = corrected, place.path.count == 1, case .step = place.target
    else { return nil }
    switch place.path[0] {
    case StepKey.kind.name: return .kind
    case StepKey.lateEntry.name: return .fixed(.lateEntry)
    case StepKey.origin.name: return .fixed(.origin)
    case StepKey.target.name: return .fixed(.target)
    case StepKey.field.name: return .fixed(.field)
    // What was approved is what stands there.
    case StepKey.replacement.name where target?.correctedPart(of: nil) != nil:
      return .fixed(.replacement)
    case StepKey.date.name: return .duty(.date)
    case StepKey.unit.name: return .duty(.unit)
    default: return nil
    }
  }

  /// Whether what a correction puts in the place of what is recorded is what counts: 日期 and 单位 only with
  /// 批准, unless what stands there is no day or no unit at all, and what no correction may change never.
  ///
  /// - Parameter target: the step that is corrected.
  func isInForce(on target: Step?, under schema: Schema) -> Bool {
    guard schema.office.judging.bind(on: day) else { return true }
    let written = text(of: .original)
    switch correctedPart(of: target) {
    case .kind?: return [written, text(of: .replacement)].contains(CaseParser.void)
    case .duty(.date)?: return self[.approvedBy] != nil || Day(written) == nil
    case .duty?:
      return self[.approvedBy] != nil
        || !schema.units.entries.isEmpty && !schema.units.lists(written)
    case .fixed?: return false
    case nil: return true
    }
  }

  fileprivate func text(of key: StepKey) -> String {
    guard case .any(let node)? = field(key)?.value else { return "" }
    return node.flat
  }
}

extension Case {
  /// What corrections change that none may, and what they change without 批准.
  ///
  /// Of one dated before the newer rules (判规) a remark.
  func approvalFindings(_ steps: [Step], under schema: Schema, today: Day) -> [Diagnostic] {
    let judging = schema.office.judging
    guard judging.areNew else { return [] }
    return steps.flatMap { step -> [Diagnostic] in
      guard step.kind == .correct, case .step(let number)? = step.target, number < step.number,
        let target = self.steps.first(where: { $0.number == number })
      else { return [] }
      return findings(of: step, correcting: target, under: schema, today: today).map { finding in
        guard !judging.bind(on: step.day) else { return finding }
        var finding = finding
        finding.severity = .info
        return finding
      }
    }
  }

  private func findings(
    of step: Step, correcting target: Step, under schema: Schema, today: Day
  ) -> [Diagnostic] {
    let value = step.text(of: .replacement)
    switch step.correctedPart(of: target) {
    case .kind?:
      guard value == CaseParser.void || value == writtenKind(of: target) else {
        return [.kindNotCorrectable(value, at: step.place(of: .replacement))]
      }
      return step[.approvedBy] == nil
        ? [.correctionNotApproved(target, at: step.place(of: .replacement))] : []
    case .fixed(let key)?: return [.notCorrectable(key, of: target, at: step.place(of: .field))]
    case .duty(let key)?:
      guard !step.isInForce(on: target, under: schema) else { return [] }
      let range = step.place(of: .replacement)
      if key == .date, let day = Day(value), day > today {
        return [.dateInFuture(day, today: today, at: range)]
      }
      return [.dutyAsRecorded(key, at: range)]
    case nil: return []
    }
  }

  private func writtenKind(of step: Step) -> String? {
    let items = document.root?[HeaderKey.steps.name]?.items.map { $0 } ?? []
    let place = CaseParser.Place(target: .step(step.number), path: [StepKey.kind.name])
    return node(at: place, items: items)?.text
  }
}

extension Diagnostic {
  fileprivate static func kindNotCorrectable(_ kind: String, at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .notCorrectable,
      Phrase(
        zh: "“步骤”不能更正为“\(kind)”,只能作废", en: "步骤 is not corrected to \(kind), only to 作废"),
      at: range,
      help: Phrase(
        zh: "经批准作废这一步,再按实际补录一步", en: "void the step with 批准, and enter the right one late"))
  }

  fileprivate static func notCorrectable(_ key: StepKey, of step: Step, at range: Range<Int>)
    -> Diagnostic
  {
    Diagnostic(
      .notCorrectable,
      Phrase(zh: "“\(key.name)”不能更正", en: "\(key.name) is not corrected"), at: range,
      help: step.kind == .correct
        ? Phrase(
          zh: "经批准作废这一步更正,另记一步", en: "void that 更正 with 批准, and record another")
        : Phrase(
          zh: "整步记错的,经批准作废,另记一步", en: "if the step is wrong, void it with 批准 and record another"))
  }

  fileprivate static func correctionNotApproved(_ step: Step, at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .correctionNotApproved,
      Phrase(
        zh: "作废第\(step.number)步“\(step.kind.name)”没有写“批准”",
        en: "step \(step.number), \(step.kind.name), is voided without 批准"), at: range,
      help: Phrase(zh: "写明由谁批准:“批准: …”", en: "say who approved it: 批准: …"))
  }

  fileprivate static func dutyAsRecorded(_ key: StepKey, at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .dutyAsRecorded,
      Phrase(
        zh: "没有“批准”,办理期限和责任仍按原记的\(key.name)",
        en: "without 批准 duties still go by the \(key.name) that was recorded"), at: range,
      help: Phrase(zh: "经批准的,写明“批准: …”", en: "if it is approved, say by whom: 批准: …"))
  }
}

// MARK: What is shown of them

/// A day or a unit of a step that was corrected: with an approval duties go by the one, without by the
/// other, and both are told.
package struct CorrectedDuty: Sendable, Hashable {
  /// Of the step.
  package let number: Int
  package let kind: StepKind
  /// 日期 or 单位
  package let field: String
  package let recorded, corrected: String
  /// Nil where nobody is said to have approved.
  package let approver: String?
}

extension Case {
  /// Those that stand on a day, in the order of their recording.
  package func correctedDuties(asOf day: Day) -> [CorrectedDuty] {
    steps.filter { $0.kind == .correct && !$0.isVoid && $0.day <= day }.compactMap { step in
      guard case .duty(let key)? = step.correctedPart(of: nil),
        case .step(let number)? = step.target,
        let target = steps.first(where: { $0.number == number }), !target.isVoid
      else { return nil }
      return CorrectedDuty(
        number: number, kind: target.kind, field: key.name, recorded: step.text(of: .original),
        corrected: step.text(of: .replacement), approver: step[.approvedBy])
    }
  }
}

extension CorrectedDuty: ByteCodable {
  package init(from reader: inout ByteReader) throws(DamagedBytes) {
    self.init(
      number: try reader.read(), kind: try reader.read(), field: try reader.read(),
      recorded: try reader.read(), corrected: try reader.read(), approver: try reader.read())
  }

  package func write(to writer: inout ByteWriter) {
    writer.write(number, kind, field, recorded, corrected, approver)
  }
}
