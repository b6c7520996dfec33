package import Files

extension Environment {
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
