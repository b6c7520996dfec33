package import Messages

/// The one or two lines of a table that name its columns, and what they mean.
package struct ImportHeading: Sendable {
  /// A column with a name.
  package struct Column: Sendable {
    package let index: Int
    /// With the name of its group, where it stands in one: `办理时限/原定`.
    package let name: String
    /// The name without blanks, as a mapping has it.
    package let key: String
    package let range: Range<Int>
    package let use: Use
  }

  package enum Use: Sendable, Hashable {
    case fact(LedgerFact)
    /// The number of the row on its sheet, which tells rows of one case.
    case serial
    /// Computed anew, or left out by the mapping.
    case leftOut
    /// Nobody knows what it is.
    case unknown
  }

  /// Of the rows of the table; what follows them tells of cases.
  let lines: Range<Int>
  package let columns: [Column]
  /// The year that the title above names.
  package let year: Int?
  /// Where what is wrong with the whole is shown.
  let range: Range<Int>
  /// Which cell holds which fact, the first column of each.
  let places: [LedgerFact: Int]
  let serial: Int?
  private let width: Int

  /// Without these a row cannot become a case, whatever else it says.
  private static let required: [LedgerFact] = [.title, .leader, .instructed, .instructionClass]

  /// Ledgers often begin with a title; the heading is the first line with three known columns, with the
  /// line above or below where one names the groups of the other's columns.
  init?(_ rows: [[CSVTable.Cell]], mapping: ImportMapping) {
    let found = rows.prefix(10).indices.lazy.compactMap { index -> (Range<Int>, [Name])? in
      if let pair = Self.names(inPairAt: index, of: rows, mapping: mapping),
        Self.known(pair, mapping) >= 3
      {
        return (index..<(index + 2), pair)
      }
      let names = rows[index].enumerated().compactMap { column, cell in
        cell.text.isEmpty ? nil : Name(index: column, texts: [cell.text], range: cell.range)
      }
      return Self.known(names, mapping) >= 3 ? (index..<(index + 1), names) : nil
    }.first
    guard let (lines, names) = found else { return nil }
    self.lines = lines
    width = lines.map { rows[$0].count }.max() ?? 0
    range = rows[lines.lowerBound][0].range
    year = Self.year(in: rows[..<lines.lowerBound])
    let sample = rows[lines.upperBound...].prefix(20)
    let columns = names.map { name in
      let use = name.use(mapping)
      // `编号` often only counts the rows.
      let isCounting =
        use == .fact(.id)
        && sample.allSatisfy { row in
          let text = name.index < row.count ? row[name.index].text : ""
          return text.isEmpty || text.utf8.count < 5 && Int(text) != nil
        }
      return Column(
        index: name.index, name: name.texts.map(\.bare).joined(separator: "/"), key: name.key,
        range: name.range, use: isCounting && !sample.isEmpty ? .serial : use)
    }
    self.columns = columns
    places = Dictionary(
      columns.compactMap { column in
        if case .fact(let fact) = column.use { (fact, column.index) } else { nil }
      }, uniquingKeysWith: { first, _ in first })
    serial = columns.first { $0.use == .serial }?.index
  }

  /// The heading of a table; nil where no line of it names enough columns.
  package init?(of text: SourceText, mapping: ImportMapping = ImportMapping()) {
    self.init(CSVTable(text).rows, mapping: mapping)
  }

  func column(of fact: LedgerFact) -> Column? { columns.first { $0.use == .fact(fact) } }

  /// The facts that no column and no default gives and every case needs.
  package func missing(_ mapping: ImportMapping) -> [LedgerFact] {
    Self.required.filter { fact in
      column(of: fact) == nil && mapping.defaults[fact] == nil
        // What an instruction says, or the paper that it stands on, is what a case is called by.
        && !(fact == .title && (column(of: .gist) != nil || column(of: .source) != nil))
    }
  }

  /// Whether every column is called as ours is, so that nothing was guessed.
  package var isPlain: Bool {
    columns.allSatisfy { column in
      switch column.use {
      case .fact(let fact): column.name == fact.name
      case .serial, .leftOut: true
      case .unknown: false
      }
    }
  }

  /// Whether days that others are counted from have no year, and neither has the ledger.
  package func needsYear(in text: SourceText) -> Bool {
    let places = [LedgerFact.instructed, .registered].compactMap { self.places[$0] }
    return year == nil
      && CSVTable(text).rows[lines.upperBound...].contains { row in
        places.contains {
          $0 < row.count && WrittenDay.lacksYear(row[$0].text, isLimit: false)
        }
      }
  }

  /// The mapping that says of every column what was understood of it.
  package func written(into mapping: ImportMapping) -> ImportMapping {
    var mapping = mapping
    for column in columns {
      switch column.use {
      case .fact(let fact): mapping.columns[column.key] = fact
      case .unknown: mapping.ignored.insert(column.key)
      case .serial, .leftOut: break
      }
    }
    mapping.year = mapping.year ?? year
    return mapping
  }

  /// What is wrong with the heading; with an error of them nothing below can be read.
  func findings(_ mapping: ImportMapping) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    var first: [LedgerFact: Column] = [:]
    for column in columns {
      switch column.use {
      case .fact(let fact):
        if let other = first[fact] {
          findings.append(.columnNamedTwice(column, as: fact, first: other))
        } else {
          first[fact] = column
        }
      case .unknown: findings.append(.columnNotUsed(column))
      case .serial, .leftOut: break
      }
    }
    return findings + missing(mapping).map { .columnMissing($0, at: range) }
  }

  /// The first cell with something in it that stands under no heading.
  func surplus(in row: [CSVTable.Cell]) -> CSVTable.Cell? {
    row.dropFirst(width).first { !$0.text.isEmpty }
  }
}

// MARK: Names

extension ImportHeading {
  /// What a column is called: by itself, or by its group and itself.
  private struct Name {
    let index: Int
    let texts: [String]
    let range: Range<Int>

    var key: String { texts.map(\.bare).joined() }

    /// What it may be looked up by, the most telling first: 办理时限 over 原定 is 办理时限原定, 原定办理时限
    /// or only 原定.
    private var spellings: [String] {
      guard texts.count == 2 else { return texts }
      return [texts.joined(), texts.reversed().joined(), texts[1]]
    }

    func use(_ mapping: ImportMapping) -> Use {
      if mapping.ignored.contains(key) || texts.count == 1 && mapping.ignored.contains(texts[0]) {
        return .leftOut
      }
      if let fact = spellings.lazy.compactMap(mapping.field).first { return .fact(fact) }
      if Self.serials.contains(key) { return .serial }
      return LedgerFact.computedHeadings.contains(key) ? .leftOut : .unknown
    }

    private static let serials: Set<String> = ["序号", "序", "顺序号", "No.", "NO", "NO.", "No"]
  }

  private static func known(_ names: [Name], _ mapping: ImportMapping) -> Int {
    names.count { if case .fact = $0.use(mapping) { true } else { false } }
  }

  /// The names of two lines, of which the upper names groups; nil where they are not that.
  ///
  /// A group has its name over its first column, and blanks over the others; a column without a group
  /// has its name above, and below it a blank or the same merged cell.
  private static func names(
    inPairAt index: Int, of rows: [[CSVTable.Cell]], mapping: ImportMapping
  ) -> [Name]? {
    guard index + 1 < rows.count else { return nil }
    let (upper, lower) = (rows[index], rows[index + 1])
    func text(_ row: [CSVTable.Cell], _ column: Int) -> String {
      column < row.count ? row[column].text : ""
    }
    var names: [Name] = []
    var group = ""
    var (alone, grouped) = (0, 0)
    for column in 0..<max(upper.count, lower.count) {
      let above = text(upper, column)
      let isSpanned = column < lower.count && lower[column].continuesAbove
      let below = isSpanned ? "" : text(lower, column)
      if !above.isEmpty { group = above }
      if below.isEmpty {
        guard !above.isEmpty else { continue }
        alone += 1
        names.append(Name(index: column, texts: [above], range: upper[column].range))
      } else {
        // What stands under a column with a name of its own tells of a case.
        let isFirst =
          !above.isEmpty && text(upper, column + 1).isEmpty
          && !text(lower, column + 1).isEmpty
        guard !group.isEmpty, above.isEmpty || isFirst else { return nil }
        grouped += 1
        names.append(Name(index: column, texts: [group, below], range: lower[column].range))
      }
    }
    return alone > 0 && grouped > 1 ? names : nil
  }

  /// `2018年度领导批示件台账`: the one year that the lines above the heading name.
  private static func year(in rows: ArraySlice<[CSVTable.Cell]>) -> Int? {
    var years: Set<Int> = []
    for cell in rows.joined() {
      for match in cell.text.matches(of: /(\d+)\s*年/) {
        if let year = Int(match.1), (1949...2200).contains(year) { years.insert(year) }
      }
      for match in cell.text.matches(of: /([二〇○零一三四五六七八九]{4})年/) {
        if let year = ChineseNumeral.year(of: match.1) { years.insert(year) }
      }
    }
    return years.count == 1 ? years.first : nil
  }
}

extension String {
  /// Headings are broken into lines and spaced out to fill their cells.
  var bare: String { filter { !$0.isWhitespace } }
}

extension LedgerFact {
  /// How the header has it; nil for what becomes something else.
  package var shape: Shape? { headerKey?.shape }

  /// Whether it may be `text` in every case.
  package func takes(_ text: String) -> Bool {
    switch shape {
    case .choice(let choices)?: choices.contains { $0.name == text || $0.identifier == text }
    case .day?: Day(text) != nil || Day(loose: text) != nil || LedgerFact(heading: text) != nil
    default: true
    }
  }
}
