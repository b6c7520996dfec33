import ArgumentParser
import Git
import Glibc

/// Measures the built program against git on a repository made for it, and prints ratios.
@main struct Benchmark: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "benchmark",
    abstract: "Measure duban-git against git on a repository made for it.")

  @Option(help: "How many cases.")
  var cases = 1000

  @Option(help: "How many steps a case, one commit each.")
  var steps = 10

  @Option(help: "How many measured runs of each command.")
  var runs = 5

  @Option(help: "The program to measure.")
  var program = ".build/release/duban-git"

  @Option(help: "A folder for the repository, kept; by default a temporary one.")
  var folder: String?

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws {
    guard let binary = realpath(program, nil).map({ String(cString: $0) }) else {
      throw ValidationError("\(program) is not there: swift build -c release --product duban-git")
    }
    let place = folder ?? "\(temporaryFolder)/duban-benchmark-\(getpid())"
    let history = History(cases: cases, steps: steps)
    try await make(history, at: place)
    let outcomes = rows(of: history, binary).map { $0.run(times: runs, in: place) }
    print(json ? Report.json(outcomes, history) : Report.table(outcomes, history))
    if folder == nil { _ = Measured.run(["rm", "-rf", place], in: "/") }
  }

  private func make(_ history: History, at place: String) async throws {
    // Before anything is run: running moves us about.
    let schema = try ["office.yaml", "units.yaml", "holidays.tsv"].map { name in
      ("schema/\(name)", try FilePlace("schema/\(name)").read()?.bytes ?? [])
    }
    guard Measured.run(["test", "-d", "\(place)/.git"], in: "/").status != 0 else { return }
    let stream = "\(place).fast-import"
    guard let file = fopen(stream, "w") else { throw ValidationError("cannot write \(stream)") }
    history.fastImport(schema: schema) { bytes in fwrite(bytes, 1, bytes.count, file) }
    fclose(file)
    for (arguments, input) in [
      (["git", "init", "--quiet", "--initial-branch=main", place], "/dev/null"),
      (["git", "-C", place, "fast-import", "--quiet"], stream),
      (["git", "-C", place, "reset", "--quiet", "--hard"], "/dev/null"),
      (["git", "-C", place, "config", "user.name", "督查室"], "/dev/null"),
      (["git", "-C", place, "config", "user.email", "office@example.org"], "/dev/null"),
      (["rm", "-f", stream], "/dev/null"),
    ] where Measured.run(arguments, in: "/", input: input).status != 0 {
      throw ValidationError("failed: \(arguments.joined(separator: " "))")
    }
  }

  private func rows(of history: History, _ binary: String) -> [Comparison] {
    let (path, id) = (history.path(of: 0), "\(history.number(of: 0))")
    let other = history.path(of: 1)
    return [
      Comparison("--version", [binary, "--version"], beside: ["git", "--version"], bound: 4),
      Comparison(
        "explain ID", [binary, "explain", "bad-date"], beside: ["git", "--version"], bound: 4),
      Comparison("check FILE", [binary, "check", path], beside: ["git", "--version"], bound: 4),
      Comparison("status", [binary, "status", "-s"], beside: ["git", "status", "-s"], bound: 1),
      Comparison(
        "check", [binary, "check"],
        beside: ["sh", "-c", "find cases -name '*.md' -print0 | xargs -0 cat"], bound: 3),
      Comparison(
        "ledger --format csv", [binary, "ledger", "--format", "csv"],
        beside: ["sh", "-c", "find cases -name '*.md' -print0 | xargs -0 cat"], bound: 3),
      Comparison(
        "log CASE", [binary, "log", id, "--oneline"],
        beside: ["git", "log", "--oneline", "--", path], bound: 0.1),
      Comparison(
        "verify --full", [binary, "verify", "--full"], beside: ["git", "fsck", "--full"], bound: 1),
      Comparison(
        "verify", [binary, "verify"], beside: ["git", "status", "-s"], bound: 1),
      Comparison(
        "step",
        { round in
          [
            binary, "step", id, "沟通", "--方式", "电话", "--单位", "省教育厅", "-m", "第\(round)次,\(getpid())",
          ]
        },
        beside: { round in
          [
            "sh", "-c",
            "echo \(getpid()) \(round) >> \(other) && git -c core.fsync=all add \(other) && "
              + "git -c core.fsync=all commit -qm x",
          ]
        }, bound: 1),
    ]
  }

  private var temporaryFolder: String {
    getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
  }
}
