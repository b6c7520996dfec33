import Supervision
import Testing
import TestSupport
import Views

@Suite struct SummaryTests {
  private func grid(_ key: Summary.Key, _ date: String) throws -> Grid {
    let rows = try Samples().rows(asOf: day(date))
    return Grid(Summary(rows, by: key), of: LedgerBasis(asOf: day(date), rev: "e669129"))
  }

  @Test func casesAreCountedByWhatTheyShareAndInAll() throws {
    try expectGolden(
      try Summary.Key.allCases.map { try grid($0, "2018-12-03").table() }.joined(separator: "\n"),
      "views/summaries.txt")
  }

  @Test(arguments: rows(Summary.Key.allCases.filter { $0 != .unit }))
  func theTotalIsTheSumOfTheGroups(key: Summary.Key) throws {
    let rows = try Samples().rows(asOf: day("2018-08-06"))
    let summary = Summary(rows, by: key)
    #expect(summary.total.registered == rows.count)
    #expect(summary.groups.reduce(0) { $0 + $1.figures.registered } == rows.count)
    #expect(summary.groups.reduce(0) { $0 + $1.figures.closed } == summary.total.closed)
    #expect(summary.groups.reduce(0) { $0 + $1.figures.urged } == summary.total.urged)
  }

  /// Whoever owes is who is late: as `status` says it of him, on any day.
  @Test(
    arguments: rows([
      "2018-01-10", "2018-08-06", "2018-08-31", "2018-09-20", "2018-12-03", "2019-07-01",
      "2026-01-05",
    ]))
  func byUnitIsByWhoOwes(date: String) throws {
    let rows = try Samples().rows(asOf: day(date))
    let summary = Summary(rows, by: .unit)
    for (name, figures) in summary.groups {
      let owed = rows.flatMap { row in
        row.duePoints.filter { $0.who == name.text }.map { (row.id, $0.light) }
      }
      #expect(figures.overdue == Set(owed.filter { $0.1 == .red }.map(\.0)).count, "\(name)")
      #expect(figures.open >= Set(owed.map(\.0)).count, "\(name)")
    }
    let debtors = Set(rows.flatMap { $0.duePoints.filter { $0.owner != .leader }.map(\.who) })
    #expect(debtors.isSubset(of: summary.groups.map(\.name.text)))
  }

  @Test(arguments: rows(Summary.Key.allCases)) func nothingIsLateThatIsNotOpen(key: Summary.Key)
    throws
  {
    for date in ["2018-08-06", "2018-12-03", "2019-07-01", "2026-01-05"] {
      let summary = Summary(try Samples().rows(asOf: day(date)), by: key)
      for figures in summary.groups.map(\.figures) + [summary.total] {
        #expect(figures.overdue <= figures.open && figures.open <= figures.registered, "\(date)")
      }
    }
  }

  @Test func aRateCarriesItsDenominator() throws {
    let csv = String(decoding: try grid(.stage, "2018-12-03").csv(), as: UTF8.self)
    #expect(csv.hasPrefix("阶段,登记,在办,逾期,办结,按期办结,平均办结天数,催办,退回\r\n"))
    #expect(csv.contains("\r\n回访,4,0,0,4,完成4共4,"))
  }

  @Test func asDataTheGroupsAreIdentifiers() throws {
    let rows = try Samples().rows(asOf: day("2018-12-03"))
    let json = JSON.summary(Summary(rows, by: .class), asOf: day("2018-12-03"), rev: nil).compact
    #expect(
      json.hasPrefix(
        #"{"version":1,"asOf":"2018-12-03","rev":null,"by":"class","groups":[{"group":"actionable","#
      ))
  }
}
