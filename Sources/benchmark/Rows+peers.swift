extension Rows {
  /// The ledger beside a report of a program for double-entry journals.
  func journals(_ program: String, _ report: String...) -> Section {
    let journal = "\(beside)/journal"
    return Section(
      program: program, files: [.init(path: journal, content: history.journal)],
      rows: [
        RowComparison(
          "ledger csv, \(program)", .times(1), ours("ledger", "--format", "csv", cached: false),
          // ledger reads settings of its own from there.
          beside: Command(
            [program, "-f", journal] + report + ["案件"], variables: ["HOME": beside]))
      ])
  }

  /// What is owed, and all there is, beside a list of tasks, one a case.
  var taskwarrior: Section {
    let (settings, tasks) = ("\(beside)/taskrc", "\(beside)/tasks.json")
    // Everything that it reads and writes is named, so that nobody's own tasks are touched.
    func task(_ arguments: String...) -> Command {
      Command(
        ["task"] + arguments, variables: ["TASKRC": settings, "TASKDATA": "\(beside)/tasks"])
    }
    return Section(
      program: "task",
      files: [
        .init(path: settings) { $0(Array("confirmation=off\nhooks=off\nverbose=nothing\n".utf8)) },
        .init(path: tasks, content: history.tasks),
      ],
      preparing: [Command(["mkdir", "\(beside)/tasks"]), task("import", tasks)],
      rows: [
        RowComparison("status, taskwarrior", nil, ours("status"), beside: task("list")),
        RowComparison(
          "ledger csv, taskwarrior", nil, ours("ledger", "--format", "csv", cached: false),
          beside: task("export")),
      ])
  }

  /// The history beside the same in a repository of Fossil's.
  var fossil: Section {
    let (checkout, repository) = ("\(beside)/checkout", "\(beside)/history.fossil")
    // It keeps a list of repositories in the home folder, and wants to know who is there.
    let variables = ["HOME": beside, "FOSSIL_HOME": beside, "USER": "office"]
    func fossil(_ arguments: String...) -> Command {
      Command(["fossil"] + arguments, variables: variables, in: checkout)
    }
    return Section(
      program: "fossil",
      preparing: [
        Command(
          [
            "sh", "-c", "git fast-export --all | fossil import --git --quiet \"$0\"", repository,
          ], variables: variables),
        Command(["mkdir", checkout]), fossil("open", repository),
      ],
      rows: [
        RowComparison("status, fossil", nil, ours("status", "-s"), beside: fossil("changes")),
        RowComparison(
          "log CASE, fossil", nil, ours("log", id, "--oneline"),
          beside: fossil("finfo", "-b", path)),
        RowComparison(
          "verify --full, fossil", nil, ours("verify", "--full"), beside: fossil("test-integrity")),
      ])
  }
}
