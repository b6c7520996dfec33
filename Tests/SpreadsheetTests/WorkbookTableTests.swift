import Messages
import Spreadsheet
import Supervision
import Testing
import Views
import TestSupport
import Zip

/// Workbooks as spreadsheets write them, and as nobody should.
@Suite struct WorkbookTableTests {
  /// A workbook of one sheet.
  ///
  /// - Parameters:
  ///   - rows: what stands in `sheetData`.
  ///   - after: what follows it.
  ///   - properties: of the workbook.
  ///   - strings: the shared ones, each an `si`.
  static func workbook(
    _ rows: String, after: String = "", properties: String = "", strings: String = "",
    entities: String = ""
  ) -> [UInt8] {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let package = "http://schemas.openxmlformats.org/package/2006/relationships"
    func relation(_ id: Int, _ kind: String, _ target: String) -> String {
      "<Relationship Id=\"r\(id)\" Type=\"\(office)/\(kind)\" Target=\"\(target)\"/>"
    }
    var archive = ZipArchive()
    for (path, text) in [
      (
        "_rels/.rels",
        "<Relationships xmlns=\"\(package)\">\(relation(1, "officeDocument", "xl/workbook.xml"))</Relationships>"
      ),
      (
        "xl/workbook.xml",
        "<x:workbook xmlns:x=\"\(main)\" xmlns:r=\"\(office)\">\(properties)<x:sheets><x:sheet name=\"隐藏\" sheetId=\"1\" state=\"hidden\" r:id=\"r9\"/><x:sheet name=\"台账\" sheetId=\"2\" r:id=\"r1\"/></x:sheets></x:workbook>"
      ),
      (
        "xl/_rels/workbook.xml.rels",
        "<Relationships xmlns=\"\(package)\">\(relation(1, "worksheet", "/xl/worksheets/a.xml"))\(relation(2, "styles", "styles.xml"))\(relation(3, "sharedStrings", "./x/../strings.xml"))\(relation(9, "worksheet", "worksheets/none.xml"))</Relationships>"
      ),
      (
        "xl/styles.xml",
        "<styleSheet xmlns=\"\(main)\"><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;\"/><numFmt numFmtId=\"165\" formatCode=\"[Red]0&quot;days&quot;\\d\"/></numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/></cellXfs></styleSheet>"
      ),
      ("xl/strings.xml", "\(entities)<sst xmlns=\"\(main)\">\(strings)</sst>"),
      (
        "xl/worksheets/a.xml",
        "<worksheet xmlns=\"\(main)\"><sheetData>\(rows)</sheetData>\(after)</worksheet>"
      ),
    ] {
      archive.add(Array(text.utf8), at: path)
    }
    return archive.bytes
  }

  private static func text(of bytes: [UInt8]) throws -> String {
    String(decoding: try WorkbookTable(bytes, path: "台账.xlsx").text.bytes, as: UTF8.self)
  }

  @Test(
    arguments: rows([
      ("<c><v>43303</v></c>", "43303"), ("<c s=\"1\"><v>43303</v></c>", "2018-07-22"),
      ("<c s=\"2\"><v>43303.5</v></c>", "2018-07-22 12:00"),
      ("<c s=\"3\"><v>43303</v></c>", "43303"),
      // Excel's February 1900 has 29 days.
      ("<c s=\"1\"><v>1</v></c>", "1900-01-01"), ("<c s=\"1\"><v>59</v></c>", "1900-02-28"),
      ("<c s=\"1\"><v>60</v></c>", "60"), ("<c s=\"1\"><v>61</v></c>", "1900-03-01"),
      ("<c s=\"1\"><v>0.25</v></c>", "0.25"), ("<c s=\"1\"><v>99999999</v></c>", "99999999"),
      ("<c><v>2.0</v></c>", "2"), ("<c><v>1E3</v></c>", "1000"), ("<c><v>0.1</v></c>", "0.1"),
      ("<c t=\"d\"><v>2018-07-22T00:00:00</v></c>", "2018-07-22"),
      ("<c t=\"b\"><v>1</v></c>", "TRUE"),
      ("<c t=\"inlineStr\"><is><t>甲</t><r><t xml:space=\"preserve\"> 乙</t></r></is></c>", "甲 乙"),
      ("<c t=\"s\"><v>0</v></c>", "批&办"), ("<c t=\"s\"><v>1</v></c>", "性质"),
      ("<c t=\"str\"><f>A1&amp;\"\"</f><v>算出</v></c>", "算出"), ("<c><f>1+1</f><v>2</v></c>", "2"),
      ("<c t=\"inlineStr\"><is><t>一_x000D_\n\"二\"</t></is></c>", "一\n\"\"二\"\""),
      ("<c t=\"inlineStr\"><is><t>一_x000A_二_x005F_x4E00_三_xZZ_</t></is></c>", "一\n二_x4E00_三_xZZ_"),
    ]))
  func aCellReadsAsItIsShown(cell: String, text: String) throws {
    let strings =
      "<si><t>批&amp;办</t></si><si><r><t>性</t></r><r><t>质</t></r><rPh sb=\"0\" eb=\"1\"><t>xing</t></rPh></si>"
    let bytes = Self.workbook("<row>\(cell)</row>", strings: strings)
    #expect(try Self.text(of: bytes) == "\"\(text)\"")
  }

  @Test func daysMayCountFrom1904() throws {
    let bytes = Self.workbook(
      "<row><c s=\"1\"><v>41841</v></c><c s=\"1\"><v>60</v></c></row>",
      properties: "<x:workbookPr date1904=\"1\"/>")
    #expect(try Self.text(of: bytes) == "\"2018-07-22\",\"1904-03-01\"")
  }

  @Test func cellsStandInTheirPlacesAndAreNamed() throws {
    let bytes = Self.workbook(
      "<row r=\"2\"><c r=\"B2\"><v>1</v></c><c><v>2</v></c></row><row><c r=\"AA3\"><v>3</v></c></row>"
    )
    let text = try WorkbookTable(bytes, path: "台账.xlsx").text
    #expect(
      String(decoding: text.bytes, as: UTF8.self)
        == "\n,\"1\",\"2\"\n\(String(repeating: ",", count: 26))\"3\"")
    #expect(text.name(at: 0) == nil && text.name(at: 1) == "A2" && text.name(at: 2) == "B2")
    #expect(text.name(at: text.bytes.count - 1) == "AA3")
  }

  @Test func aFindingIsAtItsCell() throws {
    func row(_ cells: [String]) -> String {
      "<row>"
        + cells.map { $0.hasPrefix("<") ? $0 : "<c t=\"inlineStr\"><is><t>\($0)</t></is></c>" }
        .joined() + "</row>"
    }
    let bytes = Self.workbook(
      row(["督办台账"]) + row(["案号", "事项", "批示领导", "批示日期", "类别"])
        + row(["2018-0007", "疫苗处置", "省委主要领导", "<c s=\"2\"><v>43303</v></c>", "批办性"])
        + row(["2018-0008", "学校食堂", "省委主要领导", "去年", "批办性"]),
      after: "<mergeCells><mergeCell ref=\"A1:E1\"/></mergeCells>")
    let text = try WorkbookTable(bytes, path: "台账.xlsx").text
    let ledger = ImportedLedger(text, schema: Schema(), today: Day("2026-11-24")!)  // a day
    let printed = Views.text(of: ledger.findings, in: text, language: .zh, colour: false)
    #expect(printed.hasPrefix("台账.xlsx:D4: error: "), "\(printed)")
    #expect(ledger.findings.count == 1)
    #expect(ledger.cases.first?.number.description == "2018-0007")
  }

  /// A merged cell stands in each row that has others, under its own name; across columns, in its first.
  @Test func mergedCellsAreFilledDown() throws {
    func cell(_ place: String, _ text: String) -> String {
      "<c r=\"\(place)\" t=\"inlineStr\"><is><t>\(text)</t></is></c>"
    }
    let bytes = Self.workbook(
      """
      <row r="1">\(cell("A1", "台账"))</row>
      <row r="2">\(cell("A2", "一"))\(cell("C2", "甲"))</row><row r="3">\(cell("C3", "乙"))</row>
      <row r="9">\(cell("C9", "丙"))</row>
      """,
      after:
        "<mergeCells><mergeCell ref=\"A1:C1\"/><mergeCell ref=\"A2:B9\"/><mergeCell ref=\"D2:D9\"/></mergeCells>"
    )
    let text = try WorkbookTable(bytes, path: "").text
    #expect(
      String(decoding: text.bytes, as: UTF8.self)
        == "\"台账\"\n\"一\",,\"甲\"\n\"一\",,\"乙\"\n\n\n\n\n\n\"一\",,\"丙\"")
    #expect(text.name(at: text.bytes.count - 8) == "A2")
  }

  @Test func whatCannotBeTakenIsNamedByItsCells() throws {
    let bytes = Self.workbook(
      """
      <row r="1"><c t="inlineStr"><is><t>甲</t></is></c><c><v>1</v></c></row>
      <row r="2"><c r="B2"><f>A1</f></c><c t="e"><v>#REF!</v></c><c><f>1+1</f><v/></c></row>
      """, after: "<mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells>")
    #expect(
      throws: WorkbookError.refused([
        .init(cell: "A1:B2", reason: .merged), .init(cell: "B2", reason: .formulaWithoutValue),
        .init(cell: "C2", reason: .error("#REF!")),
        .init(cell: "D2", reason: .formulaWithoutValue),
      ])
    ) { try Self.text(of: bytes) }
  }

  /// The same files compressed, as spreadsheets keep them.
  private static func compressed(_ bytes: [UInt8]) async throws -> [UInt8] {
    let script = """
      import io, sys, zipfile
      packed = io.BytesIO()
      with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
          with zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read())) as plain:
              for name in plain.namelist(): book.writestr(name, plain.read(name))
      sys.stdout.buffer.write(packed.getvalue())
      """
    return try await Python.bytes(script, input: bytes)
  }

  @Test func asMuchAsWasAllowedIsReadAndNoMore() async throws {
    let text = String(repeating: "甲", count: 100_000)
    let bytes = try await Self.compressed(
      Self.workbook("<row><c t=\"inlineStr\"><is><t>\(text)</t></is></c></row>"))
    #expect(bytes.count < 5000)
    #expect(throws: WorkbookError.tooLarge) {
      try WorkbookTable(bytes, path: "", limit: 100_000)
    }
  }

  @Test(
    arguments: rows(
      [
        "<row><c t=\"s\"><v>9</v></c></row>", "<row r=\"0\"/>", "<row r=\"1048577\"/>",
        "<row><c r=\"XFE1\"/></row>", "<row><c r=\"B2\"/></row>", "<row>",
        "<row><c r=\"99999999999999999999\"/></row>",
        String(repeating: "<a>", count: 200) + String(repeating: "</a>", count: 200),
      ], named: { String($0.prefix(50)) }))
  func whatNoSpreadsheetWritesIsRefused(rows: Named<String>) throws {
    let bytes = Self.workbook(rows.value)
    #expect { try Self.text(of: bytes) } throws: { error in
      if case .malformed? = error as? WorkbookError { true } else { false }
    }
  }

  @Test func entitiesAreNotReadAtAll() throws {
    let bytes = Self.workbook(
      "<row><c t=\"s\"><v>0</v></c></row>", strings: "<si><t>&a;</t></si>",
      entities: "<!DOCTYPE sst [<!ENTITY a \"甲甲\"><!ENTITY b \"&a;&a;\">]>")
    #expect(throws: WorkbookError.malformed(part: "XML", reason: "a document type")) {
      try Self.text(of: bytes)
    }
  }

  @Test func aSheetIsChosenByItsName() throws {
    let bytes = Self.workbook("<row><c><v>1</v></c></row>")
    #expect(try WorkbookTable(bytes, path: "", sheet: "台账").text.bytes.isEmpty == false)
    #expect(throws: WorkbookError.noSheet("总表", among: ["隐藏", "台账"])) {
      try WorkbookTable(bytes, path: "", sheet: "总表")
    }
  }

  @Test(arguments: rows(["", "PK", "PK\u{3}\u{4}", "案号,事项\n"]))
  func whatIsNoWorkbookIsRefused(text: String) {
    #expect { try Self.text(of: Array(text.utf8)) } throws: { error in
      if case .malformed? = error as? WorkbookError { true } else { false }
    }
  }

  /// One text that many cells share is counted as often as it is used.
  @Test func aSharedTextIsCountedForEachCell() throws {
    let text = String(repeating: "甲", count: 10_000)
    let cells = String(repeating: "<c t=\"s\"><v>0</v></c>", count: 100)
    let bytes = Self.workbook("<row>\(cells)</row>", strings: "<si><t>\(text)</t></si>")
    #expect(try WorkbookTable(bytes, path: "").text.bytes.count > 3_000_000)
    #expect(throws: WorkbookError.tooLarge) {
      try WorkbookTable(bytes, path: "", limit: 1_000_000)
    }
  }

  @Test func moreThanASpreadsheetLetsIntoACellIsRefusedThere() throws {
    func workbook(_ count: Int) -> [UInt8] {
      Self.workbook(
        "<row><c t=\"inlineStr\"><is><t>一</t></is></c><c t=\"s\"><v>0</v></c><c t=\"s\"><v>0</v></c></row>",
        strings: "<si><t>\(String(repeating: "甲", count: count))</t></si>")
    }
    #expect(try WorkbookTable(workbook(32_767), path: "").text.bytes.count > 6 * 32_767)
    #expect(
      throws: WorkbookError.refused([
        .init(cell: "B1", reason: .tooLong), .init(cell: "C1", reason: .tooLong),
      ])
    ) { try WorkbookTable(workbook(32_768), path: "") }
  }

  /// What unpacks to thousands of times its size was made to.
  @Test func aWorkbookIsUnpackedByItsSize() async throws {
    let blanks = String(repeating: " ", count: 40 << 20)
    let bytes = try await Self.compressed(
      Self.workbook("<row><c><v>1</v></c></row>", after: blanks))
    #expect(bytes.count < 100_000)
    #expect(throws: WorkbookError.tooLarge) { try WorkbookTable(bytes, path: "") }
  }

  @Test func manyMergedCellsAreLookedAtOnce() throws {
    // Each stands over all rows, and a cell of theirs is in the last.
    let range = "<mergeCell ref=\"A1:B1048576\"/>"
    let bytes = Self.workbook(
      "<row r=\"1048576\"><c><v>1</v></c></row>",
      after: "<mergeCells>\(String(repeating: range, count: 5000))</mergeCells>")
    #expect { try WorkbookTable(bytes, path: "") } throws: { error in
      if case .refused(let cells)? = error as? WorkbookError { cells.count == 5000 } else { false }
    }
  }
}
