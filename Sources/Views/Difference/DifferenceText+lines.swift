import FrontMatter
import Messages
import Supervision

extension DifferenceText {
  /// The lines that tell one change.
  func lines(_ change: CaseDifference.Change, of shown: ShownDifference) -> [Line] {
    let isSecret = shown.difference.isSecret
    func step(_ step: Step) -> String {
      "\(step.day) \(StepText(step, in: language, isSecret: isSecret).text)"
    }
    switch change {
    case .registered: return []
    case .removed: return [Line(.mark("-", .red), say("文件被删除", "the file is gone"))]
    case .renumbered(let from, let to):
      return [Line(.label(Phrase(zh: "编号", en: "number")), "\(from) → \(to)")]
    case .stepAdded(let added): return [Line(.mark("+", .green), step(added))]
    case .stepRemoved(let gone):
      return [
        Line(.mark("-", .red), say("第\(gone.number)步 ", "step \(gone.number) ") + step(gone))
      ]
    case .stepChanged(let from, let to):
      return [
        Line(.mark("-", .red), say("第\(from.number)步 ", "step \(from.number) ") + step(from)),
        Line(.mark("+", .green), say("第\(to.number)步 ", "step \(to.number) ") + step(to)),
      ]
    case .stepMoved(let moved, let from):
      return [
        Line(
          .mark("~", .yellow),
          say("第\(from)步移到第\(moved.number)步 ", "step \(from) is now step \(moved.number) ")
            + step(moved))
      ]
    case .state, .round, .light, .lead, .deadline, .taskAdded, .taskReassigned, .taskDone,
      .taskExcused, .taskReopened, .officer:
      return outcome(change, isSecret: isSecret).map { [$0] } ?? []
    case .field(let path, let from, let to):
      return [Line(.label(Phrase(zh: "表头", en: "header")), field(path, from, to, isSecret))]
    case .prose(let added, let removed):
      return [
        Line(
          .label(Phrase(zh: "正文", en: "prose")),
          say("+\(added) -\(removed) 行", "+\(added) -\(removed) lines"))
      ]
    case .layout:
      return [
        Line(
          .label(Phrase(zh: "版式", en: "layout")),
          say("只动了注释、空白或次序", "comments, blanks or order only"))
      ]
    }
  }

  private func outcome(_ change: CaseDifference.Change, isSecret: Bool) -> Line? {
    func matter(_ task: TaskState) -> String { isSecret ? "(涉密)" : task.matter.oneLine }
    func line(_ zh: String, _ en: String, _ text: String, _ ink: Ink? = nil) -> Line {
      Line(.label(Phrase(zh: zh, en: en)), text, ink)
    }
    switch change {
    case .state(let from, let to):
      return line("状态", "state", "\(words(from)) → \(words(to))")
    case .round(let from, let to):
      return line("轮次", "round", say("第\(from)轮 → 第\(to)轮", "\(from) → \(to)"))
    case .light(let from, let to, let point):
      let reason = point.map { point in
        let due = point.due.map { " \($0.day)" } ?? ""
        return "  \(point.who.oneLine) \(point.whatWords[language])\(due)"
      }
      return line(
        "灯", "light", "\(from.words[language]) → \(to.words[language])\(reason ?? "")", Ink(to))
    case .lead(let from, let to): return line("牵头", "lead", "\(from.oneLine) → \(to.oneLine)")
    case .deadline(let what, let from, let to, let step):
      return line("时限", "limit", deadline(what, from, to, step))
    case .taskAdded(let task):
      let limit = task.deadline.current.day
      return line(
        "新任务", "new task",
        "\(task.number) \(task.unit.oneLine):\(matter(task)) \(say("至", "by "))\(limit)")
    case .taskReassigned(let task, let from):
      return line("任务", "task", "\(task.number) \(from.oneLine) → \(task.unit.oneLine)")
    case .taskDone(let task, let step):
      return line(
        "完成", "done",
        say("任务", "task ") + "\(task.number)\(by(step)) \(task.unit.oneLine):\(matter(task))")
    case .taskExcused(let task):
      return line("豁免", "excused", say("任务", "task ") + "\(task.number) \(matter(task))")
    case .taskReopened(let task):
      return line("重办", "redo", say("任务", "task ") + "\(task.number) \(matter(task))")
    case .officer(let unit, let from, let to):
      let former = from.map { "\($0.oneLine) → " } ?? ""
      return line("责任人", "officer", "\(unit.oneLine) \(former)\(to.oneLine)")
    case .registered, .removed, .renumbered, .stepAdded, .stepChanged, .stepRemoved, .stepMoved,
      .field, .prose, .layout:
      return nil
    }
  }

  private func words(_ state: State?) -> String {
    state?.words[language] ?? say("未登记", "not registered")
  }

  private func deadline(
    _ what: CaseDifference.Deadlined, _ from: Day?, _ to: Day, _ step: Step?
  ) -> String {
    let name =
      switch what {
      case .finalReport: Obligation.finalReport.words[language]
      case .task(let number): say("任务\(number)", "task \(number)")
      }
    return "\(name) \(from.map { "\($0) → " } ?? "")\(to)\(by(step))"
  }

  /// `(第12步 延期)`
  private func by(_ step: Step?) -> String {
    step.map {
      say("(第\($0.number)步 \($0.kind.name))", " (step \($0.number), \($0.kind.words.en))")
    } ?? ""
  }

  /// `任务.2.时限: 15日 → 30日`
  private func field(_ path: [String], _ from: Value?, _ to: Value?, _ isSecret: Bool) -> String {
    let name = path.joined(separator: ".").oneLine
    guard !isSecret else { return name }
    let none = say("无", "none")
    return "\(name): \(from?.flat.oneLine ?? none) → \(to?.flat.oneLine ?? none)"
  }
}

extension Value {
  /// The texts of a value on one line.
  var flat: String {
    switch self {
    case .text(let text): text.isEmpty ? "“”" : text
    case .list(let items): items.map(\.flat).joined(separator: "、")
    case .mapping(let entries): entries.map { "\($0.key):\($0.value.flat)" }.joined(separator: ",")
    }
  }
}
