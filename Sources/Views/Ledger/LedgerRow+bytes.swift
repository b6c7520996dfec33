import ByteCoding
import Supervision

// Parts of a row as bytes.

extension PresentInstruction {
  func write(to writer: inout ByteWriter) {
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
  mutating func add(names: [String]) {
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
