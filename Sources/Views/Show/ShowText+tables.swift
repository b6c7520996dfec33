import Messages
import Supervision

// Units, tasks, clocks, steps and commits: a table each.
extension ShowText {
  private func column(
    _ zh: String, _ en: String, _ alignment: ColumnAlignment = .leading, narrowest: Int? = nil
  ) -> Grid.Column {
    Grid.Column(en, say(zh, en), alignment, narrowest: narrowest)
  }

  /// The table below its caption, indented by two; nil where there is nothing to show.
  func block(_ grid: Grid) -> String? {
    guard !grid.rows.isEmpty else { return nil }
    let (lines, left) = grid.lines(width: width.map { $0 - 2 }, colour: colour)
    let remark =
      left.isEmpty
      ? ""
      : say(
        "(屏宽不足,略去:\(left.joined(separator: "、")))",
        " (no room for \(left.joined(separator: ", ")))")
    return title(cut(grid.caption + remark)) + lines.map { "  \($0)\n" }.joined()
  }

  private func cell<T: Term>(_ term: T?) -> Cell { Cell(term?.words[language]) }

  var units: Grid {
    Grid(
      columns: [
        column("单位", "unit", narrowest: 12), column("收函", "letter"),
        column("签收", "acknowledged"), column("责任人", "officer", narrowest: 8),
        column("报责任人", "named"), column("最近进展", "last report"), column("风险", "risk"),
        column("未回应催办", "urge unanswered"),
      ],
      rows: state.units.map { unit in
        [
          .text(unit.name), Cell(unit.letter), Cell(unit.acknowledged), Cell(unit.officer),
          Cell(unit.officerNamed), Cell(unit.lastProgress?.day), cell(unit.lastProgress?.risk),
          cell(unit.pendingUrge),
        ]
      }, caption: say("单位", "Units"))
  }

  var tasks: Grid {
    Grid(
      columns: [
        column("号", "no", .trailing), column("事项", "matter", narrowest: 16),
        column("单位", "unit", narrowest: 10), column("原定", "original"),
        column("现行", "limit"), column("完成", "done"),
      ],
      rows: state.tasks.map { task in
        [
          .number(task.number), Cell(isSecret ? "(涉密)" : task.matter), Cell(task.unit),
          .day(task.deadline.original), .day(task.deadline.current.day), completion(of: task),
        ]
      }, caption: say("任务", "Tasks"))
  }

  func completion(of task: TaskState) -> Cell {
    if let done = task.done { return .day(done) }
    if task.isExcused { return .text(say("豁免", "excused")) }
    if !task.isCurrent { return .text(say("前轮未完", "earlier round")) }
    return switch task.lastCompletion {
    case .percent(let share): .text("\(share)%")
    case .done, .notDone, nil: .none
    }
  }

  var clocks: Grid {
    Grid(
      columns: [
        column("灯", "light"), column("到期", "due"), column("责任方", "who", narrowest: 12),
        column("应办", "what"), column("缘由", "why", narrowest: 16),
      ],
      rows: state.duePoints.map { point in
        [
          language == .zh || isTypeset ? .light(point.light) : Cell(point.light.rawValue),
          Cell(point.due?.day), .text(point.who), .text(point.whatWords[language]),
          .text(point.whomAndWhy[language]),
        ]
      }, caption: say("应办", "Owed"))
  }

  var timeline: Grid {
    let steps = state.subject.steps.filter { $0.day <= state.asOf }
    return Grid(
      columns: [
        column("号", "no", .trailing), column("日期", "date"), column("步骤", "step"),
        column("内容", "gist", narrowest: 16),
      ],
      rows: steps.map { step in
        let text = StepText(step, in: language, isSecret: isSecret)
        let void = step.isVoid ? say("(作废)", "(void) ") : ""
        return [
          .number(step.number), .day(step.day), .text(text.kind),
          Cell(void + text.gist),
        ]
      }, caption: say("过程", "Steps"))
  }

  var history: Grid {
    Grid(
      columns: [
        column("版本", "commit"), column("日期", "date"), column("作者", "author", narrowest: 8),
        column("主题", "subject", narrowest: 16),
      ],
      rows: commits.map { commit in
        [.text(commit.abbreviatedID), Cell(commit.date), Cell(commit.author), Cell(commit.subject)]
      }, caption: say("记录", "Commits"))
  }
}
