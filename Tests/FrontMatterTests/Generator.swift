import TestSupport

extension SplitMix64 {
  mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
  mutating func pick<T>(_ choices: [T]) -> T { choices.randomElement(using: &self)! }
}

/// Writes random documents of the subset, in every style that it has.
struct DocumentGenerator {
  var random: SplitMix64
  private var names = 0

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  mutating func document() -> String {
    mapping(indent: random.chance(10) ? 1 : 0, depth: 0).joined(separator: "\n") + "\n"
  }

  private mutating func mapping(indent: Int, depth: Int) -> [String] {
    var lines: [String] = []
    for _ in 0..<Int.random(in: 1...5, using: &random) {
      lines += filler(indent)
      let key = key()
      lines += value(after: spaces(indent) + key + ":", indent: indent, depth: depth, isItem: false)
    }
    return lines
  }

  private mutating func sequence(indent: Int, depth: Int) -> [String] {
    var lines: [String] = []
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      lines += filler(indent)
      lines += value(after: spaces(indent) + "-", indent: indent, depth: depth, isItem: true)
    }
    return lines
  }

  private mutating func value(
    after head: String, indent: Int, depth: Int, isItem: Bool
  ) -> [String] {
    let step = Int.random(in: 1...4, using: &random)
    switch Int.random(in: 0..<(depth < 4 ? 13 : 8), using: &random) {
    case 0: return [head + comment()]
    case 1...3: return [head + gap() + random.pick(Self.plain) + comment()]
    case 4: return [head + gap() + quoted() + comment()]
    case 5: return [head + gap() + flow(depth: 0) + comment()]
    case 6, 7: return blockText(head, indent: indent)
    case 8, 9: return [head + comment()] + mapping(indent: indent + step, depth: depth + 1)
    case 10:
      let inner = isItem || random.chance(60) ? indent + step : indent
      return [head + comment()] + sequence(indent: inner, depth: depth + 1)
    default:
      guard isItem else { return [head + gap() + random.pick(Self.plain)] }
      // Compact: the collection begins on the dash's line.
      let inner = indent + 1 + step
      var lines =
        random.chance(70)
        ? mapping(indent: inner, depth: depth + 1) : sequence(indent: inner, depth: depth + 1)
      while lines[0].allSatisfy({ $0 == " " }) || lines[0].drop(while: { $0 == " " }).hasPrefix("#")
      {
        lines.removeFirst()
      }
      lines[0] = head + spaces(step) + lines[0].dropFirst(inner)
      return lines
    }
  }

  private mutating func key() -> String {
    names += 1
    switch Int.random(in: 0..<8, using: &random) {
    case 0: return "\"键\\t\(names)\""
    case 1: return "'it''s \(names)'"
    case 2: return "key \(names)"
    case 3: return "a:b#\(names)"
    default: return random.pick(["编号", "标题", "步骤", "k"]) + "\(names)"
    }
  }

  private mutating func quoted() -> String {
    random.pick([
      "''", "\"\"", "'a: b # c'", "'it''s'", "\"a\\nb\"", "\"\\u4e2d\\U0001F600\\x41\"",
      "\"\\\\ \\\"\"",
      "'中文, [x]'", "\"a\tb\"", "' '", "\"\\/\\_\"",
    ])
  }

  private mutating func flow(depth: Int) -> String {
    let pad = random.pick(["", " ", "  "])
    let count = Int.random(in: 0...3, using: &random)
    let isMapping = random.chance(40)
    var parts: [String] = []
    for number in 0..<count {
      let value =
        depth < 3 && random.chance(25)
        ? flow(depth: depth + 1)
        : random.chance(25) ? quoted() : random.pick(Self.flowPlain)
      parts.append(isMapping ? "k\(number): \(value)" : value)
    }
    let body = parts.joined(separator: random.pick([",", ", ", " , ", ",  "]))
    return isMapping ? "{\(pad)\(body)\(pad)}" : "[\(pad)\(body)\(pad)]"
  }

  private mutating func blockText(_ head: String, indent: Int) -> [String] {
    let step = Int.random(in: 1...4, using: &random)
    let chomping = random.pick(["", "-", "+"])
    var lines: [String] = []
    for _ in 0..<Int.random(in: 0...4, using: &random) {
      lines.append(
        random.pick([
          "第一段", "a: b", "# no comment", "", "", "  deeper", "- x", "　　全角", "\ttab", "x  ",
        ]))
    }
    let first = lines.first { !$0.isEmpty }
    let needsDigit = first.map { $0.hasPrefix(" ") || $0.hasPrefix("\t") } ?? false
    let digit = needsDigit || random.chance(20) ? "\(step)" : ""
    let header = random.chance(50) ? chomping + digit : digit + chomping
    return [head + gap() + random.pick(["|", ">"]) + header + comment()]
      + lines.map { $0.isEmpty ? "" : spaces(indent + step) + $0 }
  }

  private mutating func filler(_ indent: Int) -> [String] {
    switch Int.random(in: 0..<10, using: &random) {
    case 0: [""]
    case 1: [spaces(Int.random(in: 0...indent, using: &random)) + "# 注释: x"]
    default: []
    }
  }

  private mutating func comment() -> String {
    random.pick(["", "", "", "", " # 注释", "  #: [", " "])
  }

  private mutating func gap() -> String { random.pick([" ", " ", " ", "   "]) }

  private func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }

  static let plain = [
    "省委主要领导", "2018-07-23", "5个工作日", "no", "1e3", "~", "a:b", "a#b", "a, b", "x]", "-x", "?x", ":x",
    "http://example.org/?a=b&c", "×督函〔2018〕31号", "a  b", "it's", "say \"hi\"", "a - b", "100%",
    "a ? b",
    "…", "“引”述", "a\\b", "---x", "a: b".replacing(": ", with: ":"), "<<", "= x",
  ]
  static let flowPlain = ["省教育厅", "a b", "x:y", "-x", "a#b", "'", "1", "a\"b", "http://x/y"].filter
  {
    $0 != "'"
  }
}

/// Changes a few places of a text, mostly to what hurts.
struct Mutator {
  var random: SplitMix64

  mutating func mutate(_ text: String) -> String {
    var bytes = Array(text.utf8)
    for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<6, using: &random) {
      case 0: bytes.remove(at: place)
      case 1, 2: bytes.insert(contentsOf: random.pick(Self.fragments).utf8, at: place)
      case 3:
        let end = min(bytes.count, place + Int.random(in: 1...20, using: &random))
        bytes.removeSubrange(place..<end)
      case 4:
        let end = min(bytes.count, place + Int.random(in: 1...40, using: &random))
        bytes.insert(
          contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &random))
      default:
        let line = bytes[..<place].lastIndex(of: 10).map { $0 + 1 } ?? 0
        bytes.insert(contentsOf: random.pick([" ", "  ", "- ", "\t", "# ", "　"]).utf8, at: line)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static let fragments = [
    " ", "  ", "\n", "\n\n", "\t", ":", ": ", " :", "-", "- ", "#", " #", "'", "\"", "[", "]", "{",
    "}", ",", "|",
    ">", "|-", ">+", "|2", "&a", "*a", "!t", "?", "? ", "%", "@", "`", "---\n", "...\n", "\r",
    "\r\n", "：", "，",
    "　", "\u{A0}", "\u{85}", "\u{2028}", "\u{FEFF}", "\u{7F}", "\u{1B}", "\0", "<<", "\\", "\\x",
    "~", "－", "键: 值",
    "\n  ", "\n- ", "é", "𠮷", "\u{FFFF}",
  ]
}
