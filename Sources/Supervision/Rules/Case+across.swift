package import ByteCoding
package import Messages

/// The numbers that a case uses and no other may: what is left of it when cases are held against one
/// another.
package struct UsedNumbers: Sendable, Hashable {
  /// As findings show it.
  package let path: String
  package let id: Located<String>?
  /// The day of 登记.
  package let registered: Day?
  package let letters: [Located<String>]
  /// The numbers it has given up, and where it says so.
  package let former: [Located<FormerNumber>]

  package init(of subject: Case, at path: String) {
    self.path = path
    id = subject.header.id
    registered = subject.steps.first { $0.kind == .register }?.day
    letters = subject.letterNumbers
    former = subject.steps.compactMap { step in
      guard !step.isVoid, let given = step.renumbering else { return nil }
      return Located(given, at: step.place(of: .original))
    }
  }
}

extension UsedNumbers: ByteCodable {
  package init(from reader: inout ByteReader) throws(DamagedBytes) {
    path = try reader.read()
    id = try reader.read()
    registered = try reader.read()
    letters = try reader.read()
    former = try reader.read()
  }

  package func write(to writer: inout ByteWriter) {
    writer.write(path, id, registered, letters, former)
  }
}

extension Case {
  /// What only shows when cases are held against one another: numbers that are used twice.
  ///
  /// - Parameter cases: in the order in which the first use counts.
  /// - Returns: findings by the place of their case in the list.
  package static func findingsAcross(_ cases: [UsedNumbers]) -> [Int: [Diagnostic]] {
    var found: [Int: [Diagnostic]] = [:]
    var numbers: [String: (path: String, range: Range<Int>)] = [:]
    var letters: [String: (path: String, range: Range<Int>)] = [:]
    let former = formerNumbers(of: cases)
    for (index, used) in cases.enumerated() {
      if let id = used.id {
        if let first = numbers[id.value] {
          found[index, default: []].append(.duplicateCaseNumber(id, first: first))
        } else if let (given, place) = former[id.value], let day = used.registered, day > given.day
        {
          found[index, default: []].append(.reusedCaseNumber(id, given, at: place))
        } else {
          numbers[id.value] = (used.path, id.range)
        }
      }
      for letter in used.letters {
        if let first = letters[letter.value] {
          found[index, default: []].append(.duplicateLetterNumber(letter, first: first))
        } else {
          letters[letter.value] = (used.path, letter.range)
        }
      }
    }
    return found
  }

  /// The numbers that cases have given up. The case with which one collided keeps it; only one that
  /// is registered later reuses it.
  private static func formerNumbers(of cases: [UsedNumbers])
    -> [String: (FormerNumber, place: (path: String, range: Range<Int>))]
  {
    var found: [String: (FormerNumber, place: (path: String, range: Range<Int>))] = [:]
    for used in cases {
      for given in used.former {
        found[given.value.number] = (given.value, (used.path, given.range))
      }
    }
    return found
  }
}
