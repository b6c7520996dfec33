import Files
import Git
import Glibc
import Testing
import TestSupport

/// What is left when a process is killed, and what the next one makes of it.
@Suite struct CrashTests {
  private static let place = "cases/2026/食堂.md"

  @Test(arguments: rows(Recording.Point.allCases))
  func aProcessKilledAnywhereLosesNothing(point: Recording.Point) async throws {
    try await withRepository { git in
      try await git.record("旧\n", at: Self.place, message: "登记\n")
      try git.write("暂存\n", to: "cases/别的.md")
      try await git("add", "cases/别的.md")
      let old = try await git("rev-parse", "HEAD")
      await #expect(processExitsWith: .signal(SIGKILL)) {
        [git = git as GitCLI, point = point as Recording.Point] in
        try await git.recordKilled(at: point, "新\n")
      }
      let head = try await git("rev-parse", "HEAD")
      #expect(["旧\n", "新\n"].contains(try git.read(Self.place)))
      #expect(
        try await git("rev-list", "--count", "\(old.dropLast())..HEAD")
          == (head == old ? "0\n" : "1\n"))
      try await git("fsck", "--strict")

      // The next turn clears up, and leaves what is the user's.
      let repository = try git.open()
      var mendings: [Recording.Mending] = []
      let recording = try await repository.beginRecording { mendings.append($0) }
      let versions = try recording.read(RelativePath(Self.place))
      #expect(versions.isClean == (try git.read(Self.place) == "旧\n" || head != old))
      #expect(mendings.isEmpty == (point == .verified || point == .indexUnlocked))
      recording.end()
      let edited = versions.isClean ? "" : " M \(Self.place)\n"
      #expect(try await git("status", "--porcelain") == "\(edited)A  cases/别的.md\n")
      #expect(try git.names(in: "cases/2026") == ["食堂.md"])
      #expect(
        try git.names(in: ".git").filter { $0.contains("duban") || $0.contains("lock") } == [])
      #expect(try git.names(in: ".git/refs/heads") == ["main"])
      #expect(try git.names(in: ".git/objects").filter { $0.hasPrefix("tmp") } == [])
    }
  }

  /// A lock of the branch is ours only if it is the very file that we made.
  @Test func aLockOfTheBranchThatIsAnothersStays() async throws {
    try await withRepository { git in
      try await git.record("旧\n", at: Self.place, message: "登记\n")
      await #expect(processExitsWith: .signal(SIGKILL)) { [git = git as GitCLI] in
        try await git.recordKilled(at: .branchLocked, "新\n")
      }
      let other = try await git("rev-parse", "HEAD")
      try git.write(other, to: ".git/refs/heads/main.lock")
      var mendings: [Recording.Mending] = []
      let recording = try await git.open().beginRecording { mendings.append($0) }
      #expect(git.exists(".git/refs/heads/main.lock"))
      #expect(
        !mendings.contains { mending in
          if case .removedLock(let path) = mending { path.hasSuffix("main.lock") } else { false }
        })
      recording.end()
    }
  }

  @Test func aLockOfAKilledGitIsNotOurs() async throws {
    try await withRepository { git in
      try git.write("", to: ".git/index.lock")
      try git.write("", to: ".git/duban.lock")
      await #expect(throws: GitError.self) {
        try await git.open().beginRecording(
          patience: Patience(turn: .seconds(1), git: .milliseconds(20))
        ).end()
      }
      #expect(git.exists(".git/index.lock"))
    }
  }

  @Test(arguments: rows([Recording.Point.noted, .filesWritten, .treesWritten, .commitsWritten]))
  func aFaultBeforeTheBranchMovesPutsTheFileBack(point: Recording.Point) async throws {
    try await withRepository { git in
      try await git.record("旧\n", at: Self.place, message: "登记\n")
      let before = try await git("rev-parse", "HEAD")
      let repository = try git.open()
      let recording = try await repository.beginRecording()
      let versions = try recording.read(RelativePath(Self.place))
      let draft = Draft(
        changes: [.init(RelativePath(Self.place), Array("新\n".utf8))], message: "研判\n",
        by: try await repository.identity())
      let full = GitError.file(.system(call: "write", path: "disk", code: ENOSPC))
      await #expect(throws: full) {
        _ = try await recording.record([draft], from: [versions]) { here throws(GitError) in
          if here == point { throw full }
        }
      }
      #expect(try git.read(Self.place) == "旧\n")
      #expect(try await git("rev-parse", "HEAD") == before)
      #expect(try await git("status", "--porcelain") == "")
      #expect(try git.names(in: "cases/2026") == ["食堂.md"])
    }
  }

  @Test func clearingUpNeedsNoRecording() async throws {
    try await withRepository { git in
      try await git.record("旧\n", at: Self.place, message: "登记\n")
      var mendings: [Recording.Mending] = []
      try await git.open().clearUp { mendings.append($0) }
      #expect(mendings.isEmpty)
      await #expect(processExitsWith: .signal(SIGKILL)) { [git = git as GitCLI] in
        try await git.recordKilled(at: .branchMoved, "新\n")
      }
      #expect(try await git("status", "--porcelain") == "MM \(Self.place)\n")
      try await git.open().clearUp { mendings.append($0) }
      #expect(mendings.contains(.refreshedIndexEntry(RelativePath(Self.place))))
      #expect(try await git("status", "--porcelain") == "")
      #expect(!git.exists(".git/duban.lock") && !git.exists(".git/index.lock"))
    }
  }

  @Test func anIndexThatCouldNotBeWrittenIsSaidAndMendedNextTime() async throws {
    try await withRepository { git in
      try await git.record("旧\n", at: Self.place, message: "登记\n")
      let repository = try git.open()
      let recording = try await repository.beginRecording()
      let versions = try recording.read(RelativePath(Self.place))
      let draft = Draft(
        changes: [.init(RelativePath(Self.place), Array("新\n".utf8))], message: "研判\n",
        by: try await repository.identity())
      let full = GitError.file(.system(call: "write", path: "disk", code: ENOSPC))
      let told = await #expect(throws: GitError.self) {
        _ = try await recording.record([draft], from: [versions]) { here throws(GitError) in
          if here == .temporaryIndexWritten { throw full }
        }
      }
      let head = try #require(OID(hex: try await git("rev-parse", "HEAD^{}").dropLast()))
      #expect(told == .indexBehind(head, because: full))
      #expect(try await git("show", "HEAD:\(Self.place)") == "新\n")
      #expect(try await git("status", "--porcelain") == "MM \(Self.place)\n")
      var mendings: [Recording.Mending] = []
      try await git.open().beginRecording { mendings.append($0) }.end()
      #expect(mendings.contains(.refreshedIndexEntry(RelativePath(Self.place))))
      #expect(try await git("status", "--porcelain") == "")
    }
  }

  @Test func eightProcessesRecordAtOnce() async throws {
    try await withRepository { git in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<8 {
          group.addTask {
            await #expect(processExitsWith: .success) {
              [git = git as GitCLI, number = number as Int] in
              for step in 1...5 {
                let path = number < 4 ? "cases/\(number).md" : "cases/共.md"
                try await git.append("\(number)-\(step)\n", to: path)
              }
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(try await git("rev-list", "--count", "HEAD") == "41\n")
      #expect(try await git("log", "--merges", "--format=%H") == "")
      let lines = try git.read("cases/共.md").split(separator: "\n")
      #expect(Set(lines) == Set((4..<8).flatMap { number in (1...5).map { "\(number)-\($0)" } }))
      #expect(lines.count == 20)
      #expect(try await git("status", "--porcelain") == "")
      try await git("fsck", "--strict")
    }
  }
}

extension GitCLI {
  fileprivate func recordKilled(at point: Recording.Point, _ text: String) async throws {
    let repository = try open()
    let who = try await repository.identity()
    let recording = try await repository.beginRecording()
    let path: RelativePath = "cases/2026/食堂.md"
    let draft = Draft(
      changes: [.init(path, Array(text.utf8))], message: "研判\n", by: who)
    _ = try await recording.record([draft], from: [recording.read(path)]) {
      here throws(GitError) in if here == point { kill(getpid(), SIGKILL) }
    }
  }

  /// Adds a line to a file and records it, as a step is added to a case.
  fileprivate func append(_ line: String, to path: String) async throws {
    let repository = try open()
    let who = try await repository.identity()
    let recording = try await repository.beginRecording()
    let versions = try recording.read(RelativePath(path))
    let change = Draft.Change(RelativePath(path), (versions.file ?? []) + line.utf8)
    _ = try await recording.record(
      [Draft(changes: [change], message: "进展 \(line)", by: who)], from: [versions])
  }
}
