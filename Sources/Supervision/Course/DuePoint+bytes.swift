package import ByteCoding

// Due points as bytes, some sixty each, and back as just what they were.

extension [DuePoint] {
  package func write(to writer: inout ByteWriter) {
    writer.add(short: count)
    for point in self { point.write(to: &writer) }
  }

  /// Nil where the bytes are no due points.
  package init?(from reader: inout ByteReader) {
    guard let count = reader.count() else { return nil }
    self.init()
    reserveCapacity(count)
    for _ in 0..<count {
      guard let point = DuePoint(from: &reader) else { return nil }
      append(point)
    }
  }
}

extension DuePoint {
  fileprivate func write(to writer: inout ByteWriter) {
    writer.add(what)
    writer.add(light)
    writer.add(name: who)
    owner.write(to: &writer, named: who)
    due.write(to: &writer)
    writer.add(original)
    event.write(to: &writer)
    cause.write(to: &writer)
    writer.add(short: task)
    writer.add(short: period)
  }

  fileprivate init?(from reader: inout ByteReader) {
    guard let what = reader.term(Obligation.self), let light = reader.term(Light.self),
      let who = reader.name(), let owner = Owner(from: &reader, named: who),
      let due = Deadline?.reading(&reader), let original = reader.optionalDay(),
      let event = Clock.Event(from: &reader), let cause = LightCause?.reading(&reader),
      let task = reader.optionalNumber(), let period = reader.optionalNumber()
    else { return nil }
    self.init(
      what: what, owner: owner, who: who, due: due, original: original, light: light,
      event: event, cause: cause, task: task, period: period)
  }
}

extension Owner {
  /// - Parameter name: as people know the owner; a unit is known by its own name.
  fileprivate func write(to writer: inout ByteWriter, named name: String) {
    switch self {
    case .office: writer.add(UInt8(0))
    case .leader: writer.add(UInt8(1))
    case .unit(name): writer.add(UInt8(2))
    case .unit(let unit):
      writer.add(UInt8(3))
      writer.add(name: unit)
    }
  }

  fileprivate init?(from reader: inout ByteReader, named name: String) {
    switch reader.byte() {
    case 0: self = .office
    case 1: self = .leader
    case 2: self = .unit(name)
    case 3:
      guard let unit = reader.name() else { return nil }
      self = .unit(unit)
    default: return nil
    }
  }
}

extension Deadline? {
  func write(to writer: inout ByteWriter) {
    switch self {
    case nil: writer.add(UInt8(0))
    case let deadline?:
      writer.add(UInt8(deadline.isPublished ? 1 : 2))
      writer.add(deadline.day)
    }
  }

  static func reading(_ reader: inout ByteReader) -> Deadline?? {
    switch reader.byte() {
    case 0: .some(nil)
    case 1: reader.day().map { Deadline($0) }
    case 2: reader.day().map { Deadline($0, isPublished: false) }
    default: nil
    }
  }
}

extension Clock.Event {
  fileprivate func write(to writer: inout ByteWriter) {
    writer.add(kind)
    writer.add(day)
    switch limit {
    case nil: writer.add(UInt8(0))
    case .limit(let limit):
      writer.add(UInt8(1))
      // The wording says it all.
      writer.add(name: limit.wording)
    case .cycle(let cycle):
      writer.add(UInt8(2))
      writer.add(short: cycle.name)
    }
  }

  fileprivate init?(from reader: inout ByteReader) {
    guard let kind = reader.term(StepKind.self), let day = reader.day(), let tag = reader.byte()
    else { return nil }
    switch tag {
    case 0: self.init(kind: kind, day: day)
    case 1:
      guard let limit = reader.name().flatMap({ Limit($0) }) else { return nil }
      self.init(kind: kind, day: day, limit: .limit(limit))
    case 2:
      guard let cycle = reader.shortText().flatMap({ Cycle(name: $0) }) else { return nil }
      self.init(kind: kind, day: day, limit: .cycle(cycle))
    default: return nil
    }
  }
}
