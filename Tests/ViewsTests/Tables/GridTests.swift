import Messages
import Supervision
import Testing
import TestSupport
import Views

@Suite struct GridTests {
  private static func grid(_ rows: [[Cell]]) -> Grid {
    Grid(
      columns: [
        Grid.Column("id", "案号"), Grid.Column("light", "灯"),
        Grid.Column("title", "事项", narrowest: 8), Grid.Column("urged", "催办", .trailing),
      ], rows: rows, caption: "督办件台账 截至2018-08-06")
  }

  private static let sample: [[Cell]] = [
    [.text("2018-0007"), .light(.red), .text("疫苗处置和督导检查"), .number(12)],
    [.text("2018-0011"), .light(.green), .text("a|b"), .none],
  ]

  @Test func columnsAlignByDisplayWidthWithoutTrailingSpaces() {
    #expect(
      Self.grid(Self.sample).table() == """
        督办件台账 截至2018-08-06

        案号       灯  事项                催办
        2018-0007  红  疫苗处置和督导检查    12
        2018-0011  绿  a|b

        """)
  }

  @Test func aNarrowTerminalCutsTheWidestCellFirst() {
    let lines = Self.grid(Self.sample).table(width: 32).split(separator: "\n")
    #expect(lines[1] == "案号       灯  事项         催办")
    #expect(lines[2] == "2018-0007  红  疫苗处置和…    12")
  }

  @Test(arguments: rows(1...60))
  func noLineIsWiderThanTheTerminal(width: Int) {
    for line in Self.grid(Self.sample).table(width: width).split(separator: "\n").dropFirst() {
      #expect(line.displayWidth <= width)
    }
  }

  @Test func columnsThatFindNoRoomAreNamed() {
    let table = Self.grid(Self.sample).table(width: 16)
    #expect(table.hasPrefix("督办件台账 截至2018-08-06(屏宽不足,略去:事项、催办)\n\n案号       灯\n"))
  }

  @Test func aTableWithoutRowsSaysSo() {
    #expect(Self.grid([]).table().hasSuffix("催办\n(无)\n"))
  }

  @Test func colourMarksTheLightAndNothingElseOfARow() {
    let lines = Self.grid(Self.sample).table(colour: true).split(separator: "\n")
    #expect(lines[2] == "2018-0007  \u{1B}[31m红\u{1B}[m  疫苗处置和督导检查    12")
  }

  @Test func whatSteersATerminalDoesNotReachIt() {
    let rows: [[Cell]] = [[.text("\u{1B}[2J一\n二\u{202E}\t\u{9B}三"), .none, .none, .none]]
    #expect(Self.grid(rows).table().contains("\n␛[2J一 二<U+202E> <U+009B>三\n"))
  }

  // MARK: CSV

  static let cells: [(Cell, String)] = [
    (.text("疫苗处置"), "疫苗处置"),
    (.text("一,二"), "\"一,二\""),
    (.text("他说\"好\""), "\"他说\"\"好\"\"\""),
    (.text("第一行\n第二行"), "\"第一行\n第二行\""),
    (.text("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\""),
    (.text("+cmd"), "'+cmd"), (.text("-2+3"), "'-2+3"), (.text("@SUM(A1)"), "'@SUM(A1)"),
    (.text("\t=1"), "'\t=1"), (.text("\r=1"), "\"'\r=1\""), (.text("＝1"), "'＝1"),
    (.text("-12"), "-12"), (.text("+3.5"), "+3.5"), (.text("-"), "'-"), (.text("1.2.3"), "1.2.3"),
    (.day(Day(ordinal: 0)), "1970-01-01"), (.number(-3), "-3"), (.none, ""),
    (.share(3, of: 4), "完成3共4"), (.tenths(-15), "-1.5"), (.light(.yellow), "黄"),
  ]

  @Test(arguments: rows(cells))
  func aCellIsWrittenSoThatASpreadsheetReadsItAsData(cell: Cell, written: String) {
    let csv = Grid(columns: [Grid.Column("c", "列")], rows: [[cell]], caption: "").csv()
    #expect(String(decoding: csv, as: UTF8.self) == "列\r\n\(written)\r\n")
  }

  @Test func aByteOrderMarkStandsBeforeEverything() {
    let grid = Grid(columns: [Grid.Column("c", "列")], rows: [], caption: "")
    #expect(grid.csv(byteOrderMark: true) == [0xEF, 0xBB, 0xBF] + Array("列\r\n".utf8))
  }

  // MARK: Markdown

  @Test func markupInACellIsEscaped() {
    let rows: [[Cell]] = [[.text(#"a|b\"#), .light(.red), .text("<b>*重*</b>\n二"), .number(1)]]
    #expect(
      Self.grid(rows).markdown == #"""
        督办件台账 截至2018-08-06

        | 案号 | 灯 | 事项 | 催办 |
        | --- | --- | --- | ---: |
        | a\|b\\ | 红 | \<b\>\*重\*\</b\> 二 | 1 |

        """#)
  }
}
