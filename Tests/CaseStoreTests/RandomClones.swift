import CaseGeneration
import CaseStore
import Files
import FrontMatter
import Git
import Messages
import Supervision
import TestSupport
import Testing

/// Some clones of one office, in memory: honest people record, edit and merge in each, at random, never
/// asking the others first.
///
/// Everything is made by the functions that the program records and merges with; git only has to keep it.
struct RandomClones {
  struct Commit {
    let parents: [Int]
    /// As text, or as an editor leaves it, by path.
    let files: [RelativePath: [UInt8]]
    let message: String
    let day: Day
    let hour: Int
  }

  private(set) var commits: [Commit] = []
  /// Where each clone is, and the repository that they share.
  private(set) var tips: [Int]
  private(set) var shared = 0
  /// What came to the shared repository, as its hook is told.
  private(set) var pushes: [(old: Int, new: Int)] = []
  /// The day and kind of every step that anybody recorded.
  private(set) var steps: [RelativePath: Set<String>] = [:]
  /// What went wrong, which is nothing.
  private(set) var faults: [String] = []
  private(set) var conflicts = 0
  private(set) var unsettled = 0
  private(set) var recorded = 0
  private(set) var refused = 0

  private var random: SplitMix64
  private(set) var day: Day
  let schema: Schema
  /// Commits that no clone has.
  var branches: [Int] = []
  private let lives: [RelativePath: GeneratedCase]
  private let editors: [Editor]
  private(set) var known = Unsettled()

  /// How a clone's editor writes files.
  enum Editor { case plain, carriageReturns, mark }

  init(clones: Int, cases: Int, moves: Int, random: inout SplitMix64) throws {
    schema = try SchemaFiles { path throws(CaseStoreError) in
      Self.rules.first { $0.path == path }.map { Array($0.text.utf8) }
    }.schema
    let start = Day(year: 2018, month: 7, day: 2)!  // a day of the calendar
    day = start
    var lives: [RelativePath: GeneratedCase] = [:]
    for number in 1...cases {
      let path = RelativePath("cases/2018/\(CaseNumber(year: 2018, sequence: number)).md")
      lives[path] = CaseGenerator.generate(seed: random.next() % 100_000)
    }
    self.lives = lives
    editors = [.plain, .carriageReturns, .mark]
    tips = Array(repeating: 0, count: clones)
    self.random = random
    let rules = Dictionary(
      uniqueKeysWithValues: Self.rules.map { ($0.path, Array($0.text.utf8)) })
    add([], rules, "规矩\n")
    for path in lives.keys.sorted() { register(path) }
    shared = commits.count - 1
    tips = tips.map { _ in shared }
    for _ in 0..<moves { move() }
    for clone in tips.indices.shuffled(using: &self.random) { share(clone) }
    random = self.random
  }

  private static let rules: [(path: RelativePath, text: String)] = [
    ("schema/office.yaml", "机关: 省委督查室\n判规: {版: 2}\n级别: {立项未研判: 警告, 发函未审定: 警告}\n")
  ]

  mutating func add(
    _ parents: [Int], _ files: [RelativePath: [UInt8]], _ message: String
  ) {
    commits.append(
      Commit(
        parents: parents, files: files, message: message, day: day,
        hour: parents.isEmpty ? 1 : Int.random(in: 2...20, using: &random)))
  }

  private mutating func chance(_ percent: Int) -> Bool {
    Int.random(in: 1...100, using: &random) <= percent
  }

  private func file(_ path: RelativePath, in commit: Int) -> CaseFile? {
    commits[commit].files[path].map { CaseFile(path: path, bytes: $0) }
  }
}

// MARK: Recording

extension RandomClones {
  private mutating func register(_ path: RelativePath) {
    guard let life = lives[path] else { return }
    var lines = life.header.map { line in
      line.hasPrefix("编号: ")
        ? "编号: \(CaseFile.id(at: path))" : line.hasPrefix("  日期: ") ? "  日期: \(day)" : line
    }
    lines =
      ["---"] + lines + [
        "过程:", "  - 日期: \(day)", "    步骤: 登记", "---", "", "## 研判", "", "待写。", "", "## 督办函", "",
        "草稿。", "",
      ]
    let bytes = Array(lines.joined(separator: "\n").utf8)
    let tip = commits.count - 1
    let new = CaseFile(path: path, bytes: bytes)
    guard
      let plan = try? CasePlan(from: nil, to: new, schema: schema, today: day),
      let commit = plan.commits.last
    else { return }
    var files = commits[tip].files
    files[path] = commit.bytes
    add([tip], files, commit.message.text())
  }

  private mutating func move() {
    if chance(30) { day = day.advanced(by: Int.random(in: 1...3, using: &random)) }
    let clone = Int.random(in: tips.indices, using: &random)
    if chance(8) { return share(clone) }
    if tips.count > 1, chance(8) {
      let other = tips.indices.filter { $0 != clone }.randomElement(using: &random) ?? clone
      return merge(tips[other], into: clone)
    }
    guard let path = lives.keys.sorted().randomElement(using: &random),
      let old = file(path, in: tips[clone])
    else { return }
    let edited = chance(80) ? step(for: old) : edit(old)
    guard let edited else { return }
    record(edited.with(editors[clone % editors.count]), path, old, in: clone)
  }

  private mutating func record(
    _ bytes: [UInt8], _ path: RelativePath, _ old: CaseFile, in clone: Int
  ) {
    let new = CaseFile(path: path, bytes: bytes)
    let errors = old.subject.errors(of: old, schema, day)
    let rules = errors.isEmpty ? [] : known.rules(of: old.id)
    let plan: CasePlan
    let letters = Case.findingsAcross([UsedNumbers(of: new.subject, at: "\(path)")])
    guard letters.isEmpty else { return }
    do throws(CaseStoreError) {
      plan = try CasePlan(from: old, to: new, schema: schema, today: day, unsettled: rules)
    } catch {
      refused += 1
      return
    }
    for commit in plan.commits {
      var files = commits[tips[clone]].files
      files[path] = commit.bytes
      add([tips[clone]], files, commit.message.text())
      tips[clone] = commits.count - 1
      if case .step(let step) = commit.act {
        recorded += 1
        steps[path, default: []].insert("\(step.day) \(step.kind.name)")
      }
    }
    // What was recorded is lawful on every later day too.
    if chance(10), let now = file(path, in: tips[clone]) {
      let later = day.advanced(by: 500)
      let found = now.subject.errors(of: now, schema, later)
      if found.count > old.subject.errors(of: old, schema, later).count {
        faults.append("\(path): later unlawful: \(found.map(\.rule.id))")
      }
    }
  }

  /// The next step of the case's life that it does not have, or any; a 更正 where something is to be
  /// settled.
  private mutating func step(for old: CaseFile) -> [UInt8]? {
    let errors = old.subject.errors(of: old, schema, day)
    if let error = errors.first, chance(70) {
      guard let step = old.subject.steps.last(where: { $0.range.contains(error.range.lowerBound) })
      else { return nil }
      return appending(
        [
          "  - 日期: \(day)", "    步骤: 更正", "    更正: \(step.number)", "    字段: 步骤",
          "    原文: \(step.kind.name)", "    改为: 作废", "    理由: 两边各记", "    批准: 省委秘书长",
        ], to: old)
    }
    guard let life = lives[old.path] else { return nil }
    let done = old.subject.steps.count { !$0.isVoid && $0.kind != .correct }
    let place = chance(80) ? done : Int.random(in: 1...life.steps.count, using: &random)
    guard life.steps.indices.contains(place) else { return nil }
    let step = life.steps[place]
    var on = day
    var lines = step.lines.filter { !$0.hasPrefix("补录") }.map { line in
      // No other case has it; which letter of this one it is, two clones may not know.
      line.hasPrefix("文号: ")
        ? "文号: ×督函〔2018〕\(old.id.suffix(4).drop { $0 == "0" })0\(place)号" : line
    }
    if chance(15) { on = day.advanced(by: -2) }
    if let last = old.subject.steps.map(\.day).max(), on < last { lines.insert("补录: 是", at: 0) }
    if step.kind == .correct { return correction(in: old) }
    return appending(
      ["  - 日期: \(on)", "    步骤: \(step.kind.name)"] + lines.map { "    \($0)" }, to: old)
  }

  private mutating func correction(in old: CaseFile) -> [UInt8]? {
    guard let step = old.subject.steps.randomElement(using: &random), let value = step[.handler]
    else { return nil }
    return appending(
      [
        "  - 日期: \(day)", "    步骤: 更正", "    更正: \(step.number)", "    字段: 经办",
        "    原文: \(value)", "    改为: 督查\(Int.random(in: 1...9, using: &random))处", "    理由: 笔误",
      ], to: old)
  }

  private func appending(_ lines: [String], to old: CaseFile) -> [UInt8]? {
    let text = String(decoding: old.text.bytes, as: UTF8.self).replacing("\r\n", with: "\n")
    let step = lines.map { "\n\($0)" }.joined()
    return Array(text.replacing("\n---\n", with: "\(step)\n---\n", maxReplacements: 1).utf8)
  }

  /// A change by hand of what may change: prose, title, layout.
  private mutating func edit(_ old: CaseFile) -> [UInt8]? {
    let text = String(decoding: old.text.bytes, as: UTF8.self)
    let number = Int.random(in: 1...999, using: &random)
    switch Int.random(in: 0..<7, using: &random) {
    case 0: return Array((text + "第\(number)段。\n").utf8)
    case 1: return Array(text.replacing("待写。", with: "第\(number)稿。").utf8)
    case 2: return Array(text.replacing("疫苗处置和督导检查", with: "疫苗处置第\(number)号").utf8)
    case 3: return Array(text.replacing("缓急: ", with: "缓急:  ").utf8)
    case 4, 5: return Array(text.replacing("草稿。", with: "第\(number)稿。").utf8)
    default: return Array((text + "\n## 附记\n\n第\(number)条。\n").utf8)
    }
  }
}

extension [UInt8] {
  /// As an editor of its own ways saves it.
  fileprivate func with(_ editor: RandomClones.Editor) -> [UInt8] {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let plain = Array(
      String(decoding: starts(with: mark) ? self[3...] : self[...], as: UTF8.self)
        .replacing("\r\n", with: "\n").utf8)
    switch editor {
    case .plain: return plain
    case .mark: return mark + plain
    case .carriageReturns:
      return Array(String(decoding: plain, as: UTF8.self).replacing("\n", with: "\r\n").utf8)
    }
  }
}

// MARK: Merging

extension RandomClones {
  /// What leads to a commit, and itself.
  private func ancestors(of commit: Int) -> Set<Int> {
    var found: Set<Int> = []
    var waiting = [commit]
    while let next = waiting.popLast() {
      if found.insert(next).inserted { waiting += commits[next].parents }
    }
    return found
  }

  private func bases(_ one: Int, _ other: Int) -> [Int] {
    let common = ancestors(of: one).intersection(ancestors(of: other))
    let hidden = Set(common.flatMap { commits[$0].parents.flatMap { ancestors(of: $0) } })
    return common.subtracting(hidden).sorted()
  }

  /// The files of what both go back to: of several commits, what git makes of them by our driver.
  private func base(_ one: Int, _ other: Int) -> [RelativePath: [UInt8]] {
    let found = bases(one, other)
    var files = found.first.map { commits[$0].files } ?? [:]
    for (place, next) in found.enumerated().dropFirst() {
      let before = base(found[place - 1], next)
      for path in lives.keys {
        let merged = MergedFile(
          base: before[path] ?? [], ours: files[path] ?? [],
          theirs: commits[next].files[path] ?? [], path: path, schema: schema, today: day,
          markers: nil, isReplay: false)
        files[path] = merged.bytes
      }
    }
    return files
  }

  /// Pull and push.
  private mutating func share(_ clone: Int) {
    merge(shared, into: clone)
    if tips[clone] != shared { pushes.append((shared, tips[clone])) }
    shared = tips[clone]
  }

  private mutating func merge(_ theirs: Int, into clone: Int) {
    let ours = tips[clone]
    if ancestors(of: ours).contains(theirs) { return }
    if ancestors(of: theirs).contains(ours) {
      tips[clone] = theirs
      return
    }
    let old = base(ours, theirs)
    var files = commits[ours].files
    for path in lives.keys.sorted() {
      let sides = [commits[ours].files[path] ?? [], commits[theirs].files[path] ?? []]
      guard sides[0] != sides[1] else { continue }
      if sides[1] == old[path] { continue }
      if sides[0] == old[path] {
        files[path] = sides[1]
        continue
      }
      files[path] = joined(path, old[path] ?? [], sides)
    }
    add([ours, theirs], files, "合并\n")
    tips[clone] = commits.count - 1
  }

  private mutating func joined(_ path: RelativePath, _ base: [UInt8], _ sides: [[UInt8]]) -> [UInt8]
  {
    func file(_ bytes: [UInt8]) -> CaseFile { CaseFile(path: path, bytes: bytes) }
    func findings(_ bytes: [UInt8]) -> [String] {
      CaseJoin(
        of: sides.map { file($0).subject }, from: file(base).subject, in: file(bytes).subject
      ).findings.map(\.diagnostic.rule.id)
    }
    let merged = MergedFile(
      base: base, ours: sides[0], theirs: sides[1], path: path, schema: schema, today: day,
      markers: ConflictMarkers(), isReplay: false)
    let other = MergedFile(
      base: base, ours: sides[1], theirs: sides[0], path: path, schema: schema, today: day,
      markers: ConflictMarkers(), isReplay: false)
    if merged.isClean != other.isClean { faults.append("\(path): one direction is in conflict") }
    var result = merged.bytes
    if !merged.isClean {
      conflicts += 1
      let ways = (0..<8).map { merged.bytes.resolved($0) }
      guard let lawful = ways.first(where: { findings($0).isEmpty }) else {
        faults.append("\(path): no way out of \(merged.conflicts)")
        return ways[0]
      }
      result = lawful
    } else if !findings(result).isEmpty {
      faults.append("\(path): joined, and not accepted: \(findings(result))")
    }
    let lawful = CaseFile(path: path, bytes: result)
    let before = sides.map { file($0).subject.errors(of: file($0), schema, day) }
    let found = lawful.subject.errors(of: lawful, schema, day).filter { finding in
      before.allSatisfy { !$0.contains { $0.rule == finding.rule } }
    }
    if !found.isEmpty { unsettled += 1 }
    known.add(lawful.subject.errors(of: lawful, schema, day), of: lawful.id)
    return result
  }
}

extension [UInt8] {
  /// The text with one side of each conflict taken, the second where the choice has a bit for it.
  fileprivate func resolved(_ choice: Int) -> [UInt8] {
    var kept: [ArraySlice<UInt8>] = []
    var side: Bool?
    var conflict = -1
    for line in split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if line.starts(with: "<<<<<<< ".utf8) {
        side = true
        conflict += 1
      } else if side != nil, line.starts(with: "=======".utf8) {
        side = false
      } else if side != nil, line.starts(with: ">>>>>>> ".utf8) {
        side = nil
      } else if side == nil || side == (choice & 1 << Swift.min(conflict, 2) == 0) {
        kept.append(line)
      }
    }
    return Array(kept.joined(separator: [UInt8(ascii: "\n")]))
  }
}

extension Case {
  fileprivate func errors(of file: CaseFile, _ schema: Schema, _ day: Day) -> [Diagnostic] {
    findings(schema: schema, fileName: file.fileName, asOf: day, today: day).filter {
      $0.severity == .error
    }
  }
}

// MARK: As git keeps it

extension RandomClones {
  /// The steps that somebody recorded and the shared repository has not.
  var lostSteps: [String] {
    steps.flatMap { path, steps in
      let there = file(path, in: shared)?.subject.steps.map { "\($0.day) \($0.kind.name)" } ?? []
      return steps.subtracting(there).map { "\(path): \($0)" }
    }
  }

  var stream: [UInt8] {
    var stream: [UInt8] = []
    func add(_ text: String) { stream += text.utf8 }
    func data(_ bytes: [UInt8]) {
      add("data \(bytes.count)\n")
      stream += bytes
      add("\n")
    }
    for (index, commit) in commits.enumerated() {
      let start = commit.day.ordinal * 86_400 + commit.hour * 3600 - 8 * 3600
      add("commit refs/heads/main\nmark :\(index + 1)\n")
      for role in ["author", "committer"] {
        add("\(role) 督查室 <office@example.org> \(start) +0800\n")
      }
      data(Array(commit.message.utf8))
      for (word, parent) in zip(["from", "merge"], commit.parents) {
        add("\(word) :\(parent + 1)\n")
      }
      let before = commit.parents.first.map { commits[$0].files } ?? [:]
      for (path, bytes) in commit.files.sorted(by: { $0.key < $1.key })
      where before[path] != bytes {
        add("M 100644 inline \(path)\n")
        data(bytes)
      }
      add("\n")
    }
    add("reset refs/heads/main\nfrom :\(shared + 1)\n\n")
    for (number, commit) in branches.enumerated() {
      add("reset refs/heads/branch-\(number)\nfrom :\(commit + 1)\n\n")
    }
    for (number, push) in pushes.enumerated() {
      add("reset refs/heads/push-\(number)\nfrom :\(push.new + 1)\n\n")
    }
    return stream
  }
}
