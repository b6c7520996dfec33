import Messages

/// The numbers that the rows have, and those given to rows without one.
struct ImportNumbers {
  /// By a case, or by the cell of another row.
  private enum Holder { case existing(NumberHolder), row(Range<Int>) }
  private var taken: [CaseNumber: Holder]
  private var highest: [Int: Int] = [:]

  init(taken: [CaseNumber: NumberHolder]) {
    self.taken = taken.mapValues(Holder.existing)
    for (number, holder) in taken {
      // Its own case may come to it again.
      if case .unrecorded = holder { continue }
      highest[number.year] = max(highest[number.year] ?? 0, number.sequence)
    }
  }

  /// The case that a row becomes, under its number or the next free one of its year.
  mutating func numbered(
    _ row: ImportRow, in facts: ImportedFacts, findings: inout [Diagnostic],
    _ made: (CaseNumber) -> ImportedCase
  ) -> ImportedCase? {
    guard let cell = row.cell(.id) else {
      let year = facts.registered.year
      var sequence = highest[year] ?? 0
      while true {
        sequence += 1
        let read = made(CaseNumber(year: year, sequence: sequence))
        if holder(barring: read) == nil { return take(read, at: row.anchor) }
      }
    }
    guard let number = CaseNumber(cell.value) else {
      findings.append(.badCaseNumber(cell).withoutFix)
      return nil
    }
    let read = made(number)
    switch holder(barring: read) {
    case .existing(let holder): findings.append(.numberTaken(cell, by: holder))
    case .row(let first): findings.append(.numberTaken(cell, at: first))
    case nil: return take(read, at: cell.range)
    }
    return nil
  }

  /// Who has the case's number already; nobody where it is the case itself.
  private func holder(barring read: ImportedCase) -> Holder? {
    if case .existing(.unrecorded(_, let bytes)) = taken[read.number], read.isWritten(in: bytes) {
      return nil
    }
    return taken[read.number]
  }

  private mutating func take(_ read: ImportedCase, at place: Range<Int>) -> ImportedCase {
    let number = read.number
    taken[number] = .row(place)
    highest[number.year] = max(highest[number.year] ?? 0, number.sequence)
    return read
  }
}
