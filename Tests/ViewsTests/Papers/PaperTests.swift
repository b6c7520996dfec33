import Supervision
import Testing
import TestSupport
import Views

@Suite struct PaperTests {
  private static func blocks(_ pieces: Template.Piece...) -> [Paper.Block] {
    Paper(pieces).blocks
  }

  private static func run(_ text: String, strong: Bool = false, data: Bool = false) -> Paper.Run {
    Paper.Run(text: text, isStrong: strong, isData: data)
  }

  @Test func titlesHeadingsAndParagraphsAreALineEach() {
    let blocks = Self.blocks(
      .markup("# 关于"), .data("甲"),
      .markup("的函\n\n## 一、单位\n### （一）分工\n1. 一事\n- 二事\n正文，**要点**\n---\n"))
    #expect(
      blocks == [
        .title([Self.run("关于"), Self.run("甲", data: true), Self.run("的函")]),
        .heading(1, [Self.run("一、单位")]), .heading(2, [Self.run("（一）分工")]),
        .paragraph([Self.run("1.一事")], nil), .paragraph([Self.run("二事")], nil),
        .paragraph([Self.run("正文，"), Self.run("要点", strong: true)], nil), .rule,
      ])
  }

  @Test(arguments: rows(["# 甲", "| 甲 | 乙 |", "---", "**甲**", "<br>", "\\", "- 甲", "　甲"]))
  func whatACaseSaysIsNeverMarkup(text: String) {
    #expect(
      Self.blocks(.data(text), .markup("\n")) == [.paragraph([Self.run(text, data: true)], nil)])
  }

  @Test func aLayoutIsOfTheNextBlockOnly() {
    let blocks = Self.blocks(
      .role(.number), .markup("\n"), .data("1号"), .markup("\n\n正文\n"), .role(.newPage),
      .role(.date), .markup("某日\n"))
    #expect(
      blocks == [
        .paragraph([Self.run("1号", data: true)], .number), .paragraph([Self.run("正文")], nil),
        .pageBreak, .paragraph([Self.run("某日")], .date),
      ])
  }

  @Test func aTableHasItsColumnsWidthsAndItsCellsLines() throws {
    let blocks = Self.blocks(
      .role(.form), .markup("| 案号 | "), .data("1|2"),
      .markup(" |\n| :--: | ------ |\n| 签字 | <br>日期 |\n| 缺 |\n"),
      .markup("\n| 一 |\n| --- |\n| 二<br> |\n"))
    guard blocks.count == 2, case .table(let form) = blocks[0], case .table(let list) = blocks[1]
    else {
      Issue.record("\(blocks)")
      return
    }
    #expect(form.isForm && !list.isForm)
    #expect(form.columns.map(\.share) == [2, 6])
    #expect(form.columns.map(\.isCentred) == [true, false])
    #expect(form.rows[0] == [[[Self.run("案号")]], [[Self.run("1|2", data: true)]]])
    #expect(form.rows[1] == [[[Self.run("签字")]], [[], [Self.run("日期")]]])
    #expect(form.rows[2] == [[[Self.run("缺")]], [[]]])
    #expect(list.rows == [[[[Self.run("一")]]], [[[Self.run("二")]]]])
  }
}
