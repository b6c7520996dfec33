import ByteCoding
import CaseGeneration
import Messages
import Supervision
import Testing
import TestSupport

/// Due points as bytes, on which the cache of what is owed relies.
@Suite(.seeded) struct DuePointBytesTests {
  private static func expectRoundTrip(_ points: [DuePoint], _ place: String) throws {
    let bytes = ByteWriter(points).bytes
    var reader = ByteReader(bytes)
    #expect(try [DuePoint](from: &reader) == points, "\(place)")
    #expect(reader.isAtEnd, "\(place)")
    // Cut anywhere they are nothing.
    for count in [0, 1, bytes.count / 2, bytes.count - 1] where count < bytes.count {
      var reader = ByteReader(Array(bytes.prefix(count)))
      #expect(throws: DamagedBytes.self, "\(place)") { try [DuePoint](from: &reader) }
    }
  }

  @Test func theSamplesComeBackOnEveryDay() throws {
    let schema = try Samples.schema()
    for name in Samples.cases {
      let subject = try Samples.read(name)
      let first = try #require(subject.steps.map(\.day).min())
      for days in stride(from: 0, to: 700, by: 3) {
        let day = first.advanced(by: days)
        let state = CaseState(folding: subject, schema: schema, asOf: day)
        try Self.expectRoundTrip(state.duePoints, "\(name), \(day)")
      }
    }
  }

  @Test func whatAnyCaseOwesComesBack() throws {
    var schema = try Samples.schema()
    let office = try Samples.text("schema/office.yaml")
    // What the sample leaves out.
    schema.office =
      Office.reading(
        SourceText(
          path: office.path,
          bytes: Array(
            String(decoding: office.bytes, as: UTF8.self)
              .replacing("签收: ''", with: "签收: 2个工作日").utf8))
      ).value
    var seen: Set<Obligation> = []
    try PropertyTests.forEachCase(upTo: 100) { made, subject in
      for day in Set(made.days.flatMap { [$0, $0.advanced(by: 40)] }) {
        let points = CaseState(folding: subject, schema: schema, asOf: day).duePoints
        seen.formUnion(points.map(\.what))
        try Self.expectRoundTrip(points, "\(day)")
      }
    }
    #expect(seen == Set(Obligation.allCases) || Seed.given != nil)
  }

  @Test func wrongBytesGiveNothingOrSomethingThatCanBeShown() throws {
    let schema = try Samples.schema()
    var random = Seed.generator()
    var read = 0
    for name in Samples.cases {
      let subject = try Samples.read(name)
      let day = try #require(subject.steps.map(\.day).max())
      let points = CaseState(folding: subject, schema: schema, asOf: day).duePoints
      let whole = ByteWriter(points).bytes
      for _ in 0..<2000 {
        var bytes = whole
        for _ in 0..<Int.random(in: 1...3, using: &random) {
          bytes[Int.random(in: bytes.indices, using: &random)] = .random(
            in: 0...255, using: &random)
        }
        var reader = ByteReader(bytes)
        guard let points = try? [DuePoint](from: &reader) else { continue }
        read += 1
        for point in points { #expect(!point.why.zh.isEmpty && !point.why.en.isEmpty) }
      }
    }
    #expect(read > 0)
  }

  @Test(arguments: rows([0, 1, -1, 63, 64, -64, -65, 1 << 20, .max, .min, .max / 2]))
  func anyNumberComesBack(number: Int) throws {
    var writer = ByteWriter()
    writer.write(number, Int?.none, Int?.some(number))
    var reader = ByteReader(writer.bytes)
    #expect(try reader.read(Int.self) == number)
    #expect(try reader.read(Int?.self) == nil)
    #expect(try reader.read(Int?.self) == number)
    #expect(reader.isAtEnd)
  }

  @Test func noDayIsReadThatNothingCanBeComputedWith() {
    for ordinal in [Int.max, .min, .max / 2 + 1] {
      var reader = ByteReader(ByteWriter(Day(ordinal: ordinal)).bytes)
      #expect(throws: DamagedBytes.self) { try reader.read(Day.self) }
    }
  }
}
