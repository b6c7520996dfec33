import FrontMatter
import Supervision

// Units, tasks, clocks, steps and commits: a table each.
extension ShowText {
  private func column(
    _ zh: String, _ en: String, _ alignment: ColumnAlignment = .leading, narrowest: Int? = nil
  ) -> Grid.Column {
    Grid.Column(en, say(zh, en), alignment, narrowest: narrowest)
  }

  /// A titled table, indented by two; nil where there is nothing to show.
  private func block(
    _ zh: String, _ en: String, _ columns: [Grid.Column], _ rows: [[Cell]]
  ) -> String? {
    guard !rows.isEmpty else { return nil }
    let grid = Grid(columns: columns, rows: rows, caption: "")
    let lines = grid.lines(width: width.map { $0 - 2 }, colour: colour).lines
    return title(zh, en) + lines.map { "  \($0)\n" }.joined()
  }

  private func cell<T: Term>(_ term: T?) -> Cell { Cell(term?.words[language]) }

  var units: String? {
    block(
      "单位", "Units",
      [
        column("单位", "unit", narrowest: 12), column("收函", "letter"),
        column("签收", "acknowledged"), column("责任人", "officer", narrowest: 8),
        column("报责任人", "named"), column("最近进展", "last report"), column("风险", "risk"),
        column("未回应催办", "urge unanswered"),
      ],
      state.units.map { unit in
        [
          .text(unit.name), Cell(unit.letter), Cell(unit.acknowledged), Cell(unit.officer),
          Cell(unit.officerNamed), Cell(unit.lastProgress?.day), cell(unit.lastProgress?.risk),
          cell(unit.pendingUrge),
        ]
      })
  }

  var tasks: String? {
    block(
      "任务", "Tasks",
      [
        column("号", "no", .trailing), column("事项", "matter", narrowest: 16),
        column("单位", "unit", narrowest: 10), column("原定", "original"),
        column("现行", "limit"), column("完成", "done"),
      ],
      state.tasks.map { task in
        [
          .number(task.number), Cell(isSecret ? "(涉密)" : task.matter), Cell(task.unit),
          .day(task.deadline.original), .day(task.deadline.current.day), completion(of: task),
        ]
      })
  }

  private func completion(of task: TaskState) -> Cell {
    if let done = task.done { return .day(done) }
    if task.isExcused { return .text(say("豁免", "excused")) }
    if !task.isCurrent { return .text(say("前轮未完", "earlier round")) }
    return switch task.lastCompletion {
    case .percent(let share): .text("\(share)%")
    case .done, .notDone, nil: .none
    }
  }

  var clocks: String? {
    block(
      "应办", "Owed",
      [
        column("灯", "light"), column("到期", "due"), column("责任方", "who", narrowest: 12),
        column("应办", "what"), column("缘由", "why", narrowest: 16),
      ],
      state.duePoints.map { point in
        [
          language == .zh ? .light(point.light) : Cell(point.light.rawValue),
          Cell(point.due?.day), .text(point.who), .text(point.whatWords[language]),
          .text(point.why[language]),
        ]
      })
  }

  var timeline: String? {
    let steps = state.subject.steps.filter { $0.day <= state.asOf }
    return block(
      "过程", "Steps",
      [
        column("号", "no", .trailing), column("日期", "date"), column("步骤", "step"),
        column("内容", "gist", narrowest: 16),
      ],
      steps.map { step in
        let text = StepText(step, isSecret: isSecret)
        let void = step.isVoid ? say("(作废)", "(void) ") : ""
        return [
          .number(step.number), .day(step.day), .text(text.kind[language]),
          Cell(void + text.gist),
        ]
      })
  }

  var history: String? {
    block(
      "记录", "Commits",
      [
        column("版本", "commit"), column("日期", "date"), column("作者", "author", narrowest: 8),
        column("主题", "subject", narrowest: 16),
      ],
      commits.map { commit in
        [.text(commit.abbreviatedID), Cell(commit.date), Cell(commit.author), Cell(commit.subject)]
      })
  }
}
