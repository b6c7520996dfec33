import FrontMatter
import Messages
import Spreadsheet
import Supervision
import Testing
import TestSupport
import Views

@Suite struct LedgerBookTests {
  private static let asOf = Day("2018-08-06")!  // a day of the sample

  private static func row(_ path: String, title: String? = nil) throws -> LedgerRow {
    var text = String(decoding: try ProjectFiles.bytes(of: path), as: UTF8.self)
    if let title {
      text = text.replacing("标题: 疫苗处置和督导检查", with: "标题: '\(title)'")
    }
    let subject = Case(Document(markdown: SourceText(path: path, bytes: Array(text.utf8))))
    let state = CaseState(folding: subject, schema: Schema(), asOf: asOf)
    return try #require(LedgerRow(state, path: path))
  }

  private static func bytes(_ rows: [LedgerRow]) throws -> [UInt8] {
    try LedgerBook(rows, of: LedgerBasis(asOf: asOf, rev: "e669129"), office: "×省委督查室")
      .bytes(temporaryFolder: "/tmp")
  }

  private static let paths = ["cases/2018/2018-0007.md", "cases/2018/2018-0004.md"]

  @Test func anotherProgramReadsTheCellsWithTheirTypes() async throws {
    let book = try await WorkbookReader(Self.bytes(Self.paths.map { try Self.row($0) }))
    #expect(book.cells["台账!A1"]?.hasPrefix("s 督办件台账 截至2018-08-06,版本e669129,共2件:红") == true)
    #expect(book.cells["台账!A2"] == "s 案号" && book.cells["台账!A3"] == "s 2018-0007")
    // 22 July 2018, as Excel counts.
    #expect(book.cells["台账!B3"] == "n 43303")
    #expect(book.cells["台账!E3"] == "s 疫苗处置和督导检查")
    let light = try #require(LedgerColumn.catalogue.firstIndex { $0.identifier == "light" })
    #expect(book.cells["台账!\(Self.letters(light))3"] == "s 红")
    #expect(book.cells["台账!\(Self.letters(LedgerColumn.catalogue.count - 1))2"] == "s 文件")
    // One row a task of 任务书: done on 26 July, by the person the unit has named.
    #expect(book.cells["任务书!D3"] == "s 核查本省采购使用涉事批次情况")
    #expect(book.cells["任务书!G3"] == "s 分管副主任" && book.cells["任务书!J3"] == "n 43307")
    #expect(book.cells["任务书!C4"] == "n 2" && book.cells["任务书!J4"] == "s 20%")
    #expect(book.cells["任务书!K4"] == "s 绿")
    #expect(book.cells["汇总!A3"] == "s 在办" && book.cells["汇总!B3"] == "n 2")
    #expect(book.cells.values.contains("s 合计"))
  }

  @Test func theSheetsAreReadyToFilterAndPrint() async throws {
    let book = try await WorkbookReader(Self.bytes(Self.paths.map { try Self.row($0) }))
    let last = Self.letters(LedgerColumn.catalogue.count - 1)
    let expected: Set = [
      "台账 autoFilter A2:\(last)4", "台账 pane B3 frozen", "台账 pageSetup 8 landscape 0",
      "任务书 pageSetup 9 landscape 0", "台账 oddFooter &C第 &P 页，共 &N 页",
      "name _xlnm.Print_Titles '台账'!$1:$2", "chart pieChart", "chart barChart",
      "name _xlnm.Print_Area '台账'!$A$1:$AA$4",
      "range '汇总'!$B$3:$B$5", "cache '汇总'!$A$3:$A$5 在办|办结|不立项、撤销",
      "cache '汇总'!$B$3:$B$5 2|0|0", "creator ×省委督查室", "created 2018-08-06T00:00:00Z",
    ]
    #expect(
      book.facts.isSuperset(of: expected), "\(expected.subtracting(book.facts)) \(book.facts)")
  }

  @Test(
    arguments: rows([
      "=HYPERLINK(\"http://x\")", "+1", "@SUM(A1)", "{=1}", "https://example.org/", "<一>&\"二\"",
    ]))
  func textStaysTextWhateverItBeginsWith(title: String) async throws {
    let row = try Self.row(Self.paths[0], title: title)
    let book = try await WorkbookReader(Self.bytes([row]))
    #expect(book.cells["台账!E3"] == "s \(title)")
    #expect(!book.facts.contains { $0.hasPrefix("formula") })
  }

  @Test func theSameRowsGiveTheSameBytes() async throws {
    let first = try Self.bytes(Self.paths.map { try Self.row($0) })
    // The clock of a zip file ticks every two seconds.
    try await _Concurrency.Task.sleep(for: .seconds(2.1))
    #expect(try Self.bytes(Self.paths.map { try Self.row($0) }) == first)
  }

  @Test func aLedgerWithoutCasesIsStillAWorkbook() async throws {
    let book = try await WorkbookReader(Self.bytes([]))
    #expect(book.cells["任务书!A1"] == "s 督办任务书 截至2018-08-06,版本e669129,共0项")
  }

  @Test func aFolderThatIsNotThereIsReported() {
    #expect(throws: SpreadsheetError.self) {
      try LedgerBook([], of: LedgerBasis(asOf: Self.asOf), office: "")
        .bytes(temporaryFolder: "/nowhere/没有")
    }
  }

  /// `AH` of 33.
  private static func letters(_ index: Int) -> String {
    let low = String(UnicodeScalar(UInt8(65 + index % 26)))
    return index < 26 ? low : String(UnicodeScalar(UInt8(64 + index / 26))) + low
  }
}
