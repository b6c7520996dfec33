import FrontMatter
import Messages

/// Reads the values of a case by their shapes, and collects what is wrong with them.
///
/// A value that cannot be read is left out, so that one mistake does not hide the next.
struct CaseParser {
  /// Values that corrections put in the place of what is written.
  let overrides: [Place: Node]
  /// Where the syntax is broken: what seems missing there may only be unread.
  private let broken: [Range<Int>]
  private(set) var diagnostics: [Diagnostic] = []
  /// How many values the syntax has refused already: they are neither wrong again nor missing.
  private var refused = 0
  /// What is wrong with the keys of 批示; which of them are missing depends on what comes later.
  var instructionKeys = (unknown: [Node](), faulty: [InstructionKey]())
  /// The number of the step that is being read.
  var stepAtHand = 0
  /// Where the present names of units are found; nil to take them as they are written.
  private let directory: UnitDirectory?
  /// The units read so far.
  private var units: [(written: ArraySlice<UInt8>, name: String)] = []

  /// Where a value stands: what a correction names.
  struct Place: Hashable {
    var target: CorrectionTarget
    var path: [String] = []

    func appending(_ key: String) -> Place { Place(target: target, path: path + [key]) }
  }

  init(
    _ document: Document, overrides: [Place: Node] = [:], namingBy directory: UnitDirectory? = nil
  ) {
    self.overrides = overrides
    self.directory = directory
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

  /// Reports the keys that a mapping lacks and those that it should not have; of a misspelt key only
  /// the one.
  mutating func report(
    unknown: [Node], missing: [(name: String, place: Range<Int>)], of owner: String,
    among names: @autoclosure () -> [String]
  ) {
    if unknown.isEmpty && missing.isEmpty { return }
    let names = names()
    var unknown = unknown
    for key in missing {
      let meant = unknown.firstIndex {
        Spelling.nearest(to: $0.text, among: names, most: 1).first == key.name
      }
      if let meant {
        report(.missingKey(key.name, of: owner, writtenAs: unknown.remove(at: meant)))
      } else {
        report(.missingKey(key.name, of: owner, at: key.place))
      }
    }
    for key in unknown {
      // One that looks like a known key would be another without a word.
      let seen = Spelling.halfWidth(key.text)
      if seen != key.text, names.contains(seen) {
        report(.missingKey(seen, of: owner, writtenAs: key))
      } else {
        report(.unknownKey(key, in: owner, among: names))
      }
    }
  }

  /// Runs `body` and says whether it found something wrong: a value that is there but wrong is
  /// not missing as well.
  mutating func findsFault(in body: (inout CaseParser) -> Void) -> Bool {
    let before = diagnostics.count + refused
    body(&self)
    return diagnostics.count + refused > before
  }

  /// Where `target` stands; nil without corrections, when no place matters.
  func place(_ target: CorrectionTarget) -> Place? {
    overrides.isEmpty ? nil : Place(target: target)
  }

  /// The value in force at `place`: the correction's, or else the one written.
  func effective(_ written: Node, at place: Place?) -> Node {
    place.flatMap { overrides[$0] } ?? written
  }

  /// The items of a list and the values in force.
  func items(of node: Node, at place: Place?) -> [(node: Node, place: Place?)] {
    node.items.enumerated().map { index, item in
      let inner = place?.appending("\(index + 1)")
      return (effective(item, at: inner), inner)
    }
  }

  /// What corrections add to a mapping that has no such keys, by the names of the keys.
  func additions(to node: Node, at place: Place?) -> [(name: String, value: Node, place: Place)] {
    guard let place, node.kind == .mapping else { return [] }
    return overrides.compactMap { added, value in
      guard added.target == place.target, added.path.count == place.path.count + 1,
        added.path.starts(with: place.path), let name = added.path.last, node[name] == nil
      else { return nil }
      return (name, value, added)
    }.sorted { $0.name < $1.name }
  }

  /// Calls `body` with every entry of a mapping and the value in force; other nodes are reported.
  ///
  /// - Parameter keys: which of them are shown where it is none.
  mutating func entries(
    of node: Node, named name: String, keys: [String] = [], at place: Place?,
    _ body: (inout CaseParser, Entry, Node, Place?) -> Void
  ) {
    guard node.kind == .mapping else {
      report(
        keys.isEmpty
          ? .wrongShape(name, expected: .mapping, at: node.range)
          : .wrongShape(name, keys: keys, inList: false, at: node.range))
      return
    }
    for entry in node.entries {
      let inner = place?.appending(entry.key.text)
      body(&self, entry, effective(entry.value, at: inner), inner)
    }
  }
}

// MARK: Scalars

extension CaseParser {
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

  /// The name of a unit, decoded once however often the case has it.
  mutating func unit(_ node: Node, named name: String) -> Located<String>? {
    func present(_ written: Located<String>?) -> Located<String>? {
      guard let directory, let written else { return written }
      return Located(directory.presentName(of: written.value), at: written.range)
    }
    guard let written = node.bareBytes, !written.isEmpty, !node.isRefused else {
      return present(line(node, named: name))
    }
    if let known = units.first(where: { $0.written == written }) {
      return Located(known.name, at: node.range)
    }
    let unit = present(line(node, named: name))
    if let unit, units.count < 16 { units.append((written, unit.value)) }
    return unit
  }

  mutating func units(_ node: Node, named name: String, at place: Place?) -> [Located<String>] {
    list(node, named: name, at: place) { $0.unit($1, named: name) }
  }

  mutating func day(_ node: Node, named name: String) -> Located<Day>? {
    // Nearly every day is written as it should be.
    if let written = node.bareBytes, !node.isRefused, let day = Day(utf8: written) {
      return Located(day, at: node.range)
    }
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
    if !node.isRefused, let term = T(word: node.word) { return Located(term, at: node.range) }
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

extension CaseParser {
  /// The elements of a list; a single scalar counts as a list of one.
  ///
  /// - Parameter inMappings: whether an element may be a mapping, which then counts alone too.
  mutating func list<Element>(
    _ node: Node, named name: String, at place: Place?, inMappings: Bool = false,
    _ element: (inout CaseParser, Node) -> Located<Element>?
  ) -> [Located<Element>] {
    switch node.kind {
    case .mapping where inMappings: return element(&self, node).map { [$0] } ?? []
    case .mapping:
      report(.wrongShape(name, expected: .list, at: node.range))
      return []
    case .scalar:
      return element(&self, node).map { [$0] } ?? []
    case .sequence:
      var elements: [Located<Element>] = []
      elements.reserveCapacity(node.items.count)
      for (item, _) in items(of: node, at: place) {
        if let read = element(&self, item) { elements.append(read) }
      }
      return elements
    }
  }

  mutating func lines(_ node: Node, named name: String, at place: Place?) -> [Located<String>] {
    list(node, named: name, at: place) { $0.line($1, named: name) }
  }

  mutating func numbers(_ node: Node, named name: String, at place: Place?) -> [Located<Int>] {
    list(node, named: name, at: place) { $0.number($1, named: name) }
  }

  mutating func tasks(_ node: Node, named name: String, at place: Place?) -> [Task] {
    guard node.kind == .sequence else {
      if node.kind == .mapping || !node.text.isEmpty {
        report(.wrongShape(name, keys: Self.shownTaskKeys, inList: true, at: node.range))
      }
      return []
    }
    return items(of: node, at: place).map { task($0.node, at: $0.place) }
  }

  private static let shownTaskKeys = [TaskKey.matter, .unit, .limit].map(\.name)

  /// The unit of a task.
  private mutating func unitOfTask(_ node: Node) -> Located<String>? {
    guard node.kind != .sequence else {
      report(.severalUnits(at: node.range))
      return nil
    }
    let unit = unit(node, named: TaskKey.unit.name)
    guard unit?.value.contains("、") != true else {
      report(.severalUnits(at: node.range))
      return nil
    }
    return unit
  }

  private mutating func task(_ node: Node, at place: Place?) -> Task {
    var task = Task(range: node.range)
    guard node.kind == .mapping else {
      report(.wrongShape("任务", keys: Self.shownTaskKeys, inList: true, at: node.range))
      return task
    }
    var faulty: [TaskKey] = []
    var unknown: [Node] = []
    entries(of: node, named: "任务", at: place) { reader, entry, value, _ in
      guard let key = TaskKey.vocabulary[entry.key.word] else {
        unknown.append(entry.key)
        return
      }
      let isFaulty = reader.findsFault { reader in
        switch key {
        case .matter: task.matter = reader.line(value, named: key.name)
        case .unit: task.unit = reader.unitOfTask(value)
        case .officer: task.officer = reader.line(value, named: key.name)
        case .limit: task.limit = reader.limit(value, named: key.name)
        case .criterion: task.criterion = reader.line(value, named: key.name)
        }
      }
      if isFaulty { faulty.append(key) }
    }
    for added in additions(to: node, at: place) where added.name == TaskKey.officer.name {
      task.officer = line(added.value, named: added.name)
    }
    var missing: [TaskKey] = []
    if !isBroken(in: node.itemLines) {
      if task.matter == nil, !faulty.contains(.matter) { missing.append(.matter) }
      if task.unit == nil, !faulty.contains(.unit) { missing.append(.unit) }
    }
    let anchor = node.entries.first?.key.range ?? node.range
    report(
      unknown: unknown, missing: missing.map { ($0.name, anchor) }, of: "任务",
      among: TaskKey.allCases.map(\.name))
    return task
  }
}
