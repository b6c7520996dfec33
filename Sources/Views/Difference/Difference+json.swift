import FrontMatter
import Supervision

extension JSON {
  /// `diff --format json`.
  package static func differences(
    _ cases: [ShownDifference], from old: ShownState, to new: ShownState
  ) -> JSON {
    let totals = DifferenceTotals(cases.map(\.difference))
    return [
      "version": 1, "from": old.json, "to": new.json, "cases": .array(cases.map(\.json)),
      "summary": .object(totals.members.map { ($0.0, .int($0.1)) }),
    ]
  }
}

extension ShownState {
  fileprivate var json: JSON {
    ["asOf": .day(day), "rev": JSON(rev), "workTree": .bool(isWorkTree)]
  }
}

extension ShownDifference {
  fileprivate var json: JSON {
    let isSecret = difference.isSecret
    return [
      "id": .string(id), "title": .string(title), "path": .string(path),
      "formerPath": JSON(formerPath), "doubtful": .bool(difference.isDoubtful),
      "state": JSON(difference.after?.state?.rawValue),
      "light": JSON(difference.after?.light.rawValue),
      "changes": .array(difference.changes.map { .object($0.members(isSecret: isSecret)) }),
    ]
  }
}

extension CaseDifference.Change {
  /// What it is, then what belongs to it.
  fileprivate func members(isSecret: Bool) -> [(String, JSON)] {
    func step(_ step: Step) -> JSON { step.json(isSecret: isSecret) }
    func task(_ task: TaskState) -> [(String, JSON)] {
      [
        ("task", .int(task.number)), ("matter", .string(isSecret ? "(涉密)" : task.matter)),
        ("unit", .string(task.unit)),
      ]
    }
    func by(_ step: Step?) -> (String, JSON) {
      ("by", step.map { ["number": .int($0.number), "kind": .string($0.kind.rawValue)] } ?? .null)
    }
    return switch self {
    case .registered: [("what", "registered")]
    case .removed: [("what", "removed")]
    case .renumbered(let from, let to):
      [("what", "renumbered"), ("from", .string(from)), ("to", .string(to))]
    case .stepAdded(let added): [("what", "stepAdded"), ("step", step(added))]
    case .stepChanged(let from, let to):
      [("what", "stepChanged"), ("from", step(from)), ("to", step(to))]
    case .stepRemoved(let gone): [("what", "stepRemoved"), ("step", step(gone))]
    case .stepMoved(let moved, let from):
      [("what", "stepMoved"), ("from", .int(from)), ("step", step(moved))]
    case .state(let from, let to):
      [("what", "state"), ("from", JSON(from?.rawValue)), ("to", JSON(to?.rawValue))]
    case .round(let from, let to): [("what", "round"), ("from", .int(from)), ("to", .int(to))]
    case .light(let from, let to, let point):
      [
        ("what", "light"), ("from", .string(from.rawValue)), ("to", .string(to.rawValue)),
        (
          "hangsOn",
          point.map { .object($0.members + [("task", $0.task.map(JSON.int) ?? .null)]) } ?? .null
        ),
      ]
    case .lead(let from, let to):
      [("what", "lead"), ("from", .string(from)), ("to", .string(to))]
    case .deadline(let of, let from, let to, let mover):
      [
        ("what", "deadline"), ("of", .string(of.identifier)), ("task", of.taskNumber),
        ("from", .day(from)), ("to", .day(to)), by(mover),
      ]
    case .taskAdded(let added):
      [("what", "taskAdded")] + task(added) + [("due", .day(added.deadline.current.day))]
    case .taskReassigned(let moved, let from):
      [("what", "taskReassigned")] + task(moved) + [("from", .string(from))]
    case .taskDone(let done, let report):
      [("what", "taskDone")] + task(done) + [("date", .day(done.done)), by(report)]
    case .taskExcused(let excused): [("what", "taskExcused")] + task(excused)
    case .taskReopened(let again): [("what", "taskReopened")] + task(again)
    case .officer(let unit, let from, let to):
      [
        ("what", "officer"), ("unit", .string(unit)), ("from", JSON(from)), ("to", .string(to)),
      ]
    case .field(let path, let from, let to):
      [
        ("what", "field"), ("path", .strings(path)),
        ("from", isSecret ? .null : from.map(\.json) ?? .null),
        ("to", isSecret ? .null : to.map(\.json) ?? .null),
      ]
    case .prose(let added, let removed):
      [("what", "prose"), ("added", .int(added)), ("removed", .int(removed))]
    case .layout: [("what", "layout")]
    }
  }
}

extension CaseDifference.Deadlined {
  fileprivate var identifier: String {
    switch self {
    case .finalReport: Obligation.finalReport.rawValue
    case .task: Obligation.task.rawValue
    }
  }

  fileprivate var taskNumber: JSON {
    switch self {
    case .finalReport: .null
    case .task(let number): .int(number)
    }
  }
}

extension Value {
  fileprivate var json: JSON {
    switch self {
    case .text(let text): .string(text)
    case .list(let items): .array(items.map(\.json))
    case .mapping(let entries): .object(entries.map { ($0.key, $0.value.json) })
    }
  }
}
