import ByteCoding
import CaseGeneration
import FrontMatter
import Messages
import Supervision
import Testing
import TestSupport
import Views

@Suite struct OwingCaseTests {
  /// Written, and read back under the same path.
  private static func again(_ owing: OwingCase) throws -> OwingCase {
    var writer = ByteWriter()
    owing.write(to: &writer)
    var reader = ByteReader(writer.bytes)
    let read = try OwingCase(from: &reader, path: owing.path, asOf: day("2018-08-06"))
    #expect(reader.isAtEnd)
    return read
  }

  /// Everything that is ever shown of cases in which something is owed.
  private static func shown(_ cases: [OwingCase], asOf day: Day, _ schema: Schema) -> [String] {
    let basis = LedgerBasis(asOf: day)
    let status = Status(cases, of: basis)
    let list = DueList(cases, of: basis)
    let calendar = DueCalendar(list, reminders: schema.office.reminders, calendar: schema.calendar)
    return Language.allCases.flatMap { language in
      [80, 140].map { StatusText(status, language: language, width: $0).text }
        + [StatusText(status, language: language, width: 80).short]
    } + [
      Status.porcelain(cases), Status.porcelain(cases, unit: "省教育厅", nul: true),
      Grid(list).table(), JSON.due(list).pretty, String(decoding: calendar.bytes, as: UTF8.self),
    ]
  }

  @Test func whatComesBackShowsTheSame() throws {
    let samples = try Samples()
    for days in stride(from: 0, to: 2000, by: 3) {
      let day = day("2017-03-01").advanced(by: days)
      let cases = samples.rows(asOf: day).owing
      #expect(
        Self.shown(try cases.map(Self.again), asOf: day, samples.schema)
          == Self.shown(cases, asOf: day, samples.schema), "\(day)")
    }
  }

  @Test(.seeded) func theRowAndTheStateGiveTheSame() throws {
    let schema = Schema(calendar: try Samples().schema.calendar)
    try Seed.each(of: 1...30) { seed in
      let made = CaseGenerator.generate(seed: seed)
      let path = "cases/2018/2018-0007.md"
      let subject = Case(
        Document(markdown: SourceText(path: path, bytes: Array(made.markdown().utf8))))
      for day in Set(made.days) {
        let state = CaseState(folding: subject, schema: schema, asOf: day)
        let owing = [OwingCase(state, path: path)].compactMap { $0 }
        let rows = [try #require(LedgerRow(state, path: path))]
        #expect(
          Self.shown(owing, asOf: day, schema) == Self.shown(rows.owing, asOf: day, schema),
          "\(day)")
        #expect(
          Self.shown(try owing.map(Self.again), asOf: day, schema)
            == Self.shown(owing, asOf: day, schema), "\(day)")
      }
    }
  }

  @Test func ofASecretCaseNothingIsKeptThatIsNotShown() throws {
    let text = """
      ---
      编号: 2018-0001
      密级: 机密
      标题: 不得入内的标题
      批示: {领导: 省委主要领导, 日期: 2018-07-02, 类别: 批办性, 摘要: 不得入内的摘要}
      牵头单位: 省教育厅
      任务: [{事项: 不得入内的事项, 单位: 省教育厅, 时限: 30日}]
      过程:
        - {日期: 2018-07-02, 步骤: 登记}
        - {日期: 2018-07-02, 步骤: 立项, 批准: 省委秘书长}
        - {日期: 2018-07-02, 步骤: 发函, 文号: ×督函〔2018〕1号, 主送: [省教育厅]}
      ---

      """
    let owing = try #require(
      OwingCase(state(text, asOf: day("2018-07-03")), path: "cases/2018/2018-0001.md"))
    #expect(owing.duePoints.contains { $0.task == 1 } && owing.matter(of: 1) == nil)
    var writer = ByteWriter()
    owing.write(to: &writer)
    #expect(!String(decoding: writer.bytes, as: UTF8.self).contains("不得入内"))
  }
}
