import CaseStore
import Files
import Git

/// The user's editor, chosen as git chooses it.
struct Editor {
  private let session: Session

  init(in session: Session) {
    self.session = session
  }

  /// `bytes` as the user leaves them after editing.
  func edited(_ bytes: [UInt8], named name: String, for book: Casebook) async throws(Failure)
    -> [UInt8]
  {
    let place = FilePlace("\(book.repository.commonDirectory)DUBAN_EDIT.\(name)")
    try onDisk(place.save(bytes))
    // Should it stay behind, the next edit of the case replaces it.
    defer { try? place.remove() }
    let words = try await running(await book.repository.git("var", "GIT_EDITOR").output())
    let editor = String(decoding: words, as: UTF8.self).split(separator: "\n").first ?? "vi"
    let status = try await running(
      await Child(
        "sh", ["-c", "\(editor) \"$@\"", "editor", "\(place)"], environment: session.environment,
        in: "\(session.directory)"
      ).runAtTerminal())
    guard status == 0 else {
      throw Failure(FileError.failed(program: String(editor), status: status, words: ""))
    }
    return try onDisk(place.read())?.bytes ?? bytes
  }
}
