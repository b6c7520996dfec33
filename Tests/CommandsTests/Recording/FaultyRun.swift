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

  /// - Returns: nil if the fault does not fit the call.
  func result(of arguments: [String], _ fault: Fault, at call: Call) async throws -> DubanCLI
    .Result?
  {
    guard let error = fault.error(at: call) else { return nil }
    let isLasting = fault == .full || fault == .readOnly
    return try await run(
      arguments,
      ["DUBAN_FAULT_AT": "\(call.number)", "DUBAN_FAULT_ERROR": "\(error)"]
        .merging(isLasting ? ["DUBAN_FAULT_ON": "1"] : [:]) { $1 })
  }

  /// Whether the last run came to the call at which it was to fail.
  func wasHit() throws -> Bool { try list().contains { $0.hasSuffix(" *") } }

  private func list() throws -> [Substring] {
    let data = try Data(contentsOf: URL(filePath: "\(notes).log"))
    return String(decoding: data, as: UTF8.self).split(separator: "\n")
  }

  private func run(_ arguments: [String], _ fault: [String: String] = [:]) async throws
    -> DubanCLI.Result
  {
    try Data(repeating: 0, count: 8).write(to: URL(filePath: notes))
    try Data().write(to: URL(filePath: "\(notes).log"))
    var duban = DubanCLI(git)
    duban.variables.merge([
      "LD_PRELOAD": Self.library, "DUBAN_FAULT_ROOT": git.directory, "DUBAN_FAULT_COUNT": notes,
      "DUBAN_FAULT_LOG": "\(notes).log",
    ]) { $1 }
    duban.variables.merge(fault) { $1 }
    return try await duban(arguments)
  }
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
