import Messages

/// Brings the cells of a row into the words of a case file, whatever an office writes in them. What it
/// does not understand it leaves as it is.
struct CellReader {
  private let heading: ImportHeading
  private let mapping: ImportMapping
  private let places: [LedgerFact: Int]
  private var years: WrittenDay.Years
  private(set) var readings: [(field: LedgerFact, reading: ImportReading, range: Range<Int>)] = []
  private(set) var yearless: [(field: LedgerFact, range: Range<Int>)] = []
  private(set) var unread: Set<LedgerFact> = []

  init(heading: ImportHeading, mapping: ImportMapping) {
    self.heading = heading
    self.mapping = mapping
    places = heading.places
    years = WrittenDay.Years(ledger: mapping.year ?? heading.year)
  }

  /// What the rows of one case say together.
  mutating func cells(of rows: [[CSVTable.Cell]], anchor: Range<Int>) -> [LedgerFact: Located<
    String
  >] {
    var cells: [LedgerFact: Located<String>] = [:]
    for field in LedgerFact.importable {
      if let found = first(field, in: rows) {
        cells[field] = found
      } else if let given = mapping.defaults[field] {
        // Some ledgers have the day on which a paper came for that on which it was signed.
        let other = LedgerFact(heading: given).flatMap { first($0, in: rows) }
        cells[field] = other ?? Located(given, at: anchor)
      }
    }
    if rows.count > 1 {
      cells[.note] = joined(.note, of: rows) ?? cells[.note]
      cells[.state] = state(of: rows) ?? cells[.state]
    }
    if cells[.title] == nil, heading.column(of: .title) == nil {
      cells[.title] = cells[.source] ?? cells[.gist] ?? cells[.tasks]
    }
    read(&cells, units: rows)
    return cells
  }

  private mutating func read(
    _ cells: inout [LedgerFact: Located<String>], units rows: [[CSVTable.Cell]]
  ) {
    for field in ImportHeading.merged {
      guard let cell = cells[field], let place = places[field], place < rows[0].count else {
        continue
      }
      if rows[0][place].isFilled { note([.fromAbove], field, cell) }
    }
    for field in [LedgerFact.instructed, .registered] {
      cells[field] = cells[field].map { day(field, $0) }
      if years.start == nil { years.start = cells[field].flatMap { Day($0.value) } }
    }
    for field in [LedgerFact.issued, .submitted, .closed, .archived] {
      cells[field] = cells[field].map { day(field, $0) }
    }
    for field in [LedgerFact.originalLimit, .limit, .firstReport] {
      guard let cell = cells[field] else { continue }
      switch WrittenLimit(cell.value, years: years) {
      case .limit(let text, let found):
        note(found, field, cell)
        cells[field] = Located(text, at: cell.range)
      case .longTerm where cells[.watch] == nil:
        note([.longTerm], field, cell)
        (cells[.watch], cells[field]) = (Located(Watch.longTerm.name, at: cell.range), nil)
      case .cycle(let text) where cells[.cycle] == nil:
        note([.periodic], field, cell)
        (cells[.cycle], cells[field]) = (Located(text, at: cell.range), nil)
      case .longTerm, .cycle: unread.insert(field)
      case nil: if field != .firstReport { unread.insert(field) }
      }
    }
    for field in [LedgerFact.lastProgress, .lastRevisit] {
      cells[field] = cells[field].map { dayAndText(field, $0) }
    }
    for field in [LedgerFact.state, .urgency] {
      cells[field] = cells[field].map { word(field, $0) }
    }
    readUnits(&cells, rows)
  }

  // MARK: Units

  private mutating func readUnits(
    _ cells: inout [LedgerFact: Located<String>], _ rows: [[CSVTable.Cell]]
  ) {
    var leads: [String] = []
    var others: [String] = []
    var place: Range<Int>?
    for row in rows {
      if let cell = raw(.lead, in: row) ?? (rows.count == 1 ? cells[.lead] : nil) {
        let named = NamedUnits(cell.value, isLed: true)
        if named.all.count > 1 { note([.severalUnits], .lead, cell) }
        leads += named.leads.filter { !leads.contains($0) }
        others += named.others
        if place == nil { place = cell.range }
      }
      if let cell = raw(.coUnits, in: row) ?? (rows.count == 1 ? cells[.coUnits] : nil) {
        others += NamedUnits(cell.value, isLed: false).all
        if place == nil { place = cell.range }
      }
    }
    guard let lead = leads.first else { return }
    cells[.lead] = Located(lead, at: cells[.lead]?.range ?? place ?? 0..<0)
    var named: Set = [lead]
    let all = (leads.dropFirst() + others).filter { named.insert($0).inserted }
    guard !all.isEmpty else { return }
    cells[.coUnits] = Located(
      all.joined(separator: "、"), at: cells[.coUnits]?.range ?? cells[.lead]!.range)
  }

  // MARK: Rows of one case

  /// What one row of several says by itself.
  ///
  /// - Parameters:
  ///   - first: the first of them.
  ///   - below: takes what is not in the first.
  mutating func part(
    _ row: [CSVTable.Cell], of first: [CSVTable.Cell],
    noting below: inout [(field: LedgerFact, cell: Located<String>, isRead: Bool)]
  ) -> ImportRow.Part {
    let isFirst = row[0].range == first[0].range
    func own(_ field: LedgerFact) -> Located<String>? {
      guard let cell = raw(field, in: row) else { return nil }
      return isFirst || cell.value != raw(field, in: first)?.value ? cell : nil
    }
    let title = isFirst ? nil : own(.title)?.value
    let task = own(.tasks)?.value
    let matters = [title, task].compactMap(\.self)
    var limits: [LedgerFact: String] = [:]
    for field in [LedgerFact.originalLimit, .limit] {
      guard let cell = own(field),
        case .limit(let text, let found)? = WrittenLimit(cell.value, years: years)
      else { continue }
      limits[field] = text
      if !isFirst { note(found, field, cell) }
    }
    if !isFirst {
      for field in LedgerFact.importable {
        guard let cell = own(field) else { continue }
        let isLimit = field == .limit || field == .originalLimit
        below.append((field, cell, !isLimit || limits[field] != nil))
      }
    }
    let state = raw(.state, in: row).map { word(.state, $0).value }.flatMap { State(typed: $0) }
    func unit(of row: [CSVTable.Cell]) -> String? {
      raw(.lead, in: row).flatMap { NamedUnits($0.value, isLed: true).all.first }
    }
    // Two units may have officers of one name, but for a merged cell.
    let isOther = unit(of: row) != unit(of: first) && !isMerged(.officer, in: row)
    return ImportRow.Part(
      unit: unit(of: row),
      matters: matters.isEmpty ? [] : [matters.joined(separator: ":")],
      originalLimit: limits[.originalLimit], limit: limits[.limit],
      officer: own(.officer) ?? (isOther ? raw(.officer, in: row) : nil),
      progress: own(.lastProgress).map { dayAndText(.lastProgress, $0) }, urged: own(.urged),
      isDone: state.map(\.isAnswered) ?? false, place: row[0].range)
  }

  /// Where rows stand differently the case is under way.
  private mutating func state(of rows: [[CSVTable.Cell]]) -> Located<String>? {
    let given = rows.compactMap { raw(.state, in: $0) }
    guard let first = given.first, given.contains(where: { $0.value != first.value }) else {
      return nil
    }
    return given.first { word(.state, $0).value == State.handling.name }
      ?? Located(State.handling.name, at: first.range)
  }

  private func joined(_ field: LedgerFact, of rows: [[CSVTable.Cell]]) -> Located<String>? {
    var texts: [Located<String>] = []
    for cell in rows.compactMap({ raw(field, in: $0) })
    where !texts.contains(where: { $0.value == cell.value }) {
      texts.append(cell)
    }
    return texts.first.map {
      Located(texts.map(\.value).joined(separator: "\n\n"), at: $0.range)
    }
  }

  // MARK: Cells

  private func isMerged(_ field: LedgerFact, in row: [CSVTable.Cell]) -> Bool {
    places[field].map { $0 < row.count && row[$0].continuesAbove } ?? false
  }

  /// The first of the rows that says it.
  private func first(_ field: LedgerFact, in rows: [[CSVTable.Cell]]) -> Located<String>? {
    rows.lazy.compactMap { raw(field, in: $0) }.first
  }

  /// What a cell says, in the words of the mapping; nil for what only fills it: `/`, `——`, 无.
  private func raw(_ field: LedgerFact, in row: [CSVTable.Cell]) -> Located<String>? {
    guard let index = places[field], index < row.count else { return nil }
    var text = row[index].text.asShown
    if let meant = mapping.values[field]?[text] { text = meant }
    guard !text.isEmpty, !text.isFiller || field.isProse && text.contains(where: \.isLetter) else {
      return nil
    }
    return Located(text, at: row[index].range)
  }

  private mutating func day(_ field: LedgerFact, _ cell: Located<String>) -> Located<String> {
    if Day(cell.value) != nil { return cell }
    guard let found = WrittenDay(cell.value, years: years) else {
      if WrittenDay.lacksYear(cell.value, isLimit: false) { yearless.append((field, cell.range)) }
      return cell
    }
    note(found.readings, field, cell)
    return Located("\(found.day)", at: cell.range)
  }

  private mutating func dayAndText(_ field: LedgerFact, _ cell: Located<String>) -> Located<String>
  {
    guard let found = WrittenDay(beginning: cell.value, years: years) else { return cell }
    note(found.readings, field, cell)
    return Located(
      found.rest.isEmpty ? "\(found.day)" : "\(found.day) \(found.rest)", at: cell.range)
  }

  private mutating func word(_ field: LedgerFact, _ cell: Located<String>) -> Located<String> {
    guard let meant = Self.words[field]?[cell.value.bare] else { return cell }
    note([.otherWord], field, cell)
    return Located(meant, at: cell.range)
  }

  private mutating func note(
    _ found: Set<ImportReading>, _ field: LedgerFact, _ cell: Located<String>
  ) {
    // What is taken for granted in all of a column is said of a cell of the column.
    guard places[field] != nil else { return }
    for reading in found { readings.append((field, reading, cell.range)) }
  }

  /// What offices write for our words.
  private static let words: [LedgerFact: [String: String]] = [
    .state: [
      "在办": State.handling.name, "正在办理": State.handling.name, "办理": State.handling.name,
      "推进中": State.handling.name, "正在推进": State.handling.name, "持续推进": State.handling.name,
      "进行中": State.handling.name, "未办结": State.handling.name, "未完成": State.handling.name,
      "跟踪": State.handling.name, "否": State.handling.name, "办结": State.closed.name,
      "完成": State.closed.name, "已完成": State.closed.name, "完结": State.closed.name,
      "已销号": State.closed.name, "销号": State.closed.name, "是": State.closed.name,
      "归档": State.archived.name, "中止": State.suspended.name, "暂停": State.suspended.name,
      "撤销": State.withdrawn.name, "待办": State.docketed.name, "未启动": State.docketed.name,
    ],
    .urgency: [
      "特提": Urgency.mostUrgent.name, "加急": Urgency.urgent.name, "紧急": Urgency.urgent.name,
      "急": Urgency.urgent.name, "平": Urgency.ordinary.name, "一般": Urgency.ordinary.name,
      "普通": Urgency.ordinary.name,
    ],
  ]
}

extension LedgerFact {
  /// Whether anything may stand in it, 无 too.
  fileprivate var isProse: Bool {
    switch self {
    case .title, .gist, .note, .tasks, .lastProgress, .source, .letterNumber, .lastRevisit, .risk:
      true
    default: false
    }
  }
}

extension State {
  /// Whether the unit has done its part.
  fileprivate var isAnswered: Bool {
    switch self {
    case .underReview, .reviewed, .submitted, .closed, .archived: true
    case .registered, .declined, .docketed, .handling, .suspended, .withdrawn: false
    }
  }
}

extension String {
  /// Whether it only shows that nothing was forgotten.
  fileprivate var isFiller: Bool {
    ["无", "暂无"].contains(self) || allSatisfy { "/／\\-—–－_*·.…".contains($0) || $0.isWhitespace }
  }

  /// As a spreadsheet shows it: `="2018-08-20"` is text that it is not to read as a date, and an
  /// apostrophe keeps it from reading a formula.
  fileprivate var asShown: String {
    if hasPrefix("=\""), hasSuffix("\""), utf8.count > 2 {
      return String(dropFirst(2).dropLast()).replacing("\"\"", with: "\"")
    }
    guard first == "'", let second = unicodeScalars.dropFirst().first,
      "=+-@＝＋－＠".unicodeScalars.contains(second)
    else { return self }
    return String(dropFirst())
  }
}
