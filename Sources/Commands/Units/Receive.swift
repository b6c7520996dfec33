import ArgumentParser
import CaseStore
import Files
import Messages
import Supervision

/// `duban-git receive`: what units filled in on their reply sheets becomes steps.
struct Receive: Verb {
  static let name = "receive"
  static let configuration = CommandConfiguration.verb(
    name,
    abstract: text(
      zh: "接收填好的回执:每一行记成步骤并提交", en: "Take reply sheets that were filled in, and record them."),
    discussion: text(
      zh: """
        填了的行记成报责任人、进展、申请延期、报结(本机关自己的记成沟通、催办、调度),一步一次提交,来源写明是哪份回执的哪一行,交回的文件附在每件的第一步上(别的案件的行隐去)。
        灰色的格与发出时的那次提交比对。有一格不对,整个文件一步也不记,并指出是哪张表、哪一格、怎么改。
        没有填的、收过的不再记。几个文件各算各的。
        """,
      en: """
        Rows that were filled in become 报责任人, 进展, 申请延期 and 报结 (on the office's own, 沟通, 催办 and 调度), a commit a step, each with the row that it was taken from (来源); the file is attached to the first step of each case, without the rows of others.
        The grey cells are held against the commit that the sheet was made of. Where one cell is wrong nothing of the file is recorded, and it says which, and what to do.
        What was left empty or was received before makes no step. Several files are each their own.
        """))

  @Argument(help: help(zh: "交回的回执(.xlsx)", en: "reply sheets (.xlsx)", valueName: "file"))
  var files: [String]

  @Option(
    help: help(zh: "收到的日期(默认今天)", en: "the day it came in (today by default)", valueName: "date"))
  var date: String?

  @Option(
    help: help(
      zh: "交来的单位;与回执不符就不收", en: "the unit it comes from, which the sheet must be of",
      valueName: "unit"))
  var from: String?

  @Flag(
    name: [.customShort("n"), .long],
    help: help(zh: "只看会记什么,不写入", en: "show what would be recorded, write nothing"))
  var dryRun = false

  func run() async throws {
    let session = Session.running
    let recorder = try Recorder(in: session)
    let day = try date.map { text throws(Failure) in try session.day(text) } ?? session.today
    guard day <= session.today else {
      throw Failure.usage(
        Phrase(zh: "--date \(day) 在将来,今天是\(session.today)", en: "--date \(day) is in the future"))
    }
    var failures: [Failure] = []
    for file in files {
      do throws(Failure) {
        let received = try await ReceivedFile(file, on: day, from: from, by: recorder)
        try await recorder.take(received, isRehearsal: dryRun)
      } catch {
        if files.count == 1 { throw error }
        _ = Program.report(error, language: session.language, to: session.console)
        failures.append(error)
      }
    }
    if let first = failures.first { throw Failure(first.status, nil) }
  }
}
