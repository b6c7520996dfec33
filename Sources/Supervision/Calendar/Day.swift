package import Messages

/// A calendar day without time or zone, proleptic Gregorian.
package struct Day: Sendable, Hashable, Comparable {
  /// Days since 1970-01-01.
  package var ordinal: Int

  package init(ordinal: Int) {
    self.ordinal = ordinal
  }

  /// Nil where the calendar has no such day, or the year is not one of 1000…9999.
  package init?(year: Int, month: Int, day: Int) {
    guard (1000...9999).contains(year), (1...12).contains(month),
      (1...Day.length(ofMonth: month, year: year)).contains(day)
    else { return nil }
    // Howard Hinnant's days_from_civil: years start in March, so that the leap day comes last.
    let shifted = month > 2 ? year : year - 1
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    ordinal =
      era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
      - 719_468
  }

  package static func < (lhs: Day, rhs: Day) -> Bool { lhs.ordinal < rhs.ordinal }

  package func advanced(by days: Int) -> Day { Day(ordinal: ordinal + days) }

  /// The calendar days from `other` to this day; negative where this day is earlier.
  package func days(since other: Day) -> Int { ordinal - other.ordinal }
}

extension Day {
  package struct Components: Sendable, Hashable {
    package var year: Int
    package var month: Int
    package var day: Int
  }

  package var components: Components {
    let shifted = ordinal + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return Components(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  package var year: Int { components.year }

  /// Whether a step can be of this day: a day of the years 1949…2200.
  var isRecordable: Bool { (-7670..<84_371).contains(ordinal) }

  /// Monday is 1, Sunday 7.
  package var weekday: Int {
    let sinceMonday = (ordinal + 3) % 7
    return (sinceMonday < 0 ? sinceMonday + 7 : sinceMonday) + 1
  }

  package static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// The same day of the month `count` months later, or that month's last day where it has none
  /// (民法典 202).
  package func advanced(byMonths count: Int) -> Day {
    let from = components
    return Day.nth(from.day, monthsAfter: count, in: from)
  }

  /// Day `number` of the month `count` months after that of `start`, or that month's last day.
  static func nth(_ number: Int, monthsAfter count: Int, in start: Components) -> Day {
    let months = start.year * 12 + start.month - 1 + count
    let (year, month) = (months / 12, months % 12 + 1)
    let day = min(number, Day.length(ofMonth: month, year: year))
    return Day(year: year, month: month, day: day) ?? Day(ordinal: .max / 2)
  }
}

extension Day: CustomStringConvertible {
  /// `2018-07-23`
  package var description: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(10)
    write(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends `2018-07-23`.
  package func write(to bytes: inout [UInt8]) {
    let parts = components
    func add(_ number: Int, digits: Int) {
      if digits > 1 { add(number / 10, digits: digits - 1) }
      bytes.append(UInt8(0x30 + number % 10))
    }
    if (1000...9999).contains(parts.year) {
      add(parts.year, digits: 4)
    } else {
      bytes += "\(parts.year)".utf8
    }
    bytes.append(UInt8(ascii: "-"))
    add(parts.month, digits: 2)
    bytes.append(UInt8(ascii: "-"))
    add(parts.day, digits: 2)
  }

  /// Reads exactly `2018-07-23`; nil for anything else.
  package init?(_ text: some StringProtocol) {
    self.init(utf8: text.utf8)
  }

  package init?(utf8 text: some Collection<UInt8>) {
    var (year, month, day, length) = (0, 0, 0, 0)
    for byte in text {
      let digit = Int(byte) - 0x30
      switch length {
      case 4, 7: if byte != UInt8(ascii: "-") { return nil }
      case _ where !(0...9).contains(digit): return nil
      case 0..<4: year = year * 10 + digit
      case 5, 6: month = month * 10 + digit
      case 8, 9: day = day * 10 + digit
      default: return nil
      }
      length += 1
    }
    guard length == 10 else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// The day that a loose writing surely means: `2018.7.23`, `2018/07/23`, `2018年7月23日`,
  /// full-width digits; nil where the text is exact already or means none.
  package init?(loose text: String) {
    guard let parts = Self.numbers(in: text), parts.count == 3, Day(text) == nil else { return nil }
    self.init(year: parts[0], month: parts[1], day: parts[2])
  }

  /// Why there is no such day, where a text names one that no calendar has: `2018-11-31`, `2月30日`.
  package static func impossibility(of text: String) -> Phrase? {
    guard let parts = numbers(in: text), (2...3).contains(parts.count) else { return nil }
    let (month, day) = (parts[parts.count - 2], parts[parts.count - 1])
    // Without a year the day may be in a leap year.
    let year = parts.count == 3 ? parts[0] : 2024
    guard (1...9999).contains(year), day >= 1 else { return nil }
    guard (1...12).contains(month) else {
      return month == 0 || parts.count == 2
        ? nil : Phrase(zh: "没有\(month)月", en: "there is no month \(month)")
    }
    guard Day(year: year, month: month, day: day) == nil,
      let last = (28...31).last(where: { Day(year: year, month: month, day: $0) != nil })
    else { return nil }
    let whose = parts.count == 3 && month == 2 ? ("\(year)年", " of \(year)") : ("", "")
    return Phrase(
      zh: "\(whose.0)\(month)月只有\(last)天", en: "month \(month)\(whose.1) has \(last) days")
  }

  /// The numbers of a date, however it is written; nil where there is something else in it.
  private static func numbers(in text: String) -> [Int]? {
    var parts: [Int] = []
    var digits = ""
    let closed = text.unicodeScalars.filter { $0 != " " && $0 != "\u{3000}" && $0 != "日" }
    for scalar in closed + ["/"] {
      if let digit = Day.digit(scalar) {
        digits += "\(digit)"
      } else if ["-", "/", ".", "年", "月", "－", "．", "／", "—", "–", "、", "。"].contains(scalar) {
        guard let number = Int(digits), digits.utf8.count <= 4 else { return nil }
        parts.append(number)
        digits = ""
      } else {
        return nil
      }
    }
    return parts
  }

  private static func digit(_ scalar: Unicode.Scalar) -> UInt32? {
    switch scalar.value {
    case 0x30...0x39: scalar.value - 0x30
    case 0xFF10...0xFF19: scalar.value - 0xFF10
    default: nil
    }
  }
}
