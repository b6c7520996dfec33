import Messages
import Testing
import TestSupport
import Views

@Suite struct UnifiedDiffTests {
  private func source(_ text: String) -> SourceText {
    SourceText(path: "案.md", bytes: Array(text.utf8))
  }

  private static let long = (1...40).map { "\($0)\n" }.joined()
  private static let longer = long.replacing("5\n6\n", with: "6\n").replacing(
    "\n12\n", with: "\n十二\n"
  )
  .replacing("\n30\n", with: "\n")

  /// Git is the judge: what we print, it applies, and the file is the new one.
  @Test(
    arguments: rows([
      ("甲\n乙\n丙\n", "甲\n丁\n丙\n"), ("", "甲\n"), ("甲\n", ""), ("甲", "甲\n"), ("甲\n", "甲\n乙"),
      ("甲\r\n乙\r\n", "甲\r\n丙\r\n"),
      (long, longer),
    ]))
  func gitAppliesWhatIsShown(old: String, new: String) async throws {
    let diff = unifiedDiff(from: source(old), to: source(new), colour: false)
    try await withRepository { git in
      try git.write(old, to: "案.md")
      try await git(["apply", "--unidiff-zero", "--whitespace=nowarn", "-"], input: diff)
      let applied = git.exists("案.md") ? try git.read("案.md") : ""
      #expect(applied == new)
    }
  }

  @Test func whatIsTheSameShowsNothing() {
    #expect(unifiedDiff(from: source("甲\n"), to: source("甲\n"), colour: true) == "")
  }

  @Test func coloursEndWithTheirLine() {
    #expect(
      unifiedDiff(from: source("甲\n"), to: source("乙\u{1B}\n"), colour: true)
        == "\u{1B}[1m--- a/案.md\u{1B}[m\n\u{1B}[1m+++ b/案.md\u{1B}[m\n"
        + "\u{1B}[36m@@ -1 +1 @@\u{1B}[m\n\u{1B}[31m-甲\u{1B}[m\n\u{1B}[32m+乙␛\u{1B}[m\n")
  }

  @Test func newLinesAreCountedFromOne() {
    #expect(LineDiff(from: source("甲\n乙\n"), to: source("丙\n甲\n丁")).newLines == [1, 3])
    #expect(LineDiff(from: source(""), to: source("")).newLines == [])
  }
}
