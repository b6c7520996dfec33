import CaseStore
import Git
import Messages

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
    do throws(GitError) {
      try place.save(bytes)
      // Should it stay behind, the next edit of the case replaces it.
      defer { try? place.remove() }
      let words = try await book.repository.git("var", "GIT_EDITOR").output()
      let editor = String(decoding: words, as: UTF8.self).split(separator: "\n").first ?? "vi"
      let status = try await Child(
        "sh", ["-c", "\(editor) \"$@\"", "editor", "\(place)"], environment: session.environment,
        in: "\(session.directory)"
      ).runAtTerminal()
      guard status == 0 else {
        throw GitError.failed(program: String(editor), status: status, words: "")
      }
      return try place.read()?.bytes ?? bytes
    } catch {
      throw Failure(error)
    }
  }
}
