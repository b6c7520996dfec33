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
    for (index, (path, subject)) in cases.enumerated() {
      if let id = subject.header.id {
        if let first = numbers[id.value] {
          found[index, default: []].append(.duplicateCaseNumber(id, first: first))
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
}
