import FrontMatter
import Messages
import Supervision
import Testing

/// A small case without a fault, and variants of it made by replacing a few words.
enum SmallCase {
  static let text = """
    ---
    编号: 2018-0007
    标题: 疫苗处置和督导检查
    批示:
      领导: 省委主要领导
      日期: 2018-07-22
      类别: 批办性
      摘要: 立即核查
    牵头单位: 省教育厅
    协办单位: [省公安厅]
    任务:
      - 事项: 核查采购使用情况
        单位: 省教育厅
        时限: 5个工作日
    时限: 2018-08-31
    过程:
      - 日期: 2018-07-23
        步骤: 登记
      - 日期: 2018-07-23
        步骤: 研判
        意见: 建议立项
      - 日期: 2018-07-23
        步骤: 立项
        批准: 省委秘书长
      - 日期: 2018-07-24
        步骤: 审定
        审定人: 省委秘书长
      - 日期: 2018-07-24
        步骤: 发函
        文号: ×督函〔2018〕31号
        主送: [省教育厅, 省公安厅]
      - 日期: 2018-07-25
        步骤: 报责任人
        单位: 省教育厅
        责任人: 分管副厅长
      - 日期: 2018-07-25
        步骤: 报责任人
        单位: 省公安厅
        责任人: 治安总队负责人
      - 日期: 2018-07-27
        步骤: 进展
        单位: 省教育厅
        任务: 1
        完成: 是
      - 日期: 2018-08-07
        步骤: 报结
        单位: 省教育厅
      - 日期: 2018-08-08
        步骤: 审核
        审核人: 督查室主任
        五查: {跑偏走样: 无, 漏题错项: 无, 避重就轻: 无, 空洞违规: 无, 漂浮落空: 无}
        结论: 通过
    ---

    """

  /// `text` with each `old` replaced, which must stand in it exactly once; one that ends with `…`
  /// reaches to the closing fence.
  static func edited(_ edits: [(old: String, new: String)]) throws -> String {
    var text = text
    for (old, new) in edits {
      let isToEnd = old.hasSuffix("…")
      let separator = isToEnd ? String(old.dropLast()) : old
      let parts = text.split(separator: separator, omittingEmptySubsequences: false)
      try #require(parts.count == 2, "\(old)")
      text = parts[0] + new + (isToEnd ? "---\n" : parts[1])
    }
    return text
  }

  static func read(_ text: String) -> Case {
    Case(Document(markdown: SourceText(path: "2018-0007.md", bytes: Array(text.utf8))))
  }
}

/// A text with marks around what is to be found: `日期: «2018.7.23»`.
struct MarkedText {
  let text: String
  /// The marked ranges in UTF-8 offsets, in order.
  let ranges: [Range<Int>]
  /// Line and column of each, counted here and not by the code under test.
  let places: [String]

  init(_ marked: String) {
    var text = ""
    var line = 1
    var column = 1
    var ranges: [Range<Int>] = []
    var places: [String] = []
    var start = 0
    for scalar in marked.unicodeScalars {
      switch scalar {
      case "«":
        start = text.utf8.count
        places.append("\(line):\(column)")
      case "»": ranges.append(start..<text.utf8.count)
      case "\n":
        text.unicodeScalars.append(scalar)
        line += 1
        column = 1
      default:
        text.unicodeScalars.append(scalar)
        column += 1
      }
    }
    self.text = text
    self.ranges = ranges
    self.places = places
  }
}
