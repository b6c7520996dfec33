import FrontMatter
import Messages

/// One row of a ledger as the case file it becomes.
package struct ImportedCase: Sendable {
  package let number: CaseNumber
  package private(set) var bytes: [UInt8]
  /// The row's first cell.
  package let place: Range<Int>
  private let row: ImportRow
  private let steps: [ImportedCourse.PlannedStep]
  /// The cells that its prose has, since nothing else of it can.
  let remarked: [Remark]

  struct Remark: Sendable {
    enum Reason { case state, noLimit, otherRow }

    let field: LedgerFact
    let cell: Located<String>
    let reason: Reason
  }

  /// - Parameter letter: its letter, where that is about other cases too.
  init(
    _ row: ImportRow, _ facts: ImportedFacts, number: CaseNumber, letter: ImportedLetter?,
    schema: Schema
  ) {
    self.row = row
    self.number = number
    place = row.anchor
    let course = ImportedCourse(row, facts, letter: letter)
    steps = course.steps
    var fields: [(key: NewCase.Key, values: [String])] = []
    for field in LedgerFact.importable {
      guard let key = field.headerKey, let text = row[field] else { continue }
      if row.isSecret, key.isContent { continue }
      fields.append((key, [key.cleaned(text)]))
    }
    if row[.gist] == nil, !row.isSecret {
      fields.append((.instruction(.gist), [ImportedCourse.unrecorded]))
    }
    if !facts.tasksHaveLimits, let limit = row[.originalLimit] ?? row[.limit] {
      fields.append((.header(.limit), [NewCase.Key.header(.limit).cleaned(limit)]))
    }
    remarked = row.isSecret ? [] : row.remarks(besides: course, facts)
    var tasks: [Value.Entry] = []
    if facts.isIssued, !facts.tasks.isEmpty {
      tasks = [
        Value.Entry(HeaderKey.tasks.name, facts.taskList(lead: row[.lead] ?? "", schema.units))
      ]
    }
    let new = NewCase(number: number, registered: facts.registered, fields: fields)
    bytes = new.text(
      units: schema.units, prose: row.isSecret ? "" : row.prose(remarked), tasks: tasks,
      steps: course.steps.map { step in
        step.kind.specification.value(on: step.day, step.typedFields, units: schema.units)
      })
  }

  package func path(by office: Office) -> String { office.path(for: number) }

  /// The numbers that it uses.
  func used(in schema: Schema) -> UsedNumbers {
    UsedNumbers(
      of: Case(Document(markdown: SourceText(path: "", bytes: bytes))),
      at: path(by: schema.office))
  }

  /// The cell that has the number of its letter.
  var letterPlace: Range<Int> { row.place(of: .letterNumber) }

  /// Says in its letter that it is one with those of other cases.
  mutating func share(letterWith others: [String]) {
    guard let place = steps.firstIndex(where: { $0.kind == .issue }) else { return }
    bytes = bytes.setting(
      [.key(HeaderKey.steps.name), .index(place), .key(StepKey.sameLetter.name)],
      to: .list(others.map { .text($0) }))
  }

  /// Whether a file is this case, with or without what `share` says.
  func isWritten(in file: [UInt8]) -> Bool {
    if file == bytes { return true }
    let key = Array("\(StepKey.sameLetter.name):".utf8)
    let lines = file.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let others = lines.filter { !$0.drop { $0 == UInt8(ascii: " ") }.starts(with: key) }
    return Array(others.joined(separator: [UInt8(ascii: "\n")])) == bytes
  }

  /// What is wrong with the case, at the cells that say so.
  ///
  /// - Parameter isWhole: whether every cell could be read; else only the values are judged, since
  ///   what is missing would make the course look wrong.
  func findings(schema: Schema, today: Day, isWhole: Bool) -> [Diagnostic] {
    let subject = Case(Document(markdown: SourceText(path: "", bytes: bytes)))
    let found =
      isWhole
      ? subject.findings(schema: schema, fileName: "\(number).md", asOf: today, today: today)
      : schema.office.setting(subject.findings)
    return found.filter { $0.severity == .error || isTold($0, of: subject) }.map { finding in
      var finding = finding.withoutFix
      finding.range = cell(for: finding.range.lowerBound, in: subject)
      // Second places are in the case that is to be, which nobody can see yet.
      finding.notes = []
      return finding
    }
  }

  /// Whether a finding that is no error is about what the ledger says, not about what had to be
  /// supplied.
  private func isTold(_ finding: Diagnostic, of subject: Case) -> Bool {
    guard finding.severity > .info else { return false }
    let offset = finding.range.lowerBound
    let step = subject.steps.last { $0.range.contains(offset) }
    return step.map { steps.indices.contains($0.number - 1) && steps[$0.number - 1].isDated }
      ?? true
  }

  /// The cell that says what stands at `offset` of the case.
  private func cell(for offset: Int, in subject: Case) -> Range<Int> {
    let entry = subject.document.root?.entries.first { $0.contains(offset) }
    guard let entry, let key = HeaderKey(written: entry.key) else { return row.anchor }
    switch key {
    case .steps:
      let index = entry.value.items.map(\.range).lastIndex { $0.lowerBound <= offset }
      return index.flatMap { steps.indices.contains($0) ? steps[$0].place : nil } ?? row.anchor
    case .instruction:
      let inner = entry.value.entries.first { $0.contains(offset) }?.key.text
      let key = InstructionKey.allCases.first { $0.name == inner }
      return key.map { place(of: .instruction($0)) } ?? row.anchor
    case .tasks: return row.place(of: .tasks)
    case .limit: return row.place(of: row[.originalLimit] == nil ? .limit : .originalLimit)
    case .id, .title, .source, .urgency, .classification, .secrecyTerm, .keptAt, .lead, .coUnits,
      .firstReport, .cycle, .watch, .contactLine, .attachments, .stocktakes, .bulletins:
      return place(of: .header(key))
    }
  }

  private func place(of key: NewCase.Key) -> Range<Int> {
    LedgerFact.importable.first { $0.headerKey == key }.map { row.place(of: $0) } ?? row.anchor
  }
}

extension Entry {
  fileprivate func contains(_ offset: Int) -> Bool {
    key.range.lowerBound <= offset && offset <= max(key.range.upperBound, value.range.upperBound)
  }
}

extension ImportRow {
  /// What the ledger remarks goes under a heading of its own, with what no step of this round can say.
  fileprivate func prose(_ others: [ImportedCase.Remark]) -> String {
    let remarks =
      [self[.note]].compactMap(\.self)
      + others.map { "\($0.field.name):\($0.cell.value)" }
    return remarks.isEmpty ? "" : "\n## 备注\n\n\(remarks.joined(separator: "\n\n"))\n"
  }

  /// The cells that neither the header nor the steps of the case say.
  fileprivate func remarks(besides course: ImportedCourse, _ facts: ImportedFacts)
    -> [ImportedCase.Remark]
  {
    let ofState = filled.filter { !isTold($0.field, by: course, facts) }.map { field, cell in
      ImportedCase.Remark(
        field: field, cell: cell, reason: unread.contains(field) ? .noLimit : .state)
    }
    return ofState
      + below.filter { field, _, isRead in
        switch field {
        case .lead, .coUnits, .note, .state: false
        case .limit, .originalLimit, .title, .tasks, .officer, .lastProgress, .urged:
          !isRead || !facts.isIssued
        default: true
        }
      }.map {
        ImportedCase.Remark(
          field: $0.field, cell: $0.cell, reason: $0.isRead ? .otherRow : .noLimit)
      }
  }

  /// Whether the header or the steps of the case say what a cell says, so that it need not stand in the
  /// prose too.
  private func isTold(_ field: LedgerFact, by course: ImportedCourse, _ facts: ImportedFacts)
    -> Bool
  {
    func count(_ kind: StepKind) -> Int { course.steps.count { $0.kind == kind } }
    func has(_ kind: StepKind) -> Bool { count(kind) > 0 }
    if unread.contains(field) { return false }
    if field.headerKey != nil { return true }
    return switch field {
    case .id, .note, .state, .round, .next: true
    case .registered: facts.round == 1
    case .letterNumber, .issued, .officer: has(.issue)
    case .tasks: facts.isIssued
    case .originalLimit: true
    // The case has one limit, and another only by an extension or a return.
    case .limit:
      self[.originalLimit].map { $0 == self[.limit] } ?? true || has(.extend)
        || facts.returned > 0 && has(.review)
    case .urged: count(.urge) >= facts.urged
    case .returned: facts.returned == 0 || has(.review) && has(.finalReport)
    case .extended: count(.extend) >= facts.extended
    case .inspected: count(.inspect) == facts.inspected
    case .lastProgress: has(.progress) && facts.isIssued
    case .risk: facts.lastProgress != nil && facts.isIssued
    case .submitted: has(.submit)
    case .closed: has(.close)
    case .archived, .archiveNumber: has(.archive)
    case .lastRevisit: facts.isRevisitable
    default: false
    }
  }
}

extension ImportedFacts {
  /// The tasks, all the lead's but for those of rows of other units and the one that the ledger says
  /// somebody owes next.
  fileprivate func taskList(lead: String, _ units: UnitDirectory) -> Value {
    .list(
      tasks.enumerated().map { index, task in
        let owed = next.flatMap { $0.what == .task && $0.task == index + 1 ? $0 : nil }
        let entries = [
          Value.Entry(TaskKey.matter.name, .text(task.matter)),
          Value.Entry(TaskKey.unit.name, .text(units.fullName(owed?.who ?? task.unit ?? lead))),
        ]
        let limit = (owed.map { "\($0.day)" } ?? task.limit).map {
          [Value.Entry(TaskKey.limit.name, .text($0))]
        }
        return .mapping(entries + (limit ?? []))
      })
  }
}

extension NewCase.Key {
  /// Words of the trade may be given by their identifiers, days with a time; a line is one line.
  fileprivate func cleaned(_ text: String) -> String {
    if case .choice(let choices) = shape {
      return choices.first { $0.identifier == text }?.name ?? text
    }
    return shape == .line ? text.onOneLine : text
  }
}

extension ImportedCourse.PlannedStep {
  fileprivate var typedFields: [(field: StepSpecification.Field, values: [String])] {
    fields.compactMap { key, values in
      kind.specification.allFields.first { $0.key == key }.map { ($0, values) }
    }
  }
}

extension [UInt8] {
  /// The case file with a header key set.
  fileprivate func setting(_ path: [PathElement], to value: Value) -> [UInt8] {
    let document = Document(markdown: SourceText(path: "", bytes: self))
    return document.setting(path, to: value).map(document.text.applying) ?? self
  }
}
