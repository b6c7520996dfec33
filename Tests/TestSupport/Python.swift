import Subprocess

/// The system's Python, for which Debian has other readers of what we write.
package enum Python {
  /// Nothing of the user's own, and UTF-8 whatever the locale; the script follows.
  static let isolated = ["-I", "-X", "utf8", "-c"]

  /// What a script prints, in UTF-8 whatever the locale.
  ///
  /// - Throws: `Failure` if it does not end well.
  package static func run(
    _ script: String, _ arguments: [String] = [], input: [UInt8] = []
  ) async throws -> String {
    String(decoding: try await bytes(script, arguments, input: input), as: UTF8.self)
  }

  /// The same as bytes.
  package static func bytes(
    _ script: String, _ arguments: [String] = [], input: [UInt8] = []
  ) async throws -> [UInt8] {
    let result = try await Subprocess.run(
      .path(literal("/usr/bin/python3")), arguments: Arguments(isolated + [script] + arguments),
      input: .fileDescriptor(try fed(input), closeAfterSpawningProcess: true),
      output: .bytes(limit: 1 << 24), error: .string(limit: 1 << 20))
    guard result.terminationStatus.isSuccess else { throw Failure(reason: result.standardError) }
    return result.standardOutput
  }

  package struct Failure: Error {
    package let reason: String
  }
}
