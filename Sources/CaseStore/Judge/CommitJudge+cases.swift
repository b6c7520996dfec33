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
    let errors = errors(of: new, in: judged)
    // As a rule a commit only writes a step at the end: then nothing else can have changed, and the
    // version before need not be read as a case.
    if errors.isEmpty, entry.path == before.path,
      let steps = new.stepsAppended(to: try repository.blob(before.id))
    {
      judgeTimes(of: steps, in: new, judged)
      return steps.map { WrittenStep(file: new, step: $0) }
    }
    let old = try file(before)
    let change = CaseChange(from: old.subject, to: new.subject)
    if change.added.isEmpty || change.isEdit {
      edited.append((new, old.subject.matterUnits))
    }
    for finding in change.findings { report(finding, new, in: judged) }
    if !errors.isEmpty {
      let before = self.errors(of: old, in: judged)
      report(errors.beyond([before]), new, in: judged)
      noteUnsettled(before, change.added, in: new, judged)
    }
    judgeTimes(of: change.added, in: new, judged)
    return change.added.map { WrittenStep(file: new, step: $0) }
  }

  private mutating func judgeNew(_ new: CaseFile, _ claim: MessageClaim, in judged: JudgedCommit)
    -> [WrittenStep]
  {
    report(errors(of: new, in: judged), new, in: judged)
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

  /// What the rules in force on the day of the commit call an error.
  func errors(of file: CaseFile, in judged: JudgedCommit) -> [Diagnostic] {
    file.errors(under: judged.schema, on: judged.commit.committer.day)
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
    part.note(.recorded(before: Set(before.map(\.rule.id)), of: file.id, finding))
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
