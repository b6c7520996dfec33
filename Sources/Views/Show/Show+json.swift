import FrontMatter
package import Supervision

/// A commit as data names it.
package struct ShownCommit: Sendable, Hashable {
  package let id: String
  package let author: String
  package let date: String
  package let subject: String

  package init(id: String, author: String, date: String, subject: String) {
    self.id = id
    self.author = author
    self.date = date
    self.subject = subject
  }
}

extension JSON {
  /// `show --format json`: the row, with the case in full behind it. `tasks` is the list here, of
  /// every round.
  ///
  /// - Returns: nil where the case was not registered yet.
  package static func show(
    _ state: CaseState, path: String, rev: String?, commits: [ShownCommit] = [],
    attachments: [ShownAttachment] = [], stamp: Stamp? = nil
  ) -> JSON? {
    guard let row = LedgerRow(state, path: path) else { return nil }
    let isSecret = state.subject.header.classification.isSecret
    let steps = state.subject.steps.filter { $0.day <= state.asOf }
    return JSON.stamped(by: stamp)
      + .object(
        [("asOf", .day(state.asOf)), ("rev", JSON(rev))]
          + row.members.filter { $0.0 != "tasks" }
          + [
            ("header", state.subject.header.json),
            ("steps", .array(steps.map { $0.json(isSecret: isSecret) })),
            ("units", .array(state.units.map { $0.json(in: state) })),
            ("tasks", .array(state.tasks.map { $0.json(isSecret: isSecret) })),
            (
              "duePoints",
              .array(
                state.duePoints.map {
                  .object($0.members + [("task", $0.task.json), ("contact", $0.contact.json)])
                })
            ),
            ("attachments", .array(isSecret ? [] : attachments.map(\.json))),
            ("commits", .array(commits.map(\.json))),
          ])
  }
}

extension ShownCommit {
  fileprivate var json: JSON {
    [
      "id": .string(id), "author": .string(author), "date": .string(date),
      "subject": .string(subject),
    ]
  }
}

extension UnitContact? {
  /// Whom to call at a unit that is late.
  var json: JSON {
    guard let self else { return .null }
    return ["liaison": JSON(self.liaison), "telephone": JSON(self.telephone)]
  }
}

extension Int? {
  fileprivate var json: JSON { map(JSON.int) ?? .null }
}

extension UnitState {
  fileprivate func json(in state: CaseState) -> JSON {
    let role =
      name == state.lead ? "lead" : state.coUnits.contains(name) ? "coUnit" : "other"
    let report = lastProgress.flatMap { last in
      state.subject.steps.first { $0.number == last.step }
    }
    let note = state.subject.header.classification.isSecret ? nil : report?[.note]
    return [
      "name": .string(name), "role": .string(role), "letter": .day(letter),
      "acknowledged": .day(acknowledged), "officer": JSON(officer),
      "officerNamed": .day(officerNamed),
      "lastProgress": [
        "date": .day(lastProgress?.day), "note": JSON(note),
        "risk": JSON(lastProgress?.risk?.rawValue),
      ],
      "pendingUrge": JSON(pendingUrge?.rawValue),
    ]
  }
}

extension TaskState {
  fileprivate func json(isSecret: Bool) -> JSON {
    [
      "number": .int(number), "matter": .string(isSecret ? "(涉密)" : matter),
      "unit": .string(unit), "officer": JSON(officer),
      "criterion": JSON(isSecret ? nil : criterion), "limit": JSON(limit?.wording),
      "deadline": ["original": .day(deadline.original), "current": .day(deadline.current.day)],
      "completion": lastCompletion.map(\.json) ?? .null, "done": .day(done),
      "excused": .bool(isExcused), "current": .bool(isCurrent),
    ]
  }
}

extension Completion {
  fileprivate var json: JSON {
    switch self {
    case .done: "done"
    case .notDone: "notDone"
    case .percent(let share): .string("\(share)%")
    }
  }
}

// MARK: The header

extension Header {
  /// The header with its corrections; of a secret case what points to its papers, and no more.
  fileprivate var json: JSON {
    let isSecret = classification.isSecret
    func written(_ text: Located<String>?) -> JSON { JSON(isSecret ? nil : text?.value) }
    return [
      "id": JSON(id?.value), "title": .string(shownTitle), "source": written(source),
      "instruction": [
        "leader": JSON(instruction?.leader?.value), "date": .day(instruction?.date?.value),
        "class": JSON(instruction?.instructionClass?.value.rawValue),
        "gist": written(instruction?.gist),
      ],
      "urgency": .string(urgency.rawValue), "classification": .string(classification.rawValue),
      "secrecyTerm": JSON(secrecyTerm?.value), "keptAt": JSON(keptAt?.value),
      "lead": JSON(lead?.value), "coUnits": .strings(coUnits.map(\.value)),
      "tasks": .array(isSecret ? [] : tasks.map(\.json)),
      "firstReport": JSON(firstReport?.value.wording), "limit": JSON(limit?.value.wording),
      "cycle": .string(cycle.identifier), "watch": .string(watch.rawValue),
      "stocktakes": .string(stocktakes.identifier), "bulletins": .string(bulletins.identifier),
      "contactLine": JSON(contactLine?.value),
      "attachments": .array(isSecret ? [] : attachments.map(\.json)),
    ]
  }
}

extension Attachment {
  /// Its path; of one that is kept elsewhere, what is known of it.
  fileprivate var json: JSON {
    if isKeptHere && checksum == nil { return .string(path.value) }
    return [
      "file": .string(path.value), "keptAt": JSON(keptAt),
      "checksum": JSON(checksum.map { "\($0.value)" }),
    ]
  }
}

extension Supervision.Task {
  fileprivate var json: JSON {
    [
      "matter": JSON(matter?.value), "unit": JSON(unit?.value), "officer": JSON(officer?.value),
      "limit": JSON(limit?.value.wording), "criterion": JSON(criterion?.value),
    ]
  }
}

extension Cycle {
  /// `monthly`; `monthlyBy10` for 每月10日前.
  var identifier: String {
    switch self {
    case .once: "once"
    case .daily: "daily"
    case .weekly: "weekly"
    case .fortnightly: "fortnightly"
    case .monthly: "monthly"
    case .quarterly: "quarterly"
    case .monthlyBy(let day): "monthlyBy\(day)"
    }
  }
}

// MARK: Steps

extension Step {
  /// Number, date and kind, then the keys that are written, by their identifiers.
  func json(isSecret: Bool) -> JSON {
    var members: [(String, JSON)] = [
      ("number", .int(number)), ("date", .day(day)), ("kind", .string(kind.rawValue)),
    ]
    if isVoid { members.append(("void", true)) }
    guard !isSecret else { return .object(members) }
    let shapes = Dictionary(
      kind.specification.allFields.map { ($0.key, $0.shape) }, uniquingKeysWith: { $1 })
    for field in fields where field.key != .date && field.key != .kind {
      members.append((field.key.rawValue, field.value.json(as: shapes[field.key])))
    }
    return .object(members)
  }
}

extension StepValue {
  fileprivate func json(as shape: Shape?) -> JSON {
    switch self {
    case .text(let text):
      if case .choice(let choices) = shape, let choice = choices.first(where: { $0.name == text }) {
        .string(choice.identifier)
      } else {
        .string(text)
      }
    case .prose(let node): .string(node.text)
    case .texts(let texts): .strings(texts.map(\.value))
    case .day(let day): .day(day)
    case .limit(let limit): .string(limit.wording)
    case .number(let number): .int(number)
    case .numbers(let numbers): .array(numbers.map { .int($0.value) })
    case .completion(let completion): completion.json
    case .tasks(let tasks): .array(tasks.map(\.json))
    case .attachments(let attachments): .array(attachments.map(\.json))
    case .checks(let checks):
      .object(
        Check.allCases.compactMap { check in
          checks[check].map { (check.rawValue, .string($0.value)) }
        })
    case .target(.header): "header"
    case .target(.step(let number)): .int(number)
    case .any(let node): node.json
    }
  }
}

extension Node {
  fileprivate var json: JSON {
    switch kind {
    case .scalar: .string(text)
    case .sequence: .array(items.map(\.json))
    case .mapping: .object(entries.map { ($0.key.text, $0.value.json) })
    }
  }
}
