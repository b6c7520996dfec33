import ArgumentParser
import CaseStore
import Files
import Git
import Messages
import Supervision

/// `duban-git merge-driver`: what git runs to merge a case file; `--install` tells git to.
struct MergeDriver: Verb {
  static let name = "merge-driver"
  static let configuration = CommandConfiguration.verb(
    name,
    abstract: text(
      zh: "供 git 调用:合并两边的同一件(--install 启用)",
      en: "Merge a case file, as git's merge driver (--install sets it up)."),
    discussion: text(
      zh:
        "步骤按日期并入,表头按字段、正文按行合并。两边改得不同的留下冲突标记;步骤合在一起不合规的,两步都留下,合并之后用“更正”理顺。克隆之后运行一次 duban-git hooks install,或只启用驱动的 --install。",
      en:
        "Joins steps by date, the header by field, the prose by lines. What both sides changed differently gets conflict markers; steps that are unlawful together are both kept, for a 更正 after the merge to settle. Run duban-git hooks install once in every clone, or --install for the drivers alone."
    ))

  @Flag(help: help(zh: "在本仓库启用", en: "set it up in this repository"))
  var install = false

  @Argument(
    help: help(
      zh: "git 给的 %O %A %B %L %P %S %X %Y", en: "what git gives as %O %A %B %L %P %S %X %Y",
      valueName: "arguments"))
  var arguments: [String] = []

  func run() async throws {
    let session = Session.running
    guard install ? arguments.isEmpty : [5, 8].contains(arguments.count) else {
      throw Failure.usage(
        Phrase(
          zh: "需要参数 %O %A %B %L %P,可再加 %S %X %Y;或 --install",
          en: "%O %A %B %L %P are needed, and may be followed by %S %X %Y; or --install"))
    }
    if install {
      try await setUp(in: session)
    } else {
      try await merge(in: session)
    }
  }

  private func setUp(in session: Session) async throws(Failure) {
    let book = try session.casebook()
    try await session.installDrivers(of: book)
  }

  private func merge(in session: Session) async throws(Failure) {
    let path = RelativePath(arguments[4])
    if path.isInside("cases"), !CaseFile.isCase(path) { return try await mergeByLines(in: session) }
    let merged = MergedFile(
      base: try session.bytes(of: arguments[0]), ours: try session.bytes(of: arguments[1]),
      theirs: try session.bytes(of: arguments[2]), path: path, schema: schema(in: session),
      today: session.today, markers: isForBase(in: session) ? nil : markers,
      isReplay: !session.isMerging)
    try session.write(merged.bytes, to: arguments[1])
    for conflict in merged.conflicts {
      session.console.writeError("\(path): \(session(conflict.words(at: path)))\n")
    }
    if let findings = merged.findings {
      session.console.writeError(
        session.rendered([findings], top: nil, colour: session.colourChoice == .always),
        colours: session.colourChoice == .always)
      let way = merged.isClean ? Phrase.settling : .mergingInstead
      session.console.writeError("\(path): \(session(way))\n")
    }
    if !merged.isClean { throw Failure(.findings, nil) }
  }

  /// What is no case is git's affair.
  private func mergeByLines(in session: Session) async throws(Failure) {
    let words = [
      "merge-file", "--marker-size=\(markers.length)", "-L", markers.ours, "-L", "base", "-L",
      markers.theirs, arguments[1], arguments[0], arguments[2],
    ]
    let status = try await running(
      await Child("git", words, environment: session.environment, in: "\(session.directory)").run()
    ).status
    if status != 0 { throw Failure(.findings, nil) }
  }

  /// git before 2.44 knows no labels, and leaves `%X` and `%Y` as they are.
  private var markers: ConflictMarkers {
    func label(_ place: Int, _ placeholder: String, _ plain: String) -> String {
      let given = arguments.count > place ? arguments[place] : ""
      return given.isEmpty || given == placeholder ? plain : given
    }
    return ConflictMarkers(
      length: Int(arguments[3]) ?? 7, ours: label(6, "%X", "ours"),
      theirs: label(7, "%Y", "theirs"))
  }

  /// Whether git joins two of several commits that both sides go back to, for which it asks for longer
  /// markers than the file has: what is in conflict there, both sides have changed. Those of a file that
  /// both sides have renamed are longer by one.
  private func isForBase(in session: Session) -> Bool {
    let length = markers.length
    guard length > ConflictMarkers().length, let book = try? session.casebook() else {
      return false
    }
    switch try? book.repository.attribute("conflict-marker-size", of: RelativePath(arguments[4])) {
    case .text(let size)?: return length > (Int(size) ?? ConflictMarkers().length) + 1
    case .set, .unset, .unspecified, nil: return length > ConflictMarkers().length + 1
    }
  }

  /// The working tree's rules; an office's defaults where they cannot be read, as when the rules
  /// themselves are in conflict.
  private func schema(in session: Session) -> Schema {
    guard let folder = try? session.caseFolder(),
      let rules = try? folder.rules(environment: session.environment)
    else { return BuiltIn.schema }
    return rules.schema
  }
}

extension Session {
  /// Whether `git merge` runs us, and not `rebase`, `cherry-pick` or `stash`: it names the other
  /// sides in variables.
  fileprivate var isMerging: Bool {
    environment.variables.keys.contains { $0.hasPrefix("GITHEAD_") }
  }
}

extension Phrase {
  fileprivate static var settling: Phrase {
    Phrase(
      zh: "两边的步骤都已留下;合并之后用一步经批准的“更正”作废其中一步",
      en: "the steps of both sides are kept; after the merge, void one of them with an approved 更正")
  }

  /// What a rebase cannot make of two sides, a merge can.
  fileprivate static var mergingInstead: Phrase {
    Phrase(
      zh: "放弃这次变基,改为合并:git rebase --abort,再 git pull --no-rebase;合并之后用一步经批准的“更正”作废其中一步",
      en:
        "merge instead of rebasing: git rebase --abort, then git pull --no-rebase; after the merge, void one of the steps with an approved 更正"
    )
  }
}

extension CaseMerge.Conflict {
  fileprivate func words(at path: RelativePath) -> Phrase {
    switch self {
    case .addedTwice where CaseFile.isCase(path): Collision(path).words
    case .addedTwice:
      Phrase(zh: "两边各自新增了这个文件,内容不同", en: "both sides added the file, each with other contents")
    case .lines:
      Phrase(
        zh: "文件有错误,只能按行合并;有冲突", en: "the file has faults and was merged by lines; conflict")
    case .field(let name):
      Phrase(zh: "两边对“\(name)”的修改不同", en: "both sides changed \(name), differently")
    case .steps:
      Phrase(
        zh: "已记录的步骤被改动、删除或调换了次序", en: "recorded steps were changed, removed or reordered")
    case .prose: Phrase(zh: "正文有冲突", en: "conflict in the prose")
    case .tasksNumberedTwice:
      Phrase(
        zh: "两边的发函都新增了任务,任务序号要重新核对",
        en: "letters of both sides add tasks: check the numbers of the tasks")
    case .originAnsweredTwice(let row):
      Phrase(
        zh: "两边都接收了回执的这一行(\(row)),记的内容不同;两步都已留下,合并之后用一步经批准的“更正”作废其中一步",
        en:
          "both sides took this row of a reply sheet (\(row)), in other words; both steps are kept: after the merge, void one with an approved 更正"
      )
    case .unlawfulOnTop:
      Phrase(zh: "接在另一边之后就不合规了", en: "on top of the other side it is not lawful")
    }
  }
}
