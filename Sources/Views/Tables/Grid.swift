package import Messages

/// A table before it has a form: columns and typed cells. Terminal, CSV, Markdown, JSON and
/// spreadsheets are all written from it.
package struct Grid: Sendable {
  package struct Column: Sendable, Hashable {
    /// As data and the command line name it.
    package let identifier: String
    /// As people read it: Chinese, as everything that stands in ledgers.
    package let heading: String
    package let alignment: ColumnAlignment
    /// The display width below which the column is not worth showing; nil where no cell may be cut.
    package let narrowest: Int?

    package init(
      _ identifier: String, _ heading: String, _ alignment: ColumnAlignment = .leading,
      narrowest: Int? = nil
    ) {
      self.identifier = identifier
      self.heading = heading
      self.alignment = alignment
      self.narrowest = narrowest
    }
  }

  package let columns: [Column]
  /// Each as long as `columns`.
  package let rows: [[Cell]]
  /// What the table is of, and as of when.
  package let caption: String
  /// Whether the last row sums up the others.
  package let hasTotal: Bool

  package init(columns: [Column], rows: [[Cell]], caption: String, hasTotal: Bool = false) {
    precondition(
      rows.allSatisfy { $0.count == columns.count }, "a row that does not fit its columns")
    self.columns = columns
    self.rows = rows
    self.caption = caption
    self.hasTotal = hasTotal
  }
}
