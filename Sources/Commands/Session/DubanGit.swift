import ArgumentParser
import Messages

struct DubanGit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "duban-git",
    abstract: text(
      zh: "领导批示件督办:一件一个 Markdown 文件,一步一次 git 提交。",
      en: "Supervise leaders' instructions: a Markdown file a case, a git commit a step."),
    discussion: text(GlobalOptions.summary),
    version: Version.text(builtFrom: Session.current?.commit),
    subcommands: verbs)

  private static let verbs: [any Verb.Type] = [
    Init.self, New.self, StepCommand.self, Commit.self, Renumber.self, StatusCommand.self, Log.self,
    Show.self, Diff.self, CheckCommand.self, Verify.self, SealCommand.self, Format.self,
    Ledger.self, Due.self, DutiesCommand.self, ScoreCommand.self,
    ReplySheetCommand.self, Receive.self, Remind.self, UrgeCommand.self,
    LetterCommand.self, BulletinCommand.self, Archive.self, Import.self, Workday.self, Explain.self,
    FrontMatterCommand.self, SchemaCommand.self, HooksCommand.self, HookCommand.self,
    MergeDriver.self, Completions.self, Upgrade.self,
  ]

  /// What the arguments call.
  static func command(_ arguments: [String]) throws -> any ParsableCommand {
    let verb = arguments.first.flatMap { name in verbs.first { $0.name == name } }
    let rest = Array(arguments.dropFirst())
    if let verb = verb as? any TypedVerb.Type { return verb.init(rest) }
    let joined = rest.joiningNotes
    if let verb, let command = try? verb.parseAsRoot(joined) { return command }
    // What is wrong is told by the whole program.
    return try parseAsRoot(arguments.prefix(1) + joined)
  }
}

extension [String] {
  /// With a note that begins with a dash joined to its option: the parser would take it for another.
  fileprivate var joiningNotes: [String] {
    var joined: [String] = []
    var rest = self[...]
    while let argument = rest.popFirst() {
      if argument == "--" { return joined + [argument] + rest }
      guard ["-m", "--message"].contains(argument), rest.first?.hasPrefix("-") == true,
        let note = rest.popFirst()
      else {
        joined.append(argument)
        continue
      }
      joined.append("\(argument)=\(note)")
    }
    return joined
  }
}

/// A word of a command's declaration, in the language of this run.
///
/// Declarations are static and made once a process, in whichever language it speaks.
func text(zh: String, en: String) -> String {
  text(Phrase(zh: zh, en: en))
}

func text(_ phrase: Phrase) -> String {
  phrase[Session.current?.language ?? .en]
}

/// A help text of an argument or option.
func help(zh: String, en: String, valueName: String? = nil) -> ArgumentHelp {
  ArgumentHelp(stringLiteral: text(zh: zh, en: en)).named(valueName)
}

extension ArgumentHelp {
  fileprivate func named(_ valueName: String?) -> ArgumentHelp {
    var help = self
    help.valueName = valueName
    return help
  }
}
