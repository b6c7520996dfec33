import Messages
import Supervision

// What a ledger puts into words.

extension DuePoint {
  /// `任务2`: what is owed, with the task's number.
  package var whatText: String { what.name + (task.map { "\($0)" } ?? "") }

  /// `2018-07-31 报责任人 省卫生和计划生育委员会`
  var line: String {
    [due?.day.description, whatText, who].compactMap { $0 }.joined(separator: " ")
  }
}

extension LedgerRow {
  /// Why the light is what it is, the risk that a unit declares beside it, and what was corrected of what
  /// duties go by.
  var note: Phrase? {
    var notes: [Phrase] = []
    var isSaid = false
    if light == .red || light == .yellow,
      let worst = duePoints.first(where: { $0.light == light })
    {
      notes.append(
        Phrase(
          zh: "\(worst.whatText):\(worst.why.zh)", en: "\(worst.whatWords.en): \(worst.why.en)"))
      isSaid = worst.tellsOfRisk
    }
    if let risk, !isSaid, risk == .uncontrollable || risk == .controllable {
      notes.append(
        Phrase(zh: "单位报告风险\(risk.name)", en: "a unit reports that the risk is \(risk.words.en)"))
    }
    notes += correctedDuties.map(\.words)
    guard !notes.isEmpty else { return nil }
    return Phrase(
      zh: notes.map(\.zh).joined(separator: "。"), en: notes.map(\.en).joined(separator: "; "))
  }
}

extension CorrectedDuty {
  fileprivate var words: Phrase {
    let approval = Phrase(
      zh: approver.map { "\($0)批准" } ?? "未经批准,责任仍按原记",
      en: approver.map { "approved by \($0)" } ?? "not approved: duties go by what was recorded")
    return Phrase(
      zh: "第\(number)步“\(kind.name)”\(field)原记\(recorded),更正为\(corrected)(\(approval.zh))",
      en:
        "\(field) of step \(number), \(kind.name), was recorded as \(recorded) and corrected to \(corrected) (\(approval.en))"
    )
  }
}
