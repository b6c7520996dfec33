import FrontMatter

/// A time limit as it is worded in a letter, a header or `office.yaml`.
package struct Limit: Sendable, Hashable {
  package enum Measure: Sendable, Hashable {
    /// N个工作日
    case workingDays(Int)
    /// N日, N天
    case days(Int)
    /// N个月, 半年, N年
    case months(Int)
    /// 当日
    case sameDay
    /// 2018-08-31
    case date(Day)
  }

  package let measure: Measure
  /// The original wording, which is what people are held to.
  package let wording: String

  /// Nil where the wording is none that the trade uses.
  package init?(_ wording: String) {
    guard let measure = Measure(wording) else { return nil }
    self.measure = measure
    self.wording = wording
  }

  package init(on day: Day) {
    measure = .date(day)
    wording = day.description
  }

  /// Whether the limit counts from an event, rather than naming a day.
  package var isRelative: Bool {
    switch measure {
    case .date: false
    case .workingDays, .days, .months, .sameDay: true
    }
  }
}

extension Limit.Measure {
  /// The largest count that is taken, so that every date stays within the calendar.
  private static let most = 3650

  fileprivate init?(_ wording: String) {
    if let day = Day(wording) {
      self = .date(day)
      return
    }
    guard !wording.utf8.contains(UInt8(ascii: " ")) else {
      self.init(wording.filter { $0 != " " })
      return
    }
    let bytes = wording.utf8.span
    var digits = 0
    while digits < bytes.count, (0x30...0x39).contains(bytes[digits]) { digits += 1 }
    let unit = Word(bytes.extracting(digits...))
    if digits == 0, let fixed = Self.fixed[unit] {
      self = fixed.measure
      return
    }
    guard digits <= 4, let count = bytes.extracting(..<digits).number,
      (1...Self.most).contains(count), let unit = Self.units[unit]
    else { return nil }
    switch unit.scale {
    case .workingDays: self = .workingDays(count)
    case .days(let each): self = .days(count * each)
    case .months(let each):
      guard each == 1 || count <= 100 else { return nil }
      self = .months(count * each)
    }
  }

  private enum Scale { case workingDays, days(Int), months(Int) }

  private static let units = Vocabulary<(wording: String, scale: Scale)>([
    ("个工作日", .workingDays), ("工作日", .workingDays), ("日", .days(1)), ("天", .days(1)),
    ("个自然日", .days(1)), ("自然日", .days(1)), ("周", .days(7)), ("个星期", .days(7)),
    ("个月", .months(1)), ("月", .months(1)), ("年", .months(12)),
  ]) { $0.wording }

  private static let fixed = Vocabulary<(wording: String, measure: Limit.Measure)>([
    ("当日", .sameDay), ("当天", .sameDay), ("半年", .months(6)), ("半个月", .days(15)),
  ]) { $0.wording }
}

/// The day something falls due, and how it came to be that day.
package struct Deadline: Sendable, Hashable {
  package var day: Day
  /// False where the last day, or a working day counted, lies beyond the published calendar.
  package var isPublished: Bool

  package init(_ day: Day, isPublished: Bool = true) {
    self.day = day
    self.isPublished = isPublished
  }
}

extension WorkingCalendar {
  /// When `limit` ends that starts to run on `start`.
  ///
  /// The day of the start is not counted; a last calendar day off moves to the next working day
  /// (民法典 201–203). A fixed date stays as written.
  package func deadline(_ limit: Limit, from start: Day) -> Deadline {
    switch limit.measure {
    case .workingDays(let count): settled(day(count, workingDaysAfter: start), since: start)
    case .days(let count): settled(workingDay(onOrAfter: start.advanced(by: count)), since: start)
    case .months(let count):
      settled(workingDay(onOrAfter: start.advanced(byMonths: count)), since: start)
    case .sameDay: settled(workingDay(onOrAfter: start), since: start)
    case .date(let day): Deadline(day, isPublished: isPublished(day))
    }
  }

  /// The day that lies `limit` before `due`, for reminding of it; where that is a day off, when
  /// nobody looks, the working day before. A fixed date stays as written.
  package func reminder(_ limit: Limit, before due: Day) -> Day {
    switch limit.measure {
    case .workingDays(let count): day(count, workingDaysBefore: due)
    case .days(let count): workingDay(onOrBefore: due.advanced(by: -count))
    case .months(let count): workingDay(onOrBefore: due.advanced(byMonths: -count))
    case .sameDay: workingDay(onOrBefore: due)
    case .date(let day): day
    }
  }

  /// `deadline` moved by the days that a suspension took, then off a day off.
  func giving(back days: Int, to deadline: Deadline) -> Deadline {
    let day = workingDay(onOrAfter: deadline.day.advanced(by: days))
    return Deadline(day, isPublished: deadline.isPublished && isPublished(day))
  }

  private func settled(_ day: Day, since start: Day) -> Deadline {
    Deadline(day, isPublished: isPublished(day) && isPublished(start))
  }
}

extension Limit {
  /// What a loose wording surely means: full-width digits, Chinese numerals, 内, 以内.
  static func mended(_ wording: String) -> String? {
    var text = Spelling.halfWidth(wording)
    for suffix in ["之内", "以内", "内"] where text.hasSuffix(suffix) {
      text.removeLast(suffix.count)
    }
    let numeral = text.prefix { ChineseNumeral.signs.contains($0) }
    if let number = ChineseNumeral.value(of: numeral) {
      text = "\(number)\(text.dropFirst(numeral.count))"
    }
    return text != wording && Limit(text) != nil ? text : nil
  }
}
