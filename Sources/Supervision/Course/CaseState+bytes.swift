package import ByteCoding

// The parts of a case's state as bytes, and back as just what they were.

extension Counts {
  package func write(to writer: inout ByteWriter) {
    for count in [urged, returned, extended, inspected, revisited] { writer.add(short: count) }
  }

  package init?(from reader: inout ByteReader) {
    guard let urged = reader.shortNumber(), let returned = reader.shortNumber(),
      let extended = reader.shortNumber(), let inspected = reader.shortNumber(),
      let revisited = reader.shortNumber()
    else { return nil }
    self.init(
      urged: urged, returned: returned, extended: extended, inspected: inspected,
      revisited: revisited)
  }
}

extension Milestones {
  package func write(to writer: inout ByteWriter) {
    writer.add(submitted)
    writer.add(closed)
    writer.add(archived)
    writer.add(short: archiveNumber)
    writer.add(lastRevisit?.day)
    if let lastRevisit { writer.add(lastRevisit.result) }
    writer.add(short: reportedInTime.map { $0 ? 1 : 0 })
  }

  package init?(from reader: inout ByteReader) {
    guard let submitted = reader.optionalDay(), let closed = reader.optionalDay(),
      let archived = reader.optionalDay(), let archiveNumber = reader.optionalText(),
      let revisited = reader.optionalDay()
    else { return nil }
    var lastRevisit: Revisit?
    if let revisited {
      guard let result = reader.term(RevisitResult.self) else { return nil }
      lastRevisit = Revisit(day: revisited, result: result)
    }
    guard let reportedInTime = reader.optionalNumber() else { return nil }
    self.init(
      submitted: submitted, closed: closed, archived: archived, archiveNumber: archiveNumber,
      lastRevisit: lastRevisit, reportedInTime: reportedInTime.map { $0 != 0 })
  }
}

extension DatedLimit {
  package func write(to writer: inout ByteWriter) {
    writer.add(original)
    Deadline?.some(current).write(to: &writer)
  }

  package init?(from reader: inout ByteReader) {
    guard let original = reader.day(), let current = Deadline?.reading(&reader), let current
    else { return nil }
    self.init(original: original, current: current)
  }
}

extension UnitState {
  package func write(to writer: inout ByteWriter) {
    writer.add(name: name)
    writer.add(letter)
    writer.add(acknowledged)
    writer.add(short: officer)
    writer.add(officerNamed)
    writer.add(lastProgress?.day)
    if let lastProgress {
      writer.add(short: lastProgress.step)
      writer.add(lastProgress.risk)
    }
    writer.add(pendingUrge)
  }

  package init?(from reader: inout ByteReader) {
    guard let name = reader.name(), let letter = reader.optionalDay(),
      let acknowledged = reader.optionalDay(), let officer = reader.optionalText(),
      let officerNamed = reader.optionalDay(), let reported = reader.optionalDay()
    else { return nil }
    self.init(name: name)
    self.letter = letter
    self.acknowledged = acknowledged
    self.officer = officer
    self.officerNamed = officerNamed
    if let reported {
      guard let step = reader.shortNumber(), let risk = reader.optionalTerm(Risk.self) else {
        return nil
      }
      lastProgress = Progress(day: reported, step: step, risk: risk)
    }
    guard let pendingUrge = reader.optionalTerm(UrgeLevel.self) else { return nil }
    self.pendingUrge = pendingUrge
  }
}

extension TaskState {
  package func write(to writer: inout ByteWriter) {
    writer.add(short: number)
    writer.add(name: matter)
    writer.add(name: unit)
    writer.add(short: officer)
    writer.add(short: criterion)
    // The wording says it all.
    writer.add(short: limit?.wording)
    deadline.write(to: &writer)
    writer.add(done)
    writer.add(short: lastCompletion?.number)
    writer.add(UInt8((hasOwnLimit ? 1 : 0) | (isExcused ? 2 : 0) | (isCurrent ? 4 : 0)))
  }

  package init?(from reader: inout ByteReader) {
    guard let number = reader.shortNumber(), let matter = reader.name(), let unit = reader.name(),
      let officer = reader.optionalText(), let criterion = reader.optionalText(),
      let wording = reader.optionalText(), let deadline = DatedLimit(from: &reader),
      let done = reader.optionalDay(), let completion = reader.optionalNumber(),
      let truths = reader.byte()
    else { return nil }
    let limit = wording.flatMap { Limit($0) }
    guard (limit == nil) == (wording == nil) else { return nil }
    self.init(
      number: number, matter: matter, unit: unit, officer: officer, criterion: criterion,
      limit: limit, hasOwnLimit: truths & 1 != 0, deadline: deadline, done: done,
      lastCompletion: completion.map { Completion(number: $0) }, isExcused: truths & 2 != 0,
      isCurrent: truths & 4 != 0)
  }
}

extension Completion {
  fileprivate var number: Int {
    switch self {
    case .done: -1
    case .notDone: -2
    case .percent(let share): share
    }
  }

  fileprivate init(number: Int) {
    switch number {
    case -1: self = .done
    case -2: self = .notDone
    default: self = .percent(number)
    }
  }
}
