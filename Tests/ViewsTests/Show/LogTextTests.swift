import Messages
import Supervision
import Testing
import Views

@Suite struct LogTextTests {
  static let issue = LogEntry(
    id: "8f3c1a2d4e5f60718293a4b5c6d7e8f901234567", abbreviatedID: "8f3c1a2",
    author: "督查室 <office@example.org>", date: "Tue Jul 24 16:02:11 2018 +0800",
    decorations: ["HEAD -> main", "tag: 月报"], subject: "发函 2018-0007 疫苗处置和督导检查",
    body: "第一段\n\n第二段\u{1B}[2J\n\n",
    trailers: [
      .init("Duban-Case", "2018-0007"), .init("Duban-Step", "issue"),
      .init("Duban-Date", "2018-07-24"),
    ], step: .init(.issue, on: day("2018-07-24")))
  static let plain = LogEntry(
    id: "0123456789012345678901234567890123456789", abbreviatedID: "0123456",
    author: "督查室 <office@example.org>", date: "Mon Jul 23 09:00:00 2018 +0800",
    subject: "修订 2018-0007 疫苗处置和督导检查")

  @Test func aCommitReadsAsGitShowsIt() {
    #expect(
      LogText([Self.issue, Self.plain], language: .zh).text == """
        commit 8f3c1a2d4e5f60718293a4b5c6d7e8f901234567 (HEAD -> main, tag: 月报)
        Author: 督查室 <office@example.org>
        Date:   Tue Jul 24 16:02:11 2018 +0800
        Step:   发函 2018-07-24

            发函 2018-0007 疫苗处置和督导检查

            第一段

            第二段␛[2J

            Duban-Case: 2018-0007
            Duban-Step: issue
            Duban-Date: 2018-07-24

        commit 0123456789012345678901234567890123456789
        Author: 督查室 <office@example.org>
        Date:   Mon Jul 23 09:00:00 2018 +0800

            修订 2018-0007 疫苗处置和督导检查

        """)
  }

  @Test func oneLineIsTheAbbreviatedNameAndTheSubject() {
    #expect(
      LogText([Self.issue, Self.plain], language: .en).oneline == """
        8f3c1a2 (HEAD -> main, tag: 月报) 发函 2018-0007 疫苗处置和督导检查
        0123456 修订 2018-0007 疫苗处置和督导检查

        """)
  }

  @Test func colourMarksTheName() {
    let text = LogText([Self.plain], language: .zh, colour: true).oneline
    #expect(text == "\u{1B}[33m0123456\u{1B}[m 修订 2018-0007 疫苗处置和督导检查\n")
  }
}
