/// A limit as offices write it in a ledger.
enum WrittenLimit: Equatable {
  /// A day, or a count of days, as a case file has it.
  case limit(String, Set<ImportReading> = [])
  /// 长期坚持
  case longTerm
  /// 每月25日前: how often is to be reported, and no end.
  case cycle(String)

  /// Nil for what is none: 按节点推进.
  init?(_ text: String, years: WrittenDay.Years) {
    let bare = Spelling.halfWidth(text)
    if let limit = Limit(bare) {
      self = .limit(limit.isRelative ? limit.wording : bare)
    } else if let day = WrittenDay(text, years: years, isLimit: true) {
      self = .limit("\(day.day)", day.readings)
    } else if let cycle = Self.cycle(bare) {
      self = .cycle(cycle)
    } else if Self.endless.contains(where: bare.contains) {
      self = .longTerm
    } else if let count = Self.count(bare) {
      self = .limit(count)
    } else {
      return nil
    }
  }

  private static let endless = ["长期", "常态", "持续", "常年"]

  private static func cycle(_ text: String) -> String? {
    if let cycle = Cycle(name: text) { return cycle.name }
    let name = text.hasSuffix("前") ? text : text + "前"
    if let cycle = Cycle(name: name) { return cycle.name }
    return Cycle.fixed.first {
      $0.name.hasPrefix("每")
        && [$0.name, "\($0.name)报", "\($0.name)报送", "\($0.name)一报"].contains(text)
    }?.name
  }

  /// `自收文之日起一个月内办结`: 1个月.
  private static func count(_ text: String) -> String? {
    var text = Substring(text)
    if let start = text.lastIndex(where: { "起后".contains($0) }) {
      text = text[text.index(after: start)...]
    }
    for tail in ["办结", "完成", "报送结果", "报结果", "报送", "上报", "反馈", "报"] where text.hasSuffix(tail) {
      text = text.dropLast(tail.count)
      break
    }
    if ["立即", "即日", "马上", "当日内", "当天内"].contains(String(text)) { return "当日" }
    let count = String(text)
    return Limit(count) == nil ? Limit.mended(count) : count
  }
}
