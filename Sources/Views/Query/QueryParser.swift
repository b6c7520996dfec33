import Messages
import Supervision

/// Reads the query language:
///
///     query = all { or all }          all = one { one }
///     one   = not one | ( query ) | @name | field relation value | word
///
/// `或`, `且`, `非` and full-width signs are understood as well, since a Chinese keyboard makes them.
struct QueryParser {
  let text: String
  private let scalars: [Unicode.Scalar]
  /// Where each scalar begins in UTF-8, and where the text ends.
  let offsets: [Int]
  private var position = 0
  private let saved: [String: String]
  /// By which a unit is known that had another name.
  let units: UnitDirectory
  /// The saved queries that are being read, outermost first.
  let callers: [String]
  private(set) var needsText = false
  /// Names that conditions ask for.
  private(set) var names: [NameTest] = []
  /// How many conditions within conditions are being read.
  private var depth: Int
  /// How many saved queries have been read so far.
  private var calls: Int

  /// So that a hostile query ends quickly.
  private static let mostDepth = 64
  private static let mostCalls = 1000

  init(_ text: String, saved: [String: String], units: UnitDirectory) {
    self.init(text, saved: saved, units: units, callers: [], depth: 0, calls: 0)
  }

  private init(
    _ text: String, saved: [String: String], units: UnitDirectory, callers: [String], depth: Int,
    calls: Int
  ) {
    self.text = text
    (self.saved, self.units) = (saved, units)
    self.callers = callers
    self.depth = depth
    self.calls = calls
    scalars = Array(text.unicodeScalars)
    var offsets = [0]
    for scalar in scalars { offsets.append(offsets[offsets.count - 1] + UTF8.width(scalar)) }
    self.offsets = offsets
  }

  mutating func query() throws(QueryError) -> Query.Expression {
    skipBlanks()
    if position == scalars.count { return .all([]) }
    let expression = try alternatives()
    if position < scalars.count {
      throw error(
        position..<position + 1, Phrase(zh: "这个右括号没有左括号", en: "this parenthesis was not opened"))
    }
    return expression
  }

  private mutating func alternatives() throws(QueryError) -> Query.Expression {
    var parts = [try conjunction(after: nil)]
    while let word = take(["or", "或", "或者", "|", "||"]) {
      parts.append(try conjunction(after: word))
    }
    return parts.count == 1 ? parts[0] : .any(parts)
  }

  /// - Parameter before: the word that a condition must follow.
  private mutating func conjunction(after before: Range<Int>?) throws(QueryError)
    -> Query.Expression
  {
    var parts: [Query.Expression] = []
    var before = before
    while true {
      skipBlanks()
      if let and = take(["and", "且", "并且", "&", "&&"]) {
        before = and
        if parts.isEmpty { throw missing(beside: and) }
        continue
      }
      if position == scalars.count || isClosing(scalars[position]) || peekIsOr { break }
      parts.append(try one())
      before = nil
    }
    if let before { throw missing(beside: before) }
    if parts.isEmpty { throw missing(beside: position..<min(position + 1, scalars.count)) }
    return parts.count == 1 ? parts[0] : .all(parts)
  }

  private mutating func one() throws(QueryError) -> Query.Expression {
    skipBlanks()
    depth += 1
    defer { depth -= 1 }
    if depth > Self.mostDepth || calls > Self.mostCalls {
      throw error(
        position..<position + 1, Phrase(zh: "查询太复杂", en: "the query is too complicated"))
    }
    if let not = take(["not", "非", "!", "！"]) {
      skipBlanks()
      if position == scalars.count || isClosing(scalars[position]) { throw missing(beside: not) }
      return .not(try one())
    }
    if isOpening(scalars[position]) {
      let opening = position
      position += 1
      skipBlanks()
      let inner = try alternatives()
      guard position < scalars.count, isClosing(scalars[position]) else {
        throw error(
          opening..<opening + 1, Phrase(zh: "这个左括号没有右括号", en: "this parenthesis is not closed"))
      }
      position += 1
      return inner
    }
    if scalars[position] == "@" { return try call() }
    return try condition()
  }
}

// MARK: Conditions

extension QueryParser {
  private mutating func condition() throws(QueryError) -> Query.Expression {
    let start = position
    if quote(closing: scalars[position]) != nil {
      return search(try quoted())
    }
    while position < scalars.count, !isBlank(scalars[position]), !isParenthesis(scalars[position]),
      relation(at: position) == nil
    {
      position += 1
    }
    let name = string(start..<position)
    guard let (relation, length) = relation(at: position) else {
      if let error = misplacedTerm(name, at: start..<position) { throw error }
      return search(name)
    }
    guard let field = LedgerFact(typed: name) else {
      throw unknownField(name, at: start..<position)
    }
    let relationRange = position..<position + length
    position += length
    let valueStart = position
    let (value, isQuoted) = try self.value()
    if value.isEmpty && !isQuoted {
      throw error(
        start..<relationRange.upperBound,
        Phrase(
          zh: "“\(string(start..<relationRange.upperBound))”后面没有值",
          en: "no value follows ‘\(string(start..<relationRange.upperBound))’"))
    }
    if field == .text { needsText = true }
    let reading = Reading(
      field: field, relation: relation, value: value, range: valueStart..<position,
      relationRange: relationRange)
    let test = try test(reading)
    if let name = nameTest(reading, test) { names.append(name) }
    return .test(test)
  }

  private mutating func value() throws(QueryError) -> (text: String, isQuoted: Bool) {
    guard position < scalars.count else { return ("", false) }
    if quote(closing: scalars[position]) != nil { return (try quoted(), true) }
    let start = position
    var depth = 0
    while position < scalars.count, !isBlank(scalars[position]) {
      if isOpening(scalars[position]) { depth += 1 }
      if isClosing(scalars[position]) {
        if depth == 0 { break }
        depth -= 1
      }
      position += 1
    }
    return (string(start..<position), false)
  }

  private mutating func quoted() throws(QueryError) -> String {
    let start = position
    guard let closing = quote(closing: scalars[position]) else { return "" }
    position += 1
    let inner = position
    while position < scalars.count, scalars[position] != closing { position += 1 }
    guard position < scalars.count else {
      throw error(start..<start + 1, Phrase(zh: "引号没有配对", en: "this quote is not closed"))
    }
    position += 1
    return string(inner..<position - 1)
  }

  private mutating func search(_ word: String) -> Query.Expression {
    needsText = true
    let part = word.folded
    return .test { row in
      row.id.contains(folding: part) || row.title.contains(folding: part)
        || row.texts.contains { $0.contains(folding: part) }
    }
  }

  /// `@name`: the saved query, read in its place.
  private mutating func call() throws(QueryError) -> Query.Expression {
    let start = position
    position += 1
    while position < scalars.count, !isBlank(scalars[position]), !isParenthesis(scalars[position]) {
      position += 1
    }
    let name = string(start + 1..<position)
    if let first = callers.firstIndex(of: name) {
      let way = (callers[first...] + [name]).map { "@\($0)" }.joined(separator: " → ")
      throw error(
        start..<position,
        Phrase(zh: "存的查询绕回了自己:\(way)", en: "the saved query calls itself: \(way)"))
    }
    guard let text = saved[name] else {
      throw error(
        start..<position,
        Phrase(zh: "没有存过名为“\(name)”的查询", en: "no query is saved as ‘\(name)’"),
        help: QueryError.help(for: name, among: saved.keys.sorted())
          ?? Phrase(
            zh: "在 schema/office.yaml 的“查询”里可以存",
            en: "queries are saved under 查询 in schema/office.yaml"))
    }
    var parser = QueryParser(
      text, saved: saved, units: units, callers: callers + [name], depth: depth, calls: calls + 1)
    let expression = try parser.query()
    calls = parser.calls
    needsText = needsText || parser.needsText
    names += parser.names
    return expression
  }
}

// MARK: Scalars

extension QueryParser {
  func string(_ range: Range<Int>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[range])
    return String(view)
  }

  private mutating func skipBlanks() {
    while position < scalars.count, isBlank(scalars[position]) { position += 1 }
  }

  private func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\u{3000}" || scalar == "\t" || scalar == "\n"
  }

  private func isOpening(_ scalar: Unicode.Scalar) -> Bool { scalar == "(" || scalar == "（" }
  private func isClosing(_ scalar: Unicode.Scalar) -> Bool { scalar == ")" || scalar == "）" }
  private func isParenthesis(_ scalar: Unicode.Scalar) -> Bool {
    isOpening(scalar) || isClosing(scalar)
  }

  private func quote(closing opening: Unicode.Scalar) -> Unicode.Scalar? {
    switch opening {
    case "\"": "\""
    case "'": "'"
    case "“": "”"
    case "‘": "’"
    case "「": "」"
    default: nil
    }
  }

  private func relation(at position: Int) -> (Query.Comparison, length: Int)? {
    guard position < scalars.count else { return nil }
    let isWithEqual =
      position + 1 < scalars.count && (scalars[position + 1] == "=" || scalars[position + 1] == "＝")
    switch scalars[position] {
    case ":", "：": return (.has, 1)
    case "=", "＝": return (.equal, 1)
    case "!", "！": return isWithEqual ? (.unequal, 2) : nil
    case "<", "＜": return isWithEqual ? (.atMost, 2) : (.less, 1)
    case ">", "＞": return isWithEqual ? (.atLeast, 2) : (.more, 1)
    case "≠": return (.unequal, 1)
    case "≤": return (.atMost, 1)
    case "≥": return (.atLeast, 1)
    default: return nil
    }
  }

  /// Takes one of `words` if it stands here on its own, and says where.
  private mutating func take(_ words: [String]) -> Range<Int>? {
    skipBlanks()
    guard let word = word(at: position), words.contains(string(word).lowercased()) else {
      return nil
    }
    position = word.upperBound
    return word
  }

  private var peekIsOr: Bool {
    guard let word = word(at: position) else { return false }
    return ["or", "或", "或者", "|", "||"].contains(string(word).lowercased())
  }

  /// The scalars up to the next blank or parenthesis.
  private func word(at start: Int) -> Range<Int>? {
    var end = start
    while end < scalars.count, !isBlank(scalars[end]), !isParenthesis(scalars[end]) { end += 1 }
    return end > start ? start..<end : nil
  }
}
