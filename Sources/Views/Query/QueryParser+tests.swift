import Messages
import Supervision

// What a condition asks of a row.
extension QueryParser {
  /// A condition taken apart.
  struct Reading {
    let field: LedgerFact
    let relation: Query.Comparison
    let value: String
    let range: Range<Int>
    let relationRange: Range<Int>

    /// Whether the value asks for what is not there.
    var isNothing: Bool { ["无", "空", "none", "-"].contains(value) }
    var wantsNothing: Bool { relation != .unequal }
  }

  func test(_ reading: Reading) throws(QueryError) -> @Sendable (LedgerRow) -> Bool {
    switch reading.field.entry.kind {
    case .text: return try testTexts(reading)
    case .choice(let choices, let isScale): return try testPlace(reading, choices, isScale: isScale)
    case .number: return try testNumber(reading)
    case .day: return try testDay(reading)
    case .event(let choices):
      let isOfDay = reading.relation.isOrder || Self.isDay(reading.value)
      return isOfDay
        ? try testDay(reading) : try testPlace(reading, choices, isScale: false)
    }
  }

  private func testTexts(
    _ reading: Reading
  ) throws(QueryError) -> @Sendable (LedgerRow) -> Bool {
    let fact = reading.field
    if reading.relation.isOrder { throw noOrder(reading) }
    if reading.isNothing {
      let wanted = reading.wantsNothing
      return { $0[fact].texts.isEmpty == wanted }
    }
    func present(_ name: String) -> String { fact.isOfUnit ? units.presentName(of: name) : name }
    let value = present(reading.value)
    let parts = ListParts(value).map { present($0.text).folded }
    switch reading.relation {
    case .has:
      return { row in
        row[fact].texts.contains { text in parts.contains { text.contains(folding: $0) } }
      }
    case .equal: return { $0[fact].texts.contains(value) }
    case .unequal, .less, .atMost, .more, .atLeast: return { !$0[fact].texts.contains(value) }
    }
  }

  private func testPlace(
    _ reading: Reading, _ choices: [Shape.Choice], isScale: Bool
  ) throws(QueryError) -> @Sendable (LedgerRow) -> Bool {
    let fact = reading.field
    let relation = reading.relation
    if relation.isOrder && !isScale { throw noOrder(reading) }
    var places: [Int] = []
    for (name, _) in ListParts(reading.value) {
      let found = choices.firstIndex {
        $0.name == name || $0.identifier.lowercased() == name.lowercased()
      }
      if let found {
        places.append(found)
      } else if reading.isNothing {
        let wanted = reading.wantsNothing
        return { ($0[fact].place == nil) == wanted }
      } else {
        throw unknownChoice(name, choices, reading)
      }
    }
    guard let low = places.min(), let high = places.max() else {
      throw unknownChoice(reading.value, choices, reading)
    }
    let wanted = Set(places)
    switch relation {
    case .has, .equal: return { $0[fact].place.map(wanted.contains) ?? false }
    case .unequal: return { $0[fact].place.map { !wanted.contains($0) } ?? true }
    case .less, .atMost, .more, .atLeast:
      return { relation.holds($0[fact].place, low, high) }
    }
  }

  private func testNumber(
    _ reading: Reading
  ) throws(QueryError) -> @Sendable (LedgerRow) -> Bool {
    let fact = reading.field
    guard let value = Int(reading.value) else {
      throw error(
        reading.range,
        Phrase(
          zh: "“\(reading.field.name)”要和数比较,“\(reading.value)”不是数",
          en:
            "‘\(reading.field.identifier)’ is compared with a number, and ‘\(reading.value)’ is none"
        ))
    }
    let relation = reading.relation
    return { relation.holds($0[fact].number, value, value) }
  }

  private static func isDay(_ value: String) -> Bool {
    DaySpan(value) != nil || Query.daysFromToday(value) != nil
  }

  private func testDay(
    _ reading: Reading
  ) throws(QueryError) -> @Sendable (LedgerRow) -> Bool {
    let fact = reading.field
    let relation = reading.relation
    if reading.isNothing, !relation.isOrder {
      let wanted = reading.wantsNothing
      return { ($0[fact].day == nil) == wanted }
    }
    if let span = DaySpan(reading.value) {
      return { relation.holds($0[fact].day, span.first, span.last) }
    }
    if let days = Query.daysFromToday(reading.value) {
      return { row in
        let wanted = row.asOf.advanced(by: days)
        return relation.holds(row[fact].day, wanted, wanted)
      }
    }
    throw error(
      reading.range,
      Phrase(
        zh: "“\(reading.field.name)”要和日期比较,“\(reading.value)”不是日期",
        en: "‘\(reading.field.identifier)’ is compared with a date, and ‘\(reading.value)’ is none"),
      help: Phrase(
        zh: "写法:2018-09-01、2018-09、2018、今天、今天+7",
        en: "write 2018-09-01, 2018-09, 2018, today or today+7"))
  }
}

// MARK: Errors

extension QueryParser {
  func error(_ range: Range<Int>, _ message: Phrase, help: Phrase? = nil) -> QueryError {
    QueryError(
      in: text, saved: callers.last, at: offsets[range.lowerBound]..<offsets[range.upperBound],
      message, help: help)
  }

  func missing(beside range: Range<Int>) -> QueryError {
    let word = string(range)
    return word.isEmpty
      ? error(range, Phrase(zh: "这里缺一个条件", en: "a condition is missing here"))
      : error(
        range, Phrase(zh: "“\(word)”旁边缺一个条件", en: "a condition is missing beside ‘\(word)’"))
  }

  func unknownField(_ name: String, at range: Range<Int>) -> QueryError {
    error(
      range, Phrase(zh: "没有“\(name)”这个查询项", en: "there is no field ‘\(name)’"),
      help: QueryError.help(for: name, among: LedgerFact.searchable))
  }

  func unknownChoice(
    _ name: String, _ choices: [Shape.Choice], _ reading: Reading
  ) -> QueryError {
    let isASCII = name.utf8.allSatisfy { $0 < 0x80 }
    return error(
      reading.range,
      Phrase(
        zh: "“\(reading.field.name)”没有“\(name)”这个值",
        en: "‘\(reading.field.identifier)’ has no value ‘\(name)’"),
      help: QueryError.help(for: name, among: choices.map { isASCII ? $0.identifier : $0.name }))
  }

  func noOrder(_ reading: Reading) -> QueryError {
    error(
      reading.relationRange,
      Phrase(
        zh: "“\(reading.field.name)”不分大小,只能用 :、= 和 !=",
        en: "‘\(reading.field.identifier)’ has no order; use :, = or !="))
  }
}
