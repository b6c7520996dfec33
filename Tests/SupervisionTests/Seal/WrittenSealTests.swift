import Supervision
import TestSupport
import Testing

/// A seal's text, and what is typed from paper.
struct WrittenSealTests {
  private static let statement: SealStatement = {
    var tally = SealStatement.Tally()
    (tally.commits, tally.cases, tally.steps, tally.attachments) = (12, 3, 9, 1)
    return SealStatement(
      office: "某省督查室", commit: String(repeating: "0123456789", count: 4),
      day: Day(year: 2026, month: 11, day: 30)!, tally: tally,
      digests: SealStatement.Digests(
        files: String(repeating: "ab", count: 32), commits: String(repeating: "cd", count: 32),
        sm3: SealStatement.Digests.Pair(
          files: String(repeating: "12", count: 32), commits: String(repeating: "34", count: 32))),
      findings: SealStatement.Findings(count: 0, digest: String(repeating: "ef", count: 32)),
      previous: [
        SealStatement.Previous(
          name: "seal/2026-10-31-01234567", commit: String(repeating: "9876543210", count: 4),
          digest: String(repeating: "56", count: 32)),
        SealStatement.Previous(
          name: "seal/2026-10-31-abcdefab", commit: String(repeating: "abcdef0123", count: 4),
          digest: String(repeating: "78", count: 32)),
      ], note: ["年度封存", "提交: 这一行是说明"])
  }()

  @Test func aTextSaysWhatItWasMadeFrom() {
    let text = Self.statement.text
    #expect(WrittenSeal(text).statement == Self.statement)
    #expect(WrittenSeal(text).missing == [])
    #expect(WrittenSeal(text).differences(from: Self.statement) == [])
    #expect(text.hasPrefix("封存 某省督查室 2026-11-30\n\n版本: 1\n机关: 某省督查室\n提交: 0123456789"))
    #expect(Self.statement.name == "seal/2026-11-30-01234567")
  }

  @Test(
    arguments: rows([
      ("abab", "abab "), ("abab", "ABAB"), ("cdcdcdcdcdcd", "cdcd\n  cdcdcdcd\n"), (": ", "："),
      ("\n", "\n\n"), ("\n", "\r\n"), ("\n", "\n\t"), (": 56", ": sha256:56"),
    ]))
  func howItIsTypedDoesNotMatter(part: String, typed: String) {
    var expected = Self.statement
    expected.note[1] = "这一行是说明"
    #expect(WrittenSeal(expected.text.replacing(part, with: typed)).statement == expected)
  }

  @Test(
    arguments: rows([
      ("提交数: 12", "提交数: 13", SealField.commits), ("案件数: 3", "案件数: 30", .cases),
      ("abab\n", "abac\n", .filesSHA256), ("cdcd\n", "cdce\n", .commitsSHA256),
      ("日期: 2026-11-30", "日期: 2026-11-29", .day), ("年度", "季度", .note),
      ("seal/2026-10-31-0", "seal/2026-10-30-0", .previous),
      ("提交: 0123", "提交: 1123", .commit), ("机关: 某", "机关: 另", .office),
      ("1212\n", "1213\n", .filesSM3), ("附件数: 1", "附件数: 0", .attachments),
    ]))
  func whatIsTypedOtherwiseIsNamed(part: String, other: String, field: SealField) {
    let text = Self.statement.text.replacing(part, with: other)
    #expect(text != Self.statement.text)
    #expect(WrittenSeal(text).differences(from: Self.statement) == [field])
  }

  @Test(
    arguments: rows([
      ("版本: 1", "版本: 2"), ("提交: 0123", "提交: x123"), ("提交: 0123", "提交: 123"),
      ("日期: 2026-11-30", "日期: 2026-11-31"), ("前次提交: 9", "前次提交: "), ("步骤数: 9\n", ""),
      ("cdcd\n", "cd\n"), ("files-sm3: ", "files-sm4: "),
    ]))
  func whatIsNoSealSaysNothing(part: String, other: String) {
    #expect(WrittenSeal(Self.statement.text.replacing(part, with: other)).statement == nil)
  }

  @Test func nothingIsReadFromNothing() {
    for text in ["", "\n\n", "一段话。", ":::", "提交", "说明"] {
      #expect(WrittenSeal(text).values == [:], "\(text)")
    }
  }
}
