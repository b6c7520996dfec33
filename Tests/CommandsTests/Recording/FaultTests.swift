import FoundationEssentials
import Testing
import TestSupport

/// What is left when a recording is killed, or the disk fails it, at each call that changes something:
/// the invariants I1 to I6 of recording.
@Suite(.seeded) struct FaultTests {
  /// What is recorded, and how.
  enum Deed: String, CaseIterable, Sendable {
    case step
    /// Through a split index, which only git writes, with `reference-transaction` watching.
    case stepThroughGit
    /// Signed, and shown to hooks of the user's.
    case stepSignedAndWatched
    /// Two steps that were written by hand, a commit each.
    case commitOfTwoSteps
    /// A step with a file from elsewhere, which is copied and recorded with it.
    case stepWithFile
    /// Two steps that were written by hand, with a file each beside the case.
    case commitOfTwoFiles
    case new
    case renumber
  }

  @Test(arguments: rows(Deed.allCases))
  func itHoldsTheInvariantsAtEveryCall(deed: Deed) async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      try await deed.prepare(git, duban)
      let before = try await State(of: git, deed)
      let (calls, after, made) = try await Self.withCopy(of: git, "样") { whole in
        let calls = try await whole.calls(deed.arguments)
        let after = try await State(of: whole.git, deed)
        // The same each time: by the same people, at the same time.
        let made = try await whole.git("rev-list", "--reverse", "\(before.head)..\(after.head)")
        return (calls, after, made.split(separator: "\n").map(String.init))
      }
      #expect(calls.count > 80)
      let heads = [before.head] + made
      // Two at a time: more do not run at once on the machines that this runs on.
      try await withThrowingTaskGroup(of: Void.self) { group in
        for (turn, trial) in FaultyRun.trials(of: calls).enumerated() {
          if turn >= 2 { try await group.next() }
          group.addTask {
            try await Self.with(trial, of: git) { run in
              try await Judgement(
                original: git, run: run, deed: deed, trial: trial, before: before, after: after,
                heads: heads
              ).judge()
            }
          }
        }
        try await group.waitForAll()
      }
    }
  }

  /// Makes a copy of the repository beside it, and removes it afterwards.
  static func withCopy<T>(
    of git: GitCLI, _ name: String, _ body: (FaultyRun) async throws -> T
  ) async throws -> T {
    let place = "\(git.directory)-\(name)"
    defer { try? FileManager.default.removeItem(atPath: place) }
    try await git.run("cp", "-a", git.directory, place)
    var copy = GitCLI(directory: place)
    copy.variables = git.variables
    return try await body(
      FaultyRun(git: copy, notes: "\(git.directory)/.git/\(name).calls"))
  }

  /// Gives a run a place beside the repository, and removes what is there afterwards.
  static func with(
    _ trial: FaultyRun.Trial, of git: GitCLI, _ body: (FaultyRun) async throws -> Void
  ) async throws {
    let name = "\(trial.fault)-\(trial.call.number)"
    var copy = GitCLI(directory: "\(git.directory)-\(name)")
    copy.variables = git.variables
    defer { try? FileManager.default.removeItem(atPath: copy.directory) }
    try await body(FaultyRun(git: copy, notes: "\(git.directory)/.git/\(name).calls"))
  }

  /// A lock of a reference.
  static func isGitsOwn(_ path: String) -> Bool {
    path.hasSuffix(".lock") && (path.hasPrefix(".git/refs/") || path == ".git/HEAD.lock")
  }

  /// What is not to stay: locks, and files of ours on the way to another name.
  static func leftovers(in git: GitCLI) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: git.directory).filter { path in
      let name = path.split(separator: "/").last ?? ""
      return name.hasSuffix(".lock") || name.contains("duban-git") || name.contains("tmp_obj")
        || name == "duban.lock"
    }
  }
}

extension FaultTests.Deed {
  var arguments: [String] {
    switch self {
    case .step, .stepThroughGit, .stepSignedAndWatched:
      ["step", "2026-0001", "立项", "--批准", "省委秘书长"]
    case .stepWithFile:
      ["step", "2026-0001", "立项", "--批准", "省委秘书长", "--附件", ".git/photo.jpg"]
    case .commitOfTwoSteps, .commitOfTwoFiles: ["commit", "2026-0001"]
    case .new:
      [
        "new", "--title", "又一件", "--leader", "省委主要领导", "--instruction-date", "2026-02-28",
        "--class", "批办性", "--gist", "查清情况",
      ]
    case .renumber: ["renumber", "2026-0001"]
    }
  }

  private static let withdrawal =
    "  - {日期: 2026-03-02, 步骤: 撤销, 批准: 省委秘书长, 理由: 与另一件重复}\n"

  /// The files that it writes or removes.
  var paths: [String] {
    let numbers =
      switch self {
      case .step, .stepThroughGit, .stepSignedAndWatched, .commitOfTwoSteps, .stepWithFile,
        .commitOfTwoFiles:
        [1]
      case .new: [3]
      case .renumber: [1, 3]
      }
    let files: [String] =
      switch self {
      case .stepWithFile: ["photo-927F8F9E.jpg"]
      case .commitOfTwoFiles: ["one.jpg", "two.jpg"]
      default: []
      }
    return numbers.map { "cases/2026/2026-000\($0).md" }
      + files.map { "cases/2026/2026-0001/\($0)" }
  }

  /// Somebody has staged a file and edited another case meanwhile.
  func prepare(_ git: GitCLI, _ duban: DubanCLI) async throws {
    try await expect(
      duban(
        "new", "--title", "另一件", "--leader", "省委主要领导", "--instruction-date", "2026-02-27",
        "--class", "批办性", "--gist", "查清情况"))
    let other = "cases/2026/2026-0002.md"
    try git.write(try git.read(other) + "未提交的话。\n", to: other)
    try git.write("暂存\n", to: "暂存.txt")
    try await git("add", "暂存.txt")
    switch self {
    case .step, .new, .renumber: break
    case .stepWithFile: try git.write("照片\n", to: ".git/photo.jpg")
    case .commitOfTwoFiles:
      for name in ["one", "two"] { try git.write(name, to: "cases/2026/2026-0001/\(name).jpg") }
      try HooksTests.append(
        """
          - {日期: 2026-03-02, 步骤: 研判, 意见: 甲, 附件: 2026-0001/one.jpg}
          - {日期: 2026-03-02, 步骤: 立项, 批准: 省委秘书长, 附件: 2026-0001/two.jpg}

        """, in: git)
    case .commitOfTwoSteps: try HooksTests.append(HooksTests.docket + Self.withdrawal, in: git)
    case .stepThroughGit:
      try await git("update-index", "--split-index")
      try git.script("exit 0", at: ".git/hooks/reference-transaction")
    case .stepSignedAndWatched:
      for name in ["pre-commit", "commit-msg", "post-commit"] {
        try git.script("exit 0", at: ".git/hooks/\(name)")
      }
      try git.script(
        "cat >/dev/null; echo '[GNUPG:] SIG_CREATED D 22 8 00 1' >&2; printf -- '-----BEGIN PGP SIGNATURE-----\\n\\nabcd\\n-----END PGP SIGNATURE-----\\n'",
        at: ".git/签")
      try await git("config", "gpg.program", git.path(".git/签"))
      try await git("config", "commit.gpgSign", "true")
    }
  }
}

/// What there is of the files that a deed writes, and of all others.
private struct State: Sendable {
  let head: String
  let files: [String?]
  /// Git's word on the files, as `.M PATH`.
  let own: [String]
  /// The same of everything else.
  let others: [String]

  init(of git: GitCLI, _ deed: FaultTests.Deed) async throws {
    try self.init(
      of: git, deed,
      status: try await git("status", "--porcelain=v2", "--untracked-files=all")
        .split(separator: "\n"))
  }

  init(of git: GitCLI, _ deed: FaultTests.Deed, status: [Substring]) throws {
    (head, files) = (try git.headOfMain(), try deed.contents(in: git))
    let lines =
      status.map { line in
        let words = line.split(separator: " ")
        return "\(words[0] == "?" ? "?" : words[1]) \(words[words.count - 1])"
      }.filter { !$0.contains(".duban-git-") }
    let isOwn = { (line: String) in deed.paths.contains { line.hasSuffix($0) } }
    own = lines.filter(isOwn)
    others = lines.filter { !isOwn($0) }
  }
}

extension GitCLI {
  fileprivate func headOfMain() throws -> String {
    String(try read(".git/refs/heads/main").dropLast())
  }
}

extension FaultTests.Deed {
  fileprivate func contents(in git: GitCLI) throws -> [String?] {
    try paths.map { git.exists($0) ? try git.read($0) : nil }
  }
}

/// Of one faulty run.
private struct Judgement {
  let original: GitCLI
  let run: FaultyRun
  let deed: FaultTests.Deed
  let trial: FaultyRun.Trial
  let before, after: State
  /// That of each commit that may have been made, oldest first.
  let heads: [String]

  private var git: GitCLI { run.git }
  private var fault: FaultyRun.Fault { trial.fault }

  func judge() async throws {
    let result = try await run.result(of: deed.arguments, trial, in: original)
    let what: Comment = "\(fault) at \(trial.call): \(result.errors)"
    #expect(try run.wasHit(), what)
    let (head, files) = (try git.headOfMain(), try deed.contents(in: git))
    // I1, I2, I5
    for (file, (old, new)) in zip(files, zip(before.files, after.files)) {
      #expect([old, new].contains(file), what)
    }
    #expect(heads.contains(head), what)
    if result.status == 0 { #expect(head == after.head, what) }
    if fault != .killed { check(result, head, files, what) }
    let left = try FaultTests.leftovers(in: git)
    let verbs = [["status"], ["check"], ["show", "2026-0002"], ["ledger"], ["explain", "syntax"]]
    var (said, status) = try await run.next(verbs[trial.call.number % verbs.count])
    if let more = try await removeDoubtfulLocks(what) { (said, status) = (said + more.0, more.1) }
    let mended = try State(of: git, deed, status: status)
    // I3, I4: what stays is put right by the next run, whatever that is, and said.
    #expect(try FaultTests.leftovers(in: git) == [], "\(what) then \(said)")
    if left.contains(where: { !$0.hasSuffix("duban.lock") && !FaultTests.isGitsOwn($0) }) {
      #expect(said.contains("removed"), "\(what) left \(left), said \(said)")
    }
    if result.status == 0 { #expect(!said.contains("refreshed"), what) }
    // A move is whole, or is none.
    let isMoveUndone = deed == .renumber && head == before.head
    #expect(mended.files == (isMoveUndone ? before.files : files), "\(what) then \(said)")
    #expect(mended.head == head && mended.others == before.others, what)
    // A `git commit` would record nothing of it, and take nothing back.
    #expect(
      mended.own.allSatisfy { $0.hasPrefix(".M") || $0.hasPrefix("?") }, "\(what) then \(mended)")
    if mended.files != before.files, mended.head != after.head { try await goOn(mended, what) }
  }

  /// What is said of a fault.
  private func check(
    _ result: (status: Int32, errors: String), _ head: String, _ files: [String?], _ what: Comment
  ) {
    let lines = result.errors.split(separator: "\n")
    if result.status != 0 {
      #expect(lines.first?.hasPrefix("duban-git: error: ") == true, what)
      #expect(lines.dropFirst().allSatisfy { $0.hasPrefix("hint: ") }, what)
      // Which disk it is about.
      let reasons = ["No space", "Read-only", "Input/output", "Permission denied"]
      if reasons.contains(where: result.errors.contains) {
        #expect([".git", "cases/"].contains { lines[0].contains($0) }, what)
      }
      // How far it came.
      if head != before.head {
        #expect(lines[0].contains("recorded"), what)
        #expect(lines[0].contains(head.prefix(7)), what)
        #expect((head != after.head) == lines[0].contains("recorded up to"), what)
      }
    }
    // What could not be put back is said.
    if head == before.head, files != before.files {
      #expect(fault == .readOnly && result.errors.contains("holds the new text"), what)
    }
  }

  /// libgit2 makes the branch's lock, and only then can it be noted as ours; a git that we run has locks
  /// of its own, which stay where it cannot remove them. What is not surely ours is named, with its age
  /// and what to do.
  ///
  /// - Returns: what is said of them, and of what is put right once they are gone.
  private func removeDoubtfulLocks(_ what: Comment) async throws -> (String, [Substring])? {
    let doubtful = try FaultTests.leftovers(in: git).filter(FaultTests.isGitsOwn)
    let mayStay = fault != .failing || trial.call.name == "unlink"
    let mayBeGits = deed == .stepThroughGit || trial.call.path == "/.git/duban.lock"
    #expect(doubtful.isEmpty || mayStay && mayBeGits, what)
    guard !doubtful.isEmpty else { return nil }
    var said = ""
    // One of `HEAD` alone is in nobody's way.
    if let lock = doubtful.first(where: { $0.hasPrefix(".git/refs/") }) {
      let refused = try await DubanCLI(git)("commit", "2026-0002")
      #expect(refused.status == 5 && refused.errors.contains("\(lock) (for "), "\(refused)")
      #expect(refused.errors.contains("remove that file"))
      said = refused.errors
    }
    for lock in doubtful { try FileManager.default.removeItem(atPath: git.path(lock)) }
    let next = try await run.next(["status"])
    return (said + next.errors, next.status)
  }

  /// What was written and not recorded is recorded by `commit`.
  private func goOn(_ state: State, _ what: Comment) async throws {
    guard trial.call.number.isMultiple(of: 3) else { return }
    // A file that was copied and is named by nothing yet is there for the same step again.
    let isCopied = state.files[0] == before.files[0]
    let done = try await DubanCLI(git)(
      isCopied ? deed.arguments : ["commit", deed == .new ? "2026-0003" : "2026-0001"])
    #expect(done.status == 0, "\(what) then \(done.errors)")
    let last = try await State(of: git, deed)
    let files = isCopied ? after.files : state.files
    #expect(last.files == files && last.others == before.others, what)
    #expect(last.own == [], "\(what) then \(done.errors)")
  }
}
