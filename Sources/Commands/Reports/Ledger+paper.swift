import Messages
import Spreadsheet
import Supervision
import Views

extension Ledger: PaperVerb {
  static let paperOptions: [PaperOption<Ledger>] = [
    .text("rev", \.rev), .text("where", \.whereQuery), .text("by", \.by), .flag("trend", \.trend),
    .text("columns", \.columns), .text("sort", \.sort), .choice("format", \.format),
    .flag("bom", \.bom), .flag("stamp", \.stamp),
  ]

  /// Whether what is written says where it comes from.
  var isStamped: Bool {
    switch format {
    case .json, .md, .xlsx, .html: true
    case .csv: stamp
    case .table, nil: false
    }
  }

  func paper(_ page: String?, of source: PaperSource, on day: Day, in session: Session)
    async throws(Failure) -> [UInt8]?
  {
    switch format {
    case .csv where by == nil:
      var bytes: [UInt8] = []
      try await writeCSV(of: source, on: day, in: session) { bytes += $0 }
      return bytes
    case .csv:
      let grid = try await grid(of: source, day, width: nil, in: session)
      return grid.csv(byteOrderMark: bom) + (stamp ? paperStamp(of: source, on: day).csv : [])
    case .md:
      let grid = try await grid(of: source, day, width: nil, in: session)
      return Array((grid.markdown + paperStamp(of: source, on: day).markdown).utf8)
    case .json where trend:
      let (trend, basis) = try await session.trend(of: source, on: day, matching: whereQuery)
      let json = JSON.trend(
        trend, asOf: day, rev: source.named.map { "\($0)" }, unread: basis.unread,
        stamp: paperStamp(of: source, on: day))
      return Array(json.pretty.utf8)
    case .json, .xlsx:
      let ledger = try await session.ledger(asOf: day, source, for: whereQuery)
      let rows = try chosen(from: ledger.rows, under: ledger.schema)
      let stamp = paperStamp(of: source, on: day)
      if format == .xlsx {
        let basis = source.basis(
          asOf: day, query: whereQuery, showsCommit: true, unread: ledger.basis.unread)
        return try workbook(
          rows, of: basis, office: ledger.schema.office.name, stamp: stamp, in: session)
      }
      let (rev, unread) = (source.named.map { "\($0)" }, ledger.basis.unread)
      let json =
        try summary(of: rows).map {
          JSON.summary($0, asOf: day, rev: rev, unread: unread, stamp: stamp)
        }
        ?? JSON.ledger(rows, asOf: day, rev: rev, unread: unread, stamp: stamp)
      return Array(json.pretty.utf8)
    case .html:
      let (site, rows, source) = try await site(
        of: source, on: day, session.languageOfPages, in: session)
      guard let page, let row = rows.first(where: { Site.pagePath(of: $0.path) == page }) else {
        return site.frame.first { $0.path == page }?.bytes
      }
      return source.page(of: row, in: site, try session.prose())?.bytes
    case .table, nil:
      return Array(try await grid(of: source, day, width: nil, in: session).table().utf8)
    }
  }

  /// A revision is named only where the paper has it apart from its stamp.
  private func paperStamp(of source: PaperSource, on day: Day) -> Stamp {
    var named = self
    let isNamed = format == .json || format == .md
    named.rev = isNamed ? source.named.map { "\($0)" } : nil
    return named.stamp(of: source, on: day, office: source.schema.office)
  }

  private func summary(of rows: [LedgerRow]) throws(Failure) -> Summary? {
    try by.map { key throws(Failure) in Summary(rows, by: try Self.key(key)) }
  }

  /// - Parameter width: of the terminal, where the table goes to one.
  func grid(of source: PaperSource, _ day: Day, width: Int?, in session: Session)
    async throws(Failure) -> Grid
  {
    if trend {
      let (trend, basis) = try await session.trend(of: source, on: day, matching: whereQuery)
      return Grid(trend, of: basis)
    }
    let ledger = try await session.ledger(asOf: day, source, for: whereQuery)
    let rows = try chosen(from: ledger.rows, under: ledger.schema)
    if let summary = try summary(of: rows) { return Grid(summary, of: ledger.basis) }
    return Grid(
      ledger: rows, columns: try chosenColumns(forWidth: width, as: format ?? .table),
      of: ledger.basis)
  }

  /// The 台账 as CSV, a few lines at a time.
  func writeCSV(
    of source: PaperSource, on day: Day, in session: Session, _ write: ([UInt8]) -> Void
  ) async throws(Failure) {
    let columns = try chosenColumns(forWidth: nil, as: .csv)
    let ledger = try await session.ledger(asOf: day, source, for: whereQuery)
    await session.writeCSV(
      try chosen(from: ledger.rows, under: ledger.schema), unread: ledger.basis.unread.unlisted,
      columns: columns, byteOrderMark: bom, write)
    if stamp { write(paperStamp(of: source, on: day).csv) }
  }

  /// The pages, the cases on them, and what they are made of.
  func site(
    of source: PaperSource, on day: Day, _ language: Language, in session: Session
  ) async throws(Failure) -> (site: Site, rows: [LedgerRow], source: SiteSource) {
    let columns = try columns.map { _ throws(Failure) in try chosenColumns(forWidth: nil, as: .html)
    }
    let site = try await session.siteSource(
      of: source, asOf: day, query: whereQuery)
    let rows = try chosen(from: site.rows, under: site.schema)
    return (
      Site(
        rows, of: site.basis, office: site.schema.office.name, language: language,
        columns: columns, stamp: paperStamp(of: source, on: day).in(language)), rows, site
    )
  }
}
