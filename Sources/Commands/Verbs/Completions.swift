import ArgumentParser
import Messages

/// `duban-git completions`: the completion script of a shell.
struct Completions: Verb {
  static let name = "completions"
  static let configuration = CommandConfiguration.verb(
    name,
    abstract: text(zh: "输出 bash、zsh 或 fish 的补全脚本", en: "Print the completion script of a shell."),
    discussion: text(
      zh: "例:duban-git completions bash > /etc/bash_completion.d/duban-git",
      en: "Example: duban-git completions bash > /etc/bash_completion.d/duban-git"))

  @Argument(help: ArgumentHelp("bash, zsh, fish", valueName: "shell"))
  var shell: String

  func run() async throws {
    guard let shell = CompletionShell(rawValue: shell) else {
      let known = CompletionShell.allCases.map(\.rawValue).joined(separator: ", ")
      throw Failure.usage(
        Phrase(zh: "没有“\(shell)”的补全脚本", en: "no completions for '\(shell)'"),
        hint: Phrase(zh: "可用:\(known)", en: "one of: \(known)"))
    }
    Session.running.console.write(DubanGit.completionScript(for: shell) + "\n")
  }
}
