import Supervision
import Testing
import TestSupport
import Views

@Suite struct LedgerRowTests {
  @Test(arguments: rows(oracleRows.split(separator: "\n").map(String.init)))
  func aRowIsWhatAnotherProgramComputes(expected: String) throws {
    let parts = expected.split(separator: " ").map(String.init)
    let rows = try Samples().rows(asOf: day(parts[0]))
    guard let row = rows.first(where: { $0.id == parts[1] }) else {
      #expect(parts[2] == "-", "no row")
      return
    }
    let next = row.next
    let counts = row.counts
    let found = [
      parts[0], row.id, row.state.name, "\(row.round)", row.light.name, next?.who ?? "-",
      next?.whatText ?? "-", next?.due?.day.description ?? "-", next?.original?.description ?? "-",
      "\(row.duePoints.count)", "\(counts.urged)/\(counts.returned)/\(counts.extended)",
      "\(counts.inspected)/\(counts.revisited)", "\(row.tasks.done)/\(row.tasks.all)",
      row.letterNumber ?? "-", row.officer ?? "-",
    ]
    #expect(found == parts)
  }

  @Test func aLaterRoundHasItsOwnInstruction() throws {
    let samples = try Samples()
    let first = try samples.row("2017-0003", asOf: day("2017-05-02")).instruction
    #expect(first.day == day("2017-04-07"))
    let third = try samples.row("2017-0003", asOf: day("2018-08-06")).instruction
    #expect(third.day == day("2017-09-11"))
    #expect(third.gist != first.gist)
    // 重启 brings no new instruction.
    let reopened = try samples.row("2018-0002", asOf: day("2018-09-17"))
    #expect(reopened.round == 2)
    #expect(reopened.instruction.day == day("2018-03-12"))
  }

  @Test func theLedgerAsDataKeepsItsShape() throws {
    let rows = try Samples().rows(asOf: day("2018-08-06"))
    let json = JSON.ledger(rows, asOf: day("2018-08-06"), rev: "e669129")
    try expectGolden(json.pretty + "\n", "views/ledger.json")
  }

  @Test func theLedgerAsCSVKeepsItsShape() throws {
    let rows = try Samples().rows(asOf: day("2018-12-03"))
    let grid = Grid(
      ledger: rows, columns: LedgerColumn.catalogue, of: LedgerBasis(asOf: day("2018-12-03")))
    try expectGolden(String(decoding: grid.csv(), as: UTF8.self), "views/ledger.csv")
  }

  static let secret = """
    ---
    编号: 2018-0001
    标题: 某涉密事项
    来文: 某涉密来文
    批示: {领导: 省委主要领导, 日期: 2018-07-02, 类别: 批办性, 摘要: 不该写的摘要}
    密级: 机密
    保密期限: 10年
    存放处: 保密室3号柜
    过程:
      - {日期: 2018-07-02, 步骤: 登记, 说明: 不该写的说明}
    ---

    """

  @Test func nothingThatIsWrittenInASecretCaseIsShown() throws {
    let row = try #require(
      LedgerRow(state(Self.secret, asOf: day("2018-07-03")), path: "a.md", withText: true))
    #expect(row.title == "(涉密)")
    #expect(row.instruction.gist == nil)
    #expect(row.texts.isEmpty)
    let text = row.json.compact
    #expect(!text.contains("某") && !text.contains("不该写"))
  }
}
