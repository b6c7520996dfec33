import Files
import Glibc

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
    if valgrind != nil { _ = Measured.run(Command(["strip", "-o", stripped, binary])) }
  }

  /// Runs a command, and reads the bytes it took; nil where GNU time is not installed.
  func run(
    _ command: Command, in folder: String, limit: Double
  ) -> (measured: Measured, memory: Int?) {
    guard let time else { return (.run(command, in: folder, limit: limit), nil) }
    unlink(note)
    let gauged = command.run(by: [time, "-f", "%M", "-o", note])
    let measured = Measured.run(gauged, in: folder, limit: limit)
    // A line before tells of a status that is not 0, or of a signal.
    return (measured, lines().last.flatMap { Int($0) }.map { $0 * 1024 })
  }

  /// Instructions in user space; nil where valgrind is not installed. (`perf` counts nothing on most
  /// virtual machines.)
  func instructions(of command: Command, in folder: String, limit: Double) -> Int? {
    guard let valgrind else { return nil }
    let counting = [
      valgrind, "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null",
      "--log-file=\(note)",
    ]
    let arguments = command.arguments.map { $0 == binary ? stripped : $0 }
    let counted = Command(
      counting + arguments, variables: command.variables, input: command.input,
      in: command.folder)
    unlink(note)
    _ = Measured.run(counted, in: folder, limit: limit)
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
