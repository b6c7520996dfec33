import FrontMatter
import Messages
import Testing
import TestSupport
import Views

private func source(_ text: String, path: String = "cases/2018/2018-0007.md") -> SourceText {
  SourceText(path: path, bytes: Array(text.utf8))
}

/// The byte range of the first `part` in `text`.
private func range(of part: String, in text: String) -> Range<Int> {
  let (bytes, wanted) = (Array(text.utf8), Array(part.utf8))
  let start = bytes.indices.first { bytes[$0...].starts(with: wanted) }!
  return start..<start + wanted.count
}

private let rule = Rule(
  "review-contradicts-checks", .error, title: Phrase(zh: "题", en: "title"),
  explanation: Phrase(zh: "说明", en: "explanation"))

@Suite struct DiagnosticTextTests {
  private let review = """
    五查:
        漂浮落空: 整改措施未见实效
        结论: 通过

    """

  private var finding: Diagnostic {
    Diagnostic(
      rule, Phrase(zh: "结论为“通过”,但五查写有问题", en: "passed, but the checks name a fault"),
      at: range(of: "通过", in: review),
      notes: [
        .init(Phrase(zh: "这里写的", en: "written here"), at: range(of: "整改措施未见实效", in: review)),
        .init(Phrase(zh: "见此", en: "see"), at: 3..<4, in: "schema/units.yaml"),
        .init(Phrase(zh: "已不在", en: "gone"), at: 0..<0, in: "schema/x.yaml"),
      ],
      help: Phrase(zh: "把结论改为“退回”", en: "return it"),
      fixes: [.init(Phrase(zh: "改为“退回”", en: "write 退回"), edits: [])])
  }

  @Test func aFindingIsShownAsACompilerShowsIt() {
    let units = source("a\n甲乙\n", path: "schema/units.yaml")
    let shown = text(
      of: [finding], in: source(review), texts: [units.path: units], language: .zh, colour: false)
    #expect(
      shown == """
        cases/2018/2018-0007.md:3:9: error: 结论为“通过”,但五查写有问题 [review-contradicts-checks]
            3 |     结论: 通过
              |           ^~~~
        cases/2018/2018-0007.md:2:11: note: 这里写的
        schema/units.yaml:2:1: note: 见此
        schema/x.yaml: note: 已不在
        help: 把结论改为“退回”
        fix: 改为“退回”

        """)
  }

  @Test func everyPhraseFollowsTheLanguage() {
    let shown = text(of: [finding], in: source(review), language: .en, colour: false)
    #expect(shown.contains("error: passed, but the checks name a fault [review"))
    #expect(shown.contains("note: written here\n"))
    #expect(shown.hasSuffix("help: return it\nfix: write 退回\n"))
  }

  @Test func coloursAreOnlyAround() {
    let plain = text(of: [finding], in: source(review), language: .zh, colour: false)
    let coloured = text(of: [finding], in: source(review), language: .zh, colour: true)
    #expect(coloured.contains("\u{1B}[1;31merror:\u{1B}[m"))
    #expect(
      coloured.contains("| " + String(repeating: " ", count: 10) + "\u{1B}[1;32m^~~~\u{1B}[m"))
    #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
  }

  @Test(
    arguments: rows([
      // Tabs, combining marks, emoji, controls, bytes that are no text.
      ("\t甲\t乙丙", "乙", "    甲  乙丙", "        ^~"),
      ("e\u{301}e\u{301}x", "x", "e\u{301}e\u{301}x", "  ^"),
      ("😀a", "a", "😀a", "  ^"),
      ("a\u{1B}[31mb", "b", "a␛[31mb", "      ^"),
      ("a\u{202E}b", "b", "a<U+202E>b", "         ^"),
      ("a\0b", "b", "a␀b", "  ^"),
      ("甲", "甲", "甲", "^~"),
      ("\u{FEFF}甲乙", "乙", "甲乙", "  ^~"),
    ]))
  func theCaretStandsUnderItsPlace(line: String, part: String, shown: String, caret: String) {
    let diagnostic = Diagnostic(rule, Phrase(zh: "甲", en: "a"), at: range(of: part, in: line))
    let lines = text(of: [diagnostic], in: source(line), language: .zh, colour: false)
      .split(separator: "\n")
    #expect(lines[1] == "    1 | \(shown)")
    #expect(lines[2] == "      | \(caret)")
  }

  @Test(
    arguments: rows([
      (0..<0, "^"), (3..<3, "   ^"), (1..<20, " ^~"), (4..<4, "   ^"), (0..<3, "^~~"),
    ]))
  func aRangeThatIsEmptyOrLongerThanItsLineIsCut(range: Range<Int>, caret: String) {
    let diagnostic = Diagnostic(rule, Phrase(zh: "甲", en: "a"), at: range)
    let shown = text(
      of: [diagnostic], in: source("abc\r\nd\n" + String(repeating: "x", count: 20)), language: .zh,
      colour: false)
    #expect(shown.split(separator: "\n")[2] == "      | \(caret)")
  }

  @Test func bytesThatAreNoTextAreShownAsNumbers() {
    let text = SourceText(path: "a.md", bytes: [0x61, 0xB6, 0x62])
    let shown = Views.text(
      of: [Diagnostic(rule, Phrase(zh: "甲", en: "a"), at: 2..<3)], in: text, language: .zh,
      colour: false)
    #expect(shown.hasSuffix("    1 | a<B6>b\n      |      ^\n"))
  }

  @Test func aVeryLongLineIsShownAroundThePlace() {
    let line = String(repeating: "甲", count: 100_000) + "乙" + String(repeating: "丙", count: 100_000)
    let diagnostic = Diagnostic(rule, Phrase(zh: "甲", en: "a"), at: 300_000..<300_003)
    let lines = text(of: [diagnostic], in: source(line), language: .zh, colour: false)
      .split(separator: "\n")
    #expect(lines[1].utf8.count < 500)
    #expect(lines[1].hasPrefix("    1 | …甲") && lines[1].hasSuffix("丙…"))
    let before = lines[1].prefix { $0 != "乙" }
    #expect(lines[2].prefix { $0 != "^" }.displayWidth == before.displayWidth)
  }

  @Test func whatAMessageQuotesIsMadeHarmless() {
    let diagnostic = Diagnostic(rule, Phrase(zh: "键“\u{1B}[2J\n”", en: ""), at: 0..<0)
    let shown = text(
      of: [diagnostic], in: source("a", path: "a\u{7}.md"), language: .zh, colour: false)
    #expect(shown.hasPrefix("a␇.md:1:1: error: 键“␛[2J␊” ["))
  }
}

@Suite struct DiagnosticJSONTests {
  @Test func findingsKeepTheirStableForm() {
    let text = source("甲: b\n甲: c\n", path: "a.md")
    let document = Document(yaml: text)
    let fix = Diagnostic.Fix(
      Phrase(zh: "删", en: "delete"), edits: [SourceEdit(replacing: 4..<5, with: "“x”\n")])
    var findings = document.diagnostics
    findings[0].fixes = [fix]
    #expect(
      json(of: [(text, findings)], files: 3, language: .en).compact
        == #"{"version":1,"diagnostics":[{"id":"duplicate-key","severity":"error","#
        + #""message":"the key “甲” comes twice","path":"a.md","#
        + #""range":{"start":{"line":2,"column":1,"offset":7},"end":{"line":2,"column":2,"offset":10}},"#
        + #""notes":[{"message":"it stands here already","path":"a.md","#
        + #""range":{"start":{"line":1,"column":1,"offset":0},"end":{"line":1,"column":2,"offset":3}}}],"#
        + #""fixes":[{"title":"delete","edits":[{"#
        + #""range":{"start":{"line":1,"column":3,"offset":4},"end":{"line":1,"column":4,"offset":5}},"#
        + #""replacement":"“x”\n"}]}]}],"summary":{"files":3,"errors":1,"warnings":0}}"#)
  }

  @Test(
    arguments: rows([
      ("", #""""#), ("督办", #""督办""#), ("a\"b\\c/", #""a\"b\\c/""#),
      ("\n\r\t\u{8}", #""\n\r\t\u0008""#),
      ("\u{1B}\u{7F}\u{2028}\u{202E}", #""\u001b\u007f\u2028\u202e""#), ("😀", #""😀""#),
    ]))
  func textIsEscaped(text: String, expected: String) {
    #expect(JSON.string(text).compact == expected)
  }

  @Test func membersKeepTheirOrder() {
    let value: JSON = [
      "b": [1, true, nil], "a": [:], "c": [], "d": ["x": JSON("y"), "z": JSON(nil)],
    ]
    #expect(value.compact == #"{"b":[1,true,null],"a":{},"c":[],"d":{"x":"y","z":null}}"#)
    #expect(
      value.pretty == """
        {
          "b": [
            1,
            true,
            null
          ],
          "a": {},
          "c": [],
          "d": {
            "x": "y",
            "z": null
          }
        }
        """)
  }
}
