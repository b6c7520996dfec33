package import Supervision

/// A paper as what stands on it, one below the other: what Markdown and DOCX are made from.
package struct Paper: Sendable, Hashable {
  /// A stretch of text of one look. What a case says is told apart from what the office wrote, since a
  /// title is best broken between them.
  package struct Run: Sendable, Hashable {
    package var text: String
    package let isStrong: Bool
    package let isData: Bool

    package init(text: String, isStrong: Bool = false, isData: Bool = false) {
      self.text = text
      self.isStrong = isStrong
      self.isData = isData
    }
  }

  package typealias Line = [Run]

  package enum Block: Sendable, Hashable {
    case title(Line)
    /// Level 1 is 一、, level 2 is （一）.
    case heading(Int, Line)
    case paragraph(Line, TextRole?)
    case table(Table)
    /// A line across the page, along which a receipt is cut off.
    case rule
    case pageBreak
  }

  package struct Table: Sendable, Hashable {
    package struct Column: Sendable, Hashable {
      /// Of the table's width, as one share among the columns'.
      package let share: Int
      package let isCentred: Bool
    }

    package let columns: [Column]
    /// A cell is lines.
    package let rows: [[[Line]]]
    /// Whether every other column labels the next one, rather than the first row the others.
    package let isForm: Bool
  }

  package let blocks: [Block]

  package init(blocks: [Block]) {
    self.blocks = blocks
  }
}

extension [Template.Piece] {
  /// The paper in Markdown. What a case says is escaped, so that it stays text.
  package var markdown: String {
    map { piece in
      switch piece {
      case .markup(let text): text
      case .data(let text): text.markdown
      case .role: ""
      }
    }.joined()
  }
}

extension [Paper.Run] {
  package var text: String { map(\.text).joined() }
}
