extension LedgerFact {
  /// All that is decided about a fact. No part may be left out.
  ///
  /// A class, so that an entry is one reference to hand on rather than a copy of its lists.
  package final class Entry: Sendable {
    /// Heads the column, and calls the fact in queries, orders and messages.
    package let name: String
    /// What people may type beside the name and the identifier.
    let synonyms: [String]
    package let kind: Kind
    let appearance: Appearance
    /// Nil where the format of data does not have it.
    package let json: RowKey?
    let imported: Imported

    init(
      _ name: String, or synonyms: [String], _ kind: Kind, _ appearance: Appearance,
      json: RowKey?, import imported: Imported
    ) {
      self.name = name
      self.synonyms = synonyms
      self.kind = kind
      self.appearance = appearance
      self.json = json
      self.imported = imported
    }
  }

  /// What the fact is, and so what it can be compared with.
  package enum Kind: Sendable {
    /// A text or several; `:` looks for a part, `=` for the whole.
    case text
    case number
    case day
    /// One of some words; `<` and `>` only where they are a scale.
    case choice([Shape.Choice], isScale: Bool)
    /// One of some words and its day, compared with either.
    case event([Shape.Choice])

    static func term<T: Term>(_ type: T.Type) -> Kind {
      .choice(Shape.Choice.all(of: type), isScale: false)
    }

    /// Words that are more and less.
    static func scale<T: Term>(_ type: T.Type) -> Kind {
      .choice(Shape.Choice.all(of: type), isScale: true)
    }

    static func event<T: Term>(_ type: T.Type) -> Kind { .event(Shape.Choice.all(of: type)) }
  }

  /// Where our ledger has the fact. Whatever is a column can be asked for in a query, too.
  enum Appearance: Sendable {
    case column(Column)
    /// No column; only queries ask for it.
    case searched
    /// Nowhere: ledgers of other offices have it.
    case absent

    static func printed(width: Int, narrowest: Int? = nil) -> Appearance {
      .column(Column(use: .printed, width: width, narrowest: narrowest))
    }

    static func listed(width: Int, narrowest: Int? = nil) -> Appearance {
      .column(Column(use: .listed, width: width, narrowest: narrowest))
    }

    static func asked(width: Int, narrowest: Int? = nil) -> Appearance {
      .column(Column(use: .asked, width: width, narrowest: narrowest))
    }
  }

  /// A column of the 台账.
  package struct Column: Sendable {
    package enum Use: Sendable {
      /// Paper ledgers have it.
      case printed
      /// It is there to be computed with; no printer gets it.
      case listed
      /// It is shown only where it is asked for.
      case asked
    }

    package let use: Use
    /// On a sheet, in digits.
    package let width: Int
    /// The display width below which it is not worth showing; nil where no cell may be cut.
    package let narrowest: Int?
  }

  /// What a column of an existing ledger becomes. Lists hold the headings that other offices give it
  /// beside our own.
  enum Imported: Sendable {
    /// Written under a key of the header as it stands.
    case key(NewCase.Key, [String])
    /// Read for the number, the steps or the prose.
    case course([String])
    /// Computed anew from the rest, and left out without a word.
    case computed
    /// No heading that the import knows.
    case not
  }
}

extension LedgerFact {
  private static let entries = allCases.map(\.written)

  /// - Complexity: O(n) in the facts: a search among some fifty bytes is faster than hashing a raw
  ///   value.
  package var entry: Entry { Self.entries[Self.all.firstIndex(of: self)!] }  // each is among all

  private static let all = allCases

  package var name: String { entry.name }
  package var identifier: String { rawValue }

  /// Nil where the fact is no column.
  package var column: Column? {
    if case .column(let column) = entry.appearance { column } else { nil }
  }
}

// MARK: What people type

extension LedgerFact {
  /// What a query can ask about: every column, and the text of a case.
  package static let searchable = allCases.filter { fact in
    switch fact.entry.appearance {
    case .column, .searched: true
    case .absent: false
    }
  }

  private static let typed = Dictionary(
    searchable.flatMap { fact in
      fact.typedNames.map { ($0.lowercased(), fact) }
    }, uniquingKeysWith: { first, _ in first })

  /// Every name that it goes by in queries, orders and lists of columns.
  package var typedNames: [String] { [identifier, name] + entry.synonyms }

  /// The fact that a person means, in Chinese or by its identifier; nil where our ledger has none
  /// such.
  package init?(typed name: String) {
    guard let found = Self.typed[name.lowercased()] else { return nil }
    self = found
  }
}

// MARK: What is imported

extension LedgerFact {
  /// What a column of an existing ledger can tell about a case.
  package static let importable = allCases.filter { !$0.headings.isEmpty }

  /// The headings it goes by in existing ledgers, our own first; none where it is not imported.
  package var headings: [String] {
    switch entry.imported {
    case .key(_, let others), .course(let others): [name] + others
    case .computed, .not: []
    }
  }

  /// The header key that the cell is written to as it stands; nil for what becomes something else.
  var headerKey: NewCase.Key? {
    switch entry.imported {
    case .key(let key, _): key
    case .course, .computed, .not: nil
    }
  }

  /// Headings of columns that are computed anew from the rest, or only count the rows.
  package static let computedHeadings: Set<String> = Set(
    allCases.compactMap { fact in
      if case .computed = fact.entry.imported { fact.name } else { nil }
    }
  ).union(["序号"])

  private static let headed = Dictionary(
    importable.flatMap { fact in (fact.headings + [fact.identifier]).map { ($0, fact) } },
    uniquingKeysWith: { first, _ in first })

  /// The fact that a heading of an existing ledger, or an identifier, stands for.
  package init?(heading: String) {
    guard let found = Self.headed[heading] else { return nil }
    self = found
  }
}
