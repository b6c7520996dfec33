import Files
import Git
import TestSupport

extension GitCLI {
  /// The same repository through `Git`, with the same environment.
  func open() throws -> Repository {
    try Repository(at: directory, environment: Environment(variables))
  }
}

extension GitCLI {
  /// Records one file in one commit through `Git`; nil removes it.
  @discardableResult
  func record(_ text: String?, at path: String, message: String) async throws
    -> Recording.Recorded
  {
    let repository = try open()
    let who = try await repository.identity()
    let recording = try await repository.beginRecording()
    let versions = try recording.read(RelativePath(path))
    let change = Draft.Change(RelativePath(path), text.map { Array($0.utf8) })
    return try await recording.record(
      [Draft(changes: [change], message: message, by: who)], from: [versions])
  }
}
