import ArgumentParser
import Supervision
import Views

/// `duban-git status`: what is owed, by whom, until when, and why.
struct StatusCommand: Verb {
  static let name = "status"
  static let configuration = CommandConfiguration.verb(
    name,
    abstract: text(
      zh: "现在该办什么:逾期的、临近或有风险的、等本机关的、未提交的",
      en: "What is owed: overdue, due soon or at risk, waiting for the office, unrecorded edits."))

  @Flag(name: [.short, .long], help: help(zh: "简短,一项一行", en: "short, a line each"))
  var short = false

  @Option(help: help(zh: "截至某日(默认今天)", en: "as of this day (today by default)", valueName: "date"))
  var asOf: String?

  @Option(help: help(zh: "按某次提交的内容", en: "as this commit has it", valueName: "rev"))
  var rev: String?

  @Option(help: help(zh: "只看某单位该办的", en: "only what this unit owes", valueName: "unit"))
  var mine: String?

  @Flag(help: help(zh: "供程序读取的稳定格式", en: "stable lines for programs"))
  var porcelain = false

  @Flag(
    name: .customShort("z"),
    help: help(zh: "行以 NUL 结尾(同时用 --porcelain)", en: "end lines with NUL; implies --porcelain"))
  var nul = false

  @Flag(
    help: help(
      zh: "有逾期,或者有案件读不出来,退出码为1",
      en: "exit with 1 where something is overdue, or a case cannot be read"))
  var exitCode = false

  func run() async throws {
    let session = Session.running
    let asOf = try asOf.map { text throws(Failure) in try session.day(text) } ?? session.today
    let owed = try await session.owed(asOf: asOf, rev: rev)
    try await session.warnOfDeleted(in: owed.source)
    var unit: String?
    if let mine { unit = try await session.debtor(meant: mine, in: owed) }
    let seal = try session.sealPoint(in: owed)
    if nul || porcelain {
      let lines = Status.porcelain(
        owed.cases, unread: owed.basis.unread, unit: unit, seal: seal, nul: nul)
      if nul { session.console.write(Array(lines.utf8)) } else { session.console.write(lines) }
    } else {
      let status = Status(
        owed.cases, of: owed.basis, unit: unit,
        unrecorded: try session.unrecorded(in: owed.source),
        loose: try session.looseFiles(in: owed.source), seal: seal)
      let view = StatusText(
        status, language: session.language, width: session.width, colour: session.usesColour)
      session.console.write(short ? view.short : view.text, colours: session.usesColour)
    }
    // Where a case could not be read, nobody knows that nothing is overdue.
    if exitCode, !owed.isWhole || seal?.light == .red || owed.cases.contains(where: \.isOverdue) {
      throw Failure(.findings, nil)
    }
  }
}
