/// What people write in the cells of a reply sheet, in the words of a case file.
enum ReplyWords {
  private static let done: Set<String> = [
    "是", "√", "✓", "✔", "☑", "对", "好", "已完成", "完成", "全部完成", "已办结", "办结", "已办", "已", "100%", "1",
    "100", "1.0", "TRUE", "YES", "Y", "OK",
  ]
  private static let notDone: Set<String> = [
    "否", "×", "✗", "✘", "X", "未完成", "没有完成", "未", "没有", "未办结", "在办", "正在办理", "0", "0%", "FALSE",
    "NO",
    "N",
  ]

  /// 完成: `是`, `否` or a share.
  static func completion(_ text: String) -> String? {
    let word = text.plain
    if done.contains(word) { return "是" }
    if notDone.contains(word) { return "否" }
    let hasSign = word.hasSuffix("%")
    guard let number = Double(hasSign ? String(word.dropLast()) : word), number >= 0 else {
      return nil
    }
    // A cell of shares has 0.85 where it shows 85%.
    let share = !hasSign && number <= 1 ? number * 100 : number
    guard share <= 100 else { return nil }
    let whole = Int(share.rounded())
    return whole == 100 ? (share == 100 ? "是" : "99%") : "\(whole)%"
  }

  /// 报结: whether it says yes; nil where that cannot be told.
  static func isYes(_ text: String) -> Bool? {
    let word = text.plain
    if done.contains(word) || ["报结", "申请报结", "请求报结", "已报结"].contains(word) { return true }
    return notDone.contains(word) || ["不报结", "暂不报结"].contains(word) ? false : nil
  }

  /// One of the words that a cell may have.
  static func choice(_ text: String, of column: ReplyColumn) -> String? {
    let word = text.plain
    let choices = column.choices ?? []
    return choices.first { $0 == word }
      ?? choices.first { ["\($0)风险", "\($0)色", "\($0)沟通"].contains(word) }
  }

  /// A day, in whatever form.
  ///
  /// - Parameter span: where it lies if it can, which decides the year of one that says none.
  static func day(_ text: String, in span: ClosedRange<Day>) -> Day? {
    let years = [span.upperBound.year, span.upperBound.year - 1]
    let days = years.compactMap { WrittenDay(text, years: WrittenDay.Years(ledger: $0))?.day }
    return days.first(where: span.contains) ?? days.first
  }

  /// 申请延期至: a limit as a step has it.
  static func limit(_ text: String, from day: Day) -> String? {
    // Relative ones count from the day of the step, as they would there.
    if let limit = Limit(text), limit.isRelative { return text }
    return WrittenDay(text, years: WrittenDay.Years(start: day), isLimit: true).map { "\($0.day)" }
  }
}

extension String {
  /// Without blanks, full-width signs and a stop at its end; letters as capitals.
  fileprivate var plain: String {
    var scalars = String.UnicodeScalarView()
    for scalar in unicodeScalars where !scalar.properties.isWhitespace {
      let isWide = (0xFF01...0xFF5E).contains(scalar.value)
      scalars.append(isWide ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar)
    }
    var word = String(scalars).uppercased()
    while let last = word.last, "。.;；!".contains(last) { word.removeLast() }
    return word
  }
}
