import Messages
package import Supervision

/// One column of the 台账: a fact that is one.
package struct LedgerColumn: Sendable {
  package let fact: LedgerFact
  package let column: Grid.Column
  /// On a sheet, in digits.
  package let width: Int
  /// Whether paper ledgers have it.
  package let isPrinted: Bool

  package var identifier: String { column.identifier }
  package var heading: String { column.heading }

  /// Nil where the fact is no column.
  package init?(_ fact: LedgerFact) {
    guard let column = fact.column else { return nil }
    self.fact = fact
    self.column = Grid.Column(
      fact.identifier, fact.name, fact.isCounted ? .trailing : .leading,
      narrowest: column.narrowest)
    width = column.width
    isPrinted = column.use == .printed
  }

  /// The column a person means by any name of its fact.
  package init?(named name: String) {
    guard let fact = LedgerFact(typed: name) else { return nil }
    self.init(fact)
  }

  package func cell(_ row: LedgerRow) -> Cell { row[fact].cell() }

  /// Every column there is.
  package static let all = LedgerFact.allCases.compactMap(LedgerColumn.init)

  /// The columns that real ledgers have, then those that only a file that is computed with wants.
  package static let catalogue = all.filter { $0.fact.column?.use != .asked }

  /// What a terminal of `width` columns shows unless asked otherwise.
  package static func usual(forWidth width: Int?) -> [LedgerColumn] {
    let facts: [LedgerFact] =
      switch width ?? 120 {
      case ..<100: [.id, .light, .title, .next]
      case ..<160: [.id, .light, .state, .title, .lead, .tasks, .limit, .next]
      default:
        [
          .id, .light, .state, .instructionClass, .title, .lead, .officer, .tasks, .limit, .next,
          .lastProgress,
        ]
      }
    return facts.compactMap(LedgerColumn.init)
  }
}

extension LedgerFact {
  fileprivate var isCounted: Bool {
    switch entry.kind {
    case .number: true
    case .text, .day, .choice, .event: false
    }
  }
}
