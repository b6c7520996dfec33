import Messages
import Supervision
import Testing
import TestSupport

/// One mistake in a small case, what is found, and the nearest case without it.
struct Mistake: Sendable, CustomTestStringConvertible {
  /// The ids found, in the order of the file.
  let ids: [String]
  /// The findings stand where the new text is marked.
  let wrong: [Edit]
  let right: [Edit]
  var fileName = "2018-0007.md"
  var asOf = "2018-09-28"

  struct Edit: Sendable {
    let old: String
    let new: String
  }

  init(
    _ ids: String, wrong: KeyValuePairs<String, String>, right: KeyValuePairs<String, String>,
    fileName: String = "2018-0007.md", asOf: String = "2018-09-28"
  ) {
    self.ids = ids.split(separator: " ").map(String.init)
    self.wrong = wrong.map { Edit(old: $0.key, new: $0.value) }
    self.right = right.map { Edit(old: $0.key, new: $0.value) }
    self.fileName = fileName
    self.asOf = asOf
  }

  var testDescription: String {
    ids.joined(separator: " ") + ": " + wrong.map(\.new).joined(separator: " / ")
  }
}

@Suite struct RuleTests {
  private func findings(_ text: String, _ mistake: Mistake) throws -> [Diagnostic] {
    let schema = try Samples.schema()
    let day = try #require(Day(mistake.asOf))
    return SmallCase.read(text).findings(
      schema: schema, fileName: mistake.fileName, asOf: day,
      today: try #require(Day("2018-09-28")))
  }

  @Test func theSmallCaseHasNoFinding() throws {
    let found = try findings(SmallCase.text, Mistake("", wrong: [:], right: [:]))
    #expect(found.isEmpty)
  }

  @Test(arguments: rows(Mistakes.all))
  func aMistakeIsFoundOnceAndInItsPlace(mistake: Mistake) throws {
    let marked = MarkedText(try SmallCase.edited(mistake.wrong.map { ($0.old, $0.new) }))
    let found = try findings(marked.text, mistake)
    #expect(found.map(\.rule.id) == mistake.ids)
    #expect(found.map(\.range) == marked.ranges)
    let source = SourceText(path: "", bytes: Array(marked.text.utf8))
    let places = found.map { source.location(of: $0.range.lowerBound) }
    #expect(places.map { "\($0.line):\($0.column)" } == marked.places)
  }

  @Test(arguments: rows(Mistakes.all))
  func theNearestRightCaseHasNoFinding(mistake: Mistake) throws {
    let text = try SmallCase.edited(mistake.right.map { ($0.old, $0.new) })
    #expect(try findings(text, mistake).map(\.rule.id) == [])
  }

  @Test(arguments: rows(Mistakes.all))
  func aFixRemovesItsFindingAndAddsNone(mistake: Mistake) throws {
    let text = MarkedText(try SmallCase.edited(mistake.wrong.map { ($0.old, $0.new) })).text
    let found = try findings(text, mistake)
    for (index, finding) in found.enumerated() {
      for fix in finding.fixes {
        let bytes = SourceText(path: "", bytes: Array(text.utf8)).applying(fix.edits)
        var expected = found.map(\.rule.id)
        expected.remove(at: index)
        let left = try findings(String(decoding: bytes, as: UTF8.self), mistake)
        #expect(left.map(\.rule.id) == expected)
      }
    }
  }

  @Test(arguments: rows(Mistakes.mended))
  func aTypingMistakeHasAFix(mistake: Mistake) throws {
    let text = MarkedText(try SmallCase.edited(mistake.wrong.map { ($0.old, $0.new) })).text
    #expect(try findings(text, mistake).allSatisfy { $0.fixes.count == 1 })
  }

  /// What only a repository can show is tested with the store, what only two versions of a case
  /// show with their comparison, and `schema/`, templates, ledgers to be imported and reply sheets with
  /// their readers.
  @Test func everyRuleHasAMistake() {
    let elsewhere = Set([
      "attachment-missing", "duplicate-case-number", "duplicate-letter-number",
      "recorded-step-changed", "recorded-step-removed", "recorded-steps-reordered",
      "step-not-appended", "steps-inseparable", "fixed-field-changed", "sent-prose-changed",
      "bad-file-pattern",
      "unknown-rule",
      "severity-of-error", "duplicate-unit", "bad-holiday", "duplicate-person", "unknown-role",
      "bad-separation", "period-reversed", "bad-public-key",
      "unknown-template", "unknown-template-name", "unknown-template-role", "unpaired-template-tag",
      "unusable-part",
      "unclosed-cell", "text-after-quote", "heading-not-found", "column-missing",
      "column-named-twice", "column-not-used", "surplus-cell", "bad-count", "row-without-day",
      "row-left-out",
      "cell-kept-as-remark", "formula-not-value", "read-as-meant", "rows-joined",
      "reply-sheet-changed", "reply-not-understood",
    ])
    let tried = Set(Mistakes.all.flatMap(\.ids))
    #expect(tried.union(elsewhere).symmetricDifference(Rule.supervision.map(\.id)) == [])
    #expect(tried.isDisjoint(with: elsewhere))
  }
}
