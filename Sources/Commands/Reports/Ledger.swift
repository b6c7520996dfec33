import ArgumentParser
import Files
import Messages
import Spreadsheet
import Supervision
import Views

/// `duban-git ledger`: the 台账.
struct Ledger: Verb {
  enum Format: String, OutputFormat, ExpressibleByArgument {
    case table, csv, json, md, xlsx, html

    static let usual = table

    var endings: [String] {
      switch self {
      case .table: ["txt"]
      case .csv, .json, .xlsx: [rawValue]
      case .md: ["md", "markdown"]
      case .html: ["html", "htm"]
      }
    }
  }

  static let name = "ledger"
  static let configuration = CommandConfiguration.verb(
    name,
    abstract: text(zh: "台账及其汇总", en: "The ledger (台账)."),
    discussion: text(
      zh: """
        列、排序和查询用同一套名字,中文、英文都行:\(names { $0 == .printed || $0 == .listed })。
        写明才列出的:\(names { $0 == .asked })。只供查询的:\(names { $0 == nil })。
        """,
      en: """
        Columns, orders and queries have one set of names, Chinese or English: \(names { $0 == .printed || $0 == .listed }).
        Columns only where they are asked for: \(names { $0 == .asked }). For queries only: \(names { $0 == nil }).
        """))

  private static func names(_ isMeant: (LedgerFact.Column.Use?) -> Bool) -> String {
    LedgerFact.searchable.filter { isMeant($0.column?.use) }
      .map { "\($0.name) \($0.identifier)" }.joined(separator: text(zh: "、", en: ", "))
  }

  @Option(help: help(zh: "截至某日(默认今天)", en: "as of this day (today by default)", valueName: "date"))
  var asOf: String?

  @Option(help: help(zh: "按某次提交的内容", en: "as this commit has the cases", valueName: "rev"))
  var rev: String?

  @Option(
    name: .customLong("where"),
    help: help(
      zh: "只要符合条件的,如 '灯:红 单位:省教育厅'", en: "only cases that match, such as 'light:red unit:省教育厅'",
      valueName: "query"))
  var whereQuery: String?

  @Option(
    help: help(
      zh: "汇总:unit(谁欠谁计)、lead、stage、leader、month、class",
      en: "sum up by unit (who owes), lead, stage, leader, month or class"))
  var by: String?

  @Flag(
    help: help(
      zh: "同 --by month:各月末的在办、逾期、办结",
      en: "with --by month: what was open, overdue, closed at each month's end"))
  var trend = false

  @Option(help: help(zh: "要哪些列,逗号隔开", en: "the columns, by commas", valueName: "columns"))
  var columns: String?

  @Option(
    parsing: .unconditional,
    help: help(
      zh: "按哪些列排序,前加 - 为倒序", en: "columns to sort by; - before one reverses", valueName: "columns"))
  var sort: String?

  @Option(
    help: help(
      zh: "格式:table、csv、json、md、xlsx、html(后两种同时用 -o;不写则看 -o 的文件名)",
      en: "table, csv, json, md, or xlsx and html (with -o); by the name after -o if left out"))
  var format: Format?

  @Flag(help: help(zh: "CSV 前加 BOM,供 Excel 打开", en: "a BOM before CSV, for Excel"))
  var bom = false

  @Option(
    name: [.customShort("o"), .long],
    help: help(
      zh: "写入文件;html 写入文件夹", en: "write to a file; html to a folder", valueName: "file"))
  var output: String?

  @Flag(
    help: help(
      zh: "CSV 末行写明来历(提交、日期、机关、命令),供 verify --paper 核对",
      en: "end CSV with a line that says where it comes from, for verify --paper"))
  var stamp = false

  func run() async throws {
    let session = Session.running
    let asOf = try asOf.map { text throws(Failure) in try session.day(text) } ?? session.today
    var asked = self
    let format = try Format.meant(format, to: output)
    asked.format = format
    if stamp, format != .csv {
      throw Failure.usage(
        Phrase(
          zh: "--stamp 用于 csv,其他格式都写明来历", en: "--stamp is for csv: other forms say it anyway"))
    }
    if trend, by.flatMap(Summary.Key.init(typed:)) != .month || format == .xlsx || format == .html {
      throw Failure.usage(
        Phrase(
          zh: "--trend 要同 --by month 用,格式为 table、csv、json、md",
          en: "--trend goes with --by month, as table, csv, json or md"))
    }
    switch format {
    case .html: return try await asked.writeSite(asOf: asOf, in: session)
    case .xlsx: try checkWorkbook(in: session)
    case .table, .csv, .json, .md: break
    }
    let source = try await session.paperSource(rev: rev, isStamped: asked.isStamped)
    if format == .table, output == nil {
      let grid = try await asked.grid(of: source, asOf, width: session.width, in: session)
      try await session.page(grid.table(width: session.width, colour: session.usesColour))
    } else if format == .csv, by == nil, output == nil || output == "-" {
      try await asked.writeCSV(of: source, on: asOf, in: session) { session.console.write($0) }
    } else {
      try await session.write(asked, of: source, on: asOf, to: output)
    }
  }

  private func checkWorkbook(in session: Session) throws(Failure) {
    for (given, option) in [(by, "--by"), (columns, "--columns")] where given != nil {
      throw .usage(
        Phrase(
          zh: "xlsx 含全部列和汇总,不用 \(option)",
          en: "xlsx has every column and summary; leave out \(option)"))
    }
    let hint = Phrase(
      zh: "加 -o 台账.xlsx;-o - 为标准输出", en: "add -o ledger.xlsx; -o - is standard output")
    guard output != nil else {
      throw .usage(Phrase(zh: "xlsx 要写入文件", en: "xlsx goes to a file"), hint: hint)
    }
    try session.refuseTerminal(
      for: "xlsx", output, hint: Phrase(zh: "加 -o 台账.xlsx", en: "add -o ledger.xlsx"))
  }

  /// 台账, 任务书 and 汇总 in one file.
  func workbook(
    _ rows: [LedgerRow], of basis: LedgerBasis, office: String, stamp: Stamp, in session: Session
  ) throws(Failure) -> [UInt8] {
    let progress = WorkProgress(.writing, of: LedgerBook.count(of: rows))
    defer { progress.end() }
    do throws(SpreadsheetError) {
      let book = LedgerBook(rows, of: basis, office: office, stamp: stamp) { progress.add() }
      return try book.bytes(temporaryFolder: session.environment["TMPDIR"] ?? "/tmp")
    } catch {
      throw Failure(error)
    }
  }

  /// A dashboard, the ledger and a page a case, in a folder.
  private func writeSite(asOf: Day, in session: Session) async throws(Failure) {
    if by != nil {
      throw .usage(
        Phrase(zh: "html 含全部汇总,不用 --by", en: "html has every summary; leave out --by"))
    }
    guard let output, output != "-" else {
      throw .usage(
        Phrase(zh: "html 要写入文件夹", en: "html goes to a folder"),
        hint: Phrase(zh: "加 -o 文件夹", en: "add -o FOLDER"))
    }
    let (site, rows, source) = try await site(
      of: try await session.paperSource(rev: rev), on: asOf, session.languageOfPages, in: session)
    try await session.write(site, of: rows, from: source, to: output)
  }

  func chosen(from rows: [LedgerRow], under schema: Schema) throws(Failure) -> [LedgerRow] {
    let rows =
      try whereQuery.map { query throws(Failure) in try rows.chosen(by: query, under: schema) }
      ?? rows
    do throws(QueryError) {
      return try sort.map { order throws(QueryError) in try LedgerOrder(order).sorted(rows) }
        ?? rows
    } catch {
      throw Failure(error)
    }
  }

  func chosenColumns(forWidth width: Int?, as format: Format) throws(Failure)
    -> [LedgerColumn]
  {
    guard let columns else {
      return format == .table ? LedgerColumn.usual(forWidth: width) : LedgerColumn.catalogue
    }
    do throws(QueryError) {
      return try LedgerColumn.chosen(columns)
    } catch {
      throw Failure(error)
    }
  }

  static func key(_ text: String) throws(Failure) -> Summary.Key {
    guard let key = Summary.Key(typed: text) else {
      let names = Summary.Key.allCases.map(\.rawValue).joined(separator: ", ")
      throw .usage(
        Phrase(zh: "不能按“\(text)”汇总", en: "cannot sum up by '\(text)'"),
        hint: Phrase(zh: "可用:\(names)", en: "one of: \(names)"))
    }
    return key
  }
}

extension Failure {
  init(_ error: SpreadsheetError) {
    let reason: String
    switch error {
    case .cannotUse(let fault):
      self.init(fault)
      return
    case .library(let function, let why): reason = "\(function): \(why)"
    case .file(let call, let errno): reason = "\(call): errno \(errno)"
    }
    self.init(
      .world,
      Phrase(zh: "不能写成电子表格:\(reason)", en: "the workbook could not be written: \(reason)"))
  }

  /// What is wrong with a query, below it a line that points at the place.
  init(_ error: QueryError) {
    let place =
      "\n" + error.excerpt.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
    self.init(
      .usage, Phrase(zh: error.message.zh + place, en: error.message.en + place), hint: error.help)
  }
}
