package import Messages
package import Supervision

/// What a row says of a fact, still typed: cells, data and queries are made from it.
package enum FactValue: Sendable {
  /// As somebody has written it.
  case text(String?)
  /// In the program's own words.
  case words(Phrase?)
  case names([String])
  /// A day, a number, a word of the trade: what is nothing more than its cell.
  case cell(Cell)
  /// How often; never is not worth a mark.
  case count(Int)
  case tasks(done: Int, all: Int)
  case report(day: Day?, note: String?)
  /// One of some words and its day.
  ///
  /// - Parameter member: what data call the word.
  case event(day: Day?, what: Cell, member: String)
  case due(DuePoint?)
}

extension FactValue {
  /// What stands in a table. Ledgers are Chinese; pages may have the program's own words in English.
  package func cell(in language: Language = .zh) -> Cell {
    switch self {
    case .text(let text): Cell(text)
    case .words(let words): Cell(words?[language])
    case .names(let names): Cell(names.joined(separator: "、"))
    case .cell(let cell): cell
    case .count(let number): .count(number)
    case .tasks(let done, let all): all == 0 ? .none : .share(done, of: all)
    case .report(let day, let note):
      Cell(day.map { day in note.map { "\(day) \($0.oneLine)" } ?? day.description })
    case .event(let day, let what, _): Cell(day.map { "\($0) \(what.text(in: language))" })
    case .due(let point): Cell(point?.line)
    }
  }

  var json: JSON {
    switch self {
    case .text(let text): JSON(text)
    case .words(let words): JSON(words?.zh)
    case .names(let names): .strings(names)
    case .cell(let cell): cell.json
    case .count(let number): .int(number)
    case .tasks(let done, let all): ["done": .int(done), "all": .int(all)]
    case .report(let day, let note): ["date": .day(day), "note": JSON(note)]
    case .event(let day, let what, let member):
      .object([("date", .day(day)), (member, what.json)])
    case .due(let point): point.map { .object($0.members) } ?? .null
    }
  }
}

// MARK: What queries compare

extension FactValue {
  var texts: [String] {
    switch self {
    case .text(let text): text.map { [$0] } ?? []
    case .words(let words): words.map { [$0.zh] } ?? []
    case .names(let names): names
    case .cell, .count, .tasks, .report, .event, .due: []
    }
  }

  var number: Int? {
    switch self {
    case .cell(.number(let number)), .count(let number): number
    case .tasks(_, let all): all
    case .text, .words, .names, .cell, .report, .event, .due: nil
    }
  }

  var day: Day? {
    switch self {
    case .cell(.day(let day)): day
    case .report(let day, _), .event(let day, _, _): day
    case .due(let point): point?.due?.day
    case .text, .words, .names, .cell, .count, .tasks: nil
    }
  }

  /// The place of its word among its like.
  var place: Int? {
    switch self {
    case .cell(let cell), .event(_, let cell, _): cell.place
    case .due(let point): point?.what.rank
    case .text, .words, .names, .count, .tasks, .report: nil
    }
  }
}

extension Cell {
  fileprivate var place: Int? {
    switch self {
    case .term(_, _, let place): place
    case .light(let light): Light.allCases.firstIndex(of: light)
    case .none, .text, .day, .number, .tenths, .points, .share: nil
    }
  }
}
