import Files

/// The configuration that comes with a command, not with a file: `git -c`, and
/// `GIT_CONFIG_COUNT` with its keys and values (git-config(1), ENVIRONMENT).
///
/// libgit2 1.5 does not look at it, and a switch like `commit.gpgSign` given this way must not be
/// passed over.
struct ConfigurationOverrides {
  private var values: [(key: String, value: String)] = []

  /// What does not parse is left out: git itself refuses to run with it.
  init(_ environment: Environment) {
    for item in Self.unquoted(environment["GIT_CONFIG_PARAMETERS"] ?? "") {
      values.append((Self.normalised(item.key), item.value))
    }
    for number in 0..<(environment["GIT_CONFIG_COUNT"].flatMap { Int($0) } ?? 0) {
      guard let key = environment["GIT_CONFIG_KEY_\(number)"],
        let value = environment.variables["GIT_CONFIG_VALUE_\(number)"]
      else { break }
      values.append((Self.normalised(key), value))
    }
  }

  /// The last value given for a variable.
  subscript(name: String) -> String? {
    let name = Self.normalised(name)
    return values.last { $0.key == name }?.value
  }

  /// Section and variable without regard to case; what is between them is kept.
  private static func normalised(_ key: String) -> String {
    guard let first = key.firstIndex(of: "."), let last = key.lastIndex(of: ".") else { return key }
    return key[..<first].lowercased() + key[first..<last] + key[last...].lowercased()
  }

  /// Reads `'key'='value' 'key'= 'key=value'`, quoted as for a shell. A key without a value means true.
  private static func unquoted(_ text: String) -> [(key: String, value: String)] {
    var found: [(key: String, value: String)] = []
    var rest = text.utf8[...]
    while let key = quoted(&rest) {
      if rest.first == UInt8(ascii: "=") {
        rest.removeFirst()
        found.append((key, quoted(&rest) ?? "true"))
      } else if let equals = key.firstIndex(of: "=") {
        found.append((String(key[..<equals]), String(key[key.index(after: equals)...])))
      } else {
        found.append((key, "true"))
      }
      rest = rest.drop { $0 == UInt8(ascii: " ") }
    }
    return found
  }

  /// One string in single quotes, with `'\''` and `'\!'` for what cannot stand in them.
  private static func quoted(_ rest: inout Substring.UTF8View) -> String? {
    let quote = UInt8(ascii: "'")
    guard rest.first == quote else { return nil }
    var bytes: [UInt8] = []
    while rest.first == quote {
      rest.removeFirst()
      guard let end = rest.firstIndex(of: quote) else { return nil }
      bytes += rest[..<end]
      rest = rest[rest.index(after: end)...]
      if rest.first == UInt8(ascii: "\\"), rest.count >= 2 {
        bytes.append(rest[rest.index(after: rest.startIndex)])
        rest = rest.dropFirst(2)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
