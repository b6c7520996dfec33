import ByteCoding
import CaseGeneration
import FrontMatter
import Messages
import Supervision
import Testing
import TestSupport
import Views

/// Rows as bytes, on which the cache of the ledger relies.
@Suite(.seeded) struct LedgerRowBytesTests {
  private static func bytes(_ row: LedgerRow) -> [UInt8] {
    var writer = ByteWriter()
    row.write(to: &writer)
    return writer.bytes
  }

  /// Written, and read back under the same path and day.
  private static func again(_ row: LedgerRow) throws -> LedgerRow {
    let bytes = bytes(row)
    var reader = ByteReader(bytes)
    let read = try LedgerRow(from: &reader, path: row.path, asOf: row.asOf)
    #expect(reader.isAtEnd)
    #expect(Self.bytes(read) == bytes)
    return read
  }

  private static func expectTheSame(_ some: [LedgerRow], _ others: [LedgerRow], _ place: String) {
    for (one, other) in zip(some, others) {
      #expect(one.path == other.path && one.asOf == other.asOf && one.id == other.id, "\(place)")
      #expect(one.title == other.title && one.instruction == other.instruction, "\(place)")
      #expect(one.urgency == other.urgency && one.watch == other.watch, "\(place)")
      #expect(one.classification == other.classification && one.source == other.source, "\(place)")
      #expect(one.cycle == other.cycle && one.lead == other.lead, "\(place)")
      #expect(one.coUnits == other.coUnits && one.units == other.units, "\(place)")
      #expect(one.state == other.state && one.round == other.round, "\(place)")
      #expect(one.duePoints == other.duePoints && one.light == other.light, "\(place)")
      #expect(one.counts == other.counts && one.letterNumber == other.letterNumber, "\(place)")
      #expect(one.officer == other.officer && one.tasks == other.tasks, "\(place)")
      #expect(one.matters == other.matters && one.taskStates == other.taskStates, "\(place)")
      #expect(one.limit == other.limit && one.risk == other.risk, "\(place)")
      #expect(one.lastProgress?.day == other.lastProgress?.day, "\(place)")
      #expect(one.lastProgress?.note == other.lastProgress?.note, "\(place)")
      #expect(one.registered == other.registered && one.issued == other.issued, "\(place)")
      #expect(one.milestones == other.milestones && one.hasEnded == other.hasEnded, "\(place)")
      #expect(one.lastStep?.day == other.lastStep?.day, "\(place)")
      #expect(one.lastStep?.kind == other.lastStep?.kind, "\(place)")
    }
  }

  /// What is made of rows.
  private static func shown(_ rows: [LedgerRow], asOf day: Day) -> [String] {
    let basis = LedgerBasis(asOf: day)
    let grid = Grid(ledger: rows, columns: LedgerColumn.catalogue, of: basis)
    return [
      String(decoding: grid.csv(), as: UTF8.self),
      JSON.ledger(rows, asOf: day, rev: nil).pretty,
      String(decoding: Grid(LongTable.tasks(rows, of: basis)).csv(), as: UTF8.self),
      Grid(Summary(rows, by: .unit), of: basis).table(),
      Grid(Summary(rows, by: .month), of: basis).table(),
    ]
  }

  @Test func whatComesBackShowsTheSame() throws {
    let samples = try Samples()
    for days in stride(from: 0, to: 2000, by: 5) {
      let day = day("2017-03-01").advanced(by: days)
      let rows = samples.rows(asOf: day)
      let again = try rows.map(Self.again)
      Self.expectTheSame(again, rows, "\(day)")
      #expect(Self.shown(again, asOf: day) == Self.shown(rows, asOf: day), "\(day)")
    }
  }

  @Test func everyRowOfAnyCaseComesBack() throws {
    let schema = try Samples().schema
    var settled = 0
    try Seed.each(of: 1...160) { seed in
      let made = CaseGenerator.generate(seed: seed)
      let path = "cases/2018/2018-0007.md"
      let subject = Case(
        Document(markdown: SourceText(path: path, bytes: Array(made.markdown().utf8))))
      func row(_ day: Day) throws -> LedgerRow {
        try #require(
          LedgerRow(CaseState(folding: subject, schema: schema, asOf: day), path: path))
      }
      for day in Set(made.days) {
        let row = try row(day)
        Self.expectTheSame([try Self.again(row)], [row], "\(day)")
      }
      // Where nothing is owed after the last step, the row is that of every later day.
      let last = made.days[made.days.count - 1]
      let bytes = Self.bytes(try row(last))
      guard try row(last).duePoints.isEmpty else { return }
      settled += 1
      for later in [1, 30, 400, 4000].map({ last.advanced(by: $0) }) {
        let row = try row(later)
        var reader = ByteReader(bytes)
        let read = try LedgerRow(from: &reader, path: path, asOf: later)
        Self.expectTheSame([read], [row], "\(later)")
        #expect(Self.shown([read], asOf: later) == Self.shown([row], asOf: later))
      }
    }
    #expect(settled > 5 || Seed.given != nil)
  }

  @Test func wrongBytesGiveNothingOrARowThatCanBeShown() throws {
    let day = day("2018-08-06")
    var random = Seed.generator()
    var read = 0
    for row in try Samples().rows(asOf: day) {
      let whole = Self.bytes(row)
      for count in 0..<whole.count {
        var reader = ByteReader(Array(whole.prefix(count)))
        #expect(throws: DamagedBytes.self) {
          try LedgerRow(from: &reader, path: row.path, asOf: day)
        }
      }
      for _ in 0..<300 {
        var bytes = whole
        for _ in 0..<Int.random(in: 1...3, using: &random) {
          bytes[Int.random(in: bytes.indices, using: &random)] = .random(
            in: 0...255, using: &random)
        }
        var reader = ByteReader(bytes)
        guard let wrong = try? LedgerRow(from: &reader, path: row.path, asOf: day) else { continue }
        read += 1
        #expect(!Self.shown([wrong], asOf: day).contains(""))
      }
    }
    #expect(read > 0)
  }
}
