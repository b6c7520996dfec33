import Testing
import TestSupport

/// An office and two units who share a bare repository over `git://` on this machine: the server has
/// our hook, each clone too, and each signs with an ssh key of its own.
struct SharedOffice {
  static let path = "cases/2026/2026-0001.md"
  let server: GitCLI
  /// 督查室
  let office: Member
  /// 省教育厅, the lead, and 省卫生厅.
  let education, health: Member
  let address: String

  /// One who works in a clone.
  struct Member: Sendable {
    let git: GitCLI
    var duban: DubanCLI { DubanCLI(git) }
  }

  /// Whether `git daemon` and `ssh-keygen` are there.
  static func isPossible() async -> Bool {
    let here = GitCLI(directory: "/")
    guard let programs = try? await here("--exec-path") else { return false }
    return here.exists("\(programs.dropLast())/git-daemon".droppingFirstSlash)
      && here.exists("usr/bin/ssh-keygen")
  }

  static let units = """
    单位:
      - 名称: 省教育厅
      - 名称: 省卫生厅

    """

  /// - Parameter keys: everybody's public key.
  static func roles(_ keys: [String: String]) -> String {
    """
    人员:
      - {邮箱: office@example.org, 角色: 督查员, 公钥: \(keys["office"] ?? "")}
      - {邮箱: education@example.org, 角色: 承办单位, 单位: 省教育厅, 公钥: \(keys["education"] ?? "")}
      - {邮箱: health@example.org, 角色: 承办单位, 单位: 省卫生厅, 公钥: \(keys["health"] ?? "")}
    角色:
      督查员: [登记, 研判, 立项, 审定, 发函, 沟通, 催办, 延期, 审核, 核查, 呈报, 办结, 归档, 回访, 更正, 续批]
      承办单位: [签收, 报责任人, 进展, 申请延期, 报结, 更正]
    要求签名: 是

    """
  }

  static func open(_ body: (SharedOffice) async throws -> Void) async throws {
    try await withDirectory { folder in
      var here = GitCLI(directory: folder)
      here.variables["DUBAN_TODAY"] = "2026-03-02"
      here.variables["GIT_EDITOR"] = "true"
      for name in ["office", "education", "health"] {
        try await here.run(
          "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", here.path("\(name).key"))
      }
      let server = try await serve(from: here)
      try await Daemon.serving(here) { address in
        func member(_ name: String) async throws -> Member {
          try await Self.member(name, from: "\(address)/共享.git", in: here)
        }
        try await body(
          SharedOffice(
            server: server, office: try await member("office"),
            education: try await member("education"), health: try await member("health"),
            address: "\(address)/共享.git"))
      }
    }
  }

  /// The shared repository, which the office has begun.
  private static func serve(from here: GitCLI) async throws -> GitCLI {
    var first = GitCLI(directory: here.path("初"))
    first.variables = here.variables
    try await here("init", "--quiet", "--initial-branch=main", "初")
    try await sign(first, as: "office", in: here)
    try await expect(DubanCLI(first)("init", "--no-hooks"))
    try first.write(units, to: "schema/units.yaml")
    var keys: [String: String] = [:]
    for name in ["office", "education", "health"] {
      keys[name] = try here.read("\(name).key.pub").filter { $0 != "\n" }
    }
    try here.write(
      keys.map { "\($0)@example.org \($1)\n" }.sorted().joined(), to: "allowed")
    try first.write(roles(keys), to: "schema/roles.yaml")
    try await expect(DubanCLI(first)("commit"))
    try await here("clone", "--quiet", "--bare", "初", "共享.git")
    var server = GitCLI(directory: here.path("共享.git"))
    server.variables = here.variables
    try await server("config", "receive.denyNonFastForwards", "false")
    try await expect(DubanCLI(server)("hooks", "install", "--server"))
    return server
  }

  private static func member(_ name: String, from address: String, in here: GitCLI) async throws
    -> Member
  {
    try await here("clone", "--quiet", address, name)
    var git = GitCLI(directory: here.path(name))
    git.variables = here.variables
    for role in ["AUTHOR", "COMMITTER"] {
      git.variables["GIT_\(role)_NAME"] = name
      git.variables["GIT_\(role)_EMAIL"] = "\(name)@example.org"
    }
    try await sign(git, as: name, in: here)
    try await expect(DubanCLI(git)("hooks", "install"))
    return Member(git: git)
  }

  private static func sign(_ git: GitCLI, as name: String, in here: GitCLI) async throws {
    for (key, value) in [
      ("commit.gpgSign", "true"), ("gpg.format", "ssh"),
      ("user.signingKey", here.path("\(name).key")),
    ] {
      try await git("config", key, value)
    }
  }
}

extension SharedOffice.Member {
  /// Records a step in the case.
  func record(
    _ kind: String, _ keys: [String], on day: String = "2026-03-02",
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let done = try await duban(["step", "2026-0001", kind] + keys + ["--date", day])
    #expect(done.status == 0, "\(done.errors)", sourceLocation: sourceLocation)
  }

  /// Pushes, taking in first what others have pushed meanwhile, as often as that is needed.
  func share() async throws {
    var words = ""
    for _ in 1...60 {
      do {
        try await git("push", "--quiet")
        return
      } catch {
        words = (error as? GitCLI.Failure)?.message ?? "\(error)"
        try await git("pull", "--quiet", "--rebase")
      }
    }
    Issue.record("never got through: \(words)")
  }
}

/// `git daemon` on a free port of this machine.
private enum Daemon {
  /// - Parameter body: gets the address of the folder.
  static func serving(_ folder: GitCLI, _ body: (String) async throws -> Void) async throws {
    for _ in 1...8 {
      let port = Int.random(in: 20_000...60_000)
      // By its whole path, so that nobody else's server at this port answers for ours.
      let address = "git://127.0.0.1:\(port)\(folder.directory)"
      try await folder(
        "daemon", "--detach", "--listen=127.0.0.1", "--port=\(port)", "--enable=receive-pack",
        "--export-all", "--pid-file=\(folder.path("daemon"))", folder.directory)
      guard try await answers("\(address)/共享.git", for: folder) else {
        await stop(folder)
        continue
      }
      do {
        try await body(address)
      } catch {
        await stop(folder)
        throw error
      }
      await stop(folder)
      return
    }
    Issue.record("no free port")
  }

  /// It goes to the background before it listens.
  private static func answers(_ address: String, for folder: GitCLI) async throws -> Bool {
    for _ in 1...50 {
      if (try? await folder("ls-remote", "--quiet", address)) != nil { return true }
      try await Task.sleep(for: .milliseconds(40))
    }
    return false
  }

  private static func stop(_ folder: GitCLI) async {
    guard let id = try? folder.read("daemon").filter({ $0 != "\n" }) else { return }
    _ = try? await folder.run("kill", id)
  }
}

extension String {
  fileprivate var droppingFirstSlash: String { hasPrefix("/") ? String(dropFirst()) : self }
}
