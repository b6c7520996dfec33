import FrontMatter
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
}
