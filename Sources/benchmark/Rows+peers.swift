extension Rows {
  /// The ledger beside a report of a program for double-entry journals.
  func journals(_ program: String, _ report: String...) -> Section {
    let journal = "\(beside)/journal"
    return Section(
      program: program, files: [.init(path: journal, content: history.journal)],
      rows: [
        Comparison(
          "ledger csv, \(program)", .times(1), ours("ledger", "--format", "csv", cached: false),
          beside: Command([program, "-f", journal] + report + ["案件"]))
      ])
  }

  /// What is owed, and all there is, beside a list of tasks, one a case.
  var taskwarrior: Section {
    let (settings, tasks) = ("\(beside)/taskrc", "\(beside)/tasks.json")
    // Everything that it reads and writes is named, so that nobody's own tasks are touched.
    func task(_ arguments: String...) -> Command {
      Command(
        ["task"] + arguments, variables: ["TASKRC=\(settings)", "TASKDATA=\(beside)/tasks"])
    }
    return Section(
      program: "task",
      files: [
        .init(path: settings) { $0(Array("confirmation=off\nhooks=off\nverbose=nothing\n".utf8)) },
        .init(path: tasks, content: history.tasks),
      ],
      preparing: [Command(["mkdir", "\(beside)/tasks"]), task("import", tasks)],
      rows: [
        Comparison("status, taskwarrior", nil, ours("status"), beside: task("list")),
        Comparison(
          "ledger csv, taskwarrior", nil, ours("ledger", "--format", "csv", cached: false),
          beside: task("export")),
      ])
  }
}
