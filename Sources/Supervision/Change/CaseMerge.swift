import FrontMatter
package import Messages

/// Two versions of a case that go back to one, joined: steps by date, header by field, prose by
/// lines. Layout and comments are our side's, and no step of either side is lost.
///
/// Where a change is made anew on top of ours, the result is a commit with one parent, in which
/// steps are only appended: there their new steps stand last, as late entries where they are
/// earlier.
package struct CaseMerge: Sendable {
  /// Why a person has to decide.
  package enum Conflict: Sendable, Hashable {
    /// Both sides made a case with this number.
    case addedTwice
    /// A file with faults, merged by its lines.
    case lines
    /// Both sides changed a header field, differently.
    case field(String)
    /// Recorded steps were changed or put in another order.
    case steps
    case prose
    /// The step that a 更正 names by its number has another number now.
    case correctionDisplaced(step: Int)
    /// Letters of both sides add tasks, which are numbered on.
    case tasksNumberedTwice
  }

  package private(set) var bytes: [UInt8] = []
  package private(set) var conflicts: [Conflict] = []
  private let markers: ConflictMarkers
  private let isReplay: Bool

  /// - Parameters:
  ///   - base: empty where both sides added the file.
  ///   - isReplay: whether theirs is made anew on top of ours, as by `git rebase`.
  /// - Complexity: O(n log n) in the lines of the prose and the steps.
  package init(
    base: SourceText, ours: SourceText, theirs: SourceText, markers: ConflictMarkers,
    isReplay: Bool = false
  ) {
    let endings = [base, ours, theirs].map { LineEnding(of: $0.bytes) }
    guard endings.contains(.crlf), !endings.contains(.mixed) else {
      self.init(joining: ours, and: theirs, from: base, markers, isReplay)
      return
    }
    // One side's editor may have changed every line, which is no change of the case.
    self.init(
      joining: ours.withoutCarriageReturns, and: theirs.withoutCarriageReturns,
      from: base.withoutCarriageReturns, markers, isReplay)
    let result = endings[1] == endings[0] ? endings[2] : endings[1]
    if result == .crlf { bytes = bytes.withCarriageReturns }
  }

  private init(
    joining ours: SourceText, and theirs: SourceText, from base: SourceText,
    _ markers: ConflictMarkers, _ isReplay: Bool
  ) {
    self.markers = markers
    self.isReplay = isReplay
    if ours.bytes == theirs.bytes {
      bytes = ours.bytes
    } else if base.bytes.isEmpty {
      bytes = markers.around(ours.bytes, theirs.bytes)
      conflicts = [.addedTwice]
    } else if let old = parts(of: base), let one = parts(of: ours), let other = parts(of: theirs) {
      merge(old, one, other)
      if isReplay, conflicts.isEmpty {
        bytes = SourceText(path: ours.path, bytes: bytes).withLateEntries(after: one.items.count)
      }
    } else {
      bytes = merged(base.bytes, ours.bytes, theirs.bytes, conflict: .lines)
    }
  }

  /// A step that was replayed before may have become a late entry by that.
  private func parts(of text: SourceText) -> CaseParts? {
    CaseParts(Case(Document(markdown: text)), ignoringLateEntries: isReplay)
  }

  private mutating func merge(_ base: CaseParts, _ ours: CaseParts, _ theirs: CaseParts) {
    bytes = ours.opening == base.opening ? theirs.opening : ours.opening
    for key in Self.keys(base, ours, theirs) {
      bytes +=
        key == HeaderKey.steps.name
        ? steps(base, ours, theirs) : field(base[key], ours[key], theirs[key], key: key)
    }
    bytes += ours.closing == base.closing ? theirs.closing : ours.closing
    bytes += merged(base.prose, ours.prose, theirs.prose, conflict: .prose)
  }

  private mutating func merged(
    _ base: [UInt8], _ ours: [UInt8], _ theirs: [UInt8], conflict: Conflict
  ) -> [UInt8] {
    let merge = LineMerge(base: base, ours: ours, theirs: theirs, markers: markers)
    if merge.hasConflict { conflicts.append(conflict) }
    return merge.bytes
  }

  private mutating func field(
    _ base: CaseParts.Field?, _ ours: CaseParts.Field?, _ theirs: CaseParts.Field?, key: String
  ) -> [UInt8] {
    if ours?.value == theirs?.value {
      return (ours?.bytes == base?.bytes ? theirs : ours)?.bytes ?? []
    }
    if base?.value == theirs?.value { return ours?.bytes ?? [] }
    if base?.value == ours?.value { return theirs?.bytes ?? [] }
    conflicts.append(.field(key))
    return markers.around(ours?.bytes ?? [], theirs?.bytes ?? [])
  }

  /// The keys of all three, in the order of the side that has changed it; new ones after the key
  /// they were written after, those of both sides in the order of the table.
  private static func keys(_ base: CaseParts, _ ours: CaseParts, _ theirs: CaseParts) -> [String] {
    let old = base.fields.map(\.key)
    let oldKeys = Set(old)
    func known(_ parts: CaseParts) -> [String] { parts.fields.map(\.key).filter(oldKeys.contains) }
    let hasOurOrder = known(ours) != old.filter { ours[$0] != nil }
    var keys = hasOurOrder ? known(ours) : known(theirs)
    let present = Set(keys)
    keys += old.filter { !present.contains($0) }
    var added: [String?: [String]] = [:]
    var addedKeys: Set<String> = []
    for parts in [ours, theirs] {
      var anchor: String?
      for key in parts.fields.map(\.key) {
        if oldKeys.contains(key) {
          anchor = key
        } else if addedKeys.insert(key).inserted {
          added[anchor, default: []].append(key)
        }
      }
    }
    func place(_ key: String) -> Int {
      HeaderSpecification.catalogue.firstIndex { $0.name == key } ?? .max
    }
    let sorted = added.mapValues { $0.sorted { (place($0), $0) < (place($1), $1) } }
    return (sorted[nil] ?? []) + keys.flatMap { [$0] + (sorted[$0] ?? []) }
  }
}

// MARK: Steps

extension CaseMerge {
  private mutating func steps(_ base: CaseParts, _ ours: CaseParts, _ theirs: CaseParts) -> [UInt8]
  {
    let theirCounts = theirs.items.counts
    let kept = ours.items.counts.reduce(into: [Value: Int]()) { kept, entry in
      if let count = theirCounts[entry.key] { kept[entry.key] = min(entry.value, count) }
    }
    let (one, other) = (ours.items.split(by: kept), theirs.items.split(by: kept))
    let isRecordKept = base.items.counts.allSatisfy { kept[$0.key] ?? 0 >= $0.value }
    guard isRecordKept, one.shared.map(\.content) == other.shared.map(\.content) else {
      return changedSteps(base, ours, theirs)
    }
    var joined: [CaseParts.Item] = []
    if isReplay {
      joined = ours.items + other.gaps.joined()
    } else {
      for index in one.gaps.indices {
        joined += Self.byDate(one.gaps[index], other.gaps[index])
        if index < one.shared.count { joined.append(one.shared[index]) }
      }
    }
    requireSameNumbers(in: joined, of: ours)
    requireSameNumbers(in: joined, of: theirs)
    if [one, other].allSatisfy({ $0.gaps.joined().contains { $0.step?.tasks.isEmpty == false } }) {
      conflicts.append(.tasksNumberedTwice)
    }
    let column = ours.items.first?.column ?? 0
    return ours.stepsOpening
      + joined.flatMap { $0.lines(at: column) }
      + (ours.stepsEnd == base.stepsEnd ? theirs : ours).stepsEnd
  }

  /// Where one side has changed what was recorded: by lines, and never silently.
  private mutating func changedSteps(_ base: CaseParts, _ ours: CaseParts, _ theirs: CaseParts)
    -> [UInt8]
  {
    conflicts.append(.steps)
    let (one, other) = (ours[HeaderKey.steps.name], theirs[HeaderKey.steps.name])
    let merge = LineMerge(
      base: base[HeaderKey.steps.name]?.bytes ?? [], ours: one?.bytes ?? [],
      theirs: other?.bytes ?? [], markers: markers)
    return merge.hasConflict ? merge.bytes : markers.around(one?.bytes ?? [], other?.bytes ?? [])
  }

  /// New steps of two sides. Each side's order stays, so that a late entry (补录) stands below what
  /// it stood below; the earlier of the two next ones comes first, ties by the steps' bytes.
  private static func byDate(_ ours: [CaseParts.Item], _ theirs: [CaseParts.Item])
    -> [CaseParts.Item]
  {
    var result: [CaseParts.Item] = []
    var (one, other) = (ours[...], theirs[...])
    while let first = one.first, let second = other.first {
      if second.isBefore(first) {
        result.append(other.removeFirst())
      } else {
        result.append(one.removeFirst())
      }
    }
    return result + one + other
  }

  /// A 更正 names a step by its number, which must be that step's in the result too.
  private mutating func requireSameNumbers(in joined: [CaseParts.Item], of side: CaseParts) {
    for item in side.items {
      guard case .step(let number)? = item.step?.target, side.items.indices.contains(number - 1),
        joined[number - 1].content != side.items[number - 1].content
      else { continue }
      let conflict = Conflict.correctionDisplaced(step: number)
      if !conflicts.contains(conflict) { conflicts.append(conflict) }
    }
  }
}

extension SourceText {
  /// The bytes with 补录 at each step after the first `count` that is earlier than one before it.
  fileprivate func withLateEntries(after count: Int) -> [UInt8] {
    let document = Document(markdown: self)
    var late: [[PathElement]] = []
    var latest: Day?
    for step in Case(document).steps {
      if let before = latest, step.day < before {
        guard step.number > count, !step.isLateEntry else { continue }
        late.append([
          .key(HeaderKey.steps.name), .index(step.number - 1), .key(StepKey.lateEntry.name),
        ])
      } else {
        latest = step.day
      }
    }
    guard !late.isEmpty else { return bytes }
    // Where it cannot be written, `check` says what is missing.
    return applying(document.setting(each: late, to: .text("是")) ?? [])
  }
}

extension CaseParts.Item {
  fileprivate func isBefore(_ other: CaseParts.Item) -> Bool {
    switch (day, other.day) {
    case (let one?, let two?) where one != two: one < two
    default: written.lexicographicallyPrecedes(other.written)
    }
  }
}

extension [CaseParts.Item] {
  /// How often each step stands here: the same may be taken twice.
  fileprivate var counts: [Value: Int] {
    reduce(into: [:]) { $0[$1.content, default: 0] += 1 }
  }

  /// The steps that the other side has too, and those before, between and after them.
  fileprivate func split(by common: [Value: Int]) -> (shared: [Self.Element], gaps: [Self]) {
    var rest = common
    var shared: Self = []
    var gaps: [Self] = [[]]
    for item in self {
      if let count = rest[item.content], count > 0 {
        rest[item.content] = count - 1
        shared.append(item)
        gaps.append([])
      } else {
        gaps[gaps.count - 1].append(item)
      }
    }
    return (shared, gaps)
  }
}
