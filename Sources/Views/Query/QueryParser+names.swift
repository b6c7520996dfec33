import Messages
import Supervision

// What would be searched for in texts and is meant otherwise, and names that nobody has.
extension QueryParser {
  /// A condition that asks for somebody by name.
  struct NameTest: Sendable {
    let fact: LedgerFact
    let value: String
    let isNamed: @Sendable (LedgerRow) -> Bool
    let unknown: QueryError

    var isOfUnit: Bool { fact.isOfUnit }

    func isNamed(in row: LedgerRow) -> Bool { isNamed(row) }

    func matches(_ name: String) -> Bool {
      ListParts(value).contains { name.contains(folding: $0.text.folded) }
    }

    func error(among names: [String]) -> QueryError {
      QueryError(
        in: unknown.text, saved: unknown.saved, at: unknown.range, unknown.message,
        help: QueryError.help(for: value, among: Spelling.nearest(to: value, among: names)))
    }
  }

  /// Nil where the condition names nobody.
  func nameTest(_ reading: Reading, _ test: @escaping @Sendable (LedgerRow) -> Bool) -> NameTest? {
    let isName: Bool =
      switch reading.field {
      case .lead, .coUnits, .unit, .who, .leader, .officer: true
      default: false
      }
    guard isName, !reading.isNothing, [.has, .equal].contains(reading.relation) else { return nil }
    let unknown = error(
      reading.range,
      Phrase(
        zh: "没有一件的“\(reading.field.name)”是“\(reading.value)”",
        en: "no case has ‘\(reading.value)’ as its \(reading.field.identifier)"))
    return NameTest(
      fact: reading.field, value: reading.value, isNamed: test, unknown: unknown)
  }

  /// What is wrong with a word that stands alone and is a term of the trade: it would be looked for in
  /// texts, where it is hardly ever found.
  func misplacedTerm(_ word: String, at range: Range<Int>) -> QueryError? {
    guard let meant = Self.condition(for: word) else { return nil }
    return error(
      range,
      Phrase(
        zh: "“\(word)”单独写,是在文字里找这个词", en: "‘\(word)’ alone is looked for in the texts of cases"),
      help: Phrase(
        zh: "要这样的件,写 \(meant);要找文字,写 text:\(word) 或加引号",
        en: "for such cases write \(meant); for the text, text:\(word), or put it in quotes"))
  }

  /// How a term of the trade is asked for.
  private static func condition(for word: String) -> String? {
    if let term = terms[word.lowercased()] { return term }
    if let fact = LedgerFact(typed: word) {
      if case .number = fact.entry.kind { return "\(word)>0" }
      return "\(word):…"
    }
    // 是 and 否 are words of every text.
    guard word.count > 1 else { return nil }
    let isASCII = word.utf8.allSatisfy { $0 < 0x80 }
    for fact in LedgerFact.searchable {
      let choices: [Shape.Choice]
      switch fact.entry.kind {
      case .choice(let found, _), .event(let found): choices = found
      case .text, .number, .day: continue
      }
      guard let choice = choices.first(where: { $0.name == word || $0.identifier == word }) else {
        continue
      }
      return isASCII
        ? "\(fact.identifier):\(choice.identifier)" : "\(fact.name):\(choice.name)"
    }
    return nil
  }

  /// Words that people have for what a fact says.
  private static let terms: [String: String] = {
    var terms: [String: String] = [:]
    for (words, term) in [
      (["逾期", "超期", "已逾期", "过期", "超时"], "\(LedgerFact.overdue.name):\(Answer.yes.name)"),
      (["overdue", "late"], "\(LedgerFact.overdue.identifier):\(Answer.yes.rawValue)"),
      (["红灯", "红"], "\(LedgerFact.light.name):\(Light.red.name)"),
      (["黄灯", "黄", "临近", "临期"], "\(LedgerFact.light.name):\(Light.yellow.name)"),
      (["绿灯", "绿"], "\(LedgerFact.light.name):\(Light.green.name)"),
    ] {
      for word in words { terms[word] = term }
    }
    return terms
  }()
}

extension LedgerFact {
  /// Whether it names units.
  var isOfUnit: Bool { [.lead, .coUnits, .unit, .who].contains(self) }
}
