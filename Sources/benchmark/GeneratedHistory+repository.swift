import Files
import Glibc

/// Why there is nothing to measure.
struct MakingError: Error, CustomStringConvertible {
  let description: String
}

extension GeneratedHistory {
  /// Makes the repository, unless it is there.
  func makeRepository(at place: String) throws(MakingError) {
    func run(_ arguments: [String]) throws(MakingError) {
      guard Measured.run(Command(arguments)).status == 0 else {
        throw MakingError(description: "failed: \(arguments.joined(separator: " "))")
      }
    }
    // What is set last: a repository that was left half made is made again.
    let settings = ["git", "--git-dir=\(place)/.git", "config", "--local", "user.email"]
    guard Measured.run(Command(settings)).status != 0 else { return }
    let schema = try ["office.yaml", "units.yaml", "holidays.tsv"].map { name throws(MakingError) in
      let path = "schema/\(name)"
      guard let file = try? FilePlace(path).read() else {
        throw MakingError(description: "\(path) is not there: run in a checkout of duban-git")
      }
      return (path: path, bytes: file.bytes)
    }
    try run(["git", "init", "--quiet", "--initial-branch=main", place])
    try importHistory(schema: schema, into: place)
    try run(["git", "-C", place, "reset", "--quiet", "--hard"])
    try run(["git", "-C", place, "config", "user.name", "督查室"])
    try run(["git", "-C", place, "config", "user.email", "office@example.org"])
  }

  /// Through a pipe: the texts of all steps are several times the size of what becomes of them, and
  /// are made while git packs them.
  private func importHistory(
    schema: [(path: String, bytes: [UInt8])], into place: String
  ) throws(MakingError) {
    // A git that ends early shows in its status.
    signal(SIGPIPE, SIG_IGN)
    guard let pipe = popen("exec git -C \(Self.quoted(place)) fast-import --quiet", "w") else {
      throw MakingError(description: "cannot run git fast-import")
    }
    fastImport(schema: schema) { fwrite($0, 1, $0.count, pipe) }
    guard pclose(pipe) == 0 else { throw MakingError(description: "failed: git fast-import") }
  }

  /// As a shell reads it.
  private static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
      + "'"
  }
}

extension Section.File {
  func write() throws(MakingError) {
    guard let file = fopen(path, "w") else {
      throw MakingError(description: "cannot write \(path)")
    }
    content { fwrite($0, 1, $0.count, file) }
    guard fclose(file) == 0 else { throw MakingError(description: "cannot write \(path)") }
  }
}
