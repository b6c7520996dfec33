/// A day as offices write it in a ledger: `2018年7月23日`, `7.23前`, `9月底`, `二〇一八年七月二十三日`,
/// `43303`, each perhaps with 前, 以前, 含当日 or a time of day after it.
struct WrittenDay: Equatable {
  private(set) var day: Day
  /// How it had to be taken, where it says less than a day.
  var readings: Set<ImportReading> = []
  /// What follows it.
  var rest = ""

  /// Where a day without a year gets one.
  struct Years {
    /// That of the ledger.
    var ledger: Int?
    /// What a day comes after, as a limit comes after the instruction: the year is then the first in
    /// which it does.
    var start: Day?

    /// - Parameter number: the number of the day in the month of a year.
    func day(month: Int, number: (Int) -> Int?) -> Day? {
      // A 29 February may be some years off.
      let candidates = start.map { Array($0.year...($0.year + 8)) } ?? [ledger].compactMap(\.self)
      for year in candidates {
        if let number = number(year), let day = Day(year: year, month: month, day: number),
          start.map({ day >= $0 }) ?? true
        {
          return day
        }
      }
      return nil
    }
  }

  /// The day that `text` is.
  ///
  /// - Parameter isLimit: whether 9月底 and 三季度 are days, and the last of two is meant.
  init?(_ text: String, years: Years = Years(), isLimit: Bool = false) {
    var scanner = DayScanner(text, years: years, mayBeVague: isLimit)
    guard let (first, readings) = scanner.day() else { return nil }
    (day, self.readings) = (first, readings)
    scanner.skipTail()
    if isLimit, let end = scanner.endOfSpan,
      let last = WrittenDay(end, years: Years(start: first), isLimit: true)
    {
      self = last
      self.readings.formUnion(readings)
    } else if !scanner.rest.isEmpty {
      return nil
    }
  }

  /// The day that `text` begins with, and the rest of it; nil where what looks like a day may number
  /// what follows (`1.7月20日`, `3.5万元`) or begins a span.
  init?(beginning text: String, years: Years = Years()) {
    var scanner = DayScanner(text, years: years, mayBeVague: false)
    guard text.trimmed.first.map({ $0.isNumber || ChineseNumeral.signs.contains($0) }) == true,
      let (day, readings) = scanner.day()
    else { return nil }
    (self.day, self.readings) = (day, readings)
    rest = scanner.rest
    let written = text.trimmed.dropLast(rest.count)
    guard written.contains("月") || !readings.contains(.yearSupplied) else { return nil }
    guard let sign = rest.first else { return }
    if let time = Substring(rest).timeOfDay { rest = time.trimmed }
    guard written.last?.isWhitespace == true || Self.separators.contains(sign) else { return nil }
    rest = String(rest.drop { $0.isWhitespace || Self.separators.contains($0) })
  }

  private static let separators: Set<Character> = Set(",，:：。;；、")

  /// Whether `text` is a day but for its year, which nothing gives.
  static func lacksYear(_ text: String, isLimit: Bool) -> Bool {
    Self(text, isLimit: isLimit) == nil
      && Self(text, years: Years(ledger: 2000), isLimit: isLimit) != nil
  }
}

/// Reads a day from the front of a text.
private struct DayScanner {
  private var text: Substring
  private let years: WrittenDay.Years
  private let mayBeVague: Bool

  init(_ text: String, years: WrittenDay.Years, mayBeVague: Bool) {
    self.text = Substring(text.trimmed)
    self.years = years
    self.mayBeVague = mayBeVague
  }

  var rest: String { text.trimmed }

  /// What follows 至, where the day only begins a span.
  var endOfSpan: String? {
    let text = text.drop { $0.isWhitespace }
    let sign = ["至", "到", "--", "——", "-", "—", "~", "～"].first { text.hasPrefix($0) }
    return sign.map { String(text.dropFirst($0.count)) }
  }

  private static let leads = [
    "截止到", "截至", "截止", "原则上", "力争", "确保", "最迟", "务必", "拟于", "定于", "计划", "于", "在", "至", "到", "约",
    "今年",
    "本年", "当年",
  ]
  /// Longest first, since one may begin another.
  private static let tails = [
    "前完成整改", "前报送结果", "前报结果", "前办结", "前完成", "前报送", "前上报", "前反馈", "前报", "之前", "以前", "前", "之内", "以内",
    "内",
    "为止", "截止", "止", "完成", "办结", "含当日", "含当天", "含本日", "含", "下班", "上午", "下午", "中午", "星期", "周",
  ]

  mutating func day() -> (Day, Set<ImportReading>)? {
    while take(Self.leads) != nil {}
    if let serial = serialDay() { return (serial, [.serial]) }
    if mayBeVague, let found = vagueDay(inYear: nil) { return found }
    guard let (first, digits) = number() else { return nil }
    if digits == 8 {
      return Day(year: first / 10_000, month: first / 100 % 100, day: first % 100).map { ($0, []) }
    }
    guard digits <= 4, let sign = take(Self.signs) else { return nil }
    switch sign {
    case "年":
      let year = first < 100 ? 2000 + first : first
      if mayBeVague, let found = vagueDay(inYear: year) { return found }
      guard let (month, digits) = number(), digits <= 2, take(["月"]) != nil else { return nil }
      return self.day(inMonth: month, ofYear: year)
    case "月": return digits <= 2 ? day(inMonth: first, ofYear: nil) : nil
    default: return day(after: first, digits: digits, sign)
    }
  }

  private static let signs = ["年", "月", "-", "/", ".", "－", "．", "／", "—", "–", "。", "、"]

  /// `2018.7.23`, `18.7.23` or `7.23`.
  private mutating func day(after first: Int, digits: Int, _ sign: String) -> (
    Day, Set<ImportReading>
  )? {
    guard let (second, _) = number() else { return nil }
    let begun = text
    // One sign throughout, so that `7.23-7.30` is no year.
    if take([sign]) != nil, let (third, _) = number() {
      let year = digits == 4 ? first : 2000 + first
      return Day(year: year, month: second, day: third).map { (settled($0), []) }
    }
    text = begun
    guard digits <= 2 else { return nil }
    return years.day(month: first) { _ in second }.map { (settled($0), [.yearSupplied]) }
  }

  /// After `日` or `号`, where one stands.
  private mutating func settled(_ day: Day) -> Day {
    _ = take(["日", "号"])
    return day
  }

  private mutating func day(inMonth month: Int, ofYear year: Int?) -> (Day, Set<ImportReading>)? {
    guard (1...12).contains(month) else { return nil }
    if let (number, digits) = number() {
      guard digits <= 2 else { return nil }
      _ = take(["日", "号"])
      return resolved(month, year) { _ in number }
    }
    guard mayBeVague else { return nil }
    let part = take(["月底", "底", "月末", "末", "上旬", "中旬", "下旬", "份"])
    switch part {
    case "上旬": return resolved(month, year, isVague: true) { _ in 10 }
    case "中旬": return resolved(month, year, isVague: true) { _ in 20 }
    default: return resolved(month, year, isVague: true) { Day.length(ofMonth: month, year: $0) }
    }
  }

  /// `年底`, `上半年`, `三季度`.
  private mutating func vagueDay(inYear year: Int?) -> (Day, Set<ImportReading>)? {
    let begun = text
    if take(["年底", "年末", "底", "末"]) != nil { return resolved(12, year, isVague: true) { _ in 31 } }
    if take(["上半年", "年中"]) != nil { return resolved(6, year, isVague: true) { _ in 30 } }
    if take(["下半年"]) != nil { return resolved(12, year, isVague: true) { _ in 31 } }
    _ = take(["第"])
    if let (quarter, _) = number(), (1...4).contains(quarter), take(["季度"]) != nil {
      _ = take(["末", "底"])
      return resolved(quarter * 3, year, isVague: true) {
        Day.length(ofMonth: quarter * 3, year: $0)
      }
    }
    text = begun
    return nil
  }

  private func resolved(
    _ month: Int, _ year: Int?, isVague: Bool = false, day: @escaping (Int) -> Int?
  ) -> (Day, Set<ImportReading>)? {
    let years = year.map { WrittenDay.Years(ledger: $0) } ?? self.years
    var readings: Set<ImportReading> = isVague ? [.vagueDay] : []
    if year == nil { readings.insert(.yearSupplied) }
    return years.day(month: month, number: day).map { ($0, readings) }
  }

  /// The number of a day as spreadsheets count them, from 1954 to 2119: what a column of days shows where
  /// its format was lost.
  private mutating func serialDay() -> Day? {
    guard text.utf8.count == 5, let serial = Int(text), (20_000..<80_000).contains(serial) else {
      return nil
    }
    text = ""
    return Day(ordinal: serial - 25_569)
  }

  /// What may follow a day and does not change it.
  mutating func skipTail() {
    while true {
      skipBlanks()
      let begun = text
      if take(Self.tails) != nil {
        // 周一, 星期日
        if begun.hasPrefix("周") || begun.hasPrefix("星期") {
          text = text.drop { "一二三四五六日天".contains($0) }
        }
        continue
      }
      if let inside = text.parenthesised, inside.content.isEmptyTail {
        text = inside.rest
        continue
      }
      guard let time = text.timeOfDay else { break }
      text = time
    }
    text = Substring(text.trimmed)
  }

  private mutating func skipBlanks() { text = text.drop { $0.isWhitespace } }

  private mutating func take(_ words: [String]) -> String? {
    skipBlanks()
    guard let word = words.first(where: { text.hasPrefix($0) }) else { return nil }
    text = text.dropFirst(word.count)
    return word
  }

  /// In Arabic or Chinese numerals, and how many digits the former were.
  private mutating func number() -> (value: Int, digits: Int)? {
    skipBlanks()
    let digits = text.prefix { $0.digit != nil }
    if !digits.isEmpty {
      guard digits.count <= 8 else { return nil }
      text = text.dropFirst(digits.count)
      return (digits.reduce(0) { $0 * 10 + ($1.digit ?? 0) }, digits.count)
    }
    let numeral = text.prefix { ChineseNumeral.signs.contains($0) }
    let year = ChineseNumeral.year(of: numeral)
    guard let value = year ?? ChineseNumeral.value(of: numeral) else { return nil }
    text = text.dropFirst(numeral.count)
    return (value, year == nil ? 2 : 4)
  }
}

extension Substring {
  /// What stands in brackets at the front, and what follows them.
  fileprivate var parenthesised: (content: Substring, rest: Substring)? {
    guard let first, "(（".contains(first), let end = firstIndex(where: { ")）".contains($0) }) else {
      return nil
    }
    return (self[index(after: startIndex)..<end], self[index(after: end)...])
  }

  /// Whether it is nothing but what may follow a day.
  fileprivate var isEmptyTail: Bool {
    var scanner = DayScanner(String(self), years: WrittenDay.Years(), mayBeVague: false)
    scanner.skipTail()
    return scanner.rest.isEmpty
  }

  /// What follows a time of day, `0:00`, `T09:30:00` or `17时`; nil where it begins with none.
  fileprivate var timeOfDay: Substring? {
    let text = first == "T" ? dropFirst() : self
    let digits = text.prefix { $0.digit != nil }
    guard (1...2).contains(digits.count), let sign = text.dropFirst(digits.count).first,
      ":：时点".contains(sign)
    else { return nil }
    return text.drop { $0.digit != nil || ":：时点分秒".contains($0) }
  }
}

extension Character {
  /// Of an Arabic digit, full-width ones among them.
  fileprivate var digit: Int? {
    guard let value = unicodeScalars.first?.value, unicodeScalars.count == 1 else { return nil }
    switch value {
    case 0x30...0x39: return Int(value - 0x30)
    case 0xFF10...0xFF19: return Int(value - 0xFF10)
    default: return nil
    }
  }
}
