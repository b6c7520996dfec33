import Files

extension Session {
  /// The session of a hook of the shared repository: whoever pushes may have set any variable that is
  /// ours or git's, and only those are heard that `git receive-pack` sets itself.
  func onServer() throws(Failure) -> Session {
    let given = ["GIT_DIR", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES"]
    var variables = environment.variables.filter { name, _ in
      given.contains(name) || !(name.hasPrefix("GIT_") || name.hasPrefix("DUBAN_"))
    }
    // What refs/replace shows is not what was pushed.
    variables["GIT_NO_REPLACE_OBJECTS"] = "1"
    let environment = Environment(variables)
    return Session(
      environment: environment, directory: directory, language: language,
      askedLanguage: askedLanguage,
      colourChoice: colourChoice, paging: paging, console: console, commit: commit,
      dayOfRun: try DayOfRun(environment, in: directory))
  }
}
