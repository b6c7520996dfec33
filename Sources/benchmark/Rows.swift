import Glibc

/// The bounds that the program is held to, as commands.
struct Rows {
  let history: GeneratedHistory
  /// The program to measure.
  let binary: String
  /// A folder beside the repository, for what others make of the same history.
  let beside: String

  /// In the order in which they are measured: recording, which changes the repository, is the last.
  var sections: [Section] {
    [
      Section(rows: starting + reading), journals("hledger", "balance", "-O", "csv"),
      journals("ledger", "balance"), taskwarrior, Section(rows: historical), fossil,
      Section(rows: recording),
    ]
  }

  /// A case that is still running, if there is one.
  var running: Int { min(GeneratedHistory.firstRunning, history.cases - 1) }
  var path: String { history.path(of: running) }
  var id: String { "\(history.number(of: running))" }

  /// What `git_libgit2_init` takes at most.
  private let start = 0.012

  init(history: GeneratedHistory, binary: String, beside: String) {
    (self.history, self.binary, self.beside) = (history, binary, beside)
  }

  func ours(_ arguments: String..., cached: Bool = true) -> Command {
    Command([binary] + arguments, variables: cached ? [:] : ["DUBAN_NO_CACHE": "1"])
  }

  private var starting: [RowComparison] {
    [
      ["--version"], ["--help"], ["explain", "bad-date"], ["completions", "bash"],
      ["front-matter", path], ["check", path],
    ].map { arguments in
      RowComparison(
        (arguments.first == "check" ? ["check", "FILE"] : Array(arguments.prefix(1))).joined(
          separator: " "), .times(4), Command([binary] + arguments),
        beside: Command(["git", "--version"]))
    }
  }

  private var reading: [RowComparison] {
    let files = Command(["sh", "-c", "find cases -name '*.md' -print0 | xargs -0 cat"])
    return [
      RowComparison(
        "status", .times(1, plus: start), ours("status", "-s"),
        beside: Command(["git", "status", "-s"])),
      RowComparison("check", .times(3), ours("check", cached: false), beside: files),
      RowComparison(
        "ledger csv again", .times(3), ours("ledger", "--format", "csv"), beside: files),
      RowComparison(
        "ledger xlsx", .seconds(5),
        ours("ledger", "--format", "xlsx", "-o", "\(beside)/ledger.xlsx")),
    ]
  }

  private var historical: [RowComparison] {
    let plain = ["git", "-c", "core.commitGraph=false", "log"]
    return [
      RowComparison(
        "history index", .times(1.5), ours("log", id, "--oneline"),
        beside: Command(plain + ["--raw", "--no-renames"]),
        beforeEach: Command(["rm", "-f", ".git/duban/history"])),
      RowComparison(
        "log CASE", .times(0.1), ours("log", id, "--oneline"),
        beside: Command(plain + ["--oneline", "--", path])),
      RowComparison(
        "log CASE, Bloom filters", .times(1), ours("log", id, "--oneline"),
        beside: Command(["git", "log", "--oneline", "--", path]),
        preparing: [Command(["git", "commit-graph", "write", "--reachable", "--changed-paths"])]),
      RowComparison(
        "verify --full", .times(1), ours("verify", "--full"),
        beside: Command(["git", "fsck", "--full"])),
      RowComparison(
        "verify again", .times(1, plus: start), ours("verify"),
        beside: Command(["git", "status", "-s"])),
    ]
  }

  private var recording: [RowComparison] {
    let other = history.path(of: running == 0 ? 1 % history.cases : 0)
    return [
      RowComparison(
        "step", .times(1),
        { round in Command([binary, "step", id] + Self.step(round, by: getpid())) },
        beside: { round in
          Command([
            "sh", "-c",
            "echo \(getpid()) \(round) >> \(other) && git -c core.fsync=all add \(other) && "
              + "git -c core.fsync=all commit -qm x",
          ])
        })
    ]
  }

  /// A step that leaves the state as it is and may be taken again, whatever came of a case: how far
  /// it came depends on how many steps there are.
  static func step(_ round: Int, by process: pid_t) -> [String] {
    ["续批", "--领导", "省委主要领导", "--类别", "参阅性", "--摘要", "第\(round)次,\(process)"]
  }
}
