import Messages

/// Reads the tags of a template.
struct TemplateParser {
  private let bytes: [UInt8]
  private let vocabulary: Template.Vocabulary
  private var stack = [Open(name: "", isInverted: false, range: 0..<0)]
  /// Where the plain text that is not yet taken starts.
  private var start = 0
  /// The end of the line that the last tag began on, and up to where none is closed.
  private var lineEnd = 0
  private var unclosedEnd = 0
  /// How deep sections may be nested.
  private static let mostLevels = 16
  private(set) var findings: [Diagnostic] = []

  private struct Open {
    let name: String
    let isInverted: Bool
    let range: Range<Int>
    var parts: [Template.Part] = []
  }

  private enum Tag {
    case value(String)
    case opening(String, isInverted: Bool)
    case closing(String)
    case role(String)
    case remark

    /// Whether the tag takes its line with it where it stands alone on one.
    var isSilent: Bool {
      switch self {
      case .value: false
      case .opening, .closing, .role, .remark: true
      }
    }

    init(_ inner: String) {
      let rest = String(inner.dropFirst()).trimmed
      switch inner.first {
      case "#": self = .opening(rest, isInverted: false)
      case "^": self = .opening(rest, isInverted: true)
      case "/": self = .closing(rest)
      case "@": self = .role(rest)
      case "!": self = .remark
      default: self = .value(inner)
      }
    }
  }

  init(_ bytes: [UInt8], _ vocabulary: Template.Vocabulary) {
    self.bytes = bytes
    self.vocabulary = vocabulary
  }

  mutating func parse() -> [Template.Part] {
    var index = 0
    while let open = find("{", from: index) {
      guard let close = closing(of: open) else {
        findings.append(.unclosedTag(at: open..<(open + 2)))
        index = open + 2
        continue
      }
      let range = open..<(close + 2)
      let tag = Tag(String(decoding: bytes[(open + 2)..<close], as: UTF8.self).trimmed)
      let whole = tag.isSilent ? wholeLine(around: range) : nil
      addPlain(upTo: whole?.lowerBound ?? open)
      start = whole?.upperBound ?? range.upperBound
      take(tag, at: range)
      index = max(range.upperBound, start)
    }
    addPlain(upTo: bytes.count)
    for open in stack.dropFirst() {
      findings.append(.sectionLeftOpen(open.name, at: open.range))
    }
    return stack[0].parts
  }

  /// Where the `}}` of a `{{` starts, on the same line.
  private mutating func closing(of open: Int) -> Int? {
    if open >= lineEnd { lineEnd = bytes[open...].firstIndex(of: 0x0A) ?? bytes.count }
    // So that a line of openings is looked through once.
    guard open >= unclosedEnd else { return nil }
    if let close = find("}", from: open + 2, upTo: lineEnd) { return close }
    unclosedEnd = lineEnd
    return nil
  }

  private mutating func take(_ tag: Tag, at range: Range<Int>) {
    switch tag {
    case .remark: break
    case .value(let name):
      if isKnown(name, at: range) { add(.value(name)) }
    case .role(let name):
      if let role = TextRole(name: name) {
        add(.role(role))
      } else {
        findings.append(.unknownTextRole(name, at: range))
      }
    case .opening(let name, let isInverted):
      if vocabulary.lists[name] == nil {
        _ = isKnown(name, at: range)
      } else if !isInverted, let outer = openList {
        findings.append(.listInList(name, in: outer, at: range))
      }
      guard stack.count <= Self.mostLevels else {
        findings.append(.sectionTooDeep(name, at: range))
        return
      }
      stack.append(Open(name: name, isInverted: isInverted, range: range))
    case .closing(let name):
      guard stack.count > 1, stack[stack.count - 1].name == name else {
        findings.append(.closesNothing(name, at: range))
        return
      }
      let section = stack.removeLast()
      add(.section(name, isInverted: section.isInverted, section.parts))
    }
  }

  private mutating func isKnown(_ name: String, at range: Range<Int>) -> Bool {
    let list = openList
    if vocabulary.has(name, in: list) { return true }
    findings.append(.unknownName(name, among: vocabulary, in: list, at: range))
    return false
  }

  /// The list whose items are written here.
  private var openList: String? {
    stack.last { vocabulary.lists[$0.name] != nil && !$0.isInverted }?.name
  }

  private mutating func add(_ part: Template.Part) {
    stack[stack.count - 1].parts.append(part)
  }

  private mutating func addPlain(upTo end: Int) {
    if start < end { add(.plain(String(decoding: bytes[start..<end], as: UTF8.self))) }
  }

  /// Where the next `{{` or `}}` starts.
  private func find(_ brace: Character, from start: Int, upTo end: Int? = nil) -> Int? {
    let byte = brace.asciiValue
    var index = start
    while index + 1 < end ?? bytes.count {
      if bytes[index] == byte, bytes[index + 1] == byte { return index }
      index += 1
    }
    return nil
  }

  /// The line around a tag that stands alone on it, its line feed included; nil where it does not.
  private func wholeLine(around range: Range<Int>) -> Range<Int>? {
    var start = range.lowerBound
    while start > 0, bytes[start - 1] == 0x20 { start -= 1 }
    guard start == 0 || bytes[start - 1] == 0x0A else { return nil }
    var end = range.upperBound
    while end < bytes.count, bytes[end] == 0x20 || bytes[end] == 0x0D { end += 1 }
    guard end == bytes.count || bytes[end] == 0x0A else { return nil }
    return start..<min(end + 1, bytes.count)
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = self[...]
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
