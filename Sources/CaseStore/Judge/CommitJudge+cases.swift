import FrontMatter
import Git
import Messages
package import Supervision

extension CommitJudge {
  /// Judges what a commit with one parent did to a case, and gives the steps it recorded.
  mutating func judge(_ one: TouchedCase, _ claim: MessageClaim, in judged: JudgedCommit)
    throws(GitError) -> [WrittenStep]
  {
    guard let entry = one.new else {
      reportRemoved(one, in: judged)
      return []
    }
    if one.old.isEmpty { part.added.append((one.number, judged.commit.id)) }
    for twin in one.twins { reportTwin(twin, of: entry, in: judged) }
    let new = try file(entry)
    guard let before = one.old.first else { return judgeNew(new, claim, in: judged) }
    if claim.isImport {
      report(
        .importChangesCase,
        Phrase(
          zh: "导入改动了已有的案件", en: "an import changes a case that is there"), in: judged,
        at: entry.path)
    }
    let found = new.judged(by: judged.schema, today: judged.commit.committer.day)
    // As a rule a commit only writes a step at the end: then nothing else can have changed, and the
    // version before need not be read as a case.
    if found.errors.isEmpty, entry.path == before.path,
      let steps = new.stepsAppended(to: try trees.blob(before.id))
    {
      judgeTimes(of: steps, in: new, judged)
      return steps.map { WrittenStep(file: new, step: $0) }
    }
    let old = try file(before)
    let revision = CaseRevision(
      from: old, to: new, schema: judged.schema, today: judged.commit.committer.day,
      finding: found)
    if revision.change.added.isEmpty || revision.change.isEdit {
      edited.append((new, old.subject.matterUnits))
    }
    return judge(revision, in: judged)
  }

  /// - Returns: the steps that were recorded.
  mutating func judge(_ revision: CaseRevision, in judged: JudgedCommit) -> [WrittenStep] {
    let (new, change) = (revision.new, revision.change)
    report(change.findings + revision.newErrors.errors, new, in: judged)
    noteUnsettled(revision.formerErrors.errors, change.added, in: new, judged)
    judgeTimes(of: change.added, in: new, judged)
    return change.added.map { WrittenStep(file: new, step: $0) }
  }

  private mutating func judgeNew(_ new: CaseFile, _ claim: MessageClaim, in judged: JudgedCommit)
    -> [WrittenStep]
  {
    report(
      new.errors(under: judged.schema, on: judged.commit.committer.day), new, in: judged)
    judgeTimes(of: new.subject.steps, in: new, judged, isImport: claim.isImport)
    return new.subject.steps.map { WrittenStep(file: new, step: $0) }
  }

  mutating func reportRemoved(_ one: TouchedCase, in judged: JudgedCommit) {
    for old in one.old.prefix(1) {
      part.removed.append(
        (one.number, ProofPart.Departure(commit: judged.commit.id, blob: old.id)))
      report(
        .caseDeleted,
        Phrase(zh: "案件文件被删除", en: "the file of the case is removed"), in: judged, at: old.path)
    }
  }

  mutating func reportTwin(_ twin: TreeEntry, of entry: TreeEntry, in judged: JudgedCommit) {
    report(
      .numberReused,
      Phrase(
        zh: "编号 \(CaseFile.id(at: twin.path)) 另有文件 \(entry.path)",
        en: "the number \(CaseFile.id(at: twin.path)) has another file, \(entry.path)"),
      in: judged, at: twin.path)
  }

  mutating func report(_ findings: [Diagnostic], _ file: CaseFile, in judged: JudgedCommit) {
    for finding in findings { report(finding, file, in: judged) }
  }

  /// Notes what was recorded in a case that had errors before: whether a merge brought them shows when
  /// all is known.
  private mutating func noteUnsettled(
    _ before: [Diagnostic], _ added: [Step], in file: CaseFile, _ judged: JudgedCommit
  ) {
    guard !before.isEmpty, let step = added.first(where: { !$0.kind.maySettle }) else { return }
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
