import FrontMatter
import Messages
import Supervision

// What a condition asks of a row.
extension QueryParser {
  /// A condition taken apart.
  struct Reading {
    let field: QueryField
    let relation: Query.Comparison
    let value: String
    let range: Range<Int>
    let relationRange: Range<Int>

    /// Whether the value asks for what is not there.
    var isNothing: Bool { ["无", "空", "none", "-"].contains(value) }
    var wantsNothing: Bool { relation != .unequal }
  }

  func test(_ reading: Reading) throws(QueryError) -> @Sendable (LedgerRow) -> Bool {
    switch reading.field.kind {
    case .text(let texts): try test(reading, texts)
    case .choice(let choices, let isScale, let place): try test(reading, choices, isScale, place)
    case .number(let number): try test(reading, number)
    case .day(let day): try test(reading, day)
    }
  }

  private func test(
    _ reading: Reading, _ texts: @escaping @Sendable (LedgerRow) -> [String]
  ) throws(QueryError) -> @Sendable (LedgerRow) -> Bool {
    if reading.relation.isOrder { throw noOrder(reading) }
    if reading.isNothing {
      let wanted = reading.wantsNothing
      return { texts($0).isEmpty == wanted }
    }
    let value = reading.value
    let parts = ListParts(value).map(\.text.folded)
    switch reading.relation {
    case .has:
      return { row in
        texts(row).contains { text in parts.contains { text.contains(folding: $0) } }
      }
    case .equal: return { texts($0).contains(value) }
    case .unequal, .less, .atMost, .more, .atLeast: return { !texts($0).contains(value) }
    }
  }

  private func test(
    _ reading: Reading, _ choices: [QueryField.Choice], _ isScale: Bool,
    _ place: @escaping @Sendable (LedgerRow) -> Int?
  ) throws(QueryError) -> @Sendable (LedgerRow) -> Bool {
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
        return { (place($0) == nil) == wanted }
      } else {
        throw unknownChoice(name, choices, reading)
      }
    }
    guard let low = places.min(), let high = places.max() else {
      throw unknownChoice(reading.value, choices, reading)
    }
    let wanted = Set(places)
    switch relation {
    case .has, .equal: return { place($0).map(wanted.contains) ?? false }
    case .unequal: return { place($0).map { !wanted.contains($0) } ?? true }
    case .less, .atMost, .more, .atLeast: return { relation.holds(place($0), low, high) }
    }
  }

  private func test(
    _ reading: Reading, _ number: @escaping @Sendable (LedgerRow) -> Int?
  ) throws(QueryError) -> @Sendable (LedgerRow) -> Bool {
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
    return { relation.holds(number($0), value, value) }
  }

  private func test(
    _ reading: Reading, _ day: @escaping @Sendable (LedgerRow) -> Day?
  ) throws(QueryError) -> @Sendable (LedgerRow) -> Bool {
    let relation = reading.relation
    if reading.isNothing, !relation.isOrder {
      let wanted = reading.wantsNothing
      return { (day($0) == nil) == wanted }
    }
    if let span = DaySpan(reading.value) {
      return { relation.holds(day($0), span.first, span.last) }
    }
    if let days = Query.daysFromToday(reading.value) {
      return { row in
        let wanted = row.asOf.advanced(by: days)
        return relation.holds(day(row), wanted, wanted)
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
    let isASCII = name.utf8.allSatisfy { $0 < 0x80 }
    return error(
      range, Phrase(zh: "没有“\(name)”这个查询项", en: "there is no field ‘\(name)’"),
      help: QueryError.help(
        for: name, among: QueryField.catalogue.map { isASCII ? $0.identifier : $0.name }))
  }

  func unknownChoice(
    _ name: String, _ choices: [QueryField.Choice], _ reading: Reading
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
