/// The environment variables that git itself would look at, handed in by the program.
///
/// `Git` never reads the process's environment, so that a test can give each repository its own.
/// The same variables are given to the programs that are run.
package struct GitEnvironment: Hashable, Sendable {
  package var variables: [String: String]

  package init(_ variables: [String: String]) { self.variables = variables }

  /// The value of a variable, with an empty one counting as absent, as in git.
  package subscript(name: String) -> String? {
    variables[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The files of configuration outside the repository, least important first.
  ///
  /// As in git-config(1): `GIT_CONFIG_GLOBAL` replaces both the user's files, and
  /// `GIT_CONFIG_NOSYSTEM` leaves out the system's.
  var configurationFiles: [(level: Level, path: String)] {
    var files: [(Level, String)] = []
    if !isTrue("GIT_CONFIG_NOSYSTEM") {
      files.append((.system, self["GIT_CONFIG_SYSTEM"] ?? "/etc/gitconfig"))
    }
    if let global = variables["GIT_CONFIG_GLOBAL"] {
      if !global.isEmpty { files.append((.global, global)) }
      return files
    }
    if let folder = self["XDG_CONFIG_HOME"] ?? self["HOME"].map({ "\($0)/.config" }) {
      files.append((.xdg, "\(folder)/git/config"))
    }
    if let home = self["HOME"] { files.append((.global, "\(home)/.gitconfig")) }
    return files
  }

  enum Level { case system, xdg, global }

  /// Git's reading of a variable that switches something on.
  package func isTrue(_ name: String) -> Bool {
    guard let value = self[name]?.lowercased() else { return false }
    return !["0", "false", "no", "off"].contains(value)
  }
}
