/// The row of a reply sheet that a step was taken from (来源), which is answered once with a step of a kind.
package struct StepOrigin: Sendable, Hashable {
  /// `SHEET#ROW`
  package let row: String
  package let kind: StepKind

  package init(row: String, kind: StepKind) {
    (self.row, self.kind) = (row, kind)
  }
}

extension Step {
  /// Nil of a step that was not taken from a sheet.
  package var origin: StepOrigin? { self[.origin].map { StepOrigin(row: $0, kind: kind) } }
}
