import CGit2
import Files

extension Repository {
  /// Puts together the configuration as git would: system, user, repository.
  ///
  /// What `git -c` adds is asked first by the functions below (`ConfigurationOverrides`); what
  /// libgit2 reads for itself, such as `core.autocrlf`, comes from the files only.
  func readConfiguration() throws(GitError) {
    var out: OpaquePointer?
    try check("git_config_new") { git_config_new(&out) }
    defer { git_config_free(out) }
    for (level, path) in environment.configurationFiles {
      try add(path, at: level.raw, to: out)
    }
    try add(commonDirectory + "config", at: GIT_CONFIG_LEVEL_LOCAL, to: out)
    try check("git_repository_set_config") { git_repository_set_config(raw, out) }
  }

  private func add(_ path: String, at level: git_config_level_t, to configuration: OpaquePointer?)
    throws(GitError)
  {
    do {
      try check("git_config_add_file_ondisk") {
        git_config_add_file_ondisk(configuration, path, level, raw, 0)
      }
    } catch {
      // A file that is not there says nothing.
      if error.code != .notFound { throw error }
    }
  }

  /// The value of a variable, such as `core.hooksPath`; nil if it is not set.
  package func configuredString(_ name: String) throws(GitError) -> String? {
    if let value = overrides[name] { return value }
    return try configured { configuration, buffer in
      git_config_get_string_buf(buffer, configuration, name)
    }
  }

  /// The same, with a leading `~` meaning the user's home.
  package func configuredPath(_ name: String) throws(GitError) -> String? {
    guard let value = try configuredString(name) else { return nil }
    guard value.hasPrefix("~/"), let home = environment["HOME"] else { return value }
    return home + value.dropFirst()
  }

  /// A switch by git's reading (`true`, `yes`, `on`, `1` …); nil if it is not set.
  package func configuredBool(_ name: String) throws(GitError) -> Bool? {
    var value = Int32(0)
    if let text = overrides[name] {
      try check("git_config_parse_bool") { git_config_parse_bool(&value, text) }
      return value != 0
    }
    let found: Void? = try withConfiguration { configuration in
      git_config_get_bool(&value, configuration, name)
    }
    return found.map { value != 0 }
  }

  /// Whether any variable is set whose name, its section in small letters, matches a regular expression.
  func hasSetting(matching pattern: String) throws(GitError) -> Bool {
    var isFound = false
    let _: Void? = try withConfiguration { configuration in
      withUnsafeMutablePointer(to: &isFound) { isFound in
        git_config_foreach_match(
          configuration, pattern,
          { _, isFound in
            isFound?.assumingMemoryBound(to: Bool.self).pointee = true
            return 0
          }, isFound)
      }
    }
    return isFound
  }

  /// All values of a variable in the repository's own configuration, whatever the environment says.
  package func ownValues(of name: String) throws(GitError) -> [String] {
    Self.values(of: name, inFile: commonDirectory + "config")
  }

  /// The value of a variable as the system, the user or `git -c` has it, never the repository itself.
  func trustedSetting(_ name: String) -> String? {
    if let value = overrides[name] { return value }
    return environment.configurationFiles.compactMap { _, path in
      Self.values(of: name, inFile: path).last
    }.last
  }

  /// All values of a variable in one file; none where it is not there.
  static func values(of name: String, inFile path: String) -> [String] {
    var out: OpaquePointer?
    defer { git_error_clear() }
    guard git_config_open_ondisk(&out, path) == 0 else { return [] }
    defer { git_config_free(out) }
    var values: [String] = []
    _ = withUnsafeMutablePointer(to: &values) { values in
      git_config_get_multivar_foreach(
        out, name, nil,
        { entry, values in
          guard let entry, let values else { return 0 }
          values.assumingMemoryBound(to: [String].self).pointee
            .append(String(cString: entry.pointee.value))
          return 0
        }, values)
    }
    return values
  }

  private func configured(
    _ read: (OpaquePointer?, UnsafeMutablePointer<git_buf>) -> Int32
  ) throws(GitError) -> String? {
    var buffer = git_buf()
    defer { git_buf_dispose(&buffer) }
    let found: Void? = try withConfiguration { configuration in read(configuration, &buffer) }
    // libgit2 gives an empty value as an empty buffer, which still has an address.
    return found.map { buffer.ptr.map { String(cString: $0) } ?? "" }
  }

  private func withConfiguration(_ read: (OpaquePointer?) -> Int32) throws(GitError) -> Void? {
    let configuration = try Handle(
      "git_repository_config_snapshot", in: self, free: git_config_free
    ) { git_repository_config_snapshot(&$0, raw) }
    do {
      try check("git_config_get") { read(configuration.raw) }
      return ()
    } catch {
      if error.code == .notFound { return nil }
      throw error
    }
  }
}

extension Environment.Level {
  fileprivate var raw: git_config_level_t {
    switch self {
    case .system: GIT_CONFIG_LEVEL_SYSTEM
    case .xdg: GIT_CONFIG_LEVEL_XDG
    case .global: GIT_CONFIG_LEVEL_GLOBAL
    }
  }
}
