import FrontMatter
import Git
import Messages
package import Supervision

extension CommitJudge {
  /// Judges what a commit with one parent did to a case, and gives the steps it recorded.
  mutating func judge(_ one: TouchedCase, _ claim: Claim, in scene: Scene)
    throws(GitError) -> [RecordedStep]
  {
    guard let entry = one.new else {
      reportRemoved(one, in: scene)
      return []
    }
    if one.old.isEmpty { part.added.append((one.number, scene.commit.id)) }
    for twin in one.twins { reportTwin(twin, of: entry, in: scene) }
    let new = try file(entry)
    guard let before = one.old.first else { return judgeNew(new, claim, in: scene) }
    if claim.isImport {
      report(
        .importChangesCase,
        Phrase(
          zh: "导入改动了已有的案件", en: "an import changes a case that is there"), in: scene,
        at: entry.path)
    }
    let errors = errors(of: new, in: scene)
    // As a rule a commit only writes a step at the end: then nothing else can have changed, and the
    // version before need not be read as a case.
    if errors.isEmpty, entry.path == before.path,
      let steps = new.stepsAppended(to: try repository.blob(before.id))
    {
      judgeTimes(of: steps, in: new, scene)
      return steps.map { RecordedStep(file: new, step: $0) }
    }
    let old = try file(before)
    let change = CaseChange(from: old.subject, to: new.subject)
    for finding in change.findings { report(finding, new, in: scene) }
    if !errors.isEmpty { report(errors, beyond: self.errors(of: old, in: scene), new, in: scene) }
    judgeTimes(of: change.added, in: new, scene)
    return change.added.map { RecordedStep(file: new, step: $0) }
  }

  private mutating func judgeNew(_ new: CaseFile, _ claim: Claim, in scene: Scene)
    -> [RecordedStep]
  {
    report(errors(of: new, in: scene), beyond: [], new, in: scene)
    judgeTimes(of: new.subject.steps, in: new, scene, isImport: claim.isImport)
    return new.subject.steps.map { RecordedStep(file: new, step: $0) }
  }

  mutating func reportRemoved(_ one: TouchedCase, in scene: Scene) {
    for old in one.old.prefix(1) {
      part.removed.append(
        (one.number, ProofPart.Departure(commit: scene.commit.id, blob: old.id)))
      report(
        .caseDeleted,
        Phrase(zh: "案件文件被删除", en: "the file of the case is removed"), in: scene, at: old.path)
    }
  }

  mutating func reportTwin(_ twin: TreeEntry, of entry: TreeEntry, in scene: Scene) {
    report(
      .numberReused,
      Phrase(
        zh: "编号 \(CaseFile.id(at: twin.path)) 另有文件 \(entry.path)",
        en: "the number \(CaseFile.id(at: twin.path)) has another file, \(entry.path)"),
      in: scene, at: twin.path)
  }

  /// What the rules in force on the day of the commit call an error.
  func errors(of file: CaseFile, in scene: Scene) -> [Diagnostic] {
    let day = scene.commit.committer.day
    return file.subject.findings(
      schema: scene.schema, fileName: file.fileName, asOf: day, today: day
    ).filter {
      // The date of a step is held against the commit's own (`step-after-commit`).
      $0.severity == .error && $0.rule.id != "date-in-future"
    }
  }

  /// Reports what `before` has fewer of, by rule: edits move findings, so places tell nothing.
  mutating func report(
    _ errors: [Diagnostic], beyond before: [Diagnostic], _ file: CaseFile, in scene: Scene
  ) {
    let known = Dictionary(grouping: before) { $0.rule.id }.mapValues(\.count)
    let found = Dictionary(grouping: errors) { $0.rule.id }
    for rule in found.keys.sorted() {
      for finding in (found[rule] ?? []).dropFirst(known[rule] ?? 0) {
        report(finding, file, in: scene)
      }
    }
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
