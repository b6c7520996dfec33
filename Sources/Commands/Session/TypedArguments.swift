import Messages
import Supervision

/// Arguments whose keys come from the catalogue: `2018-0007 发函 --主送 省教育厅 -m 说明 --dry-run`.
///
/// Keys are known only once the step kind is, so they are read here and not declared.
struct TypedArguments {
  private(set) var positional: [String] = []
  private(set) var typed: [Typed] = []
  private(set) var wantsHelp = false
  private(set) var switches: Set<Switch> = []

  enum Switch: String {
    case edit = "--edit"
    case dryRun = "--dry-run"
  }

  /// Other names of keys: what git users type.
  private static let aliases = [
    "-m": "note", "--message": "note", "-e": "--edit", "-n": "--dry-run",
  ]

  init(_ arguments: [String]) throws(Failure) {
    var index = 0
    // What was pasted from Windows has lines all the same.
    let arguments = arguments.map { $0.replacing("\r\n", with: "\n") }
    while index < arguments.count {
      let argument = Self.aliases[arguments[index]] ?? arguments[index]
      let isAlias = argument != arguments[index]
      index += 1
      if let found = Switch(rawValue: argument) {
        switches.insert(found)
      } else if argument == "-h" || argument == "--help" {
        wantsHelp = true
      } else if argument == "--" {
        positional += arguments[index...]
        return
      } else if isAlias || argument.isOption {
        let name = isAlias ? argument : String(argument.dropFirst(2))
        if let equals = name.firstIndex(of: "=") {
          typed.append(
            Typed(String(name[..<equals]), [String(name[name.index(after: equals)...])]))
        } else if index < arguments.count, isAlias || !arguments[index].isOption {
          typed.append(Typed(name, [arguments[index]]))
          index += 1
        } else if name == StepKey.lateEntry.name || StepKey.lateEntry.rawValue.isSpelled(name) {
          typed.append(Typed(name, ["是"]))
        } else {
          throw .usage(Phrase(zh: "“--\(name)”缺少值", en: "'--\(name)' needs a value"))
        }
      } else if argument.hasPrefix("-"), argument.utf8.count > 1 {
        throw .usage(Phrase(zh: "没有选项“\(argument)”", en: "there is no option '\(argument)'"))
      } else {
        positional.append(argument)
      }
    }
  }

  /// Takes out the values of a key that every verb has, by its Chinese name or identifier.
  mutating func take(_ name: String, _ identifier: String) -> String? {
    let found = typed.last { $0.name == name || identifier.isSpelled($0.name) }
    typed.removeAll { $0.name == name || identifier.isSpelled($0.name) }
    return found?.values.last
  }
}

extension String {
  /// Whether it is read as the name of an option: no name begins with three dashes, but a note may.
  fileprivate var isOption: Bool { hasPrefix("--") && !hasPrefix("---") }
}
