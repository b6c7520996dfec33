import Messages

/// A row of a reply sheet: one thing that is owed in a case, or, on the office's own, one unit's part in it.
package struct ReplyRow: Sendable, Hashable {
  /// Counted from 1.
  package let number: Int
  /// Of the case's file.
  package let path: String
  package let caseNumber: String
  /// Whom what is filled in is about.
  package let unit: String
  package let title: String
  /// Nil on the office's own sheet.
  package let what: Obligation?
  package let task: Int?
  /// What the columns say, by which a row that came back is held.
  package let said: [ReplyColumn: String]
  package let light: Light
  /// Those that may be filled in.
  package let open: Set<ReplyColumn>
  /// The day of the letter that the unit answers.
  let letter: Day?

  /// What the row is about, for a program.
  package var key: String {
    ([caseNumber, what?.rawValue ?? "unit"] + [task.map { "\($0)" } ?? unit]).joined(separator: " ")
  }
}

extension ReplyRow {
  /// What a unit owes in a case.
  init(_ point: DuePoint, of opened: ReplySheet.OpenedCase, unit: String, number: Int) {
    let state = opened.state
    let task = point.task.flatMap { number in state.tasks.first { $0.number == number } }
    let matter = [task?.matter, task?.criterion.map { "标志:\($0)" }].compactMap(\.self)
    self.init(
      number: number, opened, unit: unit, what: point.what, task: point.task,
      light: point.light,
      [
        .what: point.what.name + (point.task.map { "\($0)" } ?? ""),
        .matter: matter.isEmpty ? point.origin.zh : matter.joined(separator: ";"),
        .original: point.original.map { "\($0)" } ?? "", .due: point.due.map { "\($0.day)" } ?? "",
      ], open: Self.open(for: point.what))
  }

  /// A unit's part in a case, as the office has it in hand.
  ///
  /// - Parameter isFirst: whether it is the first of its case, where what is about the whole case stands.
  init(partOf unit: String, in opened: ReplySheet.OpenedCase, isFirst: Bool, number: Int) {
    let state = opened.state
    let owed = state.duePoints.filter { $0.owner == .unit(unit) }
    let next = owed.first
    self.init(
      number: number, opened, unit: unit, what: nil, task: nil,
      light: owed.map(\.light).max() ?? .none,
      [
        .what: next.map { $0.what.name + ($0.task.map { "\($0)" } ?? "") } ?? "",
        .matter: state.unit(unit)?.officer.map { "责任人:\($0)" } ?? "",
        .due: next?.due.map { "\($0.day)" } ?? "",
      ],
      open: Set([.means, .contact, .level, .urging, .handler] + (isFirst ? [.stocktake] : [])))
  }

  private init(
    number: Int, _ opened: ReplySheet.OpenedCase, unit: String, what: Obligation?, task: Int?,
    light: Light, _ more: [ReplyColumn: String], open: Set<ReplyColumn>
  ) {
    let (state, id) = (opened.state, opened.id)
    let title = state.subject.header.shownTitle
    let said: [ReplyColumn: String] = [
      .row: "\(number)", .caseNumber: id, .title: title, .unit: unit,
      .light: light == .none ? "" : light.name,
    ]
    self.init(
      number: number, path: opened.path, caseNumber: id, unit: unit, title: title, what: what,
      task: task,
      said: said.merging(more) { $1 }, light: light, open: open,
      letter: state.unit(unit)?.letter ?? state.currentLetters.first?.day)
  }

  private static func open(for what: Obligation) -> Set<ReplyColumn> {
    let always: Set<ReplyColumn> = [.officer, .progress, .problems, .plan, .risk, .handler, .day]
    return switch what {
    case .task: always.union([.completion, .newLimit, .reason])
    case .finalReport: always.union([.newLimit, .reason, .finalReport])
    case .docket, .issue, .acknowledge, .nameOfficer, .firstReport, .progress, .answerObjection,
      .answerExtension, .stocktake, .bulletin, .review, .submit, .answer, .resume, .archive,
      .revisit, .reopen:
      always
    }
  }
}
