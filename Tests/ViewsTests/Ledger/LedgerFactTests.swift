import Messages
import Supervision
import Testing
import TestSupport
import Views

/// The catalogue that everything a ledger shows, is asked and takes in is made from.
@Suite struct LedgerFactTests {
  @Test func noNameStandsForTwoFacts() {
    var names: Set<String> = []
    for fact in LedgerFact.searchable {
      for name in Set(fact.typedNames.map { $0.lowercased() }) {
        #expect(names.insert(name).inserted, "\(name) names two facts")
      }
    }
    let headings = LedgerFact.importable.flatMap(\.headings)
    #expect(Set(headings).count == headings.count)
  }

  @Test(arguments: rows(LedgerFact.allCases))
  func aFactIsFoundByEachOfItsNames(fact: LedgerFact) throws {
    let isSearchable = LedgerFact.searchable.contains(fact)
    for name in fact.typedNames {
      #expect(LedgerFact(typed: name) == (isSearchable ? fact : nil), "\(name)")
      #expect(LedgerFact(typed: name.uppercased()) == (isSearchable ? fact : nil), "\(name)")
      #expect(LedgerColumn(named: name)?.fact == (fact.column == nil ? nil : fact), "\(name)")
    }
    for heading in fact.headings + (fact.headings.isEmpty ? [] : [fact.identifier]) {
      #expect(LedgerFact(heading: heading) == fact, "\(heading)")
    }
  }

  /// Names that columns and queries had before they were one vocabulary.
  @Test(
    arguments: rows([
      ("批示类别", "class"), ("标题", "title"), ("节点", "next"), ("what", "next"), ("step", "lastStep"),
      ("步骤", "lastStep"), ("revisit", "lastRevisit"), ("回访结果", "lastRevisit"),
      ("revisitedOn", "lastRevisit"), ("coUnit", "coUnits"), ("领导", "leader"), ("牵头", "lead"),
      ("协办", "coUnits"), ("责任人", "officer"), ("letter", "letterNumber"), ("date", "instructed"),
      ("时限", "limit"), ("进展", "lastProgress"), ("承办单位", "unit"), ("任务数", "tasks"),
    ]))
  func oldNamesStayUnderstood(name: String, identifier: String) {
    #expect(LedgerFact(typed: name)?.identifier == identifier)
  }

  /// What the ledger prints, `import` understands.
  @Test(arguments: rows(LedgerColumn.catalogue, named: \.identifier))
  func everyColumnOfTheLedgerIsImportedOrComputedAnew(row: Named<LedgerColumn>) {
    let column = row.value
    let isImported = LedgerFact(heading: column.heading) == column.fact
    #expect(isImported != LedgerFact.computedHeadings.contains(column.heading))
  }

  @Test(arguments: rows(LedgerColumn.all, named: \.identifier))
  func everyColumnHasRoomForItsHeading(row: Named<LedgerColumn>) {
    let column = row.value
    // A heading takes two lines.
    #expect(column.width * 2 >= column.heading.displayWidth)
  }

  @Test func everyKeyOfTheDataIsOneFact() {
    for key in RowKey.allCases {
      #expect(LedgerFact.allCases.count { $0.entry.json == key } == 1, "\(key.rawValue)")
    }
  }

  @Test func aRowHasEveryKeyOnceAndInOrder() throws {
    let row = try #require(try Samples().rows(asOf: day("2018-08-06")).first)
    guard case .object(let members) = row.json else { throw Failed() }
    var keys: [String] = []
    for key in RowKey.allCases.map({ String($0.rawValue.prefix { $0 != "." }) })
    where keys.last != key {
      keys.append(key)
    }
    #expect(members.map(\.0) == keys)
  }

  private struct Failed: Error {}

  /// What a fact is said to be and what rows say of it are written in two places.
  @Test func whatRowsSayIsOfTheFactsKind() throws {
    var seen: Set<LedgerFact> = []
    let samples = try Samples()
    for days in stride(from: 0, to: 2000, by: 50) {
      for row in samples.rows(asOf: day("2017-03-01").advanced(by: days), withText: true) {
        for fact in LedgerFact.searchable where row[fact].cell() != .none {
          #expect(Self.isOf(fact.entry.kind, row[fact]), "\(fact)")
          seen.insert(fact)
        }
      }
    }
    #expect(seen == Set(LedgerFact.searchable))
  }

  private static func isOf(_ kind: LedgerFact.Kind, _ value: FactValue) -> Bool {
    switch (kind, value) {
    case (.text, .text), (.text, .words), (.text, .names): true
    case (.number, .count), (.number, .tasks), (.number, .cell(.number)): true
    case (.day, .cell(.day)), (.day, .report): true
    case (.event(let choices), .event(_, .term(_, let identifier, let place), _)),
      (.choice(let choices, _), .cell(.term(_, let identifier, let place))):
      choices[place].identifier == identifier
    case (.event(let choices), .due(let point)):
      point.map { choices[$0.what.rank].identifier == $0.what.rawValue } ?? true
    case (.choice(let choices, _), .cell(.light(let light))):
      choices.contains { $0.identifier == light.rawValue }
    default: false
    }
  }
}
