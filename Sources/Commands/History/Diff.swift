import ArgumentParser
import CaseStore
import Git
import Views

/// `duban-git diff`: what changed between two moments, in words.
struct Diff: Verb {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  static let name = "diff"
  static let configuration = CommandConfiguration.verb(
    name,
    abstract: text(zh: "两个时点之间办了什么、变了什么", en: "What changed between two moments, in words."),
    discussion: text(
      zh:
        "时点是日期(如 2018-08-06,指当天结束时本分支的情况)或 git 的版本(HEAD~3、标签、A..B)。不写时点,看还没有提交的改动;写一个,看从那时到现在的文件。时点之外的参数是案件编号或路径。用日期时,每件按各自那天算灯,所以单是时间过去、灯变了的案件也列出来。",
      en:
        "A moment is a date (2018-08-06: the branch as it was at the end of that day) or a revision of git's (HEAD~3, a tag, A..B). Without any, edits that are not recorded; with one, everything from then to the files as they are. Other arguments are ids or paths of cases. With a date, each side is judged on its own day, so that a light that only time has turned is shown too."
    ))

  @Argument(
    help: help(zh: "时点和案件", en: "moments and cases", valueName: "date|rev|case"))
  var arguments: [String] = []

  @Option(
    help: help(
      zh: "后一时点按某日算(默认当天、提交日或今天)", en: "judge the later side as of this day",
      valueName: "date"))
  var asOf: String?

  @Option(help: help(zh: "格式:text 或 json", en: "text or json"))
  var format = Format.text

  @Flag(help: help(zh: "有变化时退出码为1", en: "exit with 1 where something differs"))
  var exitCode = false

  func run() async throws {
    let session = Session.running
    let (repository, folder) = try session.history()
    let subjects = try DiffSubjects(arguments, in: repository, folder, session)
    var (old, new) = (subjects.old, subjects.new)
    if let asOf { new.day = try session.day(asOf) }
    let comparison = try await askingStore(
      await Comparison(
        from: old, to: new, ids: subjects.cases, followsTime: old.isDated || new.isDated,
        in: repository, folder: folder))
    try subjects.requireKnown(by: comparison, in: repository, folder)
    session.warn(of: comparison.unread, below: folder?.place)
    (old, new) = (comparison.old, comparison.new)
    let cases = comparison.entries.map {
      ShownDifference(
        $0.difference, path: "\($0.path)", formerPath: $0.formerPath.map { "\($0)" })
    }
    switch format {
    case .text:
      let view = DifferenceText(
        cases, from: ShownState(old), to: ShownState(new), language: session.language,
        width: session.width, colour: session.usesColour)
      try await session.page(view.text)
    case .json:
      let json = JSON.differences(cases, from: ShownState(old), to: ShownState(new))
      session.console.write(json.pretty + "\n")
    }
    if exitCode, !cases.isEmpty { throw Failure(.findings, nil) }
  }
}

extension ShownState {
  init(_ state: ComparedState) {
    self.init(
      day: state.day, rev: state.commit.map { String($0.abbreviated) },
      isWorkTree: state.place == .workTree)
  }
}
