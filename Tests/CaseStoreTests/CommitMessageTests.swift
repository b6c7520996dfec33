import CaseStore
import Files
import Git
import Messages
import Supervision
import Testing
import TestSupport

@Suite struct CommitMessageTests {
  private func message(title: String, note: String, classification: String = "内部") -> CommitMessage
  {
    let lines = note.split(separator: "\n", omittingEmptySubsequences: false)
      .map { "      \($0)\n" }.joined()
    let text =
      "---\n编号: 2018-0007\n标题: \(title)\n密级: \(classification)\n过程:\n"
      + "  - 日期: 2018-07-24\n    步骤: 调度\n    说明: |\n\(lines)---\n"
    let file = CaseFile(path: "cases/2018-0007.md", bytes: Array(text.utf8))
    return CommitMessage(
      .step(file.subject.steps[0]), in: file.subject, id: file.id, on: file.subject.steps[0].day)
  }

  @Test(
    arguments: rows([
      "短", "疫苗", String(repeating: "督", count: 40), String(repeating: "督查x", count: 20),
    ]))
  func theSubjectFitsIntoSeventyTwoColumns(title: String) {
    let subject = message(title: title, note: "说明").subject
    #expect(subject.displayWidth <= 72)
    #expect(subject.hasPrefix("调度 2018-0007 "))
    #expect(subject.hasSuffix("…") == (title.displayWidth > 72 - 15))
  }

  @Test(
    arguments: rows([
      ("一\n\n\n\n二", "一\n\n二"), ("---", " ---"), ("--- a/x", " --- a/x"), ("----", " ----"),
      ("Signed-off-by: 甲", " Signed-off-by: 甲"), ("Duban-Step : close", " Duban-Step : close"),
      ("单位: 甲", "单位: 甲"), ("http://x", " http://x"), ("12:30 到场", " 12:30 到场"),
      ("(cherry picked from commit 1)", " (cherry picked from commit 1)"), ("行尾   ", "行尾"),
      ("# 一", " # 一"), ("; 二", "; 二"),
      (
        "; ------------------------ >8 ------------------------",
        " ; ------------------------ >8 ------------------------"
      ),
    ]))
  func linesThatGitWouldTakeForItsOwnAreIndented(note: String, body: String) {
    #expect(message(title: "题", note: note).body == body)
  }

  @Test func aSecretCaseShowsNothing() {
    let secret = message(title: "题", note: "内容", classification: "秘密")
    #expect(secret.subject == "调度 2018-0007 (涉密)")
    #expect(secret.body == "")
    #expect(
      secret.text() == """
        调度 2018-0007 (涉密)

        Duban-Case: 2018-0007
        Duban-Step: stocktake
        Duban-Date: 2018-07-24

        """)
  }
}
