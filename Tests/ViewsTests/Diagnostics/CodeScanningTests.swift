import Messages
import Testing
import TestSupport
import Views

private let rule = Rule(
  "bad-date", .error, title: Phrase(zh: "日期写法不对", en: "not a date: at all"),
  explanation: Phrase(zh: "写作 `2018-07-23`。", en: "Write `2018-07-23`, not *this*."),
  wrong: "日期: 2018.7.23\n", right: "日期: 2018-07-23\n")
private let other = Rule(
  "remark", .info, title: Phrase(zh: "提示", en: "remark"), explanation: Phrase(zh: "无", en: "none"))

@Suite struct CodeScanningTests {
  private let text = SourceText(
    path: "cases/附件 100%/2018:1.md", bytes: Array("批示:\n  日期: 𠮷2018.7.23\n".utf8))

  private var finding: Diagnostic {
    let start = 8 + "  日期: 𠮷".utf8.count
    return Diagnostic(
      rule, Phrase(zh: "50%,\n“x”:不是日期\u{1B}", en: "no date"), at: start..<start + 9,
      notes: [
        .init(Phrase(zh: "见此", en: "see"), at: 0..<6),
        .init(Phrase(zh: "已不在", en: "gone"), at: 0..<0, in: "schema/x.yaml"),
      ],
      help: Phrase(zh: "改写", en: "write it"),
      fixes: [
        .init(
          Phrase(zh: "改", en: "mend"),
          edits: [
            SourceEdit(replacing: start..<start + 9, with: "2018-07-23"),
            SourceEdit(replacing: 0..<3, with: ""),
          ])
      ])
  }

  @Test func aLogHasWhatTheStandardRequires() {
    let log = sarif(
      of: [(text, [finding])], rules: [other, rule], version: "1.2.3", language: .en)
    let path = "cases/%E9%99%84%E4%BB%B6%20100%25/2018%3A1.md"
    let region = #"{"startLine":2,"startColumn":8,"endLine":2,"endColumn":17}"#
    let expected =
      #"{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"#
      + #""tool":{"driver":{"name":"duban-git","version":"1.2.3","language":"en","rules":["#
      + #"{"id":"remark","shortDescription":{"text":"remark"},"fullDescription":{"text":"none"},"#
      + #""help":{"text":"none\n","markdown":"none\n"},"defaultConfiguration":{"level":"note"}},"#
      + #"{"id":"bad-date","shortDescription":{"text":"not a date: at all"},"#
      + #""fullDescription":{"text":"Write `2018-07-23`, not *this*."},"#
      + #""help":{"text":"Write `2018-07-23`, not *this*.\n\nWrong:\n    日期: 2018.7.23\n\nRight:\n    日期: 2018-07-23\n","#
      + #""markdown":"Write `2018-07-23`, not \\*this\\*.\n\nWrong:\n\n```yaml\n日期: 2018.7.23\n```\n\nRight:\n\n```yaml\n日期: 2018-07-23\n```\n"},"#
      + #""defaultConfiguration":{"level":"error"}}]}},"#
      + #""invocations":[{"executionSuccessful":true}],"columnKind":"unicodeCodePoints","#
      + #""results":[{"ruleId":"bad-date","ruleIndex":1,"level":"error","#
      + #""message":{"text":"no date\nwrite it"},"#
      + #""locations":[{"physicalLocation":{"artifactLocation":{"uri":"\#(path)"},"region":\#(region)}}],"#
      + #""relatedLocations":[{"physicalLocation":{"artifactLocation":{"uri":"\#(path)"},"#
      + #""region":{"startLine":1,"startColumn":1,"endLine":1,"endColumn":3}},"message":{"text":"see"}},"#
      + #"{"physicalLocation":{"artifactLocation":{"uri":"schema/x.yaml"}},"message":{"text":"gone"}}],"#
      + #""fixes":[{"description":{"text":"mend"},"artifactChanges":[{"artifactLocation":{"uri":"\#(path)"},"#
      + #""replacements":[{"deletedRegion":\#(region),"insertedContent":{"text":"2018-07-23"}},"#
      + #"{"deletedRegion":{"startLine":1,"startColumn":1,"endLine":1,"endColumn":2}}]}]}]}]}]}"#
    #expect(log.compact == expected)
  }

  @Test func aCleanRunIsALogWithoutResults() {
    let log = sarif(of: [], rules: [], version: "1", language: .zh).compact
    #expect(log.contains(#""language":"zh-CN","rules":[]"#))
    #expect(log.hasSuffix(#""results":[]}]}"#))
  }

  @Test(
    arguments: rows([
      ("/srv/督办/a.md", "file:///srv/%E7%9D%A3%E5%8A%9E/a.md"), ("a~b_c-d.md", "a~b_c-d.md"),
      ("c:x.md", "c%3Ax.md"), ("a\n?#.md", "a%0A%3F%23.md"),
    ]))
  func aPathBecomesAReference(path: String, uri: String) {
    let text = SourceText(path: path, bytes: [])
    let diagnostic = Diagnostic(other, Phrase(zh: "甲", en: "a"), at: 0..<0)
    let log = sarif(of: [(text, [diagnostic])], rules: [], version: "1", language: .zh).compact
    #expect(log.contains(#""artifactLocation":{"uri":"\#(uri)"}"#))
    #expect(!log.contains("ruleIndex"))
  }

  @Test func aWorkflowCommandEscapesWhatWouldEndIt() {
    #expect(
      workflowCommands(of: [finding], in: text, language: .zh)
        == "::error file=cases/附件 100%25/2018%3A1.md,line=2,endLine=2,col=8,endColumn=16,"
        + "title=bad-date%3A 日期写法不对::50%25,␊“x”:不是日期␛%0A改写\n")
  }

  @Test func aRangeOverLinesHasNoEndColumn() {
    let diagnostics = [
      Diagnostic(other, Phrase(zh: "甲", en: "a,b::c"), at: 0..<10),
      Diagnostic(other, Phrase(zh: "甲", en: "a"), at: 3..<3),
    ]
    #expect(
      workflowCommands(of: diagnostics, in: text, language: .en) == """
        ::notice file=cases/附件 100%25/2018%3A1.md,line=1,endLine=2,col=1,title=remark%3A remark::a,b::c
        ::notice file=cases/附件 100%25/2018%3A1.md,line=1,endLine=1,col=2,endColumn=2,title=remark%3A remark::a

        """)
  }
}
