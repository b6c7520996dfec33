import Messages
import Supervision
import Testing
import TestSupport

/// Units that were renamed or became a part of another are one.
@Suite struct UnitDirectoryTests {
  private static let units = """
    单位:
      - {名称: 省卫生健康委员会, 曾用名: [{名称: 省卫生和计划生育委员会, 止: 2018-10-30}], 联络员: 办公室, 电话: 0791-80000201}
      - {名称: 省老龄办, 止: 2018-10-30, 并入: 省卫生和计划生育委员会}
      - {名称: 省爱卫办, 止: 2019-01-01, 并入: 省老龄办}
      - {名称: 甲局, 并入: 乙局}
      - {名称: 乙局, 并入: 甲局, 电话: 0791-80000202}

    """

  private static func directory() -> UnitDirectory {
    UnitDirectory.reading(SourceText(path: "schema/units.yaml", bytes: Array(units.utf8))).value
  }

  @Test(
    arguments: rows([
      ("省卫生健康委员会", "省卫生健康委员会"), ("省卫生和计划生育委员会", "省卫生健康委员会"),
      ("省老龄办", "省卫生健康委员会"), ("省爱卫办", "省卫生健康委员会"), ("省教育厅", "省教育厅"),
      // A circle leads nowhere.
      ("甲局", "甲局"), ("乙局", "乙局"),
    ]))
  func itIsCalledByThePresentName(name: String, present: String) {
    #expect(Self.directory().presentName(of: name) == present)
  }

  @Test func whomToCallIsKnownUnderEitherName() {
    let units = Self.directory()
    #expect(units.contact(of: "省卫生和计划生育委员会")?.text == "办公室 0791-80000201")
    #expect(units.contact(of: "乙局")?.words.zh == "联络:0791-80000202")
    #expect(units.contact(of: "甲局") == nil && units.contact(of: "省教育厅") == nil)
  }

  @Test func whatAMergedUnitOwesIsOwedByTheOneItJoined() throws {
    let course = Course(
      ["牵头单位: 省老龄办", "协办单位: [省卫生健康委员会]", "任务: [{事项: 核查, 单位: 省老龄办, 时限: 5个工作日}]"],
      opening: Course.opening.replacing("[省教育厅,省公安厅]", with: "[省老龄办,省卫生健康委员会]"),
      "07-26 报责任人 单位=省卫生健康委员会 责任人=处长")
    let state = try course.state(on: "08-02", units: Self.directory())
    #expect(Set(state.duePoints.map(\.who)) == ["省卫生健康委员会"])
    #expect(!state.duePoints.contains { $0.what == .nameOfficer })
    let task = try #require(state.duePoints.first { $0.what == .task })
    #expect(task.whomAndWhy.zh == "联络:办公室 0791-80000201;2018-07-24发函,5个工作日;逾期2天")
    let report = try #require(state.duePoints.first { $0.what == .finalReport })
    #expect(report.contact == nil)
  }
}
