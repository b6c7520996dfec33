import ArgumentParser
import CaseStore
import Files
import Messages
import Spreadsheet
import Supervision

/// `duban-git import`: an existing ledger becomes cases.
struct Import: Verb {
  static let name = "import"
  static let configuration = CommandConfiguration.verb(
    name,
    abstract: text(
      zh: "把已有台账(CSV、XLSX)导入为案件", en: "Make cases of an existing ledger (CSV, XLSX)."),
    discussion: text(
      zh: """
        一行一件(序号相同的几行也是一件),一件一次提交(导入),有一行不对就一件也不导入。每一行、每一格不是用上,就是指出没有用上。
        台账照原样导入:表头前的标题、两行的表头、合并的单元格、一格几个单位(第一个牵头)、7月23日、9月底前、一个月、长期等写法都认得;没有写年份的,取标题里的年份,或用 --year 给出。
        认得的列名直接用;在终端里不给对照表,先说各列怎样读,再问不认得的列和没有的列。不在终端里,没有的列用 --default 给出,或者写对照表(--print-map 写出一份,改好再用 --map):

          列: {交办时间: 交办日期, 主办: 牵头单位}
          值:
            类别: {圈阅: 参阅性}
          缺省: {批示领导: 省委主要领导}
          忽略: [经办科室]
          年份: 2018

        可导入的列:\(Self.fields)。
        台账没有记下日期的步骤,取其可能的最早日期,并在“说明”中注明。
        """,
      en: """
        A row a case (rows of one 序号 are one too), a commit a case (导入); if one row is wrong, none is imported. Every row and every cell is used, or named as left out.
        Ledgers are taken as they are: titles above the heading, headings of two lines, merged cells, several units in a cell (the first leads), 7月23日, 9月底前, 一个月, 长期. Days without a year are of the title's year, or of --year.
        Usual names of columns are known. At a terminal, without a mapping file, it shows how each column is read and asks about the others and about what is missing. Elsewhere --default says what is missing, or a mapping file does (--print-map writes one to be changed and used with --map):

          列: {交办时间: 交办日期, 主办: 牵头单位}
          值:
            类别: {圈阅: 参阅性}
          缺省: {批示领导: 省委主要领导}
          忽略: [经办科室]
          年份: 2018

        Columns: \(Self.fields).
        A step whose day the ledger does not keep gets the earliest day it can have, and its 说明 says so.
        """))

  @Argument(help: help(zh: "台账,CSV 或 XLSX", en: "the ledger, CSV or XLSX", valueName: "file"))
  var file: String

  @Option(
    help: help(
      zh: "XLSX 的工作表(默认第一个)", en: "a sheet of the workbook (the first)", valueName: "name"))
  var sheet: String?

  @Option(help: help(zh: "对照表(YAML)", en: "the mapping file (YAML)", valueName: "file"))
  var map: String?

  @Option(
    name: .customLong("default"), parsing: .singleValue,
    help: help(
      zh: "空着的格或没有的列写什么,如 类别=批办性;可多次",
      en: "what an empty cell or a missing column says: 类别=批办性; repeatable",
      valueName: "column=value"))
  var defaults: [String] = []

  @Option(
    help: help(
      zh: "没有写年份的日期是哪一年的", en: "the year of days that have none", valueName: "year"))
  var year: String?

  @Flag(help: help(zh: "写出对照表,不导入", en: "write the mapping file, import nothing"))
  var printMap = false

  @Flag(
    name: [.customShort("n"), .long], help: help(zh: "只检查,不写入", en: "check only, write nothing"))
  var dryRun = false

  @Option(
    name: [.customShort("m"), .long], parsing: .unconditional,
    help: help(zh: "加进提交说明的话", en: "added to the commits' messages", valueName: "note"))
  var message: String?

  private static var fields: String { LedgerFact.importable.map(\.name).joined(separator: "、") }

  func run() async throws {
    let session = Session.running
    let recorder = try Recorder(in: session)
    let table = try table(in: session)
    var mapping = try mapping(in: session)
    for given in defaults where !mapping.setDefault(given) {
      throw Failure.usage(
        Phrase(zh: "--default 不懂“\(given)”", en: "--default does not understand '\(given)'"),
        hint: Phrase(
          zh: "写作 列=值,如 类别=批办性;列有:\(Self.fields)", en: "write COLUMN=VALUE; columns: \(Self.fields)"
        ))
    }
    if let year {
      guard let number = ImportMapping.year(year) else {
        throw Failure.usage(
          Phrase(zh: "--year 不懂“\(year)”", en: "--year does not understand '\(year)'"),
          hint: Phrase(zh: "写作 2018", en: "write 2018"))
      }
      mapping.year = number
    }
    if map == nil {
      mapping = try ImportQuestions(in: session).completed(
        mapping, of: table, isConfirmed: printMap || dryRun)
    }
    if printMap { return try writeMap(mapping, of: table, in: session) }
    let ledger = try await recorder.ledger(table, mapping: mapping)
    try session.report(try await recorder.importerFindings() + ledger.findings, in: table)
    guard !ledger.cases.isEmpty else {
      throw Failure(.input, Phrase(zh: "表中没有一件", en: "the table holds no case"))
    }
    if dryRun {
      session.console.write(session(Self.summary(ledger, done: false)) + "\n")
      return
    }
    try await recorder.record(ledger, note: message)
    session.console.write(session(Self.summary(ledger, done: true)) + "\n")
  }

  private func table(in session: Session) throws(Failure) -> SourceText {
    let bytes = try session.bytes(ofFile: file)
    if bytes.starts(with: Array("PK".utf8)) {
      do throws(WorkbookError) {
        return try WorkbookTable(bytes, path: file, sheet: sheet).text
      } catch {
        throw Failure(error, in: file)
      }
    }
    guard sheet == nil else {
      throw .usage(Phrase(zh: "CSV 没有工作表", en: "a CSV file has no sheets"))
    }
    guard let text = TextEncoding.utf8(ofTable: bytes) else {
      throw Failure(
        .input,
        Phrase(zh: "\(file) 不是 CSV 或 XLSX", en: "\(file) is neither CSV nor XLSX"),
        hint: .savingTables)
    }
    return SourceText(path: file, bytes: text)
  }

  private func mapping(in session: Session) throws(Failure) -> ImportMapping {
    guard let map else { return ImportMapping() }
    let text = SourceText(path: map, bytes: try session.bytes(ofFile: map))
    let read = ImportMapping.reading(text)
    try session.report(read.findings, in: text)
    return read.value
  }

  private func writeMap(_ mapping: ImportMapping, of table: SourceText, in session: Session)
    throws(Failure)
  {
    guard let heading = ImportHeading(of: table, mapping: mapping) else {
      throw Failure(
        .input,
        Phrase(zh: "前十行中没有认得的表头", en: "no known heading in the first ten lines"),
        hint: Phrase(
          zh: "在对照表的“列”中写明至少三列", en: "name at least three columns under 列 of a mapping file"))
    }
    session.console.write(heading.written(into: mapping).text)
  }

  private static func summary(_ ledger: ImportedLedger, done: Bool) -> Phrase {
    let (cases, rows) = (ledger.cases, ledger.rows)
    let (first, last) = (cases[0].number, cases[cases.count - 1].number)
    let range = cases.count == 1 ? "\(first)" : "\(first) … \(last)"
    let noun = cases.count == 1 ? "case" : "cases"
    let (read, out, more) = (rows.read, rows.leftOut, ledger.continuingRows)
    let joined = Phrase(
      zh: more == 0 ? "" : ",\(more)行并入上一件",
      en: more == 0 ? "" : ", \(more) went on about the case above")
    let sum = Phrase(
      zh: "(读了\(read)行\(joined.zh),\(out == 0 ? "全部用上" : "\(out)行没有导入,见上"))",
      en:
        " (\(read) \(read == 1 ? "row" : "rows") read\(joined.en), \(out) left out\(out == 0 ? "" : ", named above"))"
    )
    return done
      ? Phrase(
        zh: "已导入 \(cases.count) 件:\(range)\(sum.zh)",
        en: "imported \(cases.count) \(noun): \(range)\(sum.en)")
      : Phrase(
        zh: "可以导入 \(cases.count) 件:\(range)\(sum.zh)",
        en: "\(cases.count) \(noun) can be imported: \(range)\(sum.en)")
  }
}

extension Session {
  func bytes(ofFile name: String) throws(Failure) -> [UInt8] {
    let read = try onDisk(place(of: name).read())
    guard let read else {
      throw .usage(Phrase(zh: "没有文件 \(name)", en: "there is no file \(name)"))
    }
    return read.bytes
  }

  /// Prints what was found; an error ends the run.
  fileprivate func report(_ findings: [Diagnostic], in text: SourceText) throws(Failure) {
    guard !findings.isEmpty else { return }
    console.writeError(
      rendered(
        [FileFindings(text: text, findings: findings)], top: nil, colour: colourChoice == .always),
      colours: colourChoice == .always)
    let errors = findings.count { $0.severity == .error }
    guard errors > 0 else { return }
    throw Failure(
      .input,
      Phrase(
        zh: "\(text.path) 有 \(errors) 处错误,没有导入",
        en: "\(errors) errors in \(text.path); nothing imported"))
  }
}

extension Recorder {
  fileprivate func ledger(_ table: SourceText, mapping: ImportMapping) async throws(Failure)
    -> ImportedLedger
  {
    let (schema, existing, letters) = (
      try inStore(book.schemaInForce()), try await askingStore(await book.numberHolders()),
      try await askingStore(await book.sentLetters())
    )
    let progress = WorkProgress(.reading)
    defer { progress.end() }
    return ImportedLedger(
      table, mapping: mapping, schema: schema, existing: existing, letters: letters,
      today: session.today
    ) { progress.add() }
  }

  fileprivate func importerFindings() async throws(Failure) -> [Diagnostic] {
    return try await askingStore(await book.importerFindings())
  }

  fileprivate func record(_ ledger: ImportedLedger, note: String?) async throws(Failure) {
    do throws(CaseStoreError) {
      show(
        try await book.recordImports(
          ledger.cases.map { ($0.number, $0.bytes) }, today: session.today, note: note))
    } catch {
      throw failure(error)
    }
  }
}
