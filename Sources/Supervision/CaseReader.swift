import FrontMatter

/// Reads the values of a case by their shapes, and collects what is wrong with them.
///
/// A value that cannot be read is left out, so that one mistake does not hide the next.
struct CaseReader {
  /// Values that corrections put in the place of what is written.
  let overrides: [Place: Node]
  /// Where the syntax is broken: what seems missing there may only be unread.
  private let broken: [Range<Int>]
  private(set) var diagnostics: [Diagnostic] = []
  /// How many values the syntax has refused already: they are neither wrong again nor missing.
  private var refused = 0

  /// Where a value stands: what a correction names.
  struct Place: Hashable {
    var target: CorrectionTarget
    var path: [String] = []

    func appending(_ key: String) -> Place { Place(target: target, path: path + [key]) }
  }

  init(_ document: Document, overrides: [Place: Node] = [:]) {
    self.overrides = overrides
    broken = document.diagnostics.map(\.range)
  }

  /// Whether a fault of syntax lies in `range`.
  func isBroken(in range: @autoclosure () -> Range<Int>) -> Bool {
    guard !broken.isEmpty else { return false }
    let range = range()
    return broken.contains {
      $0.lowerBound >= range.lowerBound && $0.lowerBound <= range.upperBound
    }
  }

  mutating func report(_ diagnostic: Diagnostic) {
    diagnostics.append(diagnostic)
  }

  /// Runs `body` and says whether it found something wrong: a value that is there but wrong is
  /// not missing as well.
  mutating func findsFault(in body: (inout CaseReader) -> Void) -> Bool {
    let before = diagnostics.count + refused
    body(&self)
    return diagnostics.count + refused > before
  }

  /// The value in force at `place`: the correction's, or else the one written.
  func effective(_ written: Node, at place: Place) -> Node {
    overrides.isEmpty ? written : overrides[place] ?? written
  }

  /// The place of `key` in `place`, which matters only where there are corrections.
  func inner(_ key: @autoclosure () -> String, of place: Place) -> Place {
    overrides.isEmpty ? place : place.appending(key())
  }

  /// The items of a list and the values in force.
  private func items(of node: Node, at place: Place) -> [(node: Node, place: Place)] {
    node.items.enumerated().map { index, item in
      let inner = inner("\(index + 1)", of: place)
      return (effective(item, at: inner), inner)
    }
  }

  /// Calls `body` with every entry of a mapping and the value in force; other nodes are reported.
  mutating func entries(
    of node: Node, named name: String, at place: Place,
    _ body: (inout CaseReader, Entry, Node, Place) -> Void
  ) {
    guard node.kind == .mapping else {
      report(.wrongShape(name, expected: .mapping, at: node.range))
      return
    }
    for entry in node.entries {
      let inner = inner(entry.key.text, of: place)
      body(&self, entry, effective(entry.value, at: inner), inner)
    }
  }
}

// MARK: Scalars

extension CaseReader {
  /// Nil, and no finding, where nothing is written; the caller knows whether it had to be.
  mutating func text(_ node: Node, named name: String) -> Located<String>? {
    guard node.kind == .scalar else {
      report(.wrongShape(name, expected: .scalar, at: node.range))
      return nil
    }
    if node.isRefused {
      refused += 1
      return nil
    }
    let text = node.text
    return text.isEmpty ? nil : Located(text, at: node.range)
  }

  mutating func line(_ node: Node, named name: String) -> Located<String>? {
    guard let text = text(node, named: name) else { return nil }
    let value =
      text.value.utf8.last == UInt8(ascii: "\n") ? String(text.value.dropLast()) : text.value
    if value.utf8.contains(UInt8(ascii: "\n")) {
      report(.notOneLine(name, at: node.range))
      return nil
    }
    return Located(value, at: text.range)
  }

  mutating func day(_ node: Node, named name: String) -> Located<Day>? {
    guard let text = line(node, named: name) else { return nil }
    guard let day = Day(text.value) else {
      report(.badDate(text, named: name))
      return nil
    }
    return Located(day, at: text.range)
  }

  mutating func limit(_ node: Node, named name: String) -> Located<Limit>? {
    guard let text = line(node, named: name) else { return nil }
    guard let limit = Limit(text.value) else {
      report(.badLimit(text, named: name))
      return nil
    }
    return Located(limit, at: text.range)
  }

  mutating func term<T: Term>(_ node: Node, named name: String, as type: T.Type = T.self)
    -> Located<T>?
  {
    guard let text = line(node, named: name) else { return nil }
    guard let term = T(name: text.value) else {
      report(.badChoice(text, named: name, among: T.allCases.map(\.name)))
      return nil
    }
    return Located(term, at: text.range)
  }

  mutating func number(_ node: Node, named name: String) -> Located<Int>? {
    guard let text = line(node, named: name) else { return nil }
    guard let number = Int(text.value), number > 0, text.value == "\(number)" else {
      report(.badNumber(text, named: name))
      return nil
    }
    return Located(number, at: text.range)
  }
}

// MARK: Lists

extension CaseReader {
  /// The elements of a list; a single scalar counts as a list of one.
  mutating func list<Element>(
    _ node: Node, named name: String, at place: Place,
    _ element: (inout CaseReader, Node) -> Located<Element>?
  ) -> [Located<Element>] {
    switch node.kind {
    case .mapping:
      report(.wrongShape(name, expected: .list, at: node.range))
      return []
    case .scalar:
      return element(&self, node).map { [$0] } ?? []
    case .sequence:
      return items(of: node, at: place).compactMap { element(&self, $0.node) }
    }
  }

  mutating func lines(_ node: Node, named name: String, at place: Place) -> [Located<String>] {
    list(node, named: name, at: place) { $0.line($1, named: name) }
  }

  mutating func numbers(_ node: Node, named name: String, at place: Place) -> [Located<Int>] {
    list(node, named: name, at: place) { $0.number($1, named: name) }
  }

  mutating func tasks(_ node: Node, named name: String, at place: Place) -> [Task] {
    guard node.kind == .sequence else {
      if node.kind == .mapping || !node.text.isEmpty {
        report(.wrongShape(name, expected: .list, at: node.range))
      }
      return []
    }
    return items(of: node, at: place).map { task($0.node, at: $0.place) }
  }

  private mutating func task(_ node: Node, at place: Place) -> Task {
    var task = Task(range: node.range)
    var faulty: Set<TaskKey> = []
    entries(of: node, named: "任务", at: place) { reader, entry, value, _ in
      guard let key = TaskKey.allCases.first(where: { entry.key.isText($0.name) }) else {
        reader.report(.unknownKey(entry.key, in: "任务", among: TaskKey.allCases.map(\.name)))
        return
      }
      let isFaulty = reader.findsFault { reader in
        switch key {
        case .matter: task.matter = reader.line(value, named: key.name)
        case .unit: task.unit = reader.line(value, named: key.name)
        case .officer: task.officer = reader.line(value, named: key.name)
        case .limit: task.limit = reader.limit(value, named: key.name)
        case .criterion: task.criterion = reader.line(value, named: key.name)
        }
      }
      if isFaulty { faulty.insert(key) }
    }
    guard node.kind == .mapping, !isBroken(in: node.itemLines) else { return task }
    let anchor = node.entries.first?.key.range ?? node.range
    for key in TaskKey.allCases where key.isRequired && !faulty.contains(key) {
      let isMissing = key == .matter ? task.matter == nil : task.unit == nil
      if isMissing { report(.missingKey(key.name, of: "任务", at: anchor)) }
    }
    return task
  }
}
