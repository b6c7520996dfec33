import ArgumentParser
import Git
import Glibc

/// Measures the built program against git on a repository made for it, and prints ratios.
@main struct Benchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "benchmark",
    abstract: "Measure duban-git against git on a repository made for it.")

  @Option(help: "How many cases.")
  var cases = 1000

  @Option(help: "How many steps a case, a commit each; most cases end with 4 or from 13 on.")
  var steps = 20

  @Option(help: "How many measured runs of each command.")
  var runs = 5

  @Option(help: "The program to measure.")
  var program = ".build/release/duban-git"

  @Option(help: "A folder for the repository, kept; by default a temporary one.")
  var folder: String?

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    guard let binary = realpath(program, nil).map({ String(cString: $0) }) else {
      throw ValidationError("\(program) is not there: swift build -c release --product duban-git")
    }
    let place = folder ?? "\(temporaryFolder)/duban-benchmark-\(getpid())"
    let history = History(cases: cases, steps: steps)
    try make(history, at: place)
    let gauges = Gauges(writing: "\(place).gauge", of: binary)
    defer { gauges.removeFiles() }
    let rows = Rows(history: history, binary: binary, journal: "\(place).journal")
    let outcomes = rows.all.map { Outcome(of: $0, runs: runs, in: place, gauges) }
    print(json ? Report.json(outcomes, history) : Report.table(outcomes, history))
    let beside = ["journal", "journal.xlsx"].map { "\(place).\($0)" }
    run(["rm", "-rf"] + beside + (folder == nil ? [place] : []))
  }

  private func make(_ history: History, at place: String) throws {
    // Before anything is run: running moves us about.
    let schema = try ["office.yaml", "units.yaml", "holidays.tsv"].map { name in
      ("schema/\(name)", try FilePlace("schema/\(name)").read()?.bytes ?? [])
    }
    try write("\(place).journal", history.journal)
    guard run(["test", "-d", "\(place)/.git"]) != 0 else { return }
    let stream = "\(place).fast-import"
    try write(stream) { history.fastImport(schema: schema, to: $0) }
    for (arguments, input) in [
      (["git", "init", "--quiet", "--initial-branch=main", place], "/dev/null"),
      (["git", "-C", place, "fast-import", "--quiet"], stream),
      (["git", "-C", place, "reset", "--quiet", "--hard"], "/dev/null"),
      (["git", "-C", place, "config", "user.name", "督查室"], "/dev/null"),
      (["git", "-C", place, "config", "user.email", "office@example.org"], "/dev/null"),
      (["rm", "-f", stream], "/dev/null"),
    ] where run(arguments, input: input) != 0 {
      throw ValidationError("failed: \(arguments.joined(separator: " "))")
    }
  }

  private func write(_ path: String, _ body: (([UInt8]) -> Void) -> Void) throws {
    guard let file = fopen(path, "w") else { throw ValidationError("cannot write \(path)") }
    body { bytes in fwrite(bytes, 1, bytes.count, file) }
    fclose(file)
  }

  @discardableResult
  private func run(_ arguments: [String], input: String = "/dev/null") -> Int32 {
    Measured.run(Command(arguments, input: input), in: "/").status
  }

  private var temporaryFolder: String {
    getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
  }
}
