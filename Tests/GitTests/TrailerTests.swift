import Git
import Testing
import TestSupport

/// Trailers are what git reads in the message of a commit (`git log --format=%(trailers)`).
@Suite struct TrailerTests {
  private static let scissors = " ------------------------ >8 ------------------------"

  private func expectAgreement(_ messages: [String], commentMark mark: String = "#") async throws {
    try await withRepository { git in
      let repository = try git.open()
      for message in messages {
        let said = try await git(
          ["-c", "core.commentChar=\(mark)", "interpret-trailers", "--parse", "--no-divider"],
          input: message)
        let read = Trailers(in: message, commentMark: mark).all
        #expect(
          read.map { "\($0.key): \($0.value)\n" }.joined() == said, "\(message.debugDescription)")
      }
      _ = repository
    }
  }

  @Test func messagesOfEveryKind() async throws {
    try await expectAgreement([
      "", "\n", "标题\n", "标题\n\n正文\n", "Key: 是标题\n", "标题\n\nA: 1\nB: 2\n", "标题\n\nA: 1\n\nB: 2\n",
      "标题\n\nA: 1\n不是\n", "标题\n\nA: 1\n不是\nSigned-off-by: 甲\n", "标题\n\nA: 1\n  接着\n",
      "标题\n\nA: 1\n# 注\nB: 2\n\n# 尾\n", "标题\n\nA: 1\n---\nB: 2\n", "标题\n\nA : 1\nB:2\nC:\n",
      "标题\n\n案: 1\n", "标题\n\nA: 1\n\n\n  \n", "标题\nA: 1\n", "标题\n\nC:\n\tD: 1\nE: 2",
      "标题\n\n(cherry picked from commit abc)\nA: 1\n", "标题\n\nA: 1\r\nB: 2\r\n",
      "标题\n\n A: 1\nB: 2\n", "标题\n\nA: 1\n#\(Self.scissors)\nB: 2\n",
      "标题\n\nA: 1\n--- a/x\n", "\n\n标题\n\nA: 1\n", "# 注\n标题\n\nA: 1\n", "标题\n \nA: 1\n",
      "标题\n\n---\n正文\n-----\n\nA: 1\nB: 二\n", "标题\n\n--- a/甲\n+++ b/甲\n\nA: 1\n",
    ])
  }

  @Test(.seeded, arguments: rows(["#", ";"])) func messagesOfRandomLines(mark: String) async throws
  {
    var random = Seed.generator()
    let lines = [
      "", "", "", "标题", "正文", "A: 1", "Duban-Case: 2018-0007", "Duban-Step: issue", "  接着", "\t又",
      "# 注", "; 注", "---", "--- x", "-----", "Signed-off-by: 甲 <a@b>",
      "(cherry picked from commit 0)", "不 是: 2", "not a: 3", "a b : 4", ": 5", " : 7", " ", "C:",
      "d:6", "#\(Self.scissors)", ";\(Self.scissors)",
    ]
    let messages = (0..<150).map { _ in
      (0..<Int.random(in: 1...9, using: &random)).map { _ in
        (lines.randomElement(using: &random) ?? "") + "\n"
      }.joined()
    }
    try await expectAgreement(messages, commentMark: mark)
  }

  @Test func whatStandsAboveTheTrailers() async throws {
    try await withRepository { git in
      let repository = try git.open()
      #expect(Trailers(in: "标题\n\n正文\n\nA: 1\n").above == "标题\n\n正文\n\n")
      #expect(Trailers(in: "标题\n\n正文: 一\n").above == "标题\n\n正文: 一\n")
      #expect(Trailers(in: "A: 1\n").above == "A: 1\n")
      #expect(Trailers(in: "标题\n\nKey: 一\nkey: 二\n")["KEY"] == ["一", "二"])
      _ = repository
    }
  }
}
