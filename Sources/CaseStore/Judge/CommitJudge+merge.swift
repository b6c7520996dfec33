import Files
import FrontMatter
import Git
import Messages
import Supervision

extension CommitJudge {
  /// Judges whether a merge only joins what its parents have.
  mutating func judgeMerge(_ judged: JudgedCommit, _ touched: [TouchedCase]) throws(GitError) {
    for one in touched {
      guard let entry = one.new else {
        if try isDropped(one, in: judged) { reportRemoved(one, in: judged) }
        continue
      }
      // Where both sides took one number in two folders, each file goes on from its own side's.
      for entry in [entry] + one.twins {
        try judgeJoined(try file(entry), one.version(at: entry), touched, in: judged)
      }
    }
    try judgeJoinedRules(in: judged)
    guard !touched.isEmpty || judged.changesRules else { return }
    _ = people(in: judged)
  }

  /// Whether the merge itself took the case away: no parent without it has had it.
  private func isDropped(_ one: TouchedCase, in judged: JudgedCommit) throws(GitError) -> Bool {
    guard let old = one.old.first else { return false }
    for parent in judged.parents where try repository.entry(at: old.path, in: parent.id) == nil {
      for other in judged.parents where other.id != parent.id {
        for base in try repository.mergeBases(parent.id, other.id) {
          if try repository.entry(at: old.path, in: base) != nil { return false }
        }
      }
    }
    return true
  }

  private mutating func judgeJoined(
    _ new: CaseFile, _ one: TouchedCase, _ touched: [TouchedCase], in judged: JudgedCommit
  ) throws(GitError) {
    var old: [CaseFile] = []
    for entry in one.old { old.append(try file(entry)) }
    // Of a case that one side has given another number, the other side has the old one.
    for former in new.subject.formerNumbers {
      guard let gone = touched.first(where: { $0.number == former.number }), gone.new == nil else {
        continue
      }
      for entry in gone.old { old.append(try file(entry)) }
    }
    if old.isEmpty { part.added.append((one.number, judged.commit.id)) }
    var own = new.subject.steps.map(\.number)
    for file in old {
      let change = CaseChange(from: file.subject, to: new.subject)
      for finding in change.findings where finding.rule.id != "step-not-appended" {
        report(finding, new, in: judged)
      }
      let added = Set(change.added.map(\.number))
      own.removeAll { !added.contains($0) }
    }
    for step in new.subject.steps where own.contains(step.number) {
      report(
        Diagnostic(
          .mergeAddsStep,
          Phrase(zh: "这一步哪一边都没有", en: "neither side has this step"), at: step.range),
        new, in: judged)
    }
    guard !old.isEmpty else { return }
    reportOwnFields(of: new, beside: old, in: judged)
    let prose = old.map { $0.text.bytes[$0.subject.document.body] }
    reportOwnLines(
      new.text.bytes[new.subject.document.body], beside: prose, in: new.text,
      from: new.subject.document.body.lowerBound, judged, at: new.path)
    reportFaults(of: new, beside: old, in: judged)
  }

  /// What makes the file unreadable, conflict markers above all. Whether the steps of both sides go
  /// together is another matter: that is put right by a 更正 after the merge.
  private mutating func reportFaults(
    of new: CaseFile, beside old: [CaseFile], in judged: JudgedCommit
  ) {
    func faults(_ file: CaseFile) -> [Diagnostic] {
      (file.subject.document.findings + file.subject.findings).filter { $0.severity == .error }
    }
    let found = faults(new)
    guard !found.isEmpty else { return }
    report(found, beyond: old.flatMap(faults), new, in: judged)
  }

  /// Header fields whose value is neither side's, nor made of lines that are: git joins a list of
  /// several lines from both.
  private mutating func reportOwnFields(
    of new: CaseFile, beside old: [CaseFile], in judged: JudgedCommit
  ) {
    let entries = new.subject.document.root?.entries.map { $0 } ?? []
    for entry in entries where entry.key.text != HeaderKey.steps.name {
      let name = entry.key.text
      if old.contains(where: { $0.subject.document.root?[name]?.value == entry.value.value }) {
        continue
      }
      let known = Set(old.flatMap { $0.text.bytes.lines })
      if new.lines(of: entry).allSatisfy(known.contains) { continue }
      report(
        Diagnostic(
          .mergeAddsChange,
          Phrase(zh: "“\(name)”与哪一边都不同", en: "\(name) is as on neither side"),
          at: entry.key.range), new, in: judged)
    }
    let names = Set(entries.map(\.key.text))
    let lost = (old[0].subject.document.root?.entries.map(\.key.text) ?? []).filter { name in
      !names.contains(name) && old.allSatisfy { $0.subject.document.root?[name] != nil }
    }
    for name in lost {
      report(
        Diagnostic(
          .mergeAddsChange,
          Phrase(zh: "两边都有的“\(name)”不见了", en: "\(name), which both sides have, is gone"),
          at: new.subject.header.anchor), new, in: judged)
    }
  }

  /// The first line that no side has, or that all have and the merge has not.
  private mutating func reportOwnLines(
    _ new: ArraySlice<UInt8>, beside old: [ArraySlice<UInt8>], in text: SourceText, from start: Int,
    _ judged: JudgedCommit, at path: RelativePath
  ) {
    if old.contains(new) { return }
    let (own, sides) = (new.lines, old.map { Set($0.lines) })
    let added = own.first { line in !sides.contains { $0.contains(line) } }
    let isLost = sides.dropFirst().reduce(sides.first ?? []) { $0.intersection($1) }
      .subtracting(own).isEmpty
    guard added != nil || !isLost else { return }
    let place = text.location(of: added?.startIndex ?? start)
    let finding = Diagnostic(
      .mergeAddsChange,
      added == nil
        ? Phrase(zh: "两边都有的一行不见了", en: "a line that both sides have is gone")
        : Phrase(zh: "这一行哪一边都没有", en: "neither side has this line"), at: 0..<0)
    for finding in judged.schema.office.setting([finding]) {
      part.findings.append(judged.finding(finding, path, place))
    }
  }

  /// The rules of a merge are one side's, or both sides' lines together.
  private mutating func judgeJoinedRules(in judged: JudgedCommit) throws(GitError) {
    guard judged.changesRules else { return }
    var paths: Set<RelativePath> = []
    for parent in judged.parents {
      for change in try trees.changes(from: parent.schema, to: judged.top.schema) {
        paths.insert(change.path)
      }
    }
    for path in paths.sorted() {
      let new = try repository.blob(at: path, in: judged.commit.id) ?? []
      var old: [ArraySlice<UInt8>] = []
      for parent in judged.parents {
        old.append((try repository.blob(at: path, in: parent.id) ?? [])[...])
      }
      reportOwnLines(
        new[...], beside: old, in: SourceText(path: "\(path)", bytes: new), from: 0, judged,
        at: path
      )
    }
  }
}

extension TouchedCase {
  /// The same, of one of several files of the number.
  fileprivate func version(at entry: TreeEntry) -> TouchedCase {
    guard !twins.isEmpty else { return self }
    var one = TouchedCase(number: number, old: old.filter { $0.path == entry.path }, new: entry)
    if one.old.isEmpty { one.old = old }
    return one
  }
}

extension CaseFile {
  /// The lines of a field of the header, its key's line with them.
  fileprivate func lines(of entry: Entry) -> [ArraySlice<UInt8>] {
    let end = max(entry.key.range.upperBound, entry.value.range.upperBound)
    let start = text.lineRange(containing: entry.key.range.lowerBound).lowerBound
    return text.bytes[start..<text.lineRange(containing: end).upperBound].lines
  }
}

extension Collection<UInt8> where SubSequence == ArraySlice<UInt8> {
  fileprivate var lines: [ArraySlice<UInt8>] { split(separator: UInt8(ascii: "\n")) }
}
