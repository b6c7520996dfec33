import FrontMatter
import Git
import Messages
package import Supervision

extension CommitJudge {
  /// What a commit with one parent does to a case.
  mutating func deed(_ one: TouchedCase, in judged: JudgedCommit) throws(GitError) -> CaseDeed {
    guard let entry = one.new else { return try removal(of: one, in: judged) }
    if one.isNew { part.added.append((one.number, judged.commit.id)) }
    for twin in one.twins { reportTwin(twin, of: entry, in: judged) }
    let new = try file(entry)
    let day = judged.facts.lastDay
    let found = new.judged(by: judged.schema, today: day)
    // As a rule a commit only writes a step at the end: then nothing else can have changed, and the
    // version before need not be read as a case.
    if let before = one.old,
      !found.contains(where: { $0.severity == .error || $0.rule.isNewerForHistories }),
      entry.path == before.path,
      let steps = new.stepsAppended(to: try trees.blob(before.id))
    {
      return .extended(new, by: steps)
    }
    let old = try one.old.map { entry throws(GitError) in try file(entry) }
    let revision = CaseRevision(
      from: old, to: new, schema: judged.schema, today: day, finding: found)
    noteUnsettled(revision, in: judged)
    return .revised(revision)
  }

  /// Notes that a case left its number.
  mutating func removal(of one: TouchedCase, in judged: JudgedCommit) throws(GitError) -> CaseDeed {
    guard let old = one.old else { return .taken(number: one.number) }
    part.removed.append((one.number, ProofPart.Departure(commit: judged.commit.id, blob: old.id)))
    return .removed(try file(old))
  }

  mutating func reportTwin(_ twin: TreeEntry, of entry: TreeEntry, in judged: JudgedCommit) {
    report(
      .numberReused,
      Phrase(
        zh: "编号 \(CaseFile.id(at: twin.path)) 另有文件 \(entry.path)",
        en: "the number \(CaseFile.id(at: twin.path)) has another file, \(entry.path)"),
      in: judged, at: twin.path)
  }

  /// Notes what was recorded in a case that had errors before: whether a merge brought them shows when
  /// all is known.
  mutating func noteUnsettled(_ revision: CaseRevision, in judged: JudgedCommit) {
    let (file, before) = (revision.new, revision.formerErrors.errors)
    guard !before.isEmpty,
      let step = revision.change.added.first(where: { !$0.kind.maySettle })
    else { return }
    let finding = judged.finding(
      .beforeSettling(step), file.path, file.text.location(of: step.kindRange.lowerBound),
      isNewer: true)
    part.note(
      .recorded(
        ProofPart.Unsettling(
          number: file.id, rules: Set(before.map(\.rule.id)), finding: finding)))
  }

  /// Notes which letters a case has sent, where a step may have changed that.
  mutating func noteLetters(_ added: [WrittenStep], in judged: JudgedCommit) {
    let files = added.filter { $0.step.kind == .issue || $0.step.kind == .correct }.map(\.file)
    for (place, file) in files.enumerated()
    where !files[..<place].contains(where: { $0.path == file.path }) {
      noteLetters(of: file, in: judged)
    }
  }

  mutating func noteLetters(of file: CaseFile, in judged: JudgedCommit) {
    let used = UsedNumbers(of: file.subject, at: "\(file.path)").letters
    let letters = used.map { ($0, file.text.location(of: $0.number.range.lowerBound)) }
    let path = file.path
    part.note(
      .sent(
        SentLetters(
          caseNumber: file.id, commit: judged.commit.id, letters: letters, isJoined: judged.isMerge
        ) {
          judged.finding($0, path, $1, isNewer: true)
        }))
  }
}

extension CaseFile {
  /// The last steps, if the file is `old` with the lines of these steps put in and not a byte of it
  /// otherwise; nil where that cannot be told so simply.
  ///
  /// Cutting out whole lines of the last items of a block sequence leaves the same structure before
  /// and after them, so that this says what `CaseChange` would.
  package func stepsAppended(to old: [UInt8]) -> [Step]? {
    let bytes = text.bytes
    guard bytes.count > old.count, subject.document.findings.isEmpty,
      let list = subject.document.root?[HeaderKey.steps.name], list.kind == .sequence
    else { return nil }
    let items = list.items.map { $0 }
    guard items.count == subject.steps.count, let end = items.last?.itemLines.upperBound,
      let next = bytes[end...].first, next == UInt8(ascii: "-") || next >= UInt8(ascii: "A")
    else { return nil }
    let length = bytes.count - old.count
    for (index, item) in items.enumerated().reversed() where index > 0 {
      let start = item.itemLines.lowerBound
      guard end - start >= length else { continue }
      guard end - start == length, start > 0, bytes[start - 1] == UInt8(ascii: "\n"),
        bytes[..<start].elementsEqual(old[..<start]), bytes[end...].elementsEqual(old[start...])
      else { return nil }
      return Array(subject.steps[index...])
    }
    return nil
  }
}
