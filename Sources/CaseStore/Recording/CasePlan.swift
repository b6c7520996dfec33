package import Files
import FrontMatter
package import Git
import Messages
package import Supervision

/// What recording one case will do: one commit a new step, oldest first.
package struct CasePlan: Sendable {
  package let path: RelativePath
  /// Where the case was before, if it moves to another folder.
  package let formerPath: RelativePath?
  package let commits: [Commit]
  /// What is remarked on and does not keep the case from being recorded.
  package internal(set) var remarks: [FileFindings]

  package struct Commit: Sendable {
    package let act: RecordedAct
    package let message: CommitMessage
    /// The whole file as this commit has it.
    package let bytes: [UInt8]
  }

  /// - Parameters:
  ///   - old: the case in `HEAD`; nil if it is new.
  ///   - new: the case as it is to be.
  ///   - schema: the one in force.
  ///   - note: what the user adds to the message.
  /// - Throws: `.wrongInput` if a recorded step or a fixed field changed, or if the new text has
  ///   errors that the old one has not.
  package init(
    from old: CaseFile?, to new: CaseFile, schema: Schema, today: Day, note: String? = nil,
    isImport: Bool = false
  ) throws(CaseStoreError) {
    path = new.path
    formerPath = old.flatMap { $0.path == new.path ? nil : $0.path }
    let change = CaseChange(from: old?.subject, to: new.subject)
    try Self.requireNoErrors(change.findings, in: new)
    let before = old?.judged(by: schema, today: today) ?? []
    let after = new.judged(by: schema, today: today)
    try Self.requireNoErrors(after.beyond(before), in: new)
    let remarks = after.filter { $0.severity != .error && !before.contains($0) }
    self.remarks = remarks.isEmpty ? [] : [FileFindings(text: new.text, findings: remarks)]
    if isImport {
      commits = [Commit(.imported, of: new, on: today, note: note)]
    } else if change.added.isEmpty {
      let isChanged = old?.text.bytes != new.text.bytes || formerPath != nil
      commits = isChanged ? [Commit(.edit, of: new, on: today, note: note)] : []
    } else {
      commits = try Self.steps(
        change.added, from: old, to: new, schema: schema, today: today, note: note)
    }
  }

  /// One version a new step: the header as it is now comes with the first of them, the prose with
  /// the last.
  private static func steps(
    _ added: [Step], from old: CaseFile?, to new: CaseFile, schema: Schema, today: Day,
    note: String?
  ) throws(CaseStoreError) -> [Commit] {
    var commits: [Commit] = []
    let before = new.judged(by: schema, today: today)
    for (index, step) in added.enumerated() {
      let file = new.without(added[(index + 1)...], proseOf: old)
      // The step as this version has it, where its number may differ.
      guard let written = CaseChange(from: old?.subject, to: file.subject).added.last,
        file.subject.steps.count == new.subject.steps.count - (added.count - index - 1)
      else {
        throw .wrongInput([FileFindings(text: new.text, findings: [.stepsInseparable(at: step)])])
      }
      try requireNoErrors(file.judged(by: schema, today: today).beyond(before), in: file)
      let act = Self.act(of: written, from: old, to: file)
      commits.append(
        Commit(act, of: file, on: step.day, note: index == added.count - 1 ? note : nil))
    }
    return commits
  }

  private static func act(of step: Step, from old: CaseFile?, to new: CaseFile) -> RecordedAct {
    guard let former = CaseChange(from: old?.subject, to: new.subject).renumbering,
      former.step == step.number
    else { return .step(step) }
    return .renumbered(step, former)
  }

  /// The commits as git is to make them.
  ///
  /// - Parameter mark: what the lines of a message begin with that git takes out again.
  func drafts(by who: Identity, commentMark mark: String) -> [Draft] {
    var drafts = commits.map { commit in
      Draft(
        changes: [Draft.Change(path, commit.bytes)],
        message: commit.message.text(commentMark: mark), by: who)
    }
    if let formerPath, !drafts.isEmpty { drafts[0].changes.append(Draft.Change(formerPath, nil)) }
    return drafts
  }

  private static func requireNoErrors(_ findings: [Diagnostic], in file: CaseFile)
    throws(CaseStoreError)
  {
    let errors = findings.filter { $0.severity == .error }
    if !errors.isEmpty { throw .wrongInput([FileFindings(text: file.text, findings: errors)]) }
  }
}

extension CasePlan.Commit {
  fileprivate init(_ act: RecordedAct, of file: CaseFile, on day: Day, note: String?) {
    self.act = act
    message = CommitMessage(
      act, in: file.subject, id: file.subject.id ?? file.id, on: day, note: note)
    bytes = file.text.bytes
  }
}

extension CaseFile {
  fileprivate func judged(by schema: Schema, today: Day) -> [Diagnostic] {
    subject.findings(schema: schema, fileName: fileName, asOf: today, today: today)
  }

  /// The file before some of its last steps were written; the prose is then still that of `old`.
  fileprivate func without(_ later: ArraySlice<Step>, proseOf old: CaseFile?) -> CaseFile {
    guard !later.isEmpty else { return self }
    let items = subject.stepNodes
    let front = text.bytes[..<subject.document.body.lowerBound]
    let cut = Array(front).cutting(later.map { items[$0.number - 1].itemLines })
    let prose = old.map { $0.text.bytes[$0.subject.document.body] } ?? []
    return CaseFile(path: path, bytes: cut + prose)
  }
}

extension [Diagnostic] {
  /// Those that `before` has fewer of, by rule: edits move findings, so their places tell nothing.
  fileprivate func beyond(_ before: [Diagnostic]) -> [Diagnostic] {
    filter { finding in
      count { $0.rule == finding.rule } > before.count { $0.rule == finding.rule }
    }
  }
}
