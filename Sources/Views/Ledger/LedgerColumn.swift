import Messages
package import Supervision

/// One column of the 台账: every form of the ledger is made from this catalogue.
package struct LedgerColumn: Sendable {
  package let column: Grid.Column
  package let cell: @Sendable (LedgerRow) -> Cell

  package var identifier: String { column.identifier }
  package var heading: String { column.heading }

  private init(
    _ identifier: String, _ heading: String, _ alignment: ColumnAlignment = .leading,
    narrowest: Int? = nil, _ cell: @escaping @Sendable (LedgerRow) -> Cell
  ) {
    column = Grid.Column(identifier, heading, alignment, narrowest: narrowest)
    self.cell = cell
  }

  /// The columns that real ledgers have, then those that only a file that is computed with wants.
  package static let catalogue: [LedgerColumn] = [
    .init("id", "案号") { .text($0.id) },
    .init("instructed", "批示日期") { Cell($0.instruction.day) },
    .init("leader", "批示领导", narrowest: 8) { Cell($0.instruction.leader) },
    .init("class", "类别") { Cell($0.instruction.instructionClass) },
    .init("title", "事项", narrowest: 16) { Cell($0.title) },
    .init("urgency", "缓急") { Cell($0.urgency) },
    .init("classification", "密级") { Cell($0.classification) },
    .init("letterNumber", "文号", narrowest: 10) { Cell($0.letterNumber) },
    .init("lead", "牵头单位", narrowest: 10) { Cell($0.lead) },
    .init("coUnits", "协办单位", narrowest: 10) { Cell($0.coUnits.joined(separator: "、")) },
    .init("officer", "承办责任人", narrowest: 10) { Cell($0.officer) },
    .init("issued", "交办日期") { Cell($0.issued) },
    .init("tasks", "任务", .trailing) {
      $0.tasks.all == 0 ? .none : .share($0.tasks.done, of: $0.tasks.all)
    },
    .init("originalLimit", "原定时限") { Cell($0.limit?.original) },
    .init("limit", "现行时限") { Cell($0.limit?.current.day) },
    .init("lastProgress", "最近进展", narrowest: 16) { Cell($0.lastProgressText) },
    .init("next", "下一节点", narrowest: 30) { Cell($0.next?.line) },
    .init("light", "灯") { .light($0.light) },
    .init("urged", "催办", .trailing) { .count($0.counts.urged) },
    .init("returned", "退回", .trailing) { .count($0.counts.returned) },
    .init("extended", "延期", .trailing) { .count($0.counts.extended) },
    .init("inspected", "核查", .trailing) { .count($0.counts.inspected) },
    .init("submitted", "呈报日期") { Cell($0.milestones.submitted) },
    .init("closed", "办结日期") { Cell($0.milestones.closed) },
    .init("archiveNumber", "档号", narrowest: 8) { Cell($0.milestones.archiveNumber) },
    .init("lastRevisit", "最近回访") { Cell($0.lastRevisit(in: .zh)) },
    .init("note", "备注", narrowest: 16) { Cell($0.note(in: .zh)) },

    .init("state", "状态") { Cell($0.state) },
    .init("stage", "阶段") { Cell($0.state.stage) },
    .init("round", "轮次", .trailing) { .number($0.round) },
    .init("gist", "摘要", narrowest: 16) { Cell($0.instruction.gist) },
    .init("source", "来文", narrowest: 10) { Cell($0.source) },
    .init("cycle", "反馈") { Cell($0.cycle) },
    .init("watch", "关注") { Cell($0.watch) },
    .init("risk", "风险") { Cell($0.risk) },
    .init("registered", "登记日期") { .day($0.registered) },
    .init("path", "文件") { .text($0.path) },
  ]

  private static let named = Dictionary(
    catalogue.flatMap { [($0.identifier.lowercased(), $0), ($0.heading, $0)] },
    uniquingKeysWith: { first, _ in first })

  /// The column a person means by its heading or its identifier.
  package init?(named name: String) {
    guard let found = Self.named[name] ?? Self.named[name.lowercased()] else { return nil }
    self = found
  }

  /// What a terminal of `width` columns shows unless asked otherwise.
  package static func usual(forWidth width: Int?) -> [LedgerColumn] {
    let names =
      switch width ?? 120 {
      case ..<100: ["id", "light", "title", "next"]
      case ..<160: ["id", "light", "state", "title", "lead", "tasks", "limit", "next"]
      default:
        [
          "id", "light", "state", "class", "title", "lead", "officer", "tasks", "limit", "next",
          "lastProgress",
        ]
      }
    return names.compactMap(LedgerColumn.init(named:))
  }
}

// MARK: Cells that put several facts together

extension DuePoint {
  /// `任务2`: what is owed, with the task's number.
  package var whatText: String { what.name + (task.map { "\($0)" } ?? "") }

  /// `2018-07-31 报责任人 省卫生和计划生育委员会`
  var line: String {
    [due?.day.description, whatText, who].compactMap { $0 }.joined(separator: " ")
  }
}

extension LedgerRow {
  fileprivate var lastProgressText: String? {
    lastProgress.map { last in
      last.note.map { "\(last.day) \($0.oneLine)" } ?? last.day.description
    }
  }

  func lastRevisit(in language: Language) -> String? {
    milestones.lastRevisit.map { "\($0.day) \($0.result.words[language])" }
  }

  /// Why the light is what it is, and the risk that a unit declares beside it.
  func note(in language: Language) -> String? {
    func say(_ zh: String, _ en: String) -> String { Phrase(zh: zh, en: en)[language] }
    var notes: [String] = []
    var isSaid = false
    if light == .red || light == .yellow,
      let worst = duePoints.first(where: { $0.light == light })
    {
      notes.append(
        say("\(worst.whatText):\(worst.why.zh)", "\(worst.whatWords.en): \(worst.why.en)"))
      isSaid = worst.why.zh.hasSuffix("不可控")
    }
    if let risk, !isSaid, risk == .uncontrollable || risk == .controllable {
      notes.append(say("单位报告风险\(risk.name)", "a unit reports that the risk is \(risk.words.en)"))
    }
    return notes.isEmpty ? nil : notes.joined(separator: say("。", "; "))
  }
}
