import ArgumentParser
import Files
import Glibc

/// Measures the built program against git on a repository made for it, and prints ratios.
@main struct Benchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "benchmark",
    abstract: "Measure duban-git against git and others on a repository made for it.")

  @Option(help: "How many cases.")
  var cases = 1000

  @Option(help: "How many steps a case, a commit each; most cases end with 4 or from 13 on.")
  var steps = 20

  @Option(help: "How many measured runs of each command; one where a run is longer than 20 s.")
  var runs = 5

  @Option(help: "How many seconds a run may take; then it is stopped, and shown as over.")
  var limit = 180.0

  @Option(
    help: "How many seconds making another program's files may take; then its rows are left out.")
  var makingLimit = 300.0

  @Option(help: "The program to measure.")
  var program = ".build/release/duban-git"

  @Option(help: "A folder for the repository, kept; by default a temporary one.")
  var folder: String?

  @Option(
    help: "How results are printed: \(Report.Format.allValueStrings.joined(separator: ", ")).")
  var format = Report.Format.text

  func validate() throws {
    guard cases >= 1, steps >= 1, runs >= 1, limit > 0, makingLimit > 0 else {
      throw ValidationError("cases, steps, runs and limits are at least 1")
    }
  }

  func run() throws {
    guard let binary = realpath(program, nil).map({ String(cString: $0) }) else {
      throw ValidationError("\(program) is not there: swift build -c release --product duban-git")
    }
    let place = absolute(folder ?? "\(temporaryFolder)/duban-benchmark-\(getpid())")
    let beside = "\(place).beside"
    defer { remove([beside] + (folder == nil ? [place] : [])) }
    remove([beside])
    guard mkdir(beside, 0o700) == 0 else { throw ValidationError("cannot make \(beside)") }
    // What SIGQUIT stops leaves no memory image behind.
    var none = rlimit()
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
    let history = GeneratedHistory(cases: cases, steps: steps)
    try history.makeRepository(at: place)
    let trial = Trial(
      runs: runs, limit: limit, folder: place,
      gauges: Gauges(writing: "\(beside)/gauge", of: binary))
    let rows = Rows(history: history, binary: binary, beside: beside)
    print(Report.text(try results(of: rows, trial), as: format))
  }

  private func results(of rows: Rows, _ trial: Trial) throws -> Results {
    var results = Results(history: rows.history, runs: runs, limit: limit)
    for section in rows.sections {
      if let program = section.program, Peers.path(of: program) == nil {
        results.notInstalled.append(program)
      } else if let why = try section.prepare(in: trial.folder, limit: makingLimit) {
        results.rows += section.rows.map { .skipped(name: $0.name, why: why) }
      } else {
        results.rows += section.rows.map { .measured(trial.outcome(of: $0)) }
      }
    }
    return results
  }

  private func remove(_ paths: [String]) {
    _ = Measured.run(Command(["rm", "-rf"] + paths))
  }

  /// Programs run in other folders than ours.
  private func absolute(_ path: String) -> String {
    guard !path.hasPrefix("/"), let here = getcwd(nil, 0) else { return path }
    defer { free(here) }
    return "\(String(cString: here))/\(path)"
  }

  private var temporaryFolder: String {
    Environment.ofProcess()["TMPDIR"] ?? "/tmp"
  }
}

extension Report.Format: ExpressibleByArgument {}
