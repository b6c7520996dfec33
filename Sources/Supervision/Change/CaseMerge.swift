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
    /// Letters of both sides add tasks, which are numbered on, and a step names one of these.
    case tasksNumberedTwice
    /// Both sides took the same row of a reply sheet (来源), in other words: both steps stand in the result.
    case originAnsweredTwice(String)
    /// Made anew on top of the other side, a step is not lawful there: in a commit with one parent nothing
    /// is left to be settled.
    case unlawfulOnTop
  }

  package private(set) var bytes: [UInt8] = []
  package private(set) var conflicts: [Conflict] = []
  private let markers: ConflictMarkers?
  private let isReplay: Bool

  /// - Parameters:
  ///   - base: empty where both sides added the file.
  ///   - markers: nil to leave out what is in conflict: the result is then what two versions have in
  ///     common that others go back to.
  ///   - isReplay: whether theirs is made anew on top of ours, as by `git rebase`.
  /// - Complexity: O(n log n) in the lines of the prose and the steps.
  package init(
    base: SourceText, ours: SourceText, theirs: SourceText, markers: ConflictMarkers?,
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
    _ markers: ConflictMarkers?, _ isReplay: Bool
  ) {
    self.markers = markers
    self.isReplay = isReplay
    if ours.bytes == theirs.bytes {
      bytes = ours.bytes
    } else if base.bytes.isEmpty {
      bytes = markers?.around(ours.bytes, theirs.bytes) ?? []
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

  private func parts(of text: SourceText) -> CaseParts? {
    CaseParts(Case(Document(markdown: text)))
  }

  private mutating func merge(_ base: CaseParts, _ ours: CaseParts, _ theirs: CaseParts) {
    bytes = ours.opening == base.opening ? theirs.opening : ours.opening
    for key in Self.keys(base, ours, theirs) {
      bytes +=
        key == HeaderKey.steps.name
        ? steps(base, ours, theirs) : field(key, base, ours, theirs)
    }
    bytes += ours.closing == base.closing ? theirs.closing : ours.closing
    bytes += prose(base, ours, theirs)
  }

  /// What a step of one side has sent the other does not change: its words are in conflict with those that
  /// went out.
  private mutating func prose(_ base: CaseParts, _ ours: CaseParts, _ theirs: CaseParts) -> [UInt8]
  {
    let (mine, their) = (
      ours.subject.yielding(to: theirs.subject, from: base.subject),
      theirs.subject.yielding(to: ours.subject, from: base.subject)
    )
    let (one, other) = (mine?.bytes ?? ours.prose, their?.bytes ?? theirs.prose)
    guard mine != nil || their != nil else {
      return merged(base.prose, one, other, conflict: .prose)
    }
    conflicts.append(.prose)
    guard let markers else { return base.prose }
    let merge = LineMerge(base: base.prose, ours: one, theirs: other, markers: markers)
    let papers = (mine?.papers ?? []) + (their?.papers ?? [])
    guard !merge.hasConflict, !papers.isEmpty else {
      return markers.around(ours.prose, theirs.prose)
    }
    let joined = Case(Document(markdown: SourceText(path: "", bytes: Self.fence + merge.bytes)))
    func section(_ paper: (kind: LetterKind, place: Int), of subject: Case) -> PaperSection? {
      subject.paperSections.filter { $0.kind == paper.kind }.dropFirst(paper.place).first
    }
    var edits: [SourceEdit] = []
    for paper in papers {
      guard let place = section(paper, of: joined)?.range,
        let first = section(paper, of: ours.subject)?.range,
        let second = section(paper, of: theirs.subject)?.range
      else { return markers.around(ours.prose, theirs.prose) }
      let words = markers.around(
        ours.subject.document.text.bytes[first], theirs.subject.document.text.bytes[second])
      edits.append(SourceEdit(replacing: place, with: String(decoding: words, as: UTF8.self)))
    }
    return Array(joined.document.text.applying(edits).dropFirst(Self.fence.count))
  }

  /// What a file needs in order to have prose.
  private static let fence = Array("---\n---\n".utf8)

  private mutating func merged(
    _ base: [UInt8], _ ours: [UInt8], _ theirs: [UInt8], conflict: Conflict
  ) -> [UInt8] {
    let merge = LineMerge(base: base, ours: ours, theirs: theirs, markers: markers)
    if merge.hasConflict { conflicts.append(conflict) }
    return merge.bytes
  }

  private mutating func field(
    _ key: String, _ base: CaseParts, _ ours: CaseParts, _ theirs: CaseParts
  ) -> [UInt8] {
    let (was, one, other) = (
      base.meaning(of: key), ours.meaning(of: key), theirs.meaning(of: key)
    )
    let (our, their) = (ours[key]?.bytes ?? [], theirs[key]?.bytes ?? [])
    if one == other { return our == base[key]?.bytes ?? [] ? their : our }
    // What a step of one side has fixed is not changed by the other.
    let isFixedByOne = ours.hasFixed(key) != theirs.hasFixed(key) && !base.hasFixed(key)
    if was == other, !isFixedByOne || ours.hasFixed(key) { return our }
    if was == one, !isFixedByOne || theirs.hasFixed(key) { return their }
    conflicts.append(.field(key))
    return markers?.around(our, their) ?? []
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
    var joined: [Joined] = []
    if isReplay {
      joined = ours.items.map { .ours($0) } + other.gaps.joined().map { .theirs($0) }
      for (mine, their) in zip(one.shared, other.shared) {
        joined[mine.place] = .both(mine, their)
      }
    } else {
      for index in one.gaps.indices {
        joined += Self.byDate(one.gaps[index], other.gaps[index])
        if index < one.shared.count {
          joined.append(.both(one.shared[index], other.shared[index]))
        }
      }
    }
    requireTasksOfOneNumber(base, one, other)
    requireOneAnswer(one, other)
    let column = ours.items.first?.column ?? 0
    return ours.stepsOpening
      + joined.renumbered.flatMap { $0.lines(at: column) }
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
    return merge.hasConflict
      ? merge.bytes : markers?.around(one?.bytes ?? [], other?.bytes ?? []) ?? []
  }

  /// New steps of two sides. Each side's order stays, so that a late entry (补录) stands below what
  /// it stood below; the earlier of the two next ones comes first, ties by the steps' bytes.
  private static func byDate(_ ours: [CaseParts.Item], _ theirs: [CaseParts.Item]) -> [Joined] {
    var result: [Joined] = []
    var (one, other) = (ours[...], theirs[...])
    while let first = one.first, let second = other.first {
      if second.isBefore(first) {
        result.append(.theirs(other.removeFirst()))
      } else {
        result.append(.ours(one.removeFirst()))
      }
    }
    return result + one.map { .ours($0) } + other.map { .theirs($0) }
  }

  /// Tasks are named by their numbers, which go on from letter to letter: where letters of both sides
  /// add some, a step that names one of them may come to mean the other side's.
  private mutating func requireTasksOfOneNumber(_ base: CaseParts, _ one: Split, _ other: Split) {
    let new = [one, other].map { $0.gaps.joined().compactMap(\.step) }
    guard new.allSatisfy({ $0.contains { !$0.tasks.isEmpty } }),
      new.joined().contains(where: { $0.highestTask > base.taskCount })
    else { return }
    conflicts.append(.tasksNumberedTwice)
  }
}

extension CaseMerge {
  /// A row of a reply sheet is answered once: what both sides made of it alike is one step already.
  private mutating func requireOneAnswer(_ one: Split, _ other: Split) {
    let mine = Set(one.gaps.joined().compactMap(\.step?.origin))
    guard !mine.isEmpty else { return }
    for step in other.gaps.joined().compactMap(\.step) {
      guard let origin = step.origin, mine.contains(origin) else { continue }
      conflicts.append(.originAnsweredTwice(origin.row))
    }
  }
}

/// A step of the result, and where either side has it.
private struct Joined {
  let item: CaseParts.Item
  /// Whether the item is as the other side has written it.
  let isTheirs: Bool
  private(set) var placeInOurs: Int?
  private(set) var placeInTheirs: Int?

  static func ours(_ item: CaseParts.Item) -> Joined {
    Joined(item: item, isTheirs: false, placeInOurs: item.place)
  }

  static func theirs(_ item: CaseParts.Item) -> Joined {
    Joined(item: item, isTheirs: true, placeInTheirs: item.place)
  }

  /// Where one side only has it as a late entry (补录), it has to be one.
  static func both(_ mine: CaseParts.Item, _ their: CaseParts.Item) -> Joined {
    let isTheirs = their.step?.isLateEntry == true && mine.step?.isLateEntry == false
    return Joined(
      item: isTheirs ? their : mine, isTheirs: isTheirs, placeInOurs: mine.place,
      placeInTheirs: their.place)
  }
}

extension [Joined] {
  /// The steps, with each 更正 going on to mean the step that it meant.
  fileprivate var renumbered: [CaseParts.Item] {
    var (ours, theirs): ([Int: Int], [Int: Int]) = ([:], [:])
    for (place, joined) in enumerated() {
      if let mine = joined.placeInOurs { ours[mine] = place }
      if let their = joined.placeInTheirs { theirs[their] = place }
    }
    return map { joined in
      guard case .step(let number)? = joined.item.step?.target,
        let place = (joined.isTheirs ? theirs : ours)[number - 1]
      else { return joined.item }
      return joined.item.correcting(place + 1)
    }
  }
}

extension Step {
  /// The highest number of a task that it names.
  fileprivate var highestTask: Int {
    fields.reduce(0) { highest, field in
      switch field.value {
      case .number(let number): max(highest, number)
      case .numbers(let numbers): max(highest, numbers.map(\.value).max() ?? 0)
      case .text, .prose, .texts, .day, .limit, .completion, .tasks, .attachments, .checks,
        .target, .any:
        highest
      }
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

/// The steps that the other side has too, and those before, between and after them.
private typealias Split = (shared: [CaseParts.Item], gaps: [[CaseParts.Item]])

extension [CaseParts.Item] {
  /// How often each step stands here: the same may be taken twice.
  fileprivate var counts: [Value: Int] {
    reduce(into: [:]) { $0[$1.content, default: 0] += 1 }
  }

  fileprivate func split(by common: [Value: Int]) -> Split {
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
