import FrontMatter
import Git
import Glibc

/// A program and what it is run with.
struct Command {
  let arguments: [String]
  /// `NAME=value`, besides our own environment.
  var variables: [String] = []
  /// A file for standard input.
  var input = "/dev/null"

  init(_ arguments: [String], variables: [String] = [], input: String = "/dev/null") {
    (self.arguments, self.variables, self.input) = (arguments, variables, input)
  }

  /// The same, run by another program.
  func run(by program: [String]) -> Command {
    Command(program + arguments, variables: variables, input: input)
  }
}

/// What one run of a program took.
struct Measured {
  /// Seconds.
  let wall: Double
  /// Seconds of processor time, in user space and in the kernel, of all its processes.
  let processor: Double
  let status: Int32

  /// Runs a program to its end, its output thrown away.
  static func run(_ command: Command, in folder: String) -> Measured {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // Nothing else runs in this program, so that it may move about itself.
    chdir(folder)
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, command.input, O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    var arguments = command.arguments.map { strdup($0) } + [nil]
    var variables = command.variables.map { strdup($0) }
    defer { (arguments + variables).forEach { free($0) } }
    var place = environ
    while let variable = place.pointee {
      variables.append(strdup(variable))
      place += 1
    }
    variables.append(nil)
    let start = now()
    var child = pid_t()
    guard posix_spawnp(&child, command.arguments[0], &actions, nil, &arguments, &variables) == 0
    else { return Measured(wall: 0, processor: 0, status: 127) }
    var (status, usage) = (Int32(0), rusage())
    while wait4(child, &status, 0, &usage) < 0, errno == EINTR {}
    return Measured(
      wall: now() - start, processor: seconds(usage.ru_utime) + seconds(usage.ru_stime),
      status: status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F)
  }

  private static func seconds(_ time: timeval) -> Double {
    Double(time.tv_sec) + Double(time.tv_usec) / 1e6
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

/// What other programs tell of a run: its highest memory, and how many instructions it took.
///
/// Memory is GNU time's to read: a program counts what stands in its place before it, which would be
/// ourselves, and GNU time is smaller than anything that is measured.
struct Gauges {
  private let time = Peers.path(of: "time")
  private let valgrind = Peers.path(of: "valgrind")
  private let note: String
  private let binary: String
  private var stripped: String { "\(note).stripped" }

  /// - Parameters:
  ///   - note: a file for what they write.
  ///   - binary: our program. Valgrind gives up at the debugging notes of Swift's compiler, so that
  ///     it gets a copy without them.
  init(writing note: String, of binary: String) {
    (self.note, self.binary) = (note, binary)
    if valgrind != nil { _ = Measured.run(Command(["strip", "-o", stripped, binary]), in: "/") }
  }

  func removeFiles() { for file in [note, stripped] { unlink(file) } }

  /// Bytes; nil where GNU time is not installed.
  func memory(of command: Command, in folder: String) -> Int? {
    guard let time else { return nil }
    _ = Measured.run(command.run(by: [time, "-f", "%M", "-o", note]), in: folder)
    // A line before tells of a status that is not 0.
    return lines().last.flatMap { Int($0) }.map { $0 * 1024 }
  }

  /// Instructions in user space; nil where valgrind is not installed. (`perf` counts nothing on most
  /// virtual machines.)
  func instructions(of command: Command, in folder: String) -> Int? {
    guard let valgrind else { return nil }
    let counting = [
      valgrind, "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null",
      "--log-file=\(note)",
    ]
    let arguments = command.arguments.map { $0 == binary ? stripped : $0 }
    let counted = Command(counting + arguments, variables: command.variables, input: command.input)
    unlink(note)
    _ = Measured.run(counted, in: folder)
    // `==7== I   refs:      1,234,567`
    return lines().last { $0.contains("I   refs:") }.flatMap { line in
      Int(String(line.drop { $0 != ":" }.filter(\.isNumber)))
    }
  }

  private func lines() -> [Substring] {
    let bytes = (try? FilePlace(note).read()?.bytes) ?? []
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
  }
}

/// The programs that ours is held against, as far as they are installed.
enum Peers {
  static func path(of program: String) -> String? {
    let folders = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    return folders.split(separator: ":").map { "\($0)/\(program)" }.first {
      access($0, X_OK) == 0
    }
  }
}
