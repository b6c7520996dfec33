/// One entry of the catalogue of diagnostics: what can be wrong, why it matters, how to mend it.
///
/// `explain`, the documentation and the severity settings of `office.yaml` are made from it.
package struct Rule: Sendable, Hashable {
  package enum Severity: String, Sendable, CaseIterable, Comparable {
    case info, warning, error

    package static func < (lhs: Severity, rhs: Severity) -> Bool {
      allCases.firstIndex(of: lhs)! < allCases.firstIndex(of: rhs)!  // both are among all cases
    }
  }

  /// A stable slug that users silence, tests assert and `explain` explains: `step-out-of-place`.
  package let id: String
  package let severity: Severity
  /// What is wrong, in a line.
  package let title: Phrase
  /// Why it matters and how to mend it, in a paragraph or two.
  package let explanation: Phrase
  /// The wrong lines and the right ones, as they stand in a case file; empty where none helps.
  package let wrong: String
  package let right: String
  /// The day from which it applies, `2026-03-01`, so that older cases are not made wrong by a newer
  /// rule; nil for a rule that has always applied. Days written so are in order as text.
  package let since: String?

  package init(
    _ id: String, _ severity: Severity, title: Phrase, explanation: Phrase,
    wrong: String = "", right: String = "", since: String? = nil
  ) {
    self.id = id
    self.severity = severity
    self.title = title
    self.explanation = explanation
    self.wrong = wrong
    self.right = right
    self.since = since
  }
}
