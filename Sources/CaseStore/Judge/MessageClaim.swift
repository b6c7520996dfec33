import Git
import Supervision

/// What the message of a commit says that it does.
struct MessageClaim {
  let cases: [String]
  let kinds: [String]
  let days: [String]
  /// The number that a case gave up.
  let formerNumbers: [String]
  let subject: SubjectClaim
  /// The files that come with a step, each with its digest.
  let files: [String]
  /// The files that steps were taken from, each with its digest.
  let sources: [String]

  init(_ commit: CommitSummary) { self.init(Trailers(in: commit.message), commit.subject) }

  init(_ trailers: Trailers, _ subject: String) {
    self.subject = SubjectClaim(subject)
    cases = trailers["Duban-Case"]
    kinds = trailers["Duban-Step"]
    days = trailers["Duban-Date"]
    formerNumbers = trailers["Duban-Renumbered"]
    files = trailers["Duban-File"]
    sources = trailers["Duban-Source"]
  }

  var isEmpty: Bool { cases.isEmpty && kinds.isEmpty && days.isEmpty && formerNumbers.isEmpty }
  var isImport: Bool { kinds == ["import"] }
  var isRenumber: Bool { kinds == ["renumber"] }
}

/// What the first line of a message says that the commit does, where it begins as ours do: with a kind of
/// step, or what else is done to cases, and a number.
struct SubjectClaim {
  /// As the trailer `Duban-Step` has it.
  private(set) var act: String?
  private(set) var number: String?
  /// What comes after them.
  private(set) var rest = ""
  /// Whether git writes so of a merge.
  private(set) var isOfMerge = false

  init(_ subject: String) {
    var words = subject.split(maxSplits: 2) {
      $0.isWhitespace || $0.isPunctuation && $0 != "-" || $0.isSymbol
    }[...]
    if words.first == "Merge", let next = words.dropFirst().first {
      isOfMerge = ["branch", "branches", "tag", "commit", "pull", "remote-tracking"].contains(next)
    }
    // The kind and the number without a blank between them.
    if let first = words.first, let digit = first.firstIndex(where: { $0.isASCII && $0.isNumber }),
      digit != first.startIndex, CaseNumber(String(first[digit...])) != nil
    {
      words = [first[..<digit], first[digit...]] + words.dropFirst()
    }
    guard let first = words.popFirst() else { return }
    take(first)
    if act != nil || number != nil, let second = words.first {
      let isTaken = take(second)
      if isTaken { words.removeFirst() }
    }
    rest = words.joined(separator: " ")
  }

  @discardableResult
  private mutating func take(_ word: Substring) -> Bool {
    if act == nil, let known = Self.acts[word.lowercased()] {
      act = known
      return true
    }
    if number == nil, let known = CaseNumber(String(word)) {
      number = known.description
      return true
    }
    return false
  }

  /// By their names, and by their identifiers.
  private static let acts: [String: String] = {
    var acts = ["修订": "edit", "改号": "renumber", "导入": "import"]
    for kind in StepKind.allCases { acts[kind.name] = kind.rawValue }
    for act in Array(acts.values) { (acts[act.lowercased()], acts[act.kebab]) = (act, act) }
    return acts
  }()
}
