import FrontMatter
import Messages
import TestSupport
import Testing

@Suite struct DocumentTests {
  @Test func aCaseFileIsReadWithoutFindings() throws {
    let document = Document(markdown: SourceText(caseFile))
    #expect(document.findings == [])
    let root = try #require(document.root)
    #expect(root["编号"]?.text == "2018-0007")
    #expect(root["批示"]?["摘要"]?.text == "立即核查,部署全省疫苗处置和督导检查")
    #expect(root["任务"]?.items.count == 2)
    let front = document.text.bytes[document.frontMatter]
    #expect(Tree(root) == Tree.yams(String(decoding: front, as: UTF8.self)))
    #expect(
      String(decoding: document.text.bytes[document.body], as: UTF8.self).hasPrefix("\n## 研判"))
  }

  @Test(
    arguments: rows([
      ("a:\n  b: c\n   d: e\n", true), ("a:\n    b: c\n  d: e\n", true),
      ("a:\n  b: c\n  乙\n", true),
      ("a:\n  b: c\nd: e: f\n", false),
    ]))
  func aCollectionSaysWhetherLinesOfItWereLeftOut(text: String, isIncomplete: Bool) {
    #expect(Document(yaml: SourceText(text)).root?["a"]?.isIncomplete == isIncomplete)
  }

  @Test func anItemSaysWhetherLinesOfItWereLeftOut() throws {
    let text = SourceText("l:\n  - a: b\n  -  c: d\n    e: f\n")
    let document = Document(yaml: text)
    let items = try #require(document.root?["l"]?.items.map(\.isIncomplete))
    #expect(items == [false, true])
    #expect(document.diagnostics.map(\.message.en).first?.contains("column 6") == true)
  }

  @Test func aRefusedValueIsMarked() {
    let root = Document(yaml: SourceText("a: b: c\nd: *e\nf: g\n")).root
    #expect(root?.entries.map(\.value.isRefused) == [true, true, false])
  }

  @Test func textIsComparedWithoutDecoding() {
    let root = Document(yaml: SourceText("a: 登记\nb: '登记'\nc: \"\\u767b记\"\nd:\ne: [登记]\n")).root
    #expect(
      root?.entries.map { $0.value.isText("登记" as String) } == [
        true, true, true, false, false,
      ])
    #expect(root?["d"]?.isText("" as String) == true)
    #expect(root?["a"]?.isText("登" as String) == false)
  }
}
