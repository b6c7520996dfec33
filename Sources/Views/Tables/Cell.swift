package import Messages
package import Supervision

/// One value of a table, still typed: a spreadsheet wants the day, not its digits.
package enum Cell: Sendable, Hashable {
  case none
  case text(String)
  case day(Day)
  case number(Int)
  /// In tenths: 435 is 43.5.
  case tenths(Int)
  case points(Points)
  /// A share with its denominator, never bare.
  case share(Int, of: Int)
  case light(Light)
  /// A word of the trade, its identifier in data, and its place among its like.
  case term(String, identifier: String, place: Int)

  /// `text`, or nothing where there is none.
  package init(_ text: String?) {
    self = text.map { $0.isEmpty ? .none : .text($0) } ?? .none
  }

  package init(_ day: Day?) {
    self = day.map(Cell.day) ?? .none
  }

  package init<T: Term>(_ term: T?) {
    guard let term else {
      self = .none
      return
    }
    let place = T.allCases.firstIndex(of: term)!  // it is one of them
    self = .term(term.name, identifier: term.rawValue, place: place)
  }

  /// A count, of which none is not worth a mark.
  package static func count(_ number: Int) -> Cell { number == 0 ? .none : .number(number) }

  /// As people read it, on one line.
  package var text: String {
    switch self {
    case .none: ""
    case .text(let text): text.oneLine
    case .day(let day): day.description
    case .number(let number): "\(number)"
    case .tenths(let tenths): "\(tenths / 10).\(abs(tenths % 10))"
    case .points(let points): points.text
    case .share(let part, let whole): "\(part)/\(whole)"
    case .light(let light): light.name
    case .term(let name, _, _): name
    }
  }

  /// The same, the words of the trade in `language`.
  package func text(in language: Language) -> String {
    switch self {
    case .term(let name, let identifier, _): language == .zh ? name : identifier.identifierAsWords
    case .light(let light): light.words[language]
    case .none, .text, .day, .number, .tenths, .points, .share: text
    }
  }

  var ink: Ink? {
    switch self {
    case .light(let light): Ink(light)
    case .none, .text, .day, .number, .tenths, .points, .share, .term: nil
    }
  }

  package var json: JSON {
    switch self {
    case .none: .null
    case .text(let text): .string(text)
    case .day(let day): .string(day.description)
    case .number(let number): .int(number)
    case .share(let part, let whole): .string("\(part)/\(whole)")
    case .tenths: .string(text)
    case .points(let points): .points(points)
    case .light(let light): .string(light.rawValue)
    case .term(_, let identifier, _): .string(identifier)
    }
  }
}

// MARK: Order

extension Cell {
  /// Whether the cell comes before `other`; cells of two kinds come in the order of the kinds.
  package func precedes(_ other: Cell) -> Bool {
    switch (self, other) {
    case (.text(let left), .text(let right)): left < right
    case (.day(let left), .day(let right)): left < right
    case (.number(let left), .number(let right)): left < right
    case (.tenths(let left), .tenths(let right)): left < right
    case (.points(let left), .points(let right)): left < right
    case (.light(let left), .light(let right)): left < right
    case (.term(_, _, let left), .term(_, _, let right)): left < right
    case (.share(let left, let leftWhole), .share(let right, let rightWhole)):
      (left * rightWhole, leftWhole) < (right * leftWhole, rightWhole)
    case (.none, _), (.text, _), (.day, _), (.number, _), (.tenths, _), (.points, _),
      (.share, _), (.light, _), (.term, _):
      kind < other.kind
    }
  }

  private var kind: Int {
    switch self {
    case .none: 0
    case .text: 1
    case .day: 2
    case .number: 3
    case .tenths: 4
    case .points: 5
    case .share: 6
    case .light: 7
    case .term: 8
    }
  }
}
