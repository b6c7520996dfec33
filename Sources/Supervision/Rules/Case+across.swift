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
  /// Those that went out, as the case's corrections have them.
  package let letters: [UsedLetter]
  /// The numbers it has given up, and where it says so.
  package let former: [Located<FormerNumber>]

  package init(of subject: Case, at path: String) {
    self.path = path
    id = subject.header.id
    registered = subject.steps.first { $0.kind == .register }?.day
    letters = subject.usedLetters
    former = subject.steps.compactMap { step in
      guard !step.isVoid, let given = step.renumbering else { return nil }
      return Located(given, at: step.place(of: .original))
    }
  }

  /// A case of which no more is known than a letter.
  package init(id: Located<String>?, letters: [UsedLetter], at path: String) {
    self.path = path
    (self.id, self.letters) = (id, letters)
    (registered, former) = (nil, [])
  }

  /// A copy uses no number of its own.
  package init(ofCopyAt path: String) {
    self.path = path
    (id, registered, letters, former) = (nil, nil, [], [])
  }
}

/// A letter with a number.
package struct UsedLetter: Sendable, Hashable {
  package let number: Located<String>
  /// The same for all spellings of the number.
  package var key: String { LetterNumber.key(of: number.value) }
  let day: Day
  let addressees: Set<String>
  /// 同函: the numbers of other cases that the letter is about too.
  let others: [String]

  /// Whether it says the same, wherever it stands.
  package func isSame(as other: UsedLetter) -> Bool {
    number.value == other.number.value && isAlike(other) && others == other.others
  }

  /// Whether the two are one letter about two cases, as far as it can be seen on them.
  func isAlike(_ other: UsedLetter) -> Bool {
    day == other.day && addressees == other.addressees
  }
}

extension Case {
  fileprivate var usedLetters: [UsedLetter] {
    guard let last = steps.lazy.map(\.day).max() else { return [] }
    return corrected(asOf: last, under: nil).steps.compactMap { step in
      guard step.kind == .issue, !step.isVoid, let field = step.field(.letterNumber),
        case .text(let number) = field.value
      else { return nil }
      return UsedLetter(
        number: Located(number, at: field.range), day: step.day,
        addressees: Set(step.texts(.addressees).map(\.value)),
        others: step.texts(.sameLetter).map(\.value))
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

extension UsedLetter: ByteCodable {
  package init(from reader: inout ByteReader) throws(DamagedBytes) {
    number = try reader.read()
    day = try reader.read()
    addressees = Set(try reader.read([String].self))
    others = try reader.read()
  }

  package func write(to writer: inout ByteWriter) {
    writer.write(number, day, addressees.sorted(), others)
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
    var letters: [String: [SentLetter]] = [:]
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
        let sent = SentLetter(letter: letter, id: used.id?.value, path: used.path)
        let key = letter.key
        let finding = letters[key].flatMap(sent.finding)
        if let finding { found[index, default: []].append(finding) }
        letters[key, default: []].append(sent)
      }
    }
    return found
  }

  /// A letter, and the case that sent it.
  private struct SentLetter {
    let letter: UsedLetter
    let id: String?
    let path: String

    /// What is wrong with a letter whose number others have: nothing where it is one with them, and one
    /// of two says so.
    func finding(beside others: [SentLetter]) -> Diagnostic? {
      guard let first = others.first else { return nil }
      let place = (first.path, first.letter.number.range)
      guard others.contains(where: isSaidToBeOne) else {
        return .duplicateLetterNumber(letter.number, first: place, ofCase: first.id)
      }
      return letter.isAlike(first.letter) ? nil : .unlikeLetters(letter.number, first: place)
    }

    private func isSaidToBeOne(with other: SentLetter) -> Bool {
      guard let id, let otherId = other.id, id != otherId else { return false }
      return letter.others.contains(otherId) || other.letter.others.contains(id)
    }
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
