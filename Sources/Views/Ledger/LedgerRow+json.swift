import Messages
package import Supervision

extension LedgerRow {
  /// ROW of the format of data, version 1: a promise, so keys are only ever added.
  package var json: JSON { .object(members) }

  var members: [(String, JSON)] {
    [
      ("id", .string(id)),
      ("title", JSON(title.isEmpty ? nil : title)),
      ("instruction", instruction.json),
      ("urgency", .string(urgency.rawValue)),
      ("classification", .string(classification.rawValue)),
      ("lead", JSON(lead)),
      ("coUnits", .strings(coUnits)),
      ("state", .string(state.rawValue)),
      ("stage", .string(state.stage.rawValue)),
      ("round", .int(round)),
      ("light", .string(light.rawValue)),
      ("next", next.map { .object($0.members) } ?? .null),
      ("counts", counts.json),
      ("letterNumber", JSON(letterNumber)),
      ("officer", JSON(officer)),
      ("tasks", ["done": .int(tasks.done), "all": .int(tasks.all)]),
      ("limit", ["original": .day(limit?.original), "current": .day(limit?.current.day)]),
      ("risk", JSON(risk?.rawValue)),
      ("lastProgress", ["date": .day(lastProgress?.day), "note": JSON(lastProgress?.note)]),
      ("issued", .day(issued)),
      ("submitted", .day(milestones.submitted)),
      ("closed", .day(milestones.closed)),
      ("archived", .day(milestones.archived)),
      ("archiveNumber", JSON(milestones.archiveNumber)),
      (
        "lastRevisit",
        [
          "date": .day(milestones.lastRevisit?.day),
          "result": JSON(milestones.lastRevisit?.result.rawValue),
        ]
      ),
      ("lastStep", ["date": .day(lastStep?.day), "kind": JSON(lastStep?.kind.rawValue)]),
      ("path", .string(path)),
    ]
  }
}

extension JSON {
  package static func day(_ day: Day?) -> JSON { JSON(day?.description) }

  /// `ledger --format json`.
  ///
  /// - Parameter rev: the commit that the cases were read from; nil for the working tree.
  package static func ledger(_ rows: [LedgerRow], asOf: Day, rev: String?) -> JSON {
    [
      "version": 1, "asOf": .day(asOf), "rev": JSON(rev), "cases": .array(rows.map(\.json)),
    ]
  }
}

extension PresentInstruction {
  var json: JSON {
    [
      "leader": JSON(leader), "date": .day(day), "class": JSON(instructionClass?.rawValue),
      "gist": JSON(gist),
    ]
  }
}

extension DuePoint {
  /// Who owes what by when; the reason is Chinese, as everything that stands in ledgers.
  var members: [(String, JSON)] {
    [
      ("who", .string(who)), ("what", .string(what.rawValue)), ("due", .day(due?.day)),
      ("originalDue", .day(original)), ("light", .string(light.rawValue)), ("why", .string(why.zh)),
    ]
  }
}

extension Counts {
  var json: JSON {
    [
      "urged": .int(urged), "returned": .int(returned), "extended": .int(extended),
      "inspected": .int(inspected), "revisited": .int(revisited),
    ]
  }
}
