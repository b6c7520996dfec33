package import Supervision

/// A case in which units owe something, with what a message to them may say of it.
package struct RemindedCase: Sendable {
  /// Without what may not leave: its title, and what its tasks are about.
  let owing: OwingCase
  /// Whether the title may stand in a message.
  package let isOpen: Bool
  let letterNumber: String?
  let contactLine: String?
  /// What units have been told: as 催报 of 沟通 has it, with the unit before it.
  private let told: Set<Told>

  private struct Told: Hashable {
    let unit: String
    let words: String
  }

  package var id: String { owing.id }
  package var path: String { owing.path }
  /// The units that owe something.
  package var units: [String] { owing.duePoints.map(\.who) }

  /// Nil of a secret case, of which nothing leaves, and where no unit owes anything.
  package init?(_ state: CaseState, path: String, under schema: Schema) {
    let classification = state.subject.header.classification
    let points = state.duePoints.filter { $0.owner.isUnit && $0.due != nil }
    guard !classification.isSecret, !points.isEmpty else { return nil }
    isOpen = classification == .public || schema.office.tellsInternalTitles
    guard
      let owing = OwingCase(
        state, path: path, telling: points, title: isOpen ? nil : "(\(classification.name)件)")
    else { return nil }
    self.owing = owing
    letterNumber = state.currentLetters.first?.number
    contactLine = state.subject.header.contactLine?.value
    told = Set(
      state.stepsInForce.filter { $0.kind == .contact }.flatMap { step in
        step.texts(.reminded).map { Told(unit: step[.unit] ?? "", words: $0.value) }
      })
  }

  /// Whether the unit that owes it has been told of it at this rung.
  func hasTold(_ point: DuePoint, at rung: Limit) -> Bool {
    told.contains(Told(unit: point.who, words: point.told(at: rung)))
  }
}

extension Owner {
  fileprivate var isUnit: Bool {
    if case .unit = self { true } else { false }
  }
}

extension DuePoint {
  /// As 催报 of a 沟通 step says what was told: `任务2 2018-08-31 3个工作日`.
  func told(at rung: Limit) -> String {
    "\(whatText) \(due.map { "\($0.day)" } ?? "-") \(rung.wording)"
  }
}
