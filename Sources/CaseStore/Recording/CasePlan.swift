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
  package internal(set) var commits: [Commit]
  /// What else moves with the case.
  var attachments: [Draft.Change] = []
  /// What is remarked on and does not keep the case from being recorded.
  package internal(set) var remarks: [FileFindings]

  /// The paths of what else its commits change than the case.
  var otherPaths: [RelativePath] {
    Array(Set((commits.flatMap(\.files) + attachments).map(\.path))).sorted()
  }

  package struct Commit: Sendable {
    package let act: RecordedAct
    package fileprivate(set) var message: CommitMessage
    /// The files that come with it.
    fileprivate(set) var attached: AttachedFiles?
    /// Those of them that are not recorded yet.
    fileprivate(set) var files: [Draft.Change] = []
    /// As this commit has it.
    package let file: CaseFile
    /// What it does to what the commit before has.
    let deed: CaseDeed

    package var bytes: [UInt8] { file.text.bytes }
  }

  /// - Parameters:
  ///   - old: the case in `HEAD`; nil if it is new.
  ///   - new: the case as it is to be.
  ///   - schema: the one in force.
  ///   - note: what the user adds to the message.
  ///   - unsettled: by which rules the recorded case is yet to be settled after a merge.
  /// - Throws: `.wrongInput` if a recorded step or a fixed field changed, or if the new text has
  ///   errors that the old one has not.
  package init(
    from old: CaseFile?, to new: CaseFile, schema: Schema, today: Day, note: String? = nil,
    isImport: Bool = false, unsettled: Set<String> = []
  ) throws(CaseStoreError) {
    path = new.path
    formerPath = old.flatMap { $0.path == new.path ? nil : $0.path }
    // Of a file that cannot be read it is no news that every step has gone from it.
    if let fault = new.illegibility { try Self.requireNoErrors([fault], in: new) }
    let revision = CaseRevision(
      from: old, to: new, schema: schema, today: today, unsettled: unsettled)
    // What is wrong with an untrue file says little about the true one.
    try Self.requireNoErrors(revision.changeFindings, in: new)
    try Self.requireNoErrors(revision.newErrors, in: new)
    // Who has just been sent a letter is not told that he is late, however late that is recorded.
    let isSent = revision.change.added.contains { $0.kind == .issue }
    let remarks = revision.remarks.filter { !isSent || $0.rule.id != "officer-not-named" }
    self.remarks = remarks.isEmpty ? [] : [FileFindings(text: new.text, findings: remarks)]
    func whole(_ act: RecordedAct) -> Commit {
      Commit(act, .revised(revision), of: new, on: today, note: note)
    }
    if isImport {
      commits = [whole(.imported)]
    } else if revision.change.added.isEmpty {
      let isChanged = old?.text.bytes != new.text.bytes || formerPath != nil
      commits = isChanged ? [whole(.edit)] : []
    } else {
      let versions = revision.versions()
      try Self.requireNoErrors(versions.findings, in: new)
      let last = versions.list.count - 1
      var former = old
      commits = versions.list.enumerated().map { index, version in
        defer { former = version.file }
        let own =
          last == 0
          ? revision
          : CaseRevision(from: former, to: version.file, schema: schema, today: today)
        return Commit(
          Self.act(of: version.step, by: own.change), .revised(own), of: version.file,
          on: version.step.day, note: index == last ? note : nil)
      }
    }
  }

  private static func act(of step: Step, by change: CaseChange) -> RecordedAct {
    guard let former = change.renumbering, former.step == step.number else { return .step(step) }
    return .renumbered(step, former)
  }

  /// Says something more in the message of each commit.
  mutating func add(_ trailer: Trailer) {
    for index in commits.indices { commits[index].message.add([trailer]) }
  }

  /// The commits as git is to make them.
  ///
  /// - Parameter mark: what the lines of a message begin with that git takes out again.
  func drafts(by who: Identity, commentMark mark: String) -> [Draft] {
    var drafts = commits.map { commit in
      Draft(
        changes: [Draft.Change(path, commit.bytes)] + commit.files,
        message: commit.message.text(commentMark: mark), by: who)
    }
    if let formerPath, !drafts.isEmpty {
      drafts[0].changes += [Draft.Change(formerPath, nil)] + attachments
    }
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
  mutating func set(_ attached: AttachedFiles, _ files: [Draft.Change], trailers: [Trailer]) {
    (self.attached, self.files) = (attached, files)
    message.add(trailers)
  }

  fileprivate init(
    _ act: RecordedAct, _ deed: CaseDeed, of file: CaseFile, on day: Day, note: String?
  ) {
    (self.act, self.deed) = (act, deed)
    message = CommitMessage(
      act, in: file.subject, id: file.subject.id ?? file.id, on: day, note: note)
    self.file = file
  }
}
