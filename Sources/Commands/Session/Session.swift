import Files
import Messages
import Supervision

/// What one run of the program finds around it: read once at the start, then handed on.
struct Session: Sendable {
  let environment: Environment
  /// Where we are, or where `-C` says; absolute.
  let directory: FilePlace
  let language: Language
  /// What `--lang` says; nil where the locale decides.
  let askedLanguage: Language?
  let colourChoice: ColourChoice
  /// What `--no-pager` or `--paginate` says; nil where neither does.
  let paging: Bool?
  let console: Console
  /// What the program was built from; nil where its sources had no repository.
  let commit: String?
  let dayOfRun: DayOfRun

  /// The session that the running command belongs to.
  @TaskLocal static var current: Session?

  /// The session of the command that runs.
  static var running: Session {
    guard let current else { preconditionFailure("a command runs within Program.main") }
    return current
  }
}

extension Session {
  /// The day that "as of" means where none is given.
  var today: Day { dayOfRun.today }

  /// The language of messages: the first of the locale variables that is set and not empty.
  static func language(of environment: Environment) -> Language {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }
      .first { !$0.isEmpty }
    return locale?.lowercased().hasPrefix("zh") == true ? .zh : .en
  }

  /// Of what is handed over as pages: the same whoever makes it.
  var languageOfPages: Language { askedLanguage ?? .zh }

  /// The same run, as if it were asked for pages in a language.
  func making(pagesIn language: Language) -> Session {
    Session(
      environment: environment, directory: directory, language: self.language,
      askedLanguage: language, colourChoice: colourChoice, paging: paging, console: console,
      commit: commit, dayOfRun: dayOfRun)
  }

  /// A phrase in the language of this run.
  func callAsFunction(_ phrase: Phrase) -> String { phrase[language] }
}

/// `--color`
enum ColourChoice: String, Sendable {
  case auto, always, never
}
