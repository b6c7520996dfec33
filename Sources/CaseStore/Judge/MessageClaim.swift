import Git

/// What the message of a commit says that it does.
struct MessageClaim {
  let cases: [String]
  let kinds: [String]
  let days: [String]
  /// The number that a case gave up.
  let formerNumbers: [String]

  init(_ commit: CommitSummary) { self.init(Trailers(in: commit.message)) }

  init(_ trailers: Trailers) {
    cases = trailers["Duban-Case"]
    kinds = trailers["Duban-Step"]
    days = trailers["Duban-Date"]
    formerNumbers = trailers["Duban-Renumbered"]
  }

  var isEmpty: Bool { cases.isEmpty && kinds.isEmpty && days.isEmpty && formerNumbers.isEmpty }
  var isImport: Bool { kinds == ["import"] }
  var isRenumber: Bool { kinds == ["renumber"] }
}
