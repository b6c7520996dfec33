import Foundation

// Writes a Swift file that holds the commit which a checkout is at: embed-commit CHECKOUT OUTPUT

/// As git abbreviates it, with `-dirty` behind it where the files are not what it holds; nil in
/// sources that came without their repository.
func commit(of checkout: URL) -> String? {
  let git = Process()
  git.executableURL = URL(filePath: "/usr/bin/env")
  git.arguments = ["git", "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*"]
  git.currentDirectoryURL = checkout
  // A repository around the sources is not theirs, and a build changes none.
  var environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("GIT_") }
  environment["GIT_CEILING_DIRECTORIES"] = checkout.deletingLastPathComponent().path
  environment["GIT_OPTIONAL_LOCKS"] = "0"
  git.environment = environment
  let output = Pipe()
  git.standardOutput = output
  git.standardError = FileHandle.nullDevice
  guard (try? git.run()) != nil else { return nil }
  let text = output.fileHandleForReading.readDataToEndOfFile()
  git.waitUntilExit()
  guard git.terminationStatus == 0 else { return nil }
  return String(decoding: text, as: UTF8.self).trimmingCharacters(in: .newlines)
}

let id = commit(of: URL(filePath: CommandLine.arguments[1])).map { "\"\($0)\"" } ?? "nil"
let source = """
  /// What the program is built from.
  enum EmbeddedCommit {
    /// Nil in sources without their repository.
    static let id: String? = \(id)
  }

  """
// A file that stays as it is lets everything built from it stay.
let output = URL(filePath: CommandLine.arguments[2])
if (try? String(contentsOf: output, encoding: .utf8)) != source {
  try source.write(to: output, atomically: true, encoding: .utf8)
}
