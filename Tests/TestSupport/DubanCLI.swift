import FoundationEssentials
import Subprocess

/// Runs the built program, as a user would, in a repository of a test.
package struct DubanCLI: Sendable {
  package let git: GitCLI
  package var variables: [String: String] = ["LANG": "en_US.UTF-8", "DUBAN_TODAY": "2026-03-02"]

  /// Whether, before a run, something may befall the caches in the git directory: no answer may
  /// depend on them.
  package var damagesCaches = true
  private let damage = Damage(random: Seed.generator())

  package init(_ git: GitCLI) {
    self.git = git
  }

  package struct Result: Sendable {
    package let status: Int32
    package let output: String
    package let errors: String
  }

  /// The program that was built beside these tests.
  package static let path = "\(folder)/duban-git"
  static let folder: String = {
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return tests.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      .joined(separator: "/")
  }()

  package func callAsFunction(_ arguments: String..., input: String = "") async throws -> Result {
    try await self(arguments, input: input)
  }

  package func callAsFunction(_ arguments: [String], input: String = "") async throws -> Result {
    if damagesCaches { damageCaches() }
    let result = try await run(
      .path(literal(Self.path)), arguments: Arguments(["-C", git.directory] + arguments),
      environment: environment,
      input: .fileDescriptor(try fed(Array(input.utf8)), closeAfterSpawningProcess: true),
      output: .string(limit: 1 << 24),
      error: .string(limit: 1 << 20))
    return Result(
      status: result.terminationStatus.code, output: result.standardOutput,
      errors: result.standardError)
  }

  /// The same without caches, which is to say the same.
  package var withoutCaches: DubanCLI {
    var other = self
    other.variables["DUBAN_NO_CACHE"] = "1"
    return other
  }

  /// Does to the caches of the repository what may befall a file, or nothing.
  package func damageCaches() { damage.befall(git) }

  var environment: Environment {
    var all = git.variables
    all["LC_ALL"] = nil
    all.merge(variables) { $1 }
    return .custom(
      Dictionary(
        uniqueKeysWithValues: all.map { (Environment.Key(stringLiteral: $0.key), $0.value) }))
  }
}

extension TerminationStatus {
  /// As a shell says it.
  fileprivate var code: Int32 {
    switch self {
    case .exited(let code): code
    case .signaled(let signal): 128 + signal
    }
  }
}

/// A path of swift-system, which is no dependency of ours: it can be written as a literal.
func literal<Path: ExpressibleByStringLiteral>(_ text: String) -> Path
where Path.StringLiteralType == String {
  Path(stringLiteral: text)
}
