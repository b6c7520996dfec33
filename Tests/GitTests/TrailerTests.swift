import Git
import TestSupport
import Testing

/// Trailers are what `git interpret-trailers` says they are.
@Suite struct TrailerTests {
  private func expectAgreement(_ messages: [String]) async throws {
    try await withFolder { git in
      for message in messages {
        let said = try await git(["interpret-trailers", "--parse"], input: message)
        let read = Trailers(in: message).all.map { "\($0.key): \($0.value)\n" }.joined()
        #expect(read == said, "\(message.debugDescription)")
      }
    }
  }

  @Test func messagesOfEveryKind() async throws {
    try await expectAgreement([
      "", "\n", "标题\n", "标题\n\n正文\n", "Key: 是标题\n", "标题\n\nA: 1\nB: 2\n", "标题\n\nA: 1\n\nB: 2\n",
      "标题\n\nA: 1\n不是\n", "标题\n\nA: 1\n不是\nSigned-off-by: 甲\n", "标题\n\nA: 1\n  接着\n",
      "标题\n\nA: 1\n# 注\nB: 2\n\n# 尾\n", "标题\n\nA: 1\n---\nB: 2\n", "标题\n\nA : 1\nB:2\nC:\n",
      "标题\n\n案: 1\n", "标题\n\nA: 1\n\n\n  \n", "标题\n\nA: 1\n\nConflicts:\n\tx\n", "标题\nA: 1\n",
      "标题\n\n(cherry picked from commit abc)\nA: 1\n", "标题\n\nA: 1\r\nB: 2\r\n",
      "标题\n\n A: 1\nB: 2\n",
      "标题\n\nA: 1\n# ------------------------ >8 ------------------------\nB: 2\n",
      "标题\n\nA: 1\n--- a/x\n", "\n\n标题\n\nA: 1\n", "# 注\n标题\n\nA: 1\n", "标题\n \nA: 1\n",
    ])
  }

  @Test func messagesOfRandomLines() async throws {
    var random = SystemRandomNumberGenerator()
    let lines = [
      "", "", "", "标题", "正文", "A: 1", "Duban-Case: 2018-0007", "Duban-Step: issue", "  接着", "\t又",
      "# 注", "---", "--- x", "Signed-off-by: 甲 <a@b>", "(cherry picked from commit 0)", "不 是: 2",
      "not a: 3", "a b : 4", ": 5", "Conflicts:", "\tx.md", " ", "C:", "d:6",
    ]
    let messages = (0..<150).map { _ in
      (0..<Int.random(in: 1...9, using: &random)).map { _ in
        (lines.randomElement(using: &random) ?? "") + "\n"
      }.joined()
    }
    try await expectAgreement(messages)
  }
}
