import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// Repositories as git allows them and few people have them.
@Suite(.seeded) struct OddRepositoriesTests {
  // MARK: Making one

  @Test func theFormatIsTheOneThatIsRead() async throws {
    try await withFolder { git in
      var duban = DubanCLI(git)
      duban.variables["GIT_DEFAULT_HASH"] = "sha256"
      duban.variables["GIT_DEFAULT_REF_FORMAT"] = "reftable"
      let made = try await duban("init", "--no-hooks")
      #expect(made.status == 0, "\(made.errors)")
      #expect(try await git("rev-parse", "--show-object-format") == "sha1\n")
      #expect(try await duban("status").status == 0)
    }
  }

  /// Without a name nothing can be recorded.
  @Test(arguments: rows([false, true])) func whatCannotBeMadeLeavesNothing(existing: Bool)
    async throws
  {
    try await withFolder { folder in
      if existing { try folder.write("甲\n", to: "处室/说明.txt") }
      var nobody = folder
      for role in ["AUTHOR", "COMMITTER"] {
        nobody.variables["GIT_\(role)_NAME"] = nil
        nobody.variables["GIT_\(role)_EMAIL"] = nil
      }
      nobody.variables["GIT_CONFIG_COUNT"] = "1"
      nobody.variables["GIT_CONFIG_KEY_0"] = "user.useConfigOnly"
      nobody.variables["GIT_CONFIG_VALUE_0"] = "true"
      let failed = try await DubanCLI(nobody)("init", "处室/督办")
      #expect(failed.status != 0, "\(failed.output)")
      #expect(try folder.names(in: ".") == (existing ? ["处室"] : []))
      if existing { #expect(try folder.names(in: "处室") == ["说明.txt"]) }
      let made = try await DubanCLI(folder)("init", "处室/督办")
      #expect(made.status == 0, "\(made.errors)")
    }
  }

  // MARK: Shared with a group

  @Test(
    arguments: rows([("group", 0o040, 0o020), ("all", 0o044, 0o020), ("0640", 0o040, 0o000)]))
  func whatIsMadeIsSharedAsConfigured(value: String, read: Int, write: Int) async throws {
    try await HooksTests.withCase(hooks: false) { folder, _ in
      try await folder("config", "core.sharedRepository", value)
      try await folder.run("chmod", "-R", "g+w", folder.path(".git"))
      let old = try await folder.run("find", folder.path(".git"))
      let known = Set(old.split(separator: "\n"))
      let duban = DubanCLI(folder)
      let command =
        "umask 077; '\(DubanCLI.path)' -C '\(folder.directory)' step 2026-0001 立项 --批准 秘书长 --date 2026-03-02"
      var git = folder
      git.variables["DUBAN_TODAY"] = "2026-03-02"
      try await git.run("sh", "-c", command)
      #expect(try await duban("verify", "--full").status == 0)
      let all = try await folder.run("find", folder.path(".git")).split(separator: "\n")
      let rewritten = ["index", "COMMIT_EDITMSG", "refs/heads/main", "logs/HEAD"].map {
        Substring(folder.path(".git/\($0)"))
      }.filter { folder.exists(String($0.dropFirst(folder.directory.utf8.count + 1))) }
      for path in all.filter({ !known.contains($0) || rewritten.contains($0) }) {
        var status = stat()
        #expect(lstat(String(path), &status) == 0)
        let mode = Int(status.st_mode & 0o7777)
        let isFolder = status.st_mode & S_IFMT == S_IFDIR
        #expect(mode & read == read, "\(path) \(String(mode, radix: 8))")
        if isFolder { #expect(mode & 0o010 != 0 && mode & 0o2000 != 0, "\(path)") }
        let isFixed = path.contains("/objects/") || path.contains("/duban/")
        if isFolder || !isFixed {
          #expect(mode & write == write, "\(path) \(String(mode, radix: 8))")
        }
      }
    }
  }

  // MARK: Elsewhere

  @Test(arguments: rows(["absolute", "relative", "without --git-dir"]))
  func gitSaysWhereTheRepositoryIs(way: String) async throws {
    try await HooksTests.withCase(hooks: false) { git, _ in
      try await withFolder { elsewhere in
        var there = elsewhere
        let name = git.directory.split(separator: "/").last ?? ""
        let top = way == "relative" ? "../\(name)" : git.directory
        if way != "without --git-dir" { there.variables["GIT_DIR"] = "\(top)/.git" }
        there.variables["GIT_WORK_TREE"] = top
        let duban = DubanCLI(way == "without --git-dir" ? git.seen(from: there) : there)
        for arguments in [
          ["status", "--porcelain"], ["show", "2026-0001"], ["check"], ["log", "--oneline"],
          ["verify"], ["step", "2026-0001", "立项", "--批准", "秘书长", "--date", "2026-03-02"],
        ] {
          let result = try await duban(arguments)
          #expect(result.status == 0, "\(arguments): \(result.errors)")
        }
        #expect(try await git("log", "-1", "--format=%s") == "立项 2026-0001 学校食堂\n")
        #expect(try await git("status", "--porcelain") == "")
      }
    }
  }

  @Test func gitRunsUsAsOneOfItsCommands() async throws {
    try await HooksTests.withCase(hooks: false) { git, _ in
      try await withFolder { elsewhere in
        try elsewhere.script("exec '\(DubanCLI.path)' \"$@\"", at: "git-duban")
        var user = elsewhere
        user.variables["PATH"] = elsewhere.directory + ":" + (user.variables["PATH"] ?? "")
        let words = try await user(
          "--git-dir=\(git.directory)/.git", "--work-tree=\(git.directory)", "duban", "status",
          "--porcelain")
        #expect(words.contains("2026-0001"))
      }
    }
  }

  @Test func historyIsReadInABareRepository() async throws {
    try await HooksTests.withCase(hooks: false) { git, _ in
      try await git("clone", "--quiet", "--bare", ".", ".git/裸.git")
      let bare = DubanCLI(GitCLI(directory: git.path(".git/裸.git")))
      let log = try await bare("log", "--oneline")
      #expect(log.status == 0 && log.output.contains("登记 2026-0001"), "\(log.errors)")
      #expect(try await bare("log", "2026-0001", "--oneline").output == log.output)
      let diff = try await bare("diff", "HEAD~1", "HEAD")
      #expect(diff.status == 0 && diff.output.contains("2026-0001"), "\(diff.errors)")
    }
  }

  @Test func aShallowHistorySaysWhereItEnds() async throws {
    try await HooksTests.withCase(hooks: false) { git, _ in
      try await git("clone", "--quiet", "--depth", "2", "file://\(git.directory)", ".git/浅")
      let shallow = GitCLI(directory: git.path(".git/浅"))
      let end = try await shallow("rev-parse", "HEAD~1").split(separator: "\n")[0]
      let log = try await DubanCLI(shallow)("log", "--oneline")
      #expect(log.status == 0 && log.errors.contains(end), "\(log.errors)")
      // What was asked for is all there is.
      #expect(try await DubanCLI(shallow)("log", "-n", "1", "--oneline").errors == "")
      #expect(try await DubanCLI(git)("log", "--oneline").errors == "")
    }
  }

  @Test func ofAnEmptyHistoryThereIsNothingToProve() async throws {
    try await withFolder { git in
      try await git("init", "--quiet")
      for arguments in [["verify"], ["verify", "--full"]] {
        let result = try await DubanCLI(git)(arguments)
        #expect(result.status == 0 && result.output.hasPrefix("0 commits"), "\(result.errors)")
      }
    }
  }

  // MARK: Linked

  @Test(arguments: rows(["cases", "schema", "schema/office.yaml", "schema/roles.yaml"]))
  func aLinkIsNamedAndNotFollowed(path: String) async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      if !git.exists(path) { try git.write("人员: []\n", to: path) }
      try FileManager.default.moveItem(atPath: git.path(path), toPath: git.path("真"))
      try FileManager.default.createSymbolicLink(
        atPath: git.path(path), withDestinationPath: git.path("真"))
      for verb in ["status", "check"] {
        let result = try await duban(verb)
        #expect(result.status != 0, "\(verb)")
        let words = result.output + result.errors
        #expect(words.contains("symbolic link") && words.contains(path), "\(verb): \(words)")
      }
    }
  }

  // MARK: Hooks and notes

  @Test func aHookThatStagesIsToldAsWhatItIs() async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      try git.script("date > stamp; git add stamp", at: ".git/hooks/pre-commit")
      let head = try await git("rev-parse", "HEAD")
      let result = try await duban("step", "2026-0001", "立项", "--批准", "秘书长")
      #expect(result.status != 0 && result.errors.contains("stamp"), "\(result.errors)")
      #expect(!result.errors.contains("refused:"), "\(result.errors)")
      #expect(try await git("rev-parse", "HEAD") == head)
    }
  }

  @Test(
    arguments: rows([
      "---", "--- a/甲", "---\nDuban-Case: 2018-9999\n---\n完", "--", "-m", "# 一\n# 二",
      "; 一\n; ------------------------ >8 ------------------------\n二",
    ]), ["#", ";", "auto", "-"])
  func aNoteIsKeptAndTheTrailersAreRead(note: String, mark: String) async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      try await git("config", "core.commentChar", mark)
      let result = try await duban("step", "2026-0001", "立项", "--批准", "秘书长", "-m", note)
      #expect(result.status == 0, "\(result.errors)")
      let trailers = try await git(
        "log", "-1", "--format=%(trailers:key=Duban-Case,valueonly,separator=%x2C)")
      #expect(trailers == "2026-0001\n")
      let body = try await git("log", "-1", "--format=%B")
      for line in note.split(separator: "\n") { #expect(body.contains(line), "\(body)") }
      #expect(try await duban("verify", "--full").status == 0)
    }
  }

  /// With an editor git takes its comments out again, by whatever mark it chose.
  @Test(arguments: rows(["#", ";", "auto", "@"]))
  func aPlainCommitKeepsTheNoteOfAStep(mark: String) async throws {
    try await HooksTests.withCase { git, duban in
      try await git("config", "core.commentChar", mark)
      let step =
        "  - {日期: 2026-03-02, 步骤: 立项, 批准: 省委秘书长, 说明: \"# 一\\n; 二\\n@ 三\\n--- 四\"}\n"
      try HooksTests.append(step, in: git)
      try await git("commit", "--quiet", "--all")
      let body = try await git("log", "-1", "--format=%B")
      for line in ["# 一", "; 二", "@ 三", "--- 四"] { #expect(body.contains(line), "\(body)") }
      let trailers = try await git(
        "log", "-1", "--format=%(trailers:key=Duban-Step,valueonly,separator=%x2C)")
      #expect(trailers == "docket\n")
    }
  }

  /// libgit2 reads no commit whose time is not below 2^63; where no verb needs more than the commit itself
  /// it is read without.
  @Test(arguments: rows(["verify", "log", "status", "check"]))
  func aTimeThatCannotBeReadIsToldAsWhatItIs(verb: String) async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      let who = "督查室 <office@example.org>"
      let commit = try await git(
        ["hash-object", "-t", "commit", "-w", "--stdin", "--literally"],
        input: """
          tree \(try await git("rev-parse", "HEAD^{tree}").dropLast())
          parent \(try await git("rev-parse", "HEAD").dropLast())
          author \(who) 1772413200 +0800
          committer \(who) 9223372036854775808 +0800

          以后

          """)
      try await git("update-ref", "refs/heads/main", String(commit.dropLast()))
      let result = try await duban(verb)
      switch verb {
      case "verify":
        #expect(result.status == 1 && result.output.contains("[malformed-object]"))
      case "log": #expect(result.status == 0, "\(result.errors)")
      default:
        #expect(result.status < 4 || result.errors.contains("git fsck"), "\(result.errors)")
      }
    }
  }
}

extension GitCLI {
  /// The same place, with another's variables.
  fileprivate func seen(from other: GitCLI) -> GitCLI {
    var git = self
    git.variables = other.variables
    return git
  }
}
