import Messages

/// Makes the cases of a ledger's rows, one after the other.
struct LedgerReader {
  private(set) var cases: [ImportedCase] = []
  private(set) var findings: [Diagnostic] = []
  private let entries: [ImportRow]
  private let heading: ImportHeading
  private let schema: Schema
  private let today: Day
  private var numbers: ImportNumbers
  private var letters: [String: ImportedLetter]

  init(
    _ entries: [ImportRow], under heading: ImportHeading, schema: Schema,
    existing: [CaseNumber: NumberHolder], today: Day
  ) {
    self.entries = entries
    self.heading = heading
    self.schema = schema
    self.today = today
    numbers = ImportNumbers(taken: existing)
    letters = [:]
  }

  mutating func readAll(isTableWhole: Bool, each: () -> Void) {
    var read: [(facts: ImportedFacts?, findings: [Diagnostic])] = []
    for row in entries {
      var reader = ImportRowReader(row)
      let facts = ImportedFacts(&reader)
      let yearless = Set(row.yearless.map(\.range))
      read.append((facts, reader.findings.filter { !yearless.contains($0.range) }))
      if let facts { note(row, facts) }
    }
    for (row, (facts, found)) in zip(entries, read) {
      defer { each() }
      findings += found
      guard let facts else {
        if found.isEmpty, row.yearless.isEmpty, isTableWhole {
          findings.append(.rowWithoutDay(at: row.anchor))
        }
        continue
      }
      make(row, facts, isWhole: found.isEmpty && row.yearless.isEmpty)
    }
    tellReadings()
  }

  /// Rows that name one letter have it from the same day and to all their units, whichever of them says
  /// so.
  private mutating func note(_ row: ImportRow, _ facts: ImportedFacts) {
    guard facts.isIssued, let number = row[.letterNumber] else { return }
    letters[number, default: ImportedLetter()].add(row, facts)
  }

  private mutating func make(_ row: ImportRow, _ facts: ImportedFacts, isWhole: Bool) {
    if facts.isIssued, row[.lead] == nil {
      // Once at the heading, where no row can say it.
      findings.append(
        heading.column(of: .lead) == nil
          ? .columnMissing(.lead, at: heading.range) : .leadMissing(at: row.place(of: .state)))
      return
    }
    let letter = row[.letterNumber].flatMap { letters[$0] }.flatMap { $0.isShared ? $0 : nil }
    let made = numbers.numbered(row, in: facts, findings: &findings) {
      ImportedCase(row, facts, number: $0, letter: letter, schema: schema)
    }
    guard let made else { return }
    findings += made.findings(schema: schema, today: today, isWhole: isWhole)
    if isWhole { findings += made.remarked.map(Diagnostic.cellKeptAsRemark) }
    cases.append(made)
  }

  /// How cells were read that say no plain value: once a column, at its heading.
  private mutating func tellReadings() {
    for column in heading.columns {
      guard case .fact(let field) = column.use else { continue }
      for reading in ImportReading.allCases {
        let places = entries.flatMap { row in
          row.readings.filter { $0.field == field && $0.reading == reading }.map(\.range)
        }
        guard let first = places.first else { continue }
        findings.append(.readAsMeant(reading, in: column, count: places.count, first: first))
      }
      let yearless = entries.flatMap { row in
        row.yearless.filter { $0.field == field }.map(\.range)
      }
      if let first = yearless.first {
        findings.append(.daysWithoutYear(in: column, count: yearless.count, first: first))
      }
    }
  }
}

/// One letter about several cases.
struct ImportedLetter {
  private(set) var units: [String] = []
  private var rows = 0
  private var days: [Day] = []
  private var registered: [Day] = []

  var isShared: Bool { rows > 1 }

  /// When it went out, as a row says; nil where none does or they differ.
  var day: Day? { Set(days).count == 1 ? days[0] : nil }

  /// The first day on which it can have gone out.
  var earliest: Day? { registered.max() }

  fileprivate mutating func add(_ row: ImportRow, _ facts: ImportedFacts) {
    rows += 1
    if let lead = row[.lead], !units.contains(lead) { units.append(lead) }
    if let day = facts.issued { days.append(day) }
    registered.append(facts.registered)
  }
}

private struct Cause: Hashable {
  let rule: String
  let message: Phrase
}

extension [Diagnostic] {
  /// An error that a column repeats is told once: a word that is none of ours, a day of no calendar.
  func withOneACause(in text: SourceText) -> [Diagnostic] {
    var first: [Cause: Int] = [:]
    var more: [Int: Int] = [:]
    var kept: [Diagnostic] = []
    for finding in self {
      let cell = String(decoding: text.bytes[finding.range], as: UTF8.self).withoutQuotes
      let cause = Cause(rule: finding.rule.id, message: finding.message)
      guard finding.severity == .error else {
        kept.append(finding)
        continue
      }
      if let index = first[cause],
        finding.range == kept[index].range
          || !cell.isEmpty
            && finding.message.zh.contains(cell)
      {
        if finding.range != kept[index].range { more[index, default: 0] += 1 }
      } else {
        if first[cause] == nil { first[cause] = kept.count }
        kept.append(finding)
      }
    }
    for (index, count) in more {
      kept[index].notes.append(
        Diagnostic.Note(
          Phrase(zh: "同样的还有 \(count) 格", en: "and \(count) more cells like it"),
          at: kept[index].range))
    }
    return kept
  }
}

extension String {
  fileprivate var withoutQuotes: String {
    count > 1 && hasPrefix("\"") && hasSuffix("\"") ? String(dropFirst().dropLast()) : self
  }
}
