package import ByteCoding

// The parts of a case's state as bytes, and back as just what they were.

extension Deadline: ByteCodable {
  package init(from reader: inout ByteReader) throws(DamagedBytes) {
    self.init(try reader.read(), isPublished: try reader.read())
  }

  package func write(to writer: inout ByteWriter) { writer.write(day, isPublished) }
}

/// The wording says it all.
extension Limit: ByteCodable {
  package init(from reader: inout ByteReader) throws(DamagedBytes) {
    self = try reader.read { Limit($0) }
  }

  package func write(to writer: inout ByteWriter) { writer.write(wording) }
}

extension Cycle: ByteCodable {
  package init(from reader: inout ByteReader) throws(DamagedBytes) {
    self = try reader.read { Cycle(name: $0) }
  }

  package func write(to writer: inout ByteWriter) { writer.write(name) }
}

extension DatedLimit: ByteCodable {
  package init(from reader: inout ByteReader) throws(DamagedBytes) {
    self.init(original: try reader.read(), current: try reader.read())
  }

  package func write(to writer: inout ByteWriter) { writer.write(original, current) }
}

extension Counts: ByteCodable {
  package init(from reader: inout ByteReader) throws(DamagedBytes) {
    self.init(
      urged: try reader.read(), returned: try reader.read(), extended: try reader.read(),
      inspected: try reader.read(), revisited: try reader.read())
  }

  package func write(to writer: inout ByteWriter) {
    writer.write(urged, returned, extended, inspected, revisited)
  }
}

extension Milestones: ByteCodable {
  package init(from reader: inout ByteReader) throws(DamagedBytes) {
    self.init(
      submitted: try reader.read(), closed: try reader.read(), archived: try reader.read(),
      archiveNumber: try reader.read(), lastRevisit: try reader.read(),
      reportedInTime: try reader.read())
  }

  package func write(to writer: inout ByteWriter) {
    writer.write(submitted, closed, archived, archiveNumber, lastRevisit, reportedInTime)
  }
}

extension Revisit: ByteCodable {
  package init(from reader: inout ByteReader) throws(DamagedBytes) {
    self.init(day: try reader.read(), result: try reader.read())
  }

  package func write(to writer: inout ByteWriter) { writer.write(day, result) }
}

// MARK: Units and tasks

extension UnitState: ByteCodable {
  package init(from reader: inout ByteReader) throws(DamagedBytes) {
    self.init(name: try reader.read())
    letter = try reader.read()
    acknowledged = try reader.read()
    officer = try reader.read()
    officerNamed = try reader.read()
    lastProgress = try reader.read()
    pendingUrge = try reader.read()
    urged = try reader.read()
  }

  package func write(to writer: inout ByteWriter) {
    writer.write(
      name, letter, acknowledged, officer, officerNamed, lastProgress, pendingUrge, urged)
  }
}

extension Progress: ByteCodable {
  package init(from reader: inout ByteReader) throws(DamagedBytes) {
    self.init(day: try reader.read(), step: try reader.read(), risk: try reader.read())
  }

  package func write(to writer: inout ByteWriter) { writer.write(day, step, risk) }
}

extension TaskState: ByteCodable {
  package init(from reader: inout ByteReader) throws(DamagedBytes) {
    self.init(
      number: try reader.read(), matter: try reader.read(), unit: try reader.read(),
      officer: try reader.read(), criterion: try reader.read(), limit: try reader.read(),
      hasOwnLimit: try reader.read(), deadline: try reader.read(), done: try reader.read(),
      lastCompletion: try reader.read(), isExcused: try reader.read(),
      isCurrent: try reader.read())
  }

  package func write(to writer: inout ByteWriter) {
    writer.write(
      number, matter, unit, officer, criterion, limit, hasOwnLimit, deadline, done,
      lastCompletion, isExcused, isCurrent)
  }
}

extension Completion: ByteCodable {
  package init(from reader: inout ByteReader) throws(DamagedBytes) {
    switch try reader.number() {
    case -1: self = .done
    case -2: self = .notDone
    case let share: self = .percent(share)
    }
  }

  package func write(to writer: inout ByteWriter) {
    switch self {
    case .done: writer.add(-1)
    case .notDone: writer.add(-2)
    case .percent(let share): writer.add(share)
    }
  }
}

// MARK: What is owed

extension DuePoint: ByteCodable {
  package init(from reader: inout ByteReader) throws(DamagedBytes) {
    self.init(
      what: try reader.read(), owner: try reader.read(), who: try reader.read(),
      due: try reader.read(), original: try reader.read(), light: try reader.read(),
      event: try reader.read(), cause: try reader.read(), task: try reader.read(),
      period: try reader.read(), contact: try reader.read())
  }

  package func write(to writer: inout ByteWriter) {
    writer.write(what, owner, who, due, original, light, event, cause, task, period, contact)
  }
}

extension Owner: ByteCodable {
  package init(from reader: inout ByteReader) throws(DamagedBytes) {
    switch try reader.number() {
    case 0: self = .office
    case 1: self = .leader
    case 2: self = .unit(try reader.read())
    default: throw DamagedBytes()
    }
  }

  package func write(to writer: inout ByteWriter) {
    switch self {
    case .office: writer.write(0)
    case .leader: writer.write(1)
    case .unit(let name): writer.write(2, name)
    }
  }
}

extension Clock.Event: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedBytes) {
    self.init(
      kind: try reader.read(), day: try reader.read(), step: try reader.read(),
      limit: try reader.read())
  }

  func write(to writer: inout ByteWriter) { writer.write(kind, day, step, limit) }
}

extension Clock.Counted: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedBytes) {
    switch try reader.number() {
    case 0: self = .limit(try reader.read())
    case 1: self = .cycle(try reader.read())
    default: throw DamagedBytes()
    }
  }

  func write(to writer: inout ByteWriter) {
    switch self {
    case .limit(let limit): writer.write(0, limit)
    case .cycle(let cycle): writer.write(1, cycle)
    }
  }
}
