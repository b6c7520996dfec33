import FrontMatter

/// What a value must look like. The decoder, the help, the completions and the JSON Schema are
/// made from it.
package enum Shape: Sendable, Hashable {
  /// Text of any length, over several lines if need be.
  case text
  /// Text of one line.
  case line
  /// 编号: `YYYY-NNNN`.
  case caseNumber
  /// 发文字号: `×督函〔2018〕31号`.
  case letterNumber
  case day
  /// A limit's wording, or a day.
  case limit
  case cycle
  case unit
  /// A list of units, or one.
  case units
  /// A list of lines, or one.
  case lines
  /// Files: paths, or what is known of those kept elsewhere.
  case attachments
  /// `sha256:` and 64 hexadecimal digits.
  case checksum
  /// A count from 1: of a task or a step.
  case number
  case numbers
  /// 是, 否 or N%.
  case completion
  case choice([Choice])
  case instruction
  case tasks
  /// The five checks, each 无 or what is wrong.
  case checks
  /// The number of a step, or 表头.
  case target
  /// Whatever the corrected field takes.
  case any
  case steps
  /// 步骤: a name of the step table, which is itself made with shapes and so cannot be listed here.
  case stepKind

  package struct Choice: Sendable, Hashable {
    package let name: String
    package let identifier: String
    let word: Word?

    init(name: String, identifier: String) {
      self.name = name
      self.identifier = identifier
      word = Word(name)
    }

    /// The words of the trade, in their order.
    static func all<T: Term>(of type: T.Type) -> [Choice] {
      type.allCases.map { Choice(name: $0.name, identifier: $0.rawValue) }
    }
  }

  static func choice<T: Term>(of type: T.Type) -> Shape { .choice(Choice.all(of: type)) }

  /// 是: a mark that is set or left out.
  static let flag = Shape.choice([Choice(name: "是", identifier: "yes")])
}
