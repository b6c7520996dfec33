import ArgumentParser
import CaseStore
import FrontMatter
import Git
import Supervision
import Views

/// `duban-git ledger`: the 台账.
struct Ledger: AsyncParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table, csv, json, md
  }

  static let configuration = CommandConfiguration(
    abstract: text(zh: "台账及其汇总", en: "The ledger (台账)."))

  @Option(help: help(zh: "截至某日(默认今天)", en: "as of this day (today by default)", valueName: "date"))
  var asOf: String?

  @Option(help: help(zh: "按某次提交的内容", en: "as this commit has the cases", valueName: "rev"))
  var rev: String?

  @Option(help: help(zh: "要哪些列,逗号隔开", en: "the columns, by commas", valueName: "columns"))
  var columns: String?

  @Option(
    help: help(
      zh: "按哪些列排序,前加 - 为倒序", en: "columns to sort by; - before one reverses", valueName: "columns"))
  var sort: String?

  @Option(help: help(zh: "格式:table、csv、json、md", en: "table, csv, json or md"))
  var format = Format.table

  @Flag(help: help(zh: "CSV 前加 BOM,供 Excel 打开", en: "a BOM before CSV, for Excel"))
  var bom = false

  @Option(
    name: [.customShort("o"), .long],
    help: help(zh: "写入文件", en: "write to a file", valueName: "file"))
  var output: String?

  func run() async throws {
    let session = Session.running
    let asOf = try asOf.map { text throws(Failure) in try session.day(text) } ?? session.today
    let ledger = try await session.ledger(asOf: asOf, rev: rev, withText: false)
    var rows = ledger.rows
    for key in try sortKeys().reversed() { rows = rows.sorted(by: key) }
    let isTable = format == .table && output == nil
    let width = isTable ? session.width : nil
    let grid = Grid(
      ledger: rows, columns: try chosenColumns(forWidth: width, isTable: format == .table),
      of: ledger.vintage)
    switch format {
    case .table where output == nil:
      try await session.page(grid.table(width: width, colour: session.usesColour))
    case .table: try session.write(Array(grid.table().utf8), to: output)
    case .csv: try session.write(grid.csv(byteOrderMark: bom), to: output)
    case .md: try session.write(Array(grid.markdown.utf8), to: output)
    case .json:
      let json = JSON.ledger(rows, asOf: asOf, rev: ledger.commit.map { "\($0)" })
      try session.write(Array(json.pretty.utf8), to: output)
    }
  }

  private func chosenColumns(forWidth width: Int?, isTable: Bool) throws(Failure) -> [LedgerColumn]
  {
    guard let columns else {
      return isTable ? LedgerColumn.usual(forWidth: width) : LedgerColumn.catalogue
    }
    return try columns.split(whereSeparator: { ",，、".contains($0) })
      .map { name throws(Failure) in try LedgerColumn.meant(String(name)) }
  }

  private func sortKeys() throws(Failure) -> [(LedgerRow, LedgerRow) -> Bool] {
    try (sort ?? "").split(whereSeparator: { ",，、".contains($0) }).map { name throws(Failure) in
      let isReversed = name.hasPrefix("-")
      let column = try LedgerColumn.meant(String(isReversed ? name.dropFirst() : name))
      return { one, other in
        isReversed
          ? column.cell(other).precedes(column.cell(one))
          : column.cell(one).precedes(column.cell(other))
      }
    }
  }
}

extension LedgerColumn {
  /// The column a person means by its heading or identifier.
  fileprivate static func meant(_ name: String) throws(Failure) -> LedgerColumn {
    if let column = LedgerColumn(named: name) { return column }
    let names = catalogue.flatMap { [$0.column.heading, $0.column.identifier] }
    let near = Spelling.nearest(to: name, among: names).joined(separator: "、")
    throw .usage(
      Phrase(zh: "没有列“\(name)”", en: "there is no column '\(name)'"),
      hint: near.isEmpty
        ? Phrase(
          zh: "可用:\(catalogue.map(\.column.heading).joined(separator: "、"))",
          en: "one of: \(catalogue.map(\.column.identifier).joined(separator: ", "))")
        : Phrase(zh: "是不是 \(near)?", en: "did you mean \(near)?"))
  }
}
