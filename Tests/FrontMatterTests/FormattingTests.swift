import Foundation
import FrontMatter
import Messages
import Testing
import TestSupport

@Suite struct FormattingTests {
  private func formatted(_ text: String) -> String? {
    let source = SourceText(text)
    return Document(markdown: source).formatting().map {
      String(decoding: source.applying($0), as: UTF8.self)
    }
  }

  /// The front matter as it is written, and as it is laid out.
  static let layouts: [(String, String)] = [
    ("  甲:   1  \n  乙: 2\n", "甲: 1\n乙: 2\n"),
    ("甲:\n- 乙\n-   丙\n", "甲:\n  - 乙\n  - 丙\n"),
    (
      "任务:\n-   事项: 甲\n    单位: 乙\n-   事项: 丙\n", "任务:\n  - 事项: 甲\n    单位: 乙\n  - 事项: 丙\n"
    ),
    ("任务:\n -\n     事项: 甲\n     单位: 乙\n", "任务:\n  -\n    事项: 甲\n    单位: 乙\n"),
    ("批示:\n      领导: 甲\n      日期:    2018-07-22\n", "批示:\n  领导: 甲\n  日期: 2018-07-22\n"),
    ("甲: [  乙,丙 ,  丁]\n戊: {  a:  b,c: d }\n", "甲: [乙, 丙, 丁]\n戊: {a: b, c: d}\n"),
    ("甲: [ ]\n乙: {a: , b: c}\n", "甲: []\n乙: {a: , b: c}\n"),
    ("甲:\n -   -  乙\n", "甲:\n  - - 乙\n"),
    // Quotes.
    ("甲: '乙'\n'丙': \"it's\"\n", "甲: 乙\n丙: it's\n"),
    ("甲: ['乙', '丙, 丁']\n", "甲: [乙, '丙, 丁']\n"),
    (
      "甲: '2018-07-23'\n乙: 'no'\n丙: 'a: b'\n丁: ''\n", "甲: '2018-07-23'\n乙: 'no'\n丙: 'a: b'\n丁: ''\n"
    ),
    // Comments and empty lines.
    ("# 甲  \n乙: 丙   # 丁  \n \n", "# 甲\n乙: 丙   # 丁\n\n"),
    (
      "过程:\n# 属于下一步\n- 日期: 甲\n   # 属于这一步\n\n- 日期: 乙\n      # 末尾\n",
      "过程:\n  # 属于下一步\n  - 日期: 甲\n    # 属于这一步\n\n  - 日期: 乙\n    # 末尾\n"
    ),
    ("甲:\n    # 乙\n    丙: 丁\n  # 戊\n己: 庚\n", "甲:\n  # 乙\n  丙: 丁\n # 戊\n己: 庚\n"),
    // Block text.
    (
      "甲:\n    说明: |\n            第一段\n\n              深\n            第二段  \n    乙: 丙\n",
      "甲:\n  说明: |\n    第一段\n\n      深\n    第二段  \n  乙: 丙\n"
    ),
    ("甲: |4-  # 注\n      乙\n    丙\n", "甲: |2-  # 注\n    乙\n  丙\n"),
    ("甲:\n- |\n   乙\n- >+\n   丙\n   \n", "甲:\n  - |\n    乙\n  - >+\n    丙\n\n"),
    ("甲: |\n    乙\n  # 丙\n丁: 戊\n", "甲: |\n  乙\n # 丙\n丁: 戊\n"),
  ]

  @Test(arguments: rows(layouts))
  func frontMatterIsLaidOut(written: String, expected: String) {
    #expect(formatted("---\n\(written)---\n") == "---\n\(expected)---\n")
    #expect(formatted("---\n\(expected)---\n") == "---\n\(expected)---\n")
  }

  @Test(
    arguments: rows([
      ("", ""), ("\n\n", ""), ("  \n", ""), ("  ", ""), ("正文", "\n正文\n"),
      ("\n\n\n正文\n\n\n", "\n正文\n\n\n"),
      ("\n    代码  \n", "\n    代码  \n"), ("\n甲\n\n\n乙  \n", "\n甲\n\n\n乙  \n"),
    ]))
  func theProseBeginsAfterOneEmptyLine(written: String, expected: String) {
    #expect(formatted("---\n甲: 乙\n---\n" + written) == "---\n甲: 乙\n---\n" + expected)
  }

  @Test func linesKeepTheirBreaks() {
    #expect(
      formatted("---\r\n甲:\r\n- 乙 \r\n---\r\n正文") == "---\r\n甲:\r\n  - 乙\r\n---\r\n\r\n正文\r\n")
    #expect(formatted("---\n甲: 乙\n---") == "---\n甲: 乙\n---\n")
    #expect(formatted("\u{FEFF}---\n甲:  乙\n---\n") == "\u{FEFF}---\n甲: 乙\n---\n")
  }

  @Test func aFileWithFaultsIsNotLaidOut() {
    #expect(formatted("---\n甲:乙\n---\n") == nil)
    #expect(formatted("正文\n") == nil)
  }

  @Test func aFileWithoutFencesIsLaidOut() {
    let source = SourceText(
      path: "schema/office.yaml", bytes: Array("时限:\n    立项:   3日\n级别: {a: b }".utf8))
    let edits = Document(yaml: source).formatting() ?? []
    #expect(
      String(decoding: source.applying(edits), as: UTF8.self) == "时限:\n  立项: 3日\n级别: {a: b}\n")
  }

  @Test(
    arguments: rows([
      "2017/2017-0003", "2017/2017-0005", "2018/2018-0002", "2018/2018-0004", "2018/2018-0006",
      "2018/2018-0007", "2018/2018-0011", "2020/2020-0003", "2021/2021-0009",
    ]))
  func ourOwnCasesAreLaidOut(name: String) throws {
    let text = SourceText(
      path: "\(name).md", bytes: try ProjectFiles.bytes(of: "cases/\(name).md"))
    #expect(Document(markdown: text).formatting() == [])
  }

  /// Twice is once, the values stay, and so do the comments.
  @Test(.seeded, arguments: rows(0..<40 as Range<UInt64>))
  func layoutKeepsTheMeaningOfWhateverIsWritten(block: UInt64) {
    Seed.each(of: block * 50..<(block + 1) * 50) { seed in
      var generator = DocumentGenerator(seed: seed)
      let text = "---\n" + generator.document() + "---\n正文\n"
      let source = SourceText(text)
      let document = Document(markdown: source)
      guard document.diagnostics.isEmpty else { return }
      guard let once = formatted(text) else {
        Issue.record("not laid out: \(text)")
        return
      }
      let after = Document(markdown: SourceText(once))
      #expect(after.root?.value == document.root?.value)
      #expect(formatted(once) == once)
      #expect(comments(once) == comments(text))
    }
  }

  private func comments(_ text: String) -> [String] {
    text.split(separator: "\n").compactMap { line in
      guard let start = line.range(of: "# 注释") else { return nil }
      return String(line[start.lowerBound...])
    }
  }
}
