import CaseStore
import Files
import Supervision
import Testing
import TestSupport

/// What is told of two versions by their bytes alone is what comparing them as cases tells.
@Suite struct AppendedStepTests {
  private static let path: RelativePath = "cases/2018/2018-0007.md"

  /// Steps in every layout, among them some whose ends are hard to tell.
  private static let items = [
    "  - {日期: 2018-07-23, 步骤: 登记}\n", "  - 日期: 2018-07-23\n    步骤: 研判\n    意见: 建议立项\n",
    "  # 阅研\n  - 日期: 2018-07-23\n    步骤: 研判\n    意见: 再议 # 甲\n    # 深\n",
    "  - 日期: 2018-07-24\n    步骤: 立项\n    批准: 省委秘书长\n    说明: |\n      同意。\n\n      ---\n",
    "  - 日期: 2018-07-24\n    步骤: 审定\n    审定人: 省委秘书长\n    说明: |+\n      保留\n\n\n",
    "  - 步骤: 调度\n    说明: >-\n      折\n      行\n    日期: 2018-07-25\n\n", "  # 尾\n",
    "  - {日期: 2018-07-23, 步骤: 登记}\n",
  ]

  private static func text(_ items: [String], _ rest: String) -> String {
    "---\n编号: 2018-0007\n标题: 疫苗\n过程:\n\(items.joined())\(rest)---\n\n正文。\n"
  }

  private func steps(_ new: String, after old: String) -> [Step]? {
    CaseFile(path: Self.path, bytes: Array(new.utf8)).stepsAppended(to: Array(old.utf8))
  }

  @Test func whatIsWrittenAtTheEndIsTold() {
    // An empty line below the last item is not the item's: that is left to the comparison.
    for item in Self.items where item.contains("步骤") && !item.hasSuffix("25\n\n") {
      let old = Self.text(Array(Self.items.prefix(2)), "")
      let new = Self.text(Array(Self.items.prefix(2)) + [item], "")
      #expect(steps(new, after: old)?.map(\.number) == [3], "\(item)")
      #expect(steps(new, after: old.replacing("正文", with: "别的")) == nil)
      #expect(steps(new, after: old.replacing("登记", with: "研判")) == nil)
      #expect(steps(old, after: new) == nil)
    }
  }

  @Test(.seeded) func whatIsToldIsWhatTheCasesSay() {
    var random = Seed.generator()
    var told = 0
    for _ in 0..<4000 {
      let count = Int.random(in: 1...4, using: &random)
      let items = (0..<count).compactMap { _ in Self.items.randomElement(using: &random) }
      let rest = ["", "关注: 重点\n", "# 注\n", "\n"].randomElement(using: &random) ?? ""
      let new = Self.text(items, rest)
      var lines = new.split(separator: "\n", omittingEmptySubsequences: false)
      // Some lines are cut out, as a rule those of the last items.
      let kept = Int.random(in: 0...count, using: &random)
      var old = Self.text(Array(items.prefix(kept)), rest)
      if Int.random(in: 0..<3, using: &random) == 0 {
        let start = Int.random(in: lines.indices, using: &random)
        lines.removeSubrange(
          start..<min(start + Int.random(in: 0...4, using: &random), lines.count))
        old = lines.joined(separator: "\n")
      }
      guard let steps = steps(new, after: old) else { continue }
      told += 1
      let change = CaseChange(
        from: CaseFile(path: Self.path, bytes: Array(old.utf8)).subject,
        to: CaseFile(path: Self.path, bytes: Array(new.utf8)).subject)
      #expect(change.findings == [], "\(old)\n\(new)")
      #expect(change.added.map(\.number) == steps.map(\.number), "\(old)\n\(new)")
    }
    // Some three hundred, give or take twenty.
    #expect(told > 200)
  }
}
