package import FrontMatter

extension Case {
  /// What only shows when cases are held against one another: numbers that are used twice.
  ///
  /// - Parameter cases: each with its path, in the order in which the first use counts.
  /// - Returns: findings by the place of their case in the list.
  package static func findingsAcross(_ cases: [(path: String, subject: Case)])
    -> [Int: [Diagnostic]]
  {
    var found: [Int: [Diagnostic]] = [:]
    var numbers: [String: (path: String, range: Range<Int>)] = [:]
    var letters: [String: (path: String, range: Range<Int>)] = [:]
    let former = formerNumbers(of: cases)
    for (index, (path, subject)) in cases.enumerated() {
      if let id = subject.header.id {
        if let first = numbers[id.value] {
          found[index, default: []].append(.duplicateCaseNumber(id, first: first))
        } else if let (given, place) = former[id.value], let day = subject.registered,
          day > given.day
        {
          found[index, default: []].append(.reusedCaseNumber(id, given, at: place))
        } else {
          numbers[id.value] = (path, id.range)
        }
      }
      for letter in subject.letterNumbers {
        if let first = letters[letter.value] {
          found[index, default: []].append(.duplicateLetterNumber(letter, first: first))
        } else {
          letters[letter.value] = (path, letter.range)
        }
      }
    }
    return found
  }

  /// The numbers that cases have given up, and where they say so. The case with which one collided
  /// keeps it; only one that is registered later reuses it.
  private static func formerNumbers(of cases: [(path: String, subject: Case)])
    -> [String: (FormerNumber, place: (path: String, range: Range<Int>))]
  {
    var found: [String: (FormerNumber, place: (path: String, range: Range<Int>))] = [:]
    for (path, subject) in cases {
      for step in subject.steps {
        guard let given = step.renumbering, !step.isVoid else { continue }
        found[given.number] = (given, (path, step.place(of: .original)))
      }
    }
    return found
  }

  private var registered: Day? { steps.first { $0.kind == .register }?.day }
}
