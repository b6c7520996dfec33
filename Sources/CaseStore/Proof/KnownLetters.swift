import ByteCoding
import Git
import Messages
import Supervision

/// The numbers of the letters (文号) that cases have sent, and where each came in.
struct KnownLetters: Sendable, Hashable {
  /// By the numbers of the letters.
  private(set) var uses: [String: [LetterUse]] = [:]
  private var numbersOfCases: [String: Set<String>] = [:]

  /// A number that one case came to use while others used it.
  struct Collision {
    let commit: OID
    /// Where the others came to use it; nil where the commit only joins what others did.
    let others: [OID]?
    let finding: ProofFinding
  }

  init() {}

  init(uses: [String: [LetterUse]]) {
    self.uses = uses
    for (number, users) in uses {
      for use in users { numbersOfCases[use.caseNumber, default: []].insert(number) }
    }
  }

  /// Takes what a case uses from a commit on, and gives what it uses beside others.
  mutating func take(_ letters: SentLetters) -> [Collision] {
    let present = Set(letters.letters.map(\.letter.number.value))
    for number in numbersOfCases[letters.caseNumber] ?? [] where !present.contains(number) {
      remove(letters.caseNumber, from: number)
    }
    numbersOfCases[letters.caseNumber] = present.isEmpty ? nil : present
    var collisions: [Collision] = []
    for number in present.sorted() {
      let mine = letters.letters.filter { $0.letter.number.value == number }
      let all = uses[number] ?? []
      let others = all.filter { $0.caseNumber != letters.caseNumber }
      let known = all.filter { $0.caseNumber == letters.caseNumber }
      remove(letters.caseNumber, from: number)
      for (place, one) in mine.enumerated() {
        let commit = known.indices.contains(place) ? known[place].commit : letters.commit
        uses[number, default: []].append(
          LetterUse(caseNumber: letters.caseNumber, commit: commit, letter: one.letter))
      }
      guard mine.count > known.count, let last = mine.last else { continue }
      let own = UsedNumbers(
        id: Located(letters.caseNumber, at: 0..<0), letters: mine.map(\.letter),
        at: "\(letters.caseNumber).md")
      let found = Case.findingsAcross(others.map(\.used) + [own])[others.count] ?? []
      guard let finding = found.last(where: { $0.range == last.letter.number.range }) else {
        continue
      }
      collisions.append(
        Collision(
          commit: letters.commit, others: letters.isJoined ? nil : (others + known).map(\.commit),
          finding: letters.finding(finding, last.place)))
    }
    return collisions
  }

  private mutating func remove(_ caseNumber: String, from number: String) {
    uses[number]?.removeAll { $0.caseNumber == caseNumber }
    if uses[number]?.isEmpty == true { uses[number] = nil }
  }

  /// A case that has got another number is the same case.
  mutating func renumber(_ former: String, to number: String) {
    guard let numbers = numbersOfCases.removeValue(forKey: former) else { return }
    numbersOfCases[number] = numbers
    for letter in numbers {
      uses[letter] = uses[letter]?.map { use in
        use.caseNumber == former
          ? LetterUse(caseNumber: number, commit: use.commit, letter: use.letter) : use
      }
    }
  }
}

/// A letter's number, as one case uses it.
struct LetterUse: Sendable, Hashable {
  let caseNumber: String
  let commit: OID
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
    self.init(
      caseNumber: try reader.read(), commit: try reader.read(), letter: try reader.read())
  }

  func write(to writer: inout ByteWriter) { writer.write(caseNumber, commit, letter) }
}

extension KnownLetters: ByteCodable {
  init(from reader: inout ByteReader) throws(DamagedBytes) { self.init(uses: try reader.read()) }

  func write(to writer: inout ByteWriter) { writer.write(uses) }
}
