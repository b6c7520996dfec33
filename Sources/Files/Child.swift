import Subprocess
import SystemPackage

/// A program to be run to its end: git for what only git can do, a hook, an editor, a pager.
package struct Child: Hashable, Sendable {
  /// A name that is looked for on the environment's `PATH`, or a path with a `/` in it.
  package var program: String
  package var arguments: [String]
  /// The whole environment; nothing is inherited.
  package var environment: Environment
  /// Where it runs; nil means where we are.
  package var folder: String?
  /// What it reads from standard input.
  package var input: [UInt8] = []
  /// The most bytes that it may write to standard output: more ends it, as what cannot run.
  package var mostOutput = Int.max

  package init(
    _ program: String, _ arguments: [String], environment: Environment, in folder: String? = nil,
    input: [UInt8] = []
  ) {
    self.program = program
    self.arguments = arguments
    self.environment = environment
    self.folder = folder
    self.input = input
  }

  package struct Output: Hashable, Sendable {
    /// The exit code; 128 and the signal's number if a signal ended it, as a shell says.
    package var status: Int32
    package var standardOutput: [UInt8]
    package var standardError: [UInt8]
  }

  /// Runs it, and gives what it wrote and how it ended.
  ///
  /// - Throws: `.cannotRun`. A status other than 0 is no error here.
  package func run() async throws(FileError) -> Output {
    try await launch { configuration in
      let result = try await Subprocess.run(
        configuration,
        input: .fileDescriptor(try fed(input), closeAfterSpawningProcess: true),
        output: .bytes(limit: mostOutput), error: .bytes(limit: .max))
      return Output(
        status: result.terminationStatus.shellCode, standardOutput: result.standardOutput,
        standardError: result.standardError)
    }
  }

  /// Runs it, and gives its standard output.
  ///
  /// - Throws: `.failed` with what it wrote to standard error if its status is not 0.
  @discardableResult
  package func output() async throws(FileError) -> [UInt8] {
    let output = try await run()
    guard output.status == 0 else {
      throw .failed(
        program: ([program] + arguments.prefix(1)).joined(separator: " "), status: output.status,
        words: String(decoding: output.standardError, as: UTF8.self))
    }
    return output.standardOutput
  }

  /// Runs it on our own terminal, as an editor wants it; `input` is not used.
  package func runAtTerminal() async throws(FileError) -> Int32 {
    try await launch { configuration in
      try await Subprocess.run(
        configuration, input: .currentStandardInput, output: .currentStandardOutput,
        error: .currentStandardError
      ).terminationStatus.shellCode
    }
  }

  /// Runs it with `bytes` as its standard input, and its output on our own, as a pager
  /// wants it. A pager that ends before it has read everything is no error.
  package func runFed(_ bytes: [UInt8]) async throws(FileError) -> Int32 {
    try await launch { configuration in
      try await Subprocess.run(
        configuration,
        input: .fileDescriptor(try fed(bytes), closeAfterSpawningProcess: true),
        output: .currentStandardOutput, error: .currentStandardError
      ).terminationStatus.shellCode
    }
  }

  /// A file without a name that holds `bytes`, open at its beginning.
  ///
  /// Not a pipe: a child that ends before it has read everything, as a pager does, would make the
  /// writer fail, and Subprocess 1.0 stops the program then.
  private func fed(_ bytes: [UInt8]) throws -> FileDescriptor {
    guard !bytes.isEmpty else { return try FileDescriptor.open("/dev/null", .readOnly) }
    let folder = environment["TMPDIR"] ?? "/tmp"
    let path = FilePath("\(folder)/duban-git-\(UInt64.random(in: 0 ... .max))")
    let file = try FileDescriptor.open(
      path, .readWrite, options: [.create, .exclusiveCreate, .closeOnExec],
      permissions: .ownerReadWrite)
    // Nobody else needs its name; should it stay, the system clears up its temporary folder.
    try? FilePlace("\(path)").remove()
    do {
      try file.writeAll(bytes)
      try file.seek(offset: 0, from: .start)
    } catch {
      try? file.close()
      throw error
    }
    return file
  }

  private func launch<T: Sendable>(_ body: (Subprocess.Configuration) async throws -> T)
    async throws(FileError) -> T
  {
    let variables = environment.variables.map {
      (Subprocess.Environment.Key(stringLiteral: $0.key), $0.value)
    }
    let configuration = Subprocess.Configuration(
      executable: try executable(),
      arguments: Arguments(arguments),
      environment: .custom(Dictionary(uniqueKeysWithValues: variables)),
      workingDirectory: folder.map(literal))
    do {
      return try await body(configuration)
    } catch {
      throw .cannotRun(program: program, reason: "\(error)")
    }
  }

  /// The program's file. Looked for here, since Subprocess forks once for every folder of `PATH`.
  private func executable() throws(FileError) -> Executable {
    if program.contains("/") { return .path(literal(program)) }
    for folder in (environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":") {
      let path = "\(folder)/\(program)"
      let place = FilePlace(path)
      if place.isExecutable, try place.status()?.kind != .folder { return .path(literal(path)) }
    }
    throw .cannotRun(program: program, reason: "not found on PATH")
  }

  /// A path of swift-system, which is no dependency of ours: it can be written as a literal.
  private func literal<Path: ExpressibleByStringLiteral>(_ text: String) -> Path
  where Path.StringLiteralType == String {
    Path(stringLiteral: text)
  }
}

extension TerminationStatus {
  fileprivate var shellCode: Int32 {
    switch self {
    case .exited(let code): code
    case .signaled(let signal): 128 + signal
    }
  }
}
