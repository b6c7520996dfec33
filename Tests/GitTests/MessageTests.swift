import Git
import Testing
import TestSupport

/// Whatever a body says, git reads the trailers below it and no others, and takes no line away.
@Suite struct MessageTests {
  private static let trailers = [
    Trailer("Duban-Case", "2018-0007"), Trailer("Duban-Step", "issue"),
  ]

  @Test(arguments: rows(["#", ";", "//"])) func whateverABodySays(mark: String) async throws {
    var random = SystemRandomNumberGenerator()
    let lines = [
      "", "说明", "---", "--- a/甲", "-----", "Duban-Step: close", "Signed-off-by: 甲", "# 一", "; 二",
      "// 三", "# ------------------------ >8 ------------------------", "  缩进", "http://x",
      "; ------------------------ >8 ------------------------", "(cherry picked from commit 0)",
    ]
    try await withRepository { git in
      for _ in 0..<40 {
        let body = (0..<Int.random(in: 0...6, using: &random)).map { _ in
          lines.randomElement(using: &random) ?? ""
        }.joined(separator: "\n")
        let message = CommitMessage(subject: "发函", texts: [body], trailers: Self.trailers)
        let text = message.text(commentMark: mark)
        // A git that knows only one character (before 2.45) takes the first of it.
        let setting = ["-c", "core.commentChar=\(mark.prefix(1))"]
        let said = try await git(setting + ["interpret-trailers", "--parse"], input: text)
        #expect(said == "Duban-Case: 2018-0007\nDuban-Step: issue\n", "\(text.debugDescription)")
        let kept = try await git(setting + ["stripspace", "--strip-comments"], input: text)
        #expect(kept == text || mark.count > 1, "\(text.debugDescription)")
      }
    }
  }

  @Test func aDraftKeepsTheUsersWordsApartFromGits() {
    let comments = "; 请填写提交说明\n;\n; 位于分支 main\n"
    let text = "两点\n\n; 一\n\n# 二\n\n\(comments)"
    let draft = MessageDraft(text, commentMark: ";")
    #expect(draft.note == "两点\n\n; 一\n\n# 二")
    let message = CommitMessage(subject: "发函", texts: [draft.note], trailers: Self.trailers)
    #expect(
      draft.replaced(by: message)
        == "发函\n\n两点\n\n ; 一\n\n # 二\n\nDuban-Case: 2018-0007\nDuban-Step: issue\n\n\(comments)")
  }

  @Test(
    arguments: rows([
      ([:], "#"), (["core.commentChar": ";"], ";"), (["core.commentChar": "auto"], "#"),
      (["core.commentChar": "%", "core.commentString": "//"], "//"),
    ])) func whatCommentsBeginWith(settings: [String: String], mark: String) async throws
  {
    try await withRepository { git in
      for (name, value) in settings { try await git("config", name, value) }
      #expect(try git.open().commentMark() == mark)
    }
  }
}
