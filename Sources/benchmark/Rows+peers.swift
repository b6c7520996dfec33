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
}
