import CaseStore
import Files
import Git
import Messages
import Supervision

/// What the hooks of `git commit` do.
///
/// Each gives why git is to go no further, or nil. Of a repository without cases they know nothing
/// and let everything pass.
struct CommitHooks {
  let repository: Repository
  let session: Session

  init(in repository: Repository, _ session: Session) {
    self.repository = repository
    self.session = session
  }

  /// What is staged, beside what the commit will stand on: `HEAD`, or its parent where the commit
  /// takes the place of `HEAD`.
  private func stagedEdits() async throws(Failure) -> StagedEdits {
    try await askingStore(
      await StagedEdits(in: repository, replacingHead: session.isAmending))
  }

  /// Judges what is staged as `duban-git commit` would, and what `check --staged` finds new.
  ///
  /// - Parameter isMerge: whether `git merge` asks, which notes only afterwards that it merges.
  func preCommit(isMerge: Bool = false) async throws(Failure) -> Failure? {
    if session.isAmending, try await repository.isHeadShared() { return .sharedAlready }
    let staged = try await stagedEdits()
    let inFolders = try await askingStore(await staged.findingsInFolders())
    let ruleFiles = try await askingStore(await staged.ruleFileChanges())
    let hasRules = !staged.rules.isEmpty || !ruleFiles.paths.isEmpty
    let joins = isMerge || staged.replacesMerge || repository.operation == .merge
    let isAsBefore =
      staged.edits.isEmpty && staged.otherFiles.isEmpty && !hasRules && !staged.bringsOthers

      && inFolders.isEmpty
    // A merge that leaves all as it is in `HEAD` may drop what the other side has.
    guard !isAsBefore || joins && staged.isOfRecords else { return nil }
    var wrong: [FileFindings] = []
    var plans: [CasePlan] = []
    if !joins {
      if !staged.edits.isEmpty, hasRules, !staged.isFirst { return .rulesWithCases }
      let judgement = try await askingStore(await staged.judge(today: session.today))
      (wrong, plans) = (judgement.wrong, judgement.plans)
    }
    wrong += inFolders + ruleFiles.findings
    let people =
      isAsBefore
      ? []
      : try await askingStore(
        await staged.findingsOfPeople(
          plans, ruleFiles: ruleFiles.paths, isMerge: joins, today: session.today))
    wrong += people.filter(\.hasErrors)
    show(people.filter { !$0.hasErrors })
    if let failure = try await addFindings(to: &wrong, since: staged.base) {
      return failure
    }
    if !wrong.isEmpty {
      show(wrong)
      let isRecordChanged = wrong.flatMap(\.findings).contains { $0.rule.isOfRecordedSteps }
      return isRecordChanged && !session.isAmending && repository.operation == nil
        ? .recordChanged(wrong) : Failure(CaseStoreError.wrongInput(wrong))
    }
    let commits = plans.flatMap(\.commits)
    return commits.count > 1 ? .severalSteps(commits) : nil
  }

  private func show(_ files: [FileFindings]) {
    guard !files.isEmpty else { return }
    session.console.writeError(
      session.rendered(
        files, top: repository.workTree.map(FilePlace.init(directory:)),
        colour: session.colourChoice == .always),
      colours: session.colourChoice == .always)
  }

  /// Adds the errors that `check` finds in what is staged and not in `base`, which is read only if
  /// there are any.
  private func addFindings(to wrong: inout [FileFindings], since base: OID?)
    async throws(Failure) -> Failure?
  {
    var reports: [CheckedFiles.Report]
    do throws(Failure) {
      let files = StagedSelection([], in: session)
      reports = try await files.reports(asOf: session.today)
      if let base, reports.flatMap(\.findings).contains(where: { $0.severity == .error }) {
        reports = try await files.reports(asOf: session.today, since: "\(base)")
      }
    } catch {
      return error
    }
    for file in reports.flatMap(\.files) {
      let place = wrong.firstIndex { $0.text.path == file.text.path }
      let known = place.map { wrong[$0].findings } ?? []
      let errors = file.findings.filter { $0.severity == .error && !known.contains($0) }
      guard !errors.isEmpty else { continue }
      // A version in between has another text, whose places are not these.
      guard let place else {
        wrong.append(FileFindings(text: file.text, findings: errors))
        continue
      }
      if wrong[place].text.bytes == file.text.bytes {
        wrong[place] = FileFindings(text: file.text, findings: known + errors)
      }
    }
    return nil
  }

  /// Writes the message of the one commit that is about to be made.
  ///
  /// - Parameter source: what git says of the text that is there: nothing, `message`, `template`,
  ///   `merge`, `squash` or `commit`.
  func prepareMessage(_ file: FilePlace, source: String?) async throws(Failure) -> Failure? {
    let sources = [nil, "message", "template"] + (session.isAmending ? ["commit"] : [])
    guard repository.operation == nil, sources.contains(source) else { return nil }
    let staged = try await stagedEdits()
    guard let plan = try await staged.onlyPlan(today: session.today) else { return nil }
    let message = plan.commits[0].message
    // A message that says it already, as one that is taken over from elsewhere, stays.
    let draft = try draft(in: file)
    if message.missing(from: draft.trailers).isEmpty { return nil }
    // What is amended has the old step's words and trailers.
    let isNote = source != "template" && source != "commit"
    let note = isNote ? draft.note(without: message.subject) : nil
    let whole = try await staged.onlyPlan(today: session.today, note: note)
    let text = draft.replaced(by: whole?.commits[0].message ?? message)
    try onDisk(file.save(Array(text.utf8)))
    return nil
  }

  /// Judges whether the message says what the commit does.
  func checkMessage(_ file: FilePlace) async throws(Failure) -> Failure? {
    guard repository.operation == nil else { return nil }
    let staged = try await stagedEdits()
    guard let plan = try await staged.onlyPlan(today: session.today) else { return nil }
    let draft = try draft(in: file)
    if plan.isSaid(by: draft.trailers, draft.subject) { return nil }
    return .wrongMessage(plan.commits[0].message)
  }

  private func draft(in file: FilePlace) throws(Failure) -> MessageDraft {
    let text = String(decoding: try onDisk(file.read())?.bytes ?? [], as: UTF8.self)
    return MessageDraft(text, commentMark: try inGit(repository.commentMark(in: text)))
  }
}

extension StagedEdits {
  /// The plan of the commit, if it records one thing in one case.
  fileprivate func onlyPlan(today: Day, note: String? = nil) async throws(Failure) -> CasePlan? {
    guard edits.count == 1, !replacesMerge else { return nil }
    let plans = try await askingStore(await judge(today: today, note: note)).plans
    return plans.first.flatMap { $0.commits.count == 1 ? $0 : nil }
  }
}

extension FilePlace {
  /// A folder whose path ends in `/`.
  fileprivate init(directory: String) {
    self.init(directory.hasSuffix("/") ? String(directory.dropLast()) : directory)
  }
}

extension FileFindings {
  fileprivate var hasErrors: Bool { findings.contains { $0.severity == .error } }
}

extension Rule {
  /// Whether it is about steps that are recorded and are not as they were.
  fileprivate var isOfRecordedSteps: Bool {
    id == "recorded-step-changed" || id == "recorded-step-removed"
  }
}

extension Failure {
  fileprivate static func recordChanged(_ wrong: [FileFindings]) -> Failure {
    let plain = Failure(CaseStoreError.wrongInput(wrong))
    return Failure(
      plain.status, plain.message,
      hint: Phrase(
        zh: "已记录的步骤用“更正”改;上一次提交还没有推送的,可用 git commit --amend 重做",
        en: "a recorded step is mended by a 更正; one that is not pushed yet, by git commit --amend"))
  }

  fileprivate static var sharedAlready: Failure {
    Failure(
      .input,
      Phrase(
        zh: "这次提交已经推送,不能再用 --amend 改",
        en: "this commit has been pushed already, and is not amended"),
      hint: Phrase(
        zh: "在文件里添一步“更正”,另行提交", en: "add a step 更正 to the file, and commit that"))
  }

  fileprivate static var rulesWithCases: Failure {
    Failure(
      .input,
      Phrase(
        zh: "规矩和案件不能在同一次提交中改动",
        en: "rules and cases are not changed in one commit"),
      hint: Phrase(
        zh: "先单独提交 schema/ 和 .gitattributes 等,或运行 duban-git commit",
        en: "commit schema/, .gitattributes and their like first, or run duban-git commit"))
  }

  fileprivate static func severalSteps(_ commits: [CasePlan.Commit]) -> Failure {
    let subjects = commits.prefix(3).map(\.message.subject).joined(separator: ";")
    let more = commits.count > 3 ? " …" : ""
    return Failure(
      .input,
      Phrase(
        zh: "一次提交只记一步,这里有\(commits.count)项:\(subjects)\(more)",
        en: "a commit records one step, and here are \(commits.count): \(subjects)\(more)"),
      hint: Phrase(
        zh: "运行 duban-git commit,一步一次提交", en: "run duban-git commit, which makes a commit of each"))
  }

  fileprivate static func wrongMessage(_ message: CommitMessage) -> Failure {
    let lines = message.trailers.map { "\($0.key): \($0.value)" }.joined(separator: "\n    ")
    return Failure(
      .input,
      Phrase(
        zh: "提交说明的末尾应当是:\n    \(lines)", en: "the message has to end with:\n    \(lines)"),
      hint: Phrase(
        zh: "用 duban-git commit 提交,或照此补上;第一行写明是哪一步的,写“\(message.subject)”",
        en:
          "record with duban-git commit, or write them so; a first line that names a step is \"\(message.subject)\""
      ))
  }
}
