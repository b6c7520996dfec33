package import ByteCoding
import Supervision

extension LedgerRow {
  /// Everything but the path, the day and the texts, in some 600 bytes. `init(from:path:asOf:)` reads
  /// the same in the same order.
  package func write(to writer: inout ByteWriter) {
    writer.add(short: id)
    writer.add(short: title)
    instruction.write(to: &writer)
    writer.add(urgency)
    writer.add(classification)
    writer.add(watch)
    writer.add(short: source)
    writer.add(short: cycle?.name)
    writer.add(names: units)
    writer.add(UInt8(lead == nil ? 0 : 1))
    if let lead { writer.add(name: lead) }
    writer.add(names: coUnits)
    writer.add(state)
    writer.add(short: round)
    duePoints.write(to: &writer)
    counts.write(to: &writer)
    writer.add(short: letterNumber)
    writer.add(short: tasks.done)
    writer.add(short: tasks.all)
    writer.add(short: matters.count)
    for (task, matter) in matters.sorted(by: { $0.key < $1.key }) {
      writer.add(short: task)
      writer.add(name: matter)
    }
    writer.add(short: taskStates.count)
    for task in taskStates { task.write(to: &writer) }
    writer.add(short: unitStates.count)
    for unit in unitStates { unit.write(to: &writer) }
    writer.add(UInt8(limit == nil ? 0 : 1))
    limit?.write(to: &writer)
    writer.add(lastProgress?.day)
    writer.add(short: lastProgress?.note)
    writer.add(registered)
    writer.add(issued)
    milestones.write(to: &writer)
    writer.add(lastStep?.day)
    if let lastStep { writer.add(lastStep.kind) }
  }
}

extension PresentInstruction {
  fileprivate func write(to writer: inout ByteWriter) {
    writer.add(short: leader)
    writer.add(day)
    writer.add(instructionClass)
    writer.add(short: gist)
  }

  init?(from reader: inout ByteReader) {
    guard let leader = reader.optionalText(), let day = reader.optionalDay(),
      let instructionClass = reader.optionalTerm(InstructionClass.self),
      let gist = reader.optionalText()
    else { return nil }
    self.init(leader: leader, day: day, instructionClass: instructionClass, gist: gist)
  }
}

// MARK: Lists

extension ByteWriter {
  fileprivate mutating func add(names: [String]) {
    add(short: names.count)
    for name in names { add(name: name) }
  }
}

extension ByteReader {
  mutating func names() -> [String]? { list { $0.name() } }

  /// Nil within means that there is none.
  mutating func optionalName() -> String?? {
    guard let isThere = byte() else { return nil }
    return isThere == 0 ? .some(nil) : name().map { .some($0) }
  }

  mutating func matters() -> [Int: String]? {
    guard let count = count() else { return nil }
    var matters = [Int: String](minimumCapacity: count)
    for _ in 0..<count {
      guard let task = shortNumber(), let matter = name() else { return nil }
      matters[task] = matter
    }
    return matters
  }

  /// As many as a number says, each read in turn; nil where one is not there.
  mutating func list<Element>(_ read: (inout ByteReader) -> Element?) -> [Element]? {
    guard let count = count() else { return nil }
    var elements: [Element] = []
    elements.reserveCapacity(count)
    for _ in 0..<count {
      guard let element = read(&self) else { return nil }
      elements.append(element)
    }
    return elements
  }
}
