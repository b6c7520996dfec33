/// XML as text: everything that is not markup of ours goes through `escaped`.
enum XML {
  static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

  /// An element with the given content, which is XML already.
  static func element(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ content: String = ""
  ) -> String {
    var tag = "<" + name
    for (name, value) in attributes { tag += " \(name)=\"\(escaped(value))\"" }
    return content.isEmpty ? tag + "/>" : tag + ">" + content + "</\(name)>"
  }

  /// Text as XML 1.0 has it; what it cannot have is left out.
  static func escaped(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      case "\t", "\n", "\r": out += " "
      case "\0"..<" ", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}": break
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }
}
