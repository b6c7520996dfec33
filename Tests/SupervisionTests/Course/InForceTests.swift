import Foundation
import Messages
import Supervision
import Testing
import TestSupport

@Suite struct InForceTests {
  private func rule(since: String?) -> Rule {
    Rule(
      "new-rule", .error, title: Phrase(zh: "题", en: "title"),
      explanation: Phrase(zh: "说明", en: "explanation"), since: since)
  }

  /// In the small case 审定 and 发函 are of 2018-07-24, and the first step of 2018-07-23.
  @Test(
    arguments: rows([
      ("步骤: 发函", nil, true), ("步骤: 发函", "2018-07-24", true), ("步骤: 发函", "2018-07-25", false),
      ("日期: 2018-07-24\n    步骤: 审定", "2018-07-24", true), ("标题", "2018-07-23", true),
      ("标题", "2018-07-24", false), ("步骤: 报结", "2018-08-07", true),
    ]))
  func aRuleJudgesOnlyWhatIsNotOlder(place: String, since: String?, isReported: Bool) throws {
    let text = SmallCase.text
    let start = try #require(text.range(of: place)).lowerBound
    let offset = text.utf8.distance(from: text.startIndex, to: start)
    let finding = Diagnostic(
      rule(since: since), Phrase(zh: "甲", en: "a"), at: offset..<offset + 1)
    #expect(SmallCase.read(text).inForce([finding]).isEmpty != isReported)
  }

  /// The standard for letter numbers came into force on 2012-07-01.
  @Test(arguments: rows([("2012-06-29", false), ("2012-07-02", true)]))
  func aLetterIsJudgedByTheStandardOfItsDay(day: String, isReported: Bool) throws {
    let date = try #require(Day(day))
    let text = try SmallCase.edited([
      (
        "日期: 2018-07-24\n    步骤: 发函\n    文号: ×督函〔2018〕31号",
        "日期: \(day)\n    步骤: 发函\n    文号: ×督函[2012]31号"
      )
    ])
    let found = SmallCase.read(text).findings(
      schema: Schema(), fileName: "2018-0007.md", asOf: date.advanced(by: 9000),
      today: date.advanced(by: 9000))
    #expect(found.contains { $0.rule.id == "malformed-letter-number" } == isReported)
  }

  @Test func aFileWithoutDatesIsJudgedByEveryRule() {
    let finding = Diagnostic(rule(since: "2026-01-01"), Phrase(zh: "甲", en: "a"), at: 0..<1)
    #expect(SmallCase.read("---\n编号: 1\n---\n").inForce([finding]) == [finding])
  }

  @Test(
    arguments: rows([
      (SeveritySetting.off, nil), (.error, Rule.Severity.error), (.info, .info),
    ]))
  func theOfficeSetsWarningsOfSyntaxToo(setting: SeveritySetting, severity: Rule.Severity?) throws {
    var schema = try Samples.schema()
    schema.office.severities = ["full-width-comma": setting]
    let day = try #require(Day("2018-09-28"))
    let text = try SmallCase.edited([("[省教育厅, 省公安厅]", "[省教育厅、省公安厅]")])
    let found = SmallCase.read(text).findings(
      schema: schema, fileName: "2018-0007.md", asOf: day, today: day)
    #expect(found.first { $0.rule.id == "full-width-comma" }?.severity == severity)
  }

  @Test func everyDayOfARuleIsADay() {
    #expect(Rule.catalogue.compactMap(\.since).allSatisfy { Day($0) != nil })
  }
}
