import FrontMatter
import Supervision
import Testing

/// A case told in short: one step a line, `07-24 发函 主送=[省教育厅,省公安厅]`. A day without a year
/// is of 2018, and `~` stands for a space.
struct Course {
  var header: [String]
  var steps: String
  var office = Office()

  /// From the registration to the first letter.
  static let opening = """
    07-23 登记
    07-23 研判 意见=建议立项
    07-23 立项 批准=秘书长
    07-24 审定 审定人=秘书长
    07-24 发函 主送=[省教育厅,省公安厅]
    """

  /// The usual header; a line of `extra` takes the place of one with the same key.
  init(_ extra: [String] = [], opening: String = Course.opening, _ steps: String) {
    let usual = [
      "编号: 2018-0007", "标题: 疫苗处置和督导检查",
      "批示: {领导: 省委主要领导, 日期: 2018-07-01, 类别: 批办性, 摘要: 立即核查}", "牵头单位: 省教育厅",
      "协办单位: [省公安厅]",
      "任务: [{事项: 核查, 单位: 省教育厅, 时限: 5个工作日}, {事项: 整改, 单位: 省公安厅}]", "时限: 30日",
    ]
    func key(_ line: String) -> Substring { line.prefix { $0 != ":" } }
    let replaced = Set(extra.map { key($0) })
    header = usual.filter { !replaced.contains(key($0)) } + extra
    self.steps = opening + "\n" + steps
  }

  init(_ steps: String) {
    self.init([], steps)
  }

  var text: String {
    let steps = steps.split(separator: "\n").flatMap { line in
      let words = line.split(separator: " ")
      let keys = words.dropFirst(2).map { word in
        "    " + word.replacing("=", with: ": ", maxReplacements: 1).replacing("~", with: " ")
      }
      return ["  - 日期: \(Self.day(words[0]))", "    步骤: \(words[1])"] + keys
    }
    return (["---"] + header + ["过程:"] + steps + ["---", ""]).joined(separator: "\n")
  }

  private static func day(_ text: Substring) -> String {
    text.utf8.count == 5 ? "2018-\(text)" : String(text)
  }

  func state(
    on day: String, units: UnitDirectory = UnitDirectory(), withDuties: Bool = false
  ) throws -> CaseState {
    let subject = SmallCase.read(text)
    try #require(subject.document.findings.isEmpty && subject.findings.isEmpty, "\(text)")
    let schema = Schema(
      office: office, units: units, calendar: try Samples.schema().calendar)
    let asOf = try #require(Day(Self.day(day[...])))
    return CaseState(
      folding: subject, schema: schema, asOf: asOf, withDuties: withDuties)
  }

  /// What is owed, in order: `07-31 任务1 省教育厅`, with `(原07-31)` where it was another day.
  func owed(on day: String, only names: String = "", withLights: Bool = false) throws -> [String] {
    let wanted = names.split(separator: " ").map(String.init)
    return try state(on: day).duePoints.compactMap { point in
      guard wanted.isEmpty || wanted.contains(point.what.name) else { return nil }
      let due = point.due.map { Self.short($0.day) } ?? "-"
      let original =
        point.original == point.due?.day ? "" : "(原\(point.original.map(Self.short) ?? "-"))"
      let task = point.task.map { "\($0)" } ?? ""
      let light = withLights ? " \(point.light.name)" : ""
      return "\(due)\(original) \(point.what.name)\(task) \(point.who)\(light)"
    }
  }

  private static func short(_ day: Day) -> String {
    day.year == 2018 ? String("\(day)".dropFirst(5)) : "\(day)"
  }
}
