import Subprocess

/// The built program with a terminal at its standard error, and at its standard output if wanted.
package struct Terminal: Sendable {
  package struct Result: Sendable {
    package let status: Int32
    /// Everything that was written to the terminal, as it came.
    package let screen: String
    /// What went to a pipe.
    package let output: String
  }

  private let duban: DubanCLI

  package init(_ duban: DubanCLI) {
    self.duban = duban
  }

  /// - Parameters:
  ///   - withOutput: whether standard output is the terminal too.
  ///   - typed: what somebody types there; nil where standard input is empty and no terminal.
  package func callAsFunction(
    _ arguments: String..., withOutput: Bool = false, typed: String? = nil
  ) async throws -> Result {
    try await self(arguments, withOutput: withOutput, typed: typed)
  }

  package func callAsFunction(
    _ arguments: [String], withOutput: Bool = false, typed: String? = nil
  ) async throws -> Result {
    let script = """
      import os, pty, subprocess, sys, tempfile
      terminal, inner = pty.openpty()
      piped = tempfile.TemporaryFile()
      typed = sys.argv[2].encode()
      if typed: os.write(terminal, typed)
      child = subprocess.Popen(sys.argv[3:], stdin=inner if typed else subprocess.DEVNULL, stderr=inner,
                               stdout=inner if sys.argv[1] == "out" else piped)
      os.close(inner)
      screen = b""
      while True:
          try: piece = os.read(terminal, 65536)
          except OSError: break
          if not piece: break
          screen += piece
      status = child.wait()
      piped.seek(0)
      sys.stdout.buffer.write(b"%d\\0%s\\0%s" % (status, screen, piped.read()))
      """
    let result = try await run(
      .path(literal("/usr/bin/python3")),
      arguments: Arguments(
        Python.isolated + [
          script, withOutput ? "out" : "err", typed ?? "", DubanCLI.path, "-C", duban.git.directory,
        ]
          + arguments),
      environment: duban.environment, input: .none, output: .string(limit: 1 << 24),
      error: .string(limit: 1 << 20))
    let parts = result.standardOutput.split(
      separator: "\0", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let status = Int32(parts[0]) else {
      throw Failure(reason: result.standardError)
    }
    return Result(status: status, screen: String(parts[1]), output: String(parts[2]))
  }

  package struct Failure: Error {
    package let reason: String
  }
}
