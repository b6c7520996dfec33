import Messages

/// Collects the findings of one reading.
struct ParseReport {
  /// What makes the text not of the subset.
  private(set) var diagnostics: [Diagnostic] = []
  /// What is valid but probably not meant.
  private(set) var slips: [Diagnostic] = []
  /// Whether so much is wrong that reading on is of no use.
  private(set) var isFull = false
  /// Whether the file is read at all; its size or encoding may forbid it.
  var isReadable = true

  mutating func add(_ diagnostic: Diagnostic) {
    guard diagnostics.count < FileLimit.findings else {
      if !isFull { diagnostics.append(.tooManyFindings(at: diagnostic.range)) }
      isFull = true
      return
    }
    diagnostics.append(diagnostic)
  }

  mutating func addSlip(_ slip: Diagnostic) {
    if slips.count < FileLimit.findings { slips.append(slip) }
  }

  var sortedDiagnostics: [Diagnostic] { diagnostics.sortedByPlace }
  var sortedSlips: [Diagnostic] { slips.sortedByPlace }
}

extension [Diagnostic] {
  /// By place, then in the order found.
  var sortedByPlace: [Diagnostic] {
    guard count > 1 else { return self }
    return enumerated().sorted {
      ($0.element.range.lowerBound, $0.offset) < ($1.element.range.lowerBound, $1.offset)
    }.map(\.element)
  }
}
