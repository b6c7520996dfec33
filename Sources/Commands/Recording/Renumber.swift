import ArgumentParser
import CaseStore
import Files
import Git
import Messages
import Supervision

/// `duban-git renumber`: gives a case another number where two clones took the same.
struct Renumber: Verb {
  static let name = "renumber"
  static let configuration = CommandConfiguration.verb(
    name,
    abstract: text(zh: "两边重号时,给自己这件改号", en: "Give a case another number where two collide."),
    discussion: text(
      zh:
        "两个克隆各登记了一件,编号相同,后推送的一方会被拒绝,合并会停在冲突上。这一方放弃合并(git merge --abort),改号,再 git pull --no-rebase 即可。改号移动文件,改“编号”,添一步“更正”说明,记为一次提交;原编号保留,不再使用。不写新编号则取该年下一个。",
      en:
        "Two clones registered a case each under one number: the second push is refused, and the merge stops with a conflict. That clone gives the merge up (git merge --abort), renumbers, and pulls again (git pull --no-rebase). The file is moved, 编号 changed and a 更正 added, in one commit; the old number is never used again. Without a new number, the next of the year is taken."
    ))

  @Argument(help: help(zh: "案件编号或路径", en: "the id or path of a case", valueName: "case"))
  var name: String

  @Argument(help: help(zh: "新编号", en: "the new number", valueName: "number"))
  var number: String?

  @Option(
    name: [.customShort("m"), .long], parsing: .unconditional,
    help: help(zh: "更正的理由", en: "the reason given in the 更正", valueName: "reason"))
  var message: String?

  @Option(
    help: help(zh: "更正的日期(默认今天)", en: "the day of the 更正 (today by default)", valueName: "date"))
  var date: String?

  func run() async throws {
    let session = Session.running
    let recorder = try Recorder(in: session)
    let day = try date.map { text throws(Failure) in try session.day(text) } ?? session.today
    let number = try number.map { text throws(Failure) in try CaseNumber.meant(text) }
    try recorder.requireNothingUnderWay(renumbering: name)
    let path = try recorder.path(meant: name)
    let reason = message ?? "与另一件重号"
    var new: RelativePath?
    try await recorder.reported { () async throws(CaseStoreError) in
      let recorded = try await recorder.book.renumber(
        at: path, to: number, on: day, today: session.today, reason: reason)
      new = recorded.path
      return recorded
    }
    guard let new else { return }
    let done = Phrase(
      zh: "\(path) 已改为 \(new);接着 git pull --no-rebase,再 git push",
      en: "\(path) is now \(new); go on with git pull --no-rebase, then git push")
    session.console.writeError(session(done) + "\n")
  }
}

extension Recorder {
  /// In the middle of the merge that has shown the collision, says how to come to the new number: a
  /// merge may add nothing of its own, so the number changes before it.
  fileprivate func requireNothingUnderWay(renumbering name: String) throws(Failure) {
    guard let operation = book.repository.operation else { return }
    let commands =
      "git \(operation.rawValue) --abort && duban-git renumber \(name) && git pull --no-rebase"
    throw Failure(
      .repository,
      Phrase(
        zh: "git \(operation.rawValue) 尚未完成;改号要在合并之前",
        en: "a git \(operation.rawValue) is under way; a number changes before the merge"),
      hint: Phrase(zh: "依次运行:\(commands)", en: "run: \(commands)"))
  }
}

extension CaseNumber {
  /// The number a person typed.
  static func meant(_ text: String) throws(Failure) -> CaseNumber {
    guard let number = CaseNumber(text) else {
      throw .usage(
        Phrase(zh: "“\(text)”不是编号", en: "'\(text)' is not a case number"),
        hint: Phrase(zh: "编号写作 2018-0007", en: "write it as 2018-0007"))
    }
    return number
  }
}
