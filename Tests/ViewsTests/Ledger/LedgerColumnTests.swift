import Messages
import Testing
import TestSupport
import Views

@Suite struct LedgerColumnTests {
  @Test func theColumnsOfRealLedgersComeFirstAndInTheirOrder() {
    let headings = LedgerColumn.catalogue.prefix(27).map(\.heading).joined(separator: " ")
    #expect(
      headings == "案号 批示日期 批示领导 类别 事项 缓急 密级 文号 牵头单位 协办单位 承办责任人 交办日期 任务 原定时限 现行时限 "
        + "最近进展 下一节点 灯 催办 退回 延期 核查 呈报日期 办结日期 档号 最近回访 备注")
  }

  @Test func everyColumnIsFoundByEitherName() {
    for column in LedgerColumn.all {
      #expect(LedgerColumn(named: column.heading)?.identifier == column.identifier)
      #expect(LedgerColumn(named: column.identifier)?.identifier == column.identifier)
    }
  }

  @Test(arguments: rows(["案号,灯,next", " 案号，light、下一节点 ", "ID,灯,,Next", "编号,灯,节点"]))
  func columnsAreChosenInEitherLanguage(text: String) throws {
    #expect(try LedgerColumn.chosen(text).map(\.identifier) == ["id", "light", "next"])
  }

  static let mistakes: [(String, String, String)] = [
    ("案号,下一结点", "下一结点", "是不是“下一节点”?"), ("id,ligt", "ligt", "是不是“light”?"),
    (",", ",", "-"),
  ]

  @Test(arguments: rows(mistakes))
  func anUnknownColumnIsShownWithNearNames(text: String, place: String, help: String) throws {
    let error = try #require(throws: QueryError.self) { try LedgerColumn.chosen(text) }
    #expect(String(decoding: Array(text.utf8)[error.range], as: UTF8.self) == place)
    #expect(error.help?.zh ?? "-" == help)
  }

  static let orders: [(String, [String])] = [
    ("", ["2017-0003", "2017-0005", "2018-0002", "2018-0004", "2018-0006", "2018-0007"]),
    ("-案号", ["2018-0007", "2018-0006", "2018-0004", "2018-0002", "2017-0005", "2017-0003"]),
    ("-灯,下一节点", ["2018-0007", "2018-0004", "2017-0005", "2018-0006", "2017-0003", "2018-0002"]),
    ("closed", ["2017-0005", "2017-0003", "2018-0002", "2018-0004", "2018-0006", "2018-0007"]),
    ("-closed", ["2018-0002", "2017-0003", "2017-0005", "2018-0004", "2018-0006", "2018-0007"]),
    ("due", ["2018-0007", "2018-0004", "2017-0005", "2018-0006", "2017-0003", "2018-0002"]),
    ("缓急，-tasks", ["2018-0007", "2018-0006", "2017-0005", "2018-0002", "2017-0003", "2018-0004"]),
  ]

  @Test(arguments: rows(orders))
  func rowsAreOrderedStablyWithAbsentOnesLast(order: String, ids: [String]) throws {
    let rows = try Samples().rows(asOf: day("2018-08-06"))
    #expect(try LedgerOrder(order).sorted(rows).map(\.id) == ids)
  }

  @Test func anUnknownColumnOfAnOrderIsShownWithoutItsSign() throws {
    let error = try #require(throws: QueryError.self) { try LedgerOrder("案号,-登") }
    #expect(error.excerpt == "案号,-登\n      ^~\n")
  }

  @Test(arguments: rows([80, 100, 120, 160]))
  func theUsualTableFitsItsTerminal(width: Int) throws {
    let rows = try Samples().rows(asOf: day("2018-12-03"))
    let table = Grid(
      ledger: rows, columns: LedgerColumn.usual(forWidth: width),
      of: LedgerBasis(asOf: day("2018-12-03"), rev: "e669129")
    ).table(width: width)
    #expect(!table.contains("略去"))
    #expect(table.split(separator: "\n").allSatisfy { $0.displayWidth <= width })
    #expect(table.hasPrefix("督办件台账 截至2018-12-03,版本e669129,共7件:红1,黄1,绿4\n"))
  }
}
