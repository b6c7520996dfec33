/// What stands above the steps of a case: who instructed what, and who is to do it.
package struct Header: Sendable, Hashable {
  package var id: Located<String>?
  package var title: Located<String>?
  package var source: Located<String>?
  package var instruction: Instruction?
  package var urgency = Urgency.ordinary
  package var classification = Classification.internal
  package var secrecyTerm: Located<String>?
  package var keptAt: Located<String>?
  package var lead: Located<String>?
  package var coUnits: [Located<String>] = []
  package var tasks: [Task] = []
  package var firstReport: Located<Limit>?
  package var limit: Located<Limit>?
  package var cycle = Cycle.once
  package var watch = Watch.ordinary
  /// 调度 and 通报: the office's own duties.
  package var stocktakes = Cycle.once
  package var bulletins = Cycle.once
  package var contactLine: Located<String>?
  package var attachments: [Attachment] = []
  /// Where each key that is present stands.
  package var keys = ShortMap<HeaderKey, Range<Int>>(minimumCapacity: 16)
  /// Where a finding about something absent points: the file's first key.
  package var anchor: Range<Int>

  /// The lead, the co-units and those that have a task.
  var units: Set<String> { Set(unitsInOrder) }

  /// The same in the order of the header, each once.
  var unitsInOrder: [String] {
    var units: [String] = []
    let named = [lead].compactMap(\.self) + coUnits + tasks.compactMap(\.unit)
    for unit in named where !units.contains(unit.value) { units.append(unit.value) }
    return units
  }

  /// What stands for the title wherever one is shown.
  package var shownTitle: String {
    classification.isSecret ? "(涉密)" : title?.value ?? ""
  }
}

/// 批示, as the header gives it.
package struct Instruction: Sendable, Hashable {
  package var leader: Located<String>?
  package var date: Located<Day>?
  package var instructionClass: Located<InstructionClass>?
  package var gist: Located<String>?
  package var range: Range<Int>
}

/// 任务: one line of the 任务书.
package struct Task: Sendable, Hashable {
  package var matter: Located<String>?
  package var unit: Located<String>?
  package var officer: Located<String>?
  package var limit: Located<Limit>?
  package var criterion: Located<String>?
  package var range: Range<Int>
}
