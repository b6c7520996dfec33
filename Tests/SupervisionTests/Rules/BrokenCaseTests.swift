import FrontMatter
import Messages
import Supervision
import Testing
import TestSupport

/// A case whose syntax is broken: what is wrong is said once, and nothing is said to be missing
/// that only could not be read.
@Suite struct BrokenCaseTests {
  private func findings(_ edits: [(old: String, new: String)]) throws -> [String] {
    let text = try SmallCase.edited(edits)
    let day = try #require(Day("2018-09-28"))
    let subject = SmallCase.read(text)
    return subject.findings(
      schema: try Samples.schema(), fileName: "2018-0007.md", asOf: day, today: day
    ).map(\.rule.id)
  }

  @Test(
    arguments: rows([
      ("标题: 疫苗处置和督导检查", "标题：疫苗处置和督导检查"),
      ("牵头单位: 省教育厅", "牵头单位：省教育厅"),
      ("  领导: 省委主要领导", "  领导 : 省委主要领导"),
      ("  日期: 2018-07-22", "  日期:2018-07-22"),
      ("    步骤: 登记", "    步骤：登记"),
      ("    步骤: 发函", "\t步骤: 发函"),
      ("    步骤: 进展", "    步骤:进展"),
      ("    完成: 是", "    完成: &是 是"),
      ("    批准: 省委秘书长", "    批准: 省委秘书长: 同意"),
      ("    意见: 建议立项", "    意见: '建议立项"),
      ("    审定人: 省委秘书长", "    审定人: *省委秘书长"),
      ("主送: [省教育厅, 省公安厅]", "主送: [省教育厅，省公安厅]"),
      ("主送: [省教育厅, 省公安厅]", "主送: [省教育厅, 省公安厅"),
      ("跑偏走样: 无, 漏题错项: 无", "跑偏走样：无, 漏题错项: 无"),
      (
        "  - 日期: 2018-07-25\n    步骤: 报责任人\n    单位: 省教育厅",
        "  -日期: 2018-07-25\n    步骤: 报责任人\n    单位: 省教育厅"
      ),
      ("  - 事项: 核查采购使用情况", "   - 事项: 核查采购使用情况"),
      ("过程:\n", "过程：\n"),
    ]))
  func aFaultOfSyntaxBringsNoOther(old: String, new: String) throws {
    let ids = try findings([(old, new)])
    let syntax = Set(Rule.syntax.map(\.id))
    #expect(!ids.isEmpty)
    #expect(ids.filter { !syntax.contains($0) } == [])
  }

  @Test func aFileWithoutFrontMatterHasOneFinding() throws {
    #expect(try findings([("---\n编号: 2018-0007…", "# 督办\n")]).count == 1)
  }

  @Test(
    arguments: rows([
      ("过程:\n…", "过程:\n", ["missing-key"]),
      ("过程:\n…", "过程: []\n", ["missing-key"]),
      ("过程:\n…", "", ["missing-key"]),
      ("过程:\n…", "过程: 无\n", ["wrong-shape"]),
    ]))
  func aCaseWithoutStepsHasOneFinding(old: String, new: String, ids: [String]) throws {
    #expect(try findings([(old, new)]) == ids)
  }
}
