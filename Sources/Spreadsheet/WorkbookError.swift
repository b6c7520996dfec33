package import Messages
package import OnDemand

/// Why a workbook could not be read.
package enum WorkbookError: Error, Sendable, Hashable {
  /// libzip or expat cannot be used.
  case cannotUse(LibraryFault)
  /// A part of the file is not what the format has there.
  case malformed(part: String, reason: String)
  /// Its sheets are named.
  case noSheet(String, among: [String])
  case tooLarge
  /// It has macros, and is of a kind that must have none.
  case hasMacros
  /// Cells that cannot be taken as they are, in their order.
  case refused([Refusal])

  package struct Refusal: Sendable, Hashable {
    /// `B7`, or `B7:B9`.
    package let cell: String
    package let reason: Reason

    package init(cell: String, reason: Reason) {
      self.cell = cell
      self.reason = reason
    }
  }

  package enum Reason: Sendable, Hashable {
    /// Something else stands under merged cells, where nobody sees it.
    case merged
    /// A formula whose result no spreadsheet has worked out yet.
    case formulaWithoutValue
    /// `#REF!`
    case error(String)
    /// More characters than a spreadsheet lets into a cell.
    case tooLong
  }
}

extension WorkbookError.Reason {
  package var words: Phrase {
    switch self {
    case .merged: Phrase(zh: "合并单元格下另有内容", en: "something under merged cells")
    case .formulaWithoutValue: Phrase(zh: "公式没有结果", en: "a formula without its result")
    case .error(let text): Phrase(zh: "错误值 \(text)", en: "the error \(text)")
    case .tooLong: Phrase(zh: "文字太长", en: "a text that is too long")
    }
  }
}
