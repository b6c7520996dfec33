/// A finding about the text of one file: always located, never thrown.
package struct Diagnostic: Sendable, Hashable {
  /// A second place that helps to understand the finding.
  package struct Note: Sendable, Hashable {
    package var message: Phrase
    /// The file it is in, where that is not the finding's own.
    package var path: String?
    /// UTF-8 offsets in that file.
    package var range: Range<Int>

    package init(_ message: Phrase, at range: Range<Int>, in path: String? = nil) {
      self.message = message
      self.path = path
      self.range = range
    }
  }

  /// Edits that remove the finding and add none.
  package struct Fix: Sendable, Hashable {
    package var title: Phrase
    package var edits: [SourceEdit]

    package init(_ title: Phrase, edits: [SourceEdit]) {
      self.title = title
      self.edits = edits
    }
  }

  package var rule: Rule
  /// The rule's own severity, unless the office has set another.
  package var severity: Rule.Severity
  package var message: Phrase
  /// UTF-8 offsets in the file.
  package var range: Range<Int>
  package var notes: [Note]
  package var help: Phrase?
  package var fixes: [Fix]

  package init(
    _ rule: Rule, _ message: Phrase, at range: Range<Int>,
    notes: [Note] = [], help: Phrase? = nil, fixes: [Fix] = []
  ) {
    self.rule = rule
    severity = rule.severity
    self.message = message
    self.range = range
    self.notes = notes
    self.help = help
    self.fixes = fixes
  }
}
