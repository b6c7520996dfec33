import Messages
import Supervision

/// The 任务书 of some rows.
package typealias TaskTable = LongTable<FlattenSequence<LazyMapSequence<[LedgerRow], [[Cell]]>>>

extension TaskTable {
  /// 任务书: one row a task of the present rounds, in the order of the cases.
  package static func tasks(_ rows: [LedgerRow], of basis: LedgerBasis) -> TaskTable {
    let count = rows.reduce(0) { $0 + $1.taskStates.count }
    let columns: [(column: Grid.Column, width: Int)] = [
      (Grid.Column("id", "案号"), 11), (Grid.Column("title", "事项", narrowest: 16), 24),
      (Grid.Column("task", "序号", .trailing), 7),
      (Grid.Column("matter", "任务", narrowest: 16), 28),
      (Grid.Column("criterion", "完成标志", narrowest: 10), 20),
      (Grid.Column("unit", "单位", narrowest: 10), 20),
      (Grid.Column("officer", "责任人", narrowest: 10), 14),
      (Grid.Column("originalLimit", "原定时限"), 12), (Grid.Column("limit", "现行时限"), 12),
      (Grid.Column("done", "完成"), 12), (Grid.Column("light", "灯"), 6),
    ]
    return TaskTable(
      columns: columns.map(\.column), widths: columns.map(\.width),
      rows: rows.lazy.map { row in row.taskStates.map { row.cells(of: $0) } }.joined(),
      count: count, caption: "督办任务书 \(basis.text),共\(count)项")
  }
}

extension Grid {
  /// How many cases are open, closed and ended otherwise.
  package init(standing rows: [LedgerRow], of basis: LedgerBasis) {
    let open = rows.count { State.open.contains($0.state) }
    let closed = rows.count { !State.open.contains($0.state) && $0.milestones.closed != nil }
    self.init(
      columns: [Column("standing", "状况"), Column("cases", "件数", .trailing)],
      rows: [
        [.text("在办"), .number(open)], [.text("办结"), .number(closed)],
        [.text("不立项、撤销"), .number(rows.count - open - closed)],
      ], caption: "督办件总体情况 \(basis.text)")
  }
}

extension LedgerRow {
  fileprivate func cells(of task: TaskState) -> [Cell] {
    let point = duePoints.first { $0.what == .task && $0.task == task.number }
    return [
      .text(id), Cell(title), .number(task.number), Cell(task.matter), Cell(task.criterion),
      Cell(task.unit), Cell(task.officer ?? unitStates.first { $0.name == task.unit }?.officer),
      .day(task.deadline.original), .day(task.deadline.current.day), completion(of: task),
      point.map { .light($0.light) } ?? .none,
    ]
  }

  /// The day it was done, else how far it is.
  private func completion(of task: TaskState) -> Cell {
    if let done = task.done { return .day(done) }
    if task.isExcused { return .text("豁免") }
    switch task.lastCompletion {
    case .percent(let share): return .text("\(share)%")
    case .done, .notDone, nil: return .none
    }
  }
}
