package import FrontMatter
package import Messages

/// A step that a row of a reply sheet becomes.
package struct ReplyStep: Sendable {
  package let row: ReplyRow
  package let kind: StepKind
  package let fields: [(field: StepSpecification.Field, values: [String])]
  /// Where what a key says was written.
  package let cells: [StepKey: ReplyReading.Cell]
  /// Where the row says that the step is to be recorded.
  package let anchor: ReplyReading.Cell

  /// - Parameter isLate: whether later steps are recorded already.
  package func value(
    on day: Day, isLate: Bool = false, attaching entries: [String] = [], units: UnitDirectory
  ) -> Value {
    var all = fields
    if isLate { all += part(.lateEntry, ["是"]) }
    if !entries.isEmpty { all += part(.attachments, entries) }
    return kind.specification.value(on: day, all, units: units)
  }

  private func part(_ key: StepKey, _ values: [String]) -> [(StepSpecification.Field, [String])] {
    kind.specification.allFields.filter { $0.key == key }.map { ($0, values) }
  }

  /// Whether a case has the step already: of the same row and kind, and in the same words, on whichever day
  /// it was received.
  package func isRecorded(in subject: Case, on day: Day, _ units: UnitDirectory) -> Bool {
    let value = value(on: day, units: units).answer
    guard let origin = fields.first(where: { $0.field.key == .origin })?.values.first else {
      return false
    }
    return subject.steps.contains { step in
      !step.isVoid && step.origin == StepOrigin(row: origin, kind: kind)
        && subject.stepNodes[step.number - 1].value.answer == value
    }
  }
}

/// What a reply sheet becomes: steps, in the order of its rows.
package struct ReplyAnswers: Sendable {
  package private(set) var steps: [ReplyStep] = []
  /// What is not understood, by the texts that were read.
  package private(set) var findings: [[Diagnostic]]
  private let sheet: ReplySheet
  private let reading: ReplyReading
  private let received: Day

  /// - Parameter received: the day on which it came in.
  package init(_ reading: ReplyReading, to sheet: ReplySheet, received: Day) {
    (self.sheet, self.reading, self.received) = (sheet, reading, received)
    findings = reading.findings
    for row in sheet.rows {
      guard let cells = reading.filled[row.number] else { continue }
      if sheet.isOfOffice { takeOffice(row, cells) } else { takeUnit(row, cells) }
    }
    for place in findings.indices {
      findings[place].sort { $0.range.lowerBound < $1.range.lowerBound }
    }
  }

  private typealias Cells = [ReplyColumn: ReplyReading.Cell]

  private mutating func report(_ finding: Diagnostic, at cell: ReplyReading.Cell) {
    findings[cell.sheet].append(finding)
  }

  // MARK: Of a unit

  private mutating func takeUnit(_ row: ReplyRow, _ cells: Cells) {
    let filledIn = writtenDay(row, cells)
    let common = self.common(row, cells)
    if let officer = cells[.officer] {
      add(.nameOfficer, row, at: officer, [(.officer, officer.text, officer)] + common, filledIn)
    }
    takeProgress(row, cells, common, filledIn)
    takeExtension(row, cells, common, filledIn)
    guard let cell = cells[.finalReport] else { return }
    switch ReplyWords.isYes(cell.text) {
    case true?: add(.finalReport, row, at: cell, common, filledIn)
    case false?: break
    case nil:
      report(
        .replyNotUnderstood(
          .finalReport, cell.text, at: cell.range,
          help: Phrase(zh: "请求审核的写“是”,否则空着", en: "write 是 to report the case done, or nothing")),
        at: cell)
    }
  }

  private mutating func takeProgress(
    _ row: ReplyRow, _ cells: Cells, _ common: [Part], _ filledIn: Day?
  ) {
    let asked: [ReplyColumn] = [.progress, .completion, .problems, .plan, .risk]
    guard let anchor = asked.lazy.compactMap({ cells[$0] }).first else { return }
    var parts = common
    switch row.what {
    case .firstReport: parts.append((.reportType, ReportType.initial.name, nil))
    case .progress: parts.append((.reportType, ReportType.periodic.name, nil))
    default: break
    }
    if let task = row.task { parts.append((.task, "\(task)", nil)) }
    if let cell = cells[.completion] {
      if let word = ReplyWords.completion(cell.text) {
        parts.append((.completion, word, cell))
      } else {
        report(
          .replyNotUnderstood(
            .completion, cell.text, at: cell.range,
            help: Phrase(zh: "写“是”“否”或百分比,如 60%", en: "write 是, 否 or a share: 60%")), at: cell)
      }
    }
    if let cell = cells[.problems] { parts.append((.problems, cell.text, cell)) }
    if let cell = cells[.plan] { parts.append((.plan, cell.text, cell)) }
    if let cell = cells[.risk], let word = choice(cell, .risk) {
      parts.append((.risk, word, cell))
    }
    add(.progress, row, at: anchor, parts, filledIn, note: cells[.progress])
  }

  private mutating func takeExtension(
    _ row: ReplyRow, _ cells: Cells, _ common: [Part], _ filledIn: Day?
  ) {
    switch (cells[.newLimit], cells[.reason]) {
    case (let limit?, let reason?):
      guard let word = ReplyWords.limit(limit.text, from: received) else {
        return report(
          .replyNotUnderstood(
            .newLimit, limit.text, at: limit.range,
            help: Phrase(
              zh: "写日期,如 2026-12-31,或者 15日、10个工作日", en: "write a day, or 15日, 10个工作日")), at: limit)
      }
      let task: [Part] = row.task.map { [(.task, "\($0)", nil)] } ?? []
      add(
        .requestExtension, row, at: limit,
        [(.reason, reason.text, reason), (.newLimit, word, limit)] + task + common, filledIn)
    case (let limit?, nil):
      report(.replyIncomplete(.reason, for: .newLimit, at: limit.range), at: limit)
    case (nil, let reason?):
      report(.replyIncomplete(.newLimit, for: .reason, at: reason.range), at: reason)
    case (nil, nil): break
    }
  }

  /// The day that the unit wrote.
  private mutating func writtenDay(_ row: ReplyRow, _ cells: Cells) -> Day? {
    guard let cell = cells[.day] else { return nil }
    let first = min(row.letter ?? received, received)
    guard let day = ReplyWords.day(cell.text, in: first...received) else {
      report(
        .replyNotUnderstood(
          .day, cell.text, at: cell.range,
          help: Phrase(zh: "写作 \(received)", en: "write it as \(received)")), at: cell)
      return nil
    }
    if day > received || row.letter.map({ day < $0 }) ?? false {
      report(.replyDayOutside(day, row.letter, received, at: cell.range), at: cell)
    }
    return day
  }

  // MARK: Of the office

  private mutating func takeOffice(_ row: ReplyRow, _ cells: Cells) {
    let common = self.common(row, cells)
    if let anchor = cells[.means] ?? cells[.contact] {
      if let cell = cells[.means] {
        if let word = choice(cell, .means) {
          add(
            .contact, row, at: anchor, [(.means, word, cell)] + common, nil, note: cells[.contact])
        }
      } else {
        report(.replyIncomplete(.means, for: .contact, at: anchor.range), at: anchor)
      }
    }
    if let anchor = cells[.level] ?? cells[.urging] {
      if let cell = cells[.level] {
        if let word = choice(cell, .level) {
          add(.urge, row, at: anchor, [(.level, word, cell)] + common, nil, note: cells[.urging])
        }
      } else {
        report(.replyIncomplete(.level, for: .urging, at: anchor.range), at: anchor)
      }
    }
    if let cell = cells[.stocktake] {
      add(.stocktake, row, at: cell, common.filter { $0.key != .unit }, nil, note: cell)
    }
  }

  // MARK: Steps

  private typealias Part = (key: StepKey, text: String, cell: ReplyReading.Cell?)

  private func common(_ row: ReplyRow, _ cells: Cells) -> [Part] {
    let unit: [Part] = [(.unit, row.unit, nil)]
    return unit + (cells[.handler].map { [(.handler, $0.text.onOneLine, $0)] } ?? [])
  }

  private mutating func choice(_ cell: ReplyReading.Cell, _ column: ReplyColumn) -> String? {
    if let word = ReplyWords.choice(cell.text, of: column) { return word }
    let choices = (column.choices ?? []).joined(separator: "、")
    report(
      .replyNotUnderstood(
        column, cell.text, at: cell.range,
        help: Phrase(zh: "写其中之一:\(choices)", en: "one of \(choices)")),
      at: cell)
    return nil
  }

  private mutating func add(
    _ kind: StepKind, _ row: ReplyRow, at anchor: ReplyReading.Cell, _ parts: [Part],
    _ filledIn: Day?, note: ReplyReading.Cell? = nil
  ) {
    var parts = parts
    let notes = [note?.text, filledIn.map { "填报日期:\($0)" }].compactMap(\.self)
    if !notes.isEmpty { parts.append((.note, notes.joined(separator: "\n"), note)) }
    parts.append((.origin, sheet.origin(of: row), nil))
    var cells: [StepKey: ReplyReading.Cell] = [:]
    var fields: [(field: StepSpecification.Field, values: [String])] = []
    for part in parts {
      guard let field = kind.specification.allFields.first(where: { $0.key == part.key }) else {
        continue
      }
      let isLine = if case .text = field.shape { false } else { true }
      fields.append((field, [isLine ? part.text.onOneLine : part.text]))
      cells[part.key] = part.cell
    }
    steps.append(
      ReplyStep(row: row, kind: kind, fields: fields, cells: cells, anchor: anchor))
  }
}

extension Value {
  /// What a step says apart from when it was recorded, and with which file.
  fileprivate var answer: [String: String] {
    guard case .mapping(let entries) = self else { return [:] }
    let others = [StepKey.date, .lateEntry, .attachments].map(\.name)
    var answer: [String: String] = [:]
    for entry in entries where !others.contains(entry.key) {
      if case .text(let text) = entry.value { answer[entry.key] = text.trimmed }
    }
    return answer
  }
}
