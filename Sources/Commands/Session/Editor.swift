import CaseStore
import Files
import Git
import Messages

/// The user's editor, chosen as git chooses it.
struct Editor {
  private let session: Session

  init(in session: Session) {
    self.session = session
  }

  /// Lets the user edit the file at a place.
  ///
  /// - Throws: if the editor cannot run, or ends with a status that is not 0, which is how a user says
  ///   that he does not mean it.
  func edit(_ place: FilePlace, for book: Casebook) async throws(Failure) {
    let words = try await running(await book.repository.git("var", "GIT_EDITOR").output())
    let editor = String(decoding: words, as: UTF8.self).split(separator: "\n").first ?? "vi"
    let status = try await running(
      await Child(
        "sh", ["-c", "\(editor) \"$@\"", "editor", "\(place)"], environment: session.environment,
        in: "\(session.directory)"
      ).runAtTerminal())
    guard status == 0 else {
      throw Failure(
        .input,
        Phrase(
          zh: "编辑器异常退出:\(editor)(\(status))", en: "the editor ended with \(status): \(editor)"))
    }
  }
}
