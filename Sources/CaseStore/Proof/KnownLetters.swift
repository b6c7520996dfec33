import ByteCoding
import Git
import Messages
import Supervision

/// The numbers of the letters (文号) that cases have sent, where each came in and where it was given up.
struct KnownLetters: Sendable, Hashable {
  /// By the numbers of the letters, as they are told apart (`UsedLetter.key`).
  private(set) var uses: [String: [LetterUse]] = [:]
  private var numbersOfCases: [String: Set<String>] = [:]

  /// A number that one case came to use while others used it.
  struct Collision {
    let commit: OID
    /// Where the others came to use it, and where they gave it up; nil where the commit only joins what
    /// others did.
    let others: [LetterUse.Span]?
    /// Where the case itself had given it up: to a side that knows nothing of that, it is the old use.
    var own: [LetterUse.Span] = []
    let finding: ProofFinding
  }

  init() {}

  init(uses: [String: [LetterUse]]) {
    self.uses = uses
    for (number, users) in uses {
      for use in users where use.span.end == nil {
        numbersOfCases[use.caseNumber, default: []].insert(number)
      }
    }
  }

  /// Takes what a case uses from a commit on, and gives what it uses beside others.
  mutating func take(_ letters: SentLetters) -> [Collision] {
    let present = Set(letters.letters.map(\.letter.key))
    for number in numbersOfCases[letters.caseNumber] ?? [] where !present.contains(number) {
      giveUp(number, letters.caseNumber, in: letters.commit)
    }
    numbersOfCases[letters.caseNumber] = present.isEmpty ? nil : present
    return present.sorted().flatMap { take(letters, of: $0) }
  }

  private mutating func take(_ letters: SentLetters, of number: String) -> [Collision] {
    let mine = letters.letters.filter { $0.letter.key == number }
    let all = uses[number] ?? []
    let others = all.filter { $0.caseNumber != letters.caseNumber }
    let own = all.filter { $0.caseNumber == letters.caseNumber }
    let known = own.filter { $0.span.end == nil }
    let former = own.filter { $0.span.end != nil }
    uses[number] =
      others + former
      + mine.enumerated().map { place, one in
        let start = known.indices.contains(place) ? known[place].span.start : letters.commit
        return LetterUse(
          caseNumber: letters.caseNumber, span: LetterUse.Span(start: start), letter: one.letter)
      }
    guard mine.count > known.count, let last = mine.last else { return [] }
    let used = UsedNumbers(
      id: Located(letters.caseNumber, at: 0..<0), letters: mine.map(\.letter),
      at: "\(letters.caseNumber).md")
    func collision(with others: [LetterUse], beside known: [LetterUse]) -> Collision? {
      let found = Case.findingsAcross(others.map(\.used) + [used])[others.count] ?? []
      guard let finding = found.last(where: { $0.range == last.letter.number.range }) else {
        return nil
      }
      return Collision(
        commit: letters.commit, others: letters.isJoined ? nil : (others + known).map(\.span),
        own: former.map(\.span), finding: letters.finding(finding, last.place))
    }
    let standing = collision(with: others.filter { $0.span.end == nil }, beside: known)
    // To a side that does not know that another has given it up, it is used.
    let cleared = others.filter { $0.span.end != nil && !letters.isJoined }
      .compactMap { collision(with: [$0], beside: []) }
    return [standing].compactMap(\.self) + cleared
  }

  private mutating func giveUp(_ number: String, _ caseNumber: String, in commit: OID) {
    uses[number] = uses[number]?.map { use in
      guard use.caseNumber == caseNumber, use.span.end == nil else { return use }
      var use = use
      use.span.end = commit
      return use
    }
  }

  /// A case that has got another number is the same case.
  mutating func renumber(_ former: String, to number: String) {
    guard let numbers = numbersOfCases.removeValue(forKey: former) else { return }
    numbersOfCases[number, default: []].formUnion(numbers)
    for letter in numbers {
      uses[letter] = uses[letter]?.map { use in
        use.caseNumber == former
          ? LetterUse(caseNumber: number, span: use.span, letter: use.letter) : use
      }
    }
  }
}

/// A letter's number, as one case uses it.
struct LetterUse: Sendable, Hashable {
  /// From the commit in which it came up to that in which it was given up; nil where it stands.
  struct Span: Sendable, Hashable {
    let start: OID
    var end: OID?
  }

  let caseNumber: String
  var span: Span
  let letter: UsedLetter

  fileprivate var used: UsedNumbers {
    UsedNumbers(
      id: Located(caseNumber, at: 0..<0), letters: [letter], at: "\(caseNumber).md")
  }
}

/// The letters that a case has sent, as a commit has it.
struct SentLetters: Sendable {
  let caseNumber: String
  let commit: OID
  let letters: [(letter: UsedLetter, place: SourceLocation)]
  /// Whether the commit is a merge.
  let isJoined: Bool
  /// What was found at a place in the case as the commit has it.
  let finding: @Sendable (Diagnostic, SourceLocation) -> ProofFinding

}

extension LetterUse: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedBytes) {
    let (caseNumber, start, end): (String, OID, OID) = (
      try reader.read(), try reader.read(), try reader.read()
    )
    self.init(
      caseNumber: caseNumber, span: Span(start: start, end: end == .zero ? nil : end),
      letter: try reader.read())
  }

  func write(to writer: inout ByteWriter) {
    writer.write(caseNumber, span.start, span.end ?? .zero, letter)
  }
}

extension KnownLetters: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedBytes) { self.init(uses: try reader.read()) }

  func write(to writer: inout ByteWriter) { writer.write(uses) }
}
