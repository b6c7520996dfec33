import Messages

/// The options that come before the verb, as git has them: `duban-git -C DIR --lang zh status`.
///
/// `--lang`, `--color` and `--no-pager` are understood after the verb too.
struct GlobalOptions: Sendable {
  var directory: String?
  var language: Language?
  var colour = ColourChoice.auto
  var paging: Bool?
  var asksForVersion = false
  /// `--version --build-options`, as git has it.
  var asksForLibraries = false
  /// What is left for the verb.
  var rest: [String] = []

  static let summary = Phrase(
    zh: """
      通用选项(写在命令之前):
        -C <目录>               如同在该目录运行
        --lang zh|en            信息所用语言(默认随 LC_ALL、LC_MESSAGES、LANG)
        --color[=auto|always|never]  是否着色(遵循 NO_COLOR 和 color.ui)
        --no-pager, --paginate  不用或使用分页程序(core.pager、GIT_PAGER、PAGER)
        --version --build-options  版本,以及找到的各个库
      """,
    en: """
      Options before the command:
        -C <dir>                run as if started there
        --lang zh|en            language of messages (by default LC_ALL, LC_MESSAGES, LANG)
        --color[=auto|always|never]  colour; NO_COLOR and color.ui are honoured
        --no-pager, --paginate  whether to page (core.pager, GIT_PAGER, PAGER)
        --version --build-options  the version, and the libraries that are found
      """)

  init(_ arguments: [String]) throws(Failure) {
    var index = 0
    var isBeforeVerb = true
    func value(of option: String) throws(Failure) -> String {
      index += 1
      guard index < arguments.count else {
        throw .usage(Phrase(zh: "选项“\(option)”缺少值", en: "option '\(option)' needs a value"))
      }
      return arguments[index]
    }
    while index < arguments.count {
      let argument = arguments[index]
      switch argument {
      case "--":
        rest += arguments[index...]
        return
      case "-C" where isBeforeVerb:
        let folder = try value(of: argument)
        directory = folder.hasPrefix("/") ? folder : directory.map { "\($0)/\(folder)" } ?? folder
      case "--lang": language = try Self.language(try value(of: argument))
      case "--color", "--colour": colour = .always
      case "--no-color", "--no-colour": colour = .never
      case "--no-pager": paging = false
      case "--paginate": paging = true
      case "-p" where isBeforeVerb: paging = true
      case "--version" where isBeforeVerb: asksForVersion = true
      case "--build-options" where asksForVersion: asksForLibraries = true
      default:
        if argument.hasPrefix("--lang=") {
          language = try Self.language(String(argument.dropFirst(7)))
        } else if argument.hasPrefix("--color=") {
          colour = try Self.colour(String(argument.dropFirst(8)))
        } else {
          isBeforeVerb = isBeforeVerb && argument.hasPrefix("-")
          rest.append(argument)
        }
      }
      index += 1
    }
  }

  private static func language(_ text: String) throws(Failure) -> Language {
    guard let language = Language(rawValue: text) else {
      throw .usage(
        Phrase(zh: "--lang 只能是 zh 或 en,不是“\(text)”", en: "--lang takes zh or en, not '\(text)'"))
    }
    return language
  }

  private static func colour(_ text: String) throws(Failure) -> ColourChoice {
    guard let choice = ColourChoice(rawValue: text) else {
      throw .usage(
        Phrase(
          zh: "--color 只能是 auto、always 或 never", en: "--color takes auto, always or never"))
    }
    return choice
  }
}
