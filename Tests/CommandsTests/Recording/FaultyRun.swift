import FoundationEssentials
import Glibc
import Testing
import TestSupport

/// One run of the program in which one of the calls that change something in the repository fails,
/// in itself or in a program that it runs (`Tests/FaultInjection`).
struct FaultyRun: Sendable {
  /// What happens at the call.
  enum Fault: String, CaseIterable, Sendable {
    /// The process is killed in front of it.
    case killed
    /// The call fails, and all others do what they should.
    case failing
    /// The disk is full from then on.
    case full
    /// Nothing can be written any more from then on.
    case readOnly
  }

  /// A call that changes something, as a run without faults has made it.
  struct Call: Sendable {
    let number: Int
    let name: String
    let path: String
  }

  /// A fault at a call.
  struct Trial: Sendable {
    let fault: Fault
    let call: Call
  }

  /// What is tried of the calls: at every one it is killed, or fails, by turns, and at some the disk is
  /// from then on what it should not be. `DUBAN_FAULTS=all` tries every fault at every call.
  static func trials(of calls: [Call]) -> [Trial] {
    let triesAll = ProcessInfo.processInfo.environment["DUBAN_FAULTS"] == "all"
    var random = Seed.generator()
    let offset = Int.random(in: 0..<8, using: &random)
    var trials: [Trial] = []
    for call in calls {
      let turn = (call.number + offset) % 8
      for fault in Fault.allCases where fault.error(at: call) != nil {
        let isItsTurn =
          switch fault {
          // Behind a call that changes nothing, all is as it was in front of it.
          case .killed: turn.isMultiple(of: 2) && !follows(aSync: call, in: calls)
          case .failing: !turn.isMultiple(of: 2)
          case .full: turn == 0
          case .readOnly: turn == 4
          }
        if triesAll || isItsTurn { trials.append(Trial(fault: fault, call: call)) }
      }
    }
    return trials
  }

  private static func follows(aSync call: Call, in calls: [Call]) -> Bool {
    call.number > 1 && calls[call.number - 2].name.contains("sync")
  }

  static let library =
    DubanCLI.path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    .joined(separator: "/") + "/libFaultInjection.so"

  let git: GitCLI
  /// Where the calls are counted and listed; outside the repository.
  let notes: String

  /// Runs the program without a fault, and gives the calls that it made.
  func calls(_ arguments: [String]) async throws -> [Call] {
    let result = try await run(arguments)
    try #require(result.status == 0, "\(result.errors)")
    return try list().enumerated().map { index, line in
      // The folder itself has no path below it.
      let words = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
      return Call(number: index + 1, name: String(words[1]), path: String(words[2]))
    }
  }

  /// Copies a repository here, and runs the program with a fault. Git finds no fault with what is left.
  ///
  /// In one go: to start a program from a process as large as that of the tests takes as long as the
  /// program.
  func result(of arguments: [String], _ trial: Trial, in original: GitCLI) async throws
    -> (status: Int32, errors: String)
  {
    var git = git
    git.variables.merge(variables) { $1 }
    git.variables["DUBAN_FAULT_AT"] = "\(trial.call.number)"
    git.variables["DUBAN_FAULT_ERROR"] = "\(try #require(trial.fault.error(at: trial.call)))"
    if trial.fault == .full || trial.fault == .readOnly { git.variables["DUBAN_FAULT_ON"] = "1" }
    let script = """
      cp -a "$1" "$2" && cd "$2" || exit
      head -c 8 /dev/zero >"$DUBAN_FAULT_COUNT" && : >"$DUBAN_FAULT_LOG" && shift 2 || exit
      LD_PRELOAD=\(Self.library) duban-git "$@" >/dev/null 2>"$DUBAN_FAULT_COUNT.errors"
      echo $? && cat "$DUBAN_FAULT_COUNT.errors" && git fsck --strict >&2
      """
    let said = try await git.run(
      "sh", ["-c", script, "sh", original.directory, git.directory] + arguments)
    let lines = said.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    return (try #require(Int32(lines[0])), String(lines[1]))
  }

  /// Runs a verb, and git's word on the files then.
  func next(_ arguments: [String]) async throws -> (errors: String, status: [Substring]) {
    DubanCLI(git).damageCaches()
    var git = git
    git.variables.merge(english) { $1 }
    let script = """
      cd "$1" && shift && duban-git "$@" 2>&1 >/dev/null; echo ==
      git -c core.quotePath=false status --porcelain=v2 --untracked-files=all
      """
    let said = try await git.run("sh", ["-c", script, "sh", git.directory] + arguments)
    let parts = said.components(separatedBy: "==\n")
    return (parts[0], parts[1].split(separator: "\n"))
  }

  /// Whether the last run came to the call at which it was to fail.
  func wasHit() throws -> Bool { try list().contains { $0.hasSuffix(" *") } }

  private func list() throws -> [Substring] {
    let data = try Data(contentsOf: URL(filePath: "\(notes).log"))
    return String(decoding: data, as: UTF8.self).split(separator: "\n")
  }

  private func run(_ arguments: [String]) async throws -> DubanCLI.Result {
    try Data(repeating: 0, count: 8).write(to: URL(filePath: notes))
    try Data().write(to: URL(filePath: "\(notes).log"))
    var duban = DubanCLI(git)
    duban.variables.merge(variables) { $1 }
    duban.variables["LD_PRELOAD"] = Self.library
    return try await duban(arguments)
  }

  private var variables: [String: String] {
    english.merging([
      "DUBAN_FAULT_ROOT": git.directory, "DUBAN_FAULT_COUNT": notes,
      "DUBAN_FAULT_LOG": "\(notes).log",
    ]) { $1 }
  }

  private var english: [String: String] { ["LC_ALL": "en_US.UTF-8", "DUBAN_TODAY": "2026-03-02"] }
}

extension FaultyRun.Fault {
  /// The number of the error, 0 for the kill; nil where the call does not end so.
  fileprivate func error(at call: FaultyRun.Call) -> Int32? {
    let takesRoom = ["open", "fopen", "write", "mkdir", "link"].contains(call.name)
    switch self {
    case .killed: return 0
    case .failing:
      switch call.name {
      case "write", "writev", "pwrite": return ENOSPC
      case "fsync", "fdatasync", "syncfs", "ftruncate": return EIO
      default: return EACCES
      }
    case .full: return takesRoom ? ENOSPC : nil
    case .readOnly: return takesRoom || call.name == "rename" ? EROFS : nil
    }
  }
}
