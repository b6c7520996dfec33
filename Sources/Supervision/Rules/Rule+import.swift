import Messages

// What is wrong with a ledger that is to be imported, as a table.
extension Rule {
  static let unclosedCell = Rule(
    "unclosed-cell", .error,
    title: Phrase(zh: "单元格的引号没有关上", en: "a cell whose quote is not closed"),
    explanation: Phrase(
      zh: "CSV 中以双引号开头的单元格要以双引号结束;格内的双引号写两个。引号没有关上时,后面的行都会被当作这一格的内容。",
      en:
        "A cell of CSV that begins with a double quote ends with one; a quote inside is written twice. Otherwise every following line is taken for the cell's text."
    ),
    wrong: "2018-0007,\"疫苗处置,省委主要领导\n", right: "2018-0007,\"疫苗处置,督导检查\",省委主要领导\n")

  static let textAfterQuote = Rule(
    "text-after-quote", .error,
    title: Phrase(zh: "引号之后还有文字", en: "text after a closed quote"),
    explanation: Phrase(
      zh: "单元格用双引号括起时,引号之后只能是分隔符;格内的双引号写两个。",
      en:
        "After the quote that closes a cell only a separator may follow; a quote inside is written twice."
    ),
    wrong: "\"疫苗\"处置,省委主要领导\n", right: "\"\"\"疫苗\"\"处置\",省委主要领导\n")

  static let headingNotFound = Rule(
    "heading-not-found", .error,
    title: Phrase(zh: "没有找到表头", en: "no heading found"),
    explanation: Phrase(
      zh: "台账的前十行中要有一行写明各列(至少三列认得)。列名与本工具不同时,用 --map 给出对照表。",
      en:
        "One of the first ten lines names the columns, at least three of them known ones. Where an office names them otherwise, a mapping file (--map) says which is which."
    ))

  static let columnMissing = Rule(
    "column-missing", .error,
    title: Phrase(zh: "缺少必需的列", en: "a column that is needed is missing"),
    explanation: Phrase(
      zh: "每件都要有批示领导、批示日期和类别。台账没有这一列时,在对照表的“缺省”中给出。",
      en:
        "Every case has the leader, date and class of its instruction. Where the ledger lacks the column, the mapping file gives it under 缺省."
    ))

  static let columnNamedTwice = Rule(
    "column-named-twice", .error,
    title: Phrase(zh: "两列意思相同", en: "two columns for one thing"),
    explanation: Phrase(
      zh: "两列对应案件的同一项。在对照表的“忽略”中写明不要哪一列。",
      en:
        "Two columns stand for the same thing. Name the one to leave out under 忽略 of the mapping file."
    ))

  static let columnNotUsed = Rule(
    "column-not-used", .warning,
    title: Phrase(zh: "有一列不导入", en: "a column that is not imported"),
    explanation: Phrase(
      zh: "这一列不知道对应案件的哪一项,其内容不会导入。在对照表的“列”中写明,或在“忽略”中写明不要。",
      en:
        "What the column stands for is not known, and nothing of it is imported. Say it under 列 of the mapping file, or leave it out under 忽略."
    ))

  static let surplusCell = Rule(
    "surplus-cell", .error,
    title: Phrase(zh: "单元格超出表头", en: "a cell under no heading"),
    explanation: Phrase(
      zh: "这一行的单元格比表头多,多半是格内的逗号没有用引号括起,后面各格都错了一列。",
      en:
        "The line has more cells than the heading, most likely since a comma inside a cell is not quoted and all that follow are one column off."
    ),
    wrong: "2018-0007,疫苗处置,督导检查,省委主要领导\n", right: "2018-0007,\"疫苗处置,督导检查\",省委主要领导\n")

  static let badCount = Rule(
    "bad-count", .error,
    title: Phrase(zh: "次数写法不对", en: "a wrong count"),
    explanation: Phrase(
      zh: "催办、退回、延期、核查各列写次数:0 到 1000 的整数,或留空。",
      en: "The columns 催办, 退回, 延期 and 核查 hold how often: a whole number up to 1000, or nothing."))

  static let rowWithoutDay = Rule(
    "row-without-day", .error,
    title: Phrase(zh: "这一行没有日期", en: "a row without a day"),
    explanation: Phrase(
      zh:
        "每件至少要有批示日期或登记日期。合并了单元格的表存成 CSV,日期只在第一行:有序号的行照上一件的填,没有序号的直接导入 xlsx,或逐行填上;整张表都没有的,用 --default 批示日期=… 给出,等号后面也可以写另一列的列名。",
      en:
        "Every case has the day of its instruction or of its registration. Where cells were merged only the first row of a CSV has it: a row with a 序号 takes it from the case above, for others import the xlsx or fill it in; where no row has one, give it with --default 批示日期=…, which may also be the name of another column."
    ))

  static let rowLeftOut = Rule(
    "row-left-out", .warning,
    title: Phrase(zh: "这一行不是一件", en: "a row that is no case"),
    explanation: Phrase(
      zh: "这一行没有事项,也没有日期,多半是合计或填表人。它没有导入。",
      en:
        "The row has neither a title nor a day, and is most likely a sum or a signature. It is not imported."
    ))

  static let cellKeptAsRemark = Rule(
    "cell-kept-as-remark", .warning,
    title: Phrase(zh: "这一格没有地方放,写进备注", en: "a cell that the case has no place for"),
    explanation: Phrase(
      zh:
        "台账写明的状态之后才有的事(如办理中的件写了办结日期),不能记成步骤;“按节点推进”不是期限;同一件的几行写得不一样的,只能取一个。格中的内容原样写进案件的“备注”。写错了的,改台账再导入。",
      en:
        "What comes only after the state that the ledger gives, such as the day on which a case that is under way was closed, cannot be a step; 按节点推进 is no limit; where rows of one case differ only one counts. The cell's text goes into the 备注 of the case as it stands. Where it is wrong, mend the ledger and import it again."
    ))

  static let readAsMeant = Rule(
    "read-as-meant", .info,
    title: Phrase(zh: "这一列的写法按常用的意思读", en: "a column read as it is usually meant"),
    explanation: Phrase(
      zh:
        "台账的写法不全是一格一个值:一格几个单位、不写年份的日期、9月底、三季度、长期、每月25日前、表格软件的日期序号、“在办”“办结”。导入按常用的意思读,每列说一次,并指出第一格。读得不对的,在台账中写全,或在对照表的“值”中写明。",
      en:
        "Not every cell of a ledger holds one plain value: several units, days without a year, 9月底, 三季度, 长期, 每月25日前, days as a spreadsheet counts them, 在办 for 办理中. They are read as they are usually meant, which is told once a column with the first of them. Where that is wrong, write it out in the ledger or say it under 值 of the mapping file."
    ))

  static let rowsJoined = Rule(
    "rows-joined", .info,
    title: Phrase(zh: "几行是一件", en: "several rows are one case"),
    explanation: Phrase(
      zh:
        "序号相同,或序号(没有序号的,事项)空着、又没有自己的日期的行,接着说上一件:各行的单位是牵头和协办单位,各行的任务、时限、责任人、进展记在本单位名下。本是两件的,各写序号和批示日期。",
      en:
        "A row with the same 序号, or without one (or, where no row has one, without a title) and without a day of its own, goes on about the case above: its unit takes part, and its task, limit, officer and progress are that unit's. Where two cases are meant, give each its 序号 and day."
    ))

  static let formulaNotValue = Rule(
    "formula-not-value", .error,
    title: Phrase(zh: "这一格是公式,不是值", en: "a formula, not its value"),
    explanation: Phrase(
      zh: "CSV 里只有公式的文字,没有算出的值。在表格软件里把这一列复制、选择性粘贴为数值,再另存为 CSV,或直接导入 xlsx。",
      en:
        "CSV has the text of the formula and not what it comes to. Paste the column as values before saving it as CSV, or import the xlsx."
    ))

  static let importRules: [Rule] = [
    unclosedCell, textAfterQuote, headingNotFound, columnMissing, columnNamedTwice, columnNotUsed,
    surplusCell, badCount, rowWithoutDay, rowLeftOut, cellKeptAsRemark, readAsMeant, rowsJoined,
    formulaNotValue,
  ]
}

extension Diagnostic {
  static func unclosedCell(at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .unclosedCell, Phrase(zh: "这个引号没有关上", en: "this quote is not closed"), at: range)
  }

  static func textAfterQuote(at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .textAfterQuote, Phrase(zh: "引号之后还有文字", en: "text after the closing quote"), at: range)
  }

  static func headingNotFound(at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .headingNotFound,
      Phrase(zh: "前十行中没有认得的表头", en: "no known heading in the first ten lines"), at: range,
      help: Phrase(
        zh: "用 --map 给出对照表,写明各列对应什么",
        en: "give a mapping file with --map that says what the columns stand for"))
  }

  static func columnMissing(_ field: LedgerFact, at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .columnMissing,
      Phrase(zh: "表头没有“\(field.name)”一列", en: "the heading has no column \(field.name)"), at: range,
      help: Phrase(
        zh: "在对照表中写明哪一列是它(列),或都写什么(缺省)",
        en: "say in the mapping file which column it is (列) or what to write in all (缺省)"))
  }

  static func columnNamedTwice(
    _ column: ImportHeading.Column, as field: LedgerFact, first: ImportHeading.Column
  ) -> Diagnostic {
    Diagnostic(
      .columnNamedTwice,
      Phrase(
        zh: "“\(column.name)”和“\(first.name)”都是“\(field.name)”",
        en: "\(column.name) and \(first.name) both stand for \(field.name)"), at: column.range,
      notes: [Note(Phrase(zh: "另一列在这里", en: "the other column"), at: first.range)])
  }

  static func columnNotUsed(_ column: ImportHeading.Column) -> Diagnostic {
    let near = Spelling.nearest(
      to: column.name, among: LedgerFact.importable.flatMap(\.headings), most: 1
    ).first
    return Diagnostic(
      .columnNotUsed,
      Phrase(zh: "“\(column.name)”这一列不导入", en: "the column \(column.name) is not imported"),
      at: column.range,
      help: near.map {
        Phrase(
          zh: "是不是“\($0)”?在对照表的“列”中写明",
          en: "is it \($0)? say so under 列 of the mapping file")
      }
        ?? Phrase(
          zh: "在对照表的“列”中写明它是什么,或写进“忽略”",
          en: "say what it is under 列 of the mapping file, or leave it out under 忽略"))
  }

  static func surplusCell(at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .surplusCell, Phrase(zh: "这一格上面没有表头", en: "no heading stands above this cell"), at: range,
      help: Phrase(
        zh: "格内有逗号的,用双引号括起", en: "put cells that hold commas in double quotes"))
  }

  static func rowWithoutDay(at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .rowWithoutDay,
      Phrase(
        zh: "这一行没有“批示日期”,也没有“登记日期”", en: "the row has neither 批示日期 nor 登记日期"),
      at: range)
  }

  /// A row under way of a ledger that has the column: one cause of all that is missing then.
  static func leadMissing(at range: Range<Int>) -> Diagnostic {
    let name = LedgerFact.lead.name
    return Diagnostic(
      .missingKey,
      Phrase(
        zh: "这一件已在办理,没有写“\(name)”", en: "the case is under way and has no \(name)"), at: range,
      help: Phrase(
        zh: "在这一行补上单位;还没有交办的,状态写“待发函”",
        en: "name its unit; where it has none yet, its 状态 is 待发函"))
  }

  static func readAsMeant(
    _ reading: ImportReading, in column: ImportHeading.Column, count: Int, first: Range<Int>
  ) -> Diagnostic {
    let words = reading.words
    return Diagnostic(
      .readAsMeant,
      Phrase(
        zh: "“\(column.name)”有 \(count) 格\(words.zh)",
        en: "\(count) \(count == 1 ? "cell" : "cells") of \(column.name) \(words.en)"),
      at: column.range,
      notes: [Note(Phrase(zh: "第一格在这里", en: "the first of them"), at: first)])
  }

  /// A column of days that nothing gives a year.
  static func daysWithoutYear(
    in column: ImportHeading.Column, count: Int, first: Range<Int>
  ) -> Diagnostic {
    Diagnostic(
      .badDate,
      Phrase(
        zh: "“\(column.name)”有 \(count) 格没有写年份",
        en: "\(count) \(count == 1 ? "day" : "days") of \(column.name) without a year"),
      at: column.range,
      notes: [Note(Phrase(zh: "第一格在这里", en: "the first of them"), at: first)],
      help: Phrase(zh: "用 --year 2018 给出台账的年份", en: "give the ledger's year with --year 2018"))
  }

  static func rowsJoined(_ count: Int, at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .rowsJoined,
      Phrase(
        zh: "从这一行起 \(count) 行是一件", en: "\(count) rows from here are one case"), at: range)
  }

  static func rowLeftOut(at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .rowLeftOut, Phrase(zh: "这一行不是一件,没有导入", en: "this row is no case and is left out"),
      at: range)
  }

  static func badYear(_ text: Located<String>) -> Diagnostic {
    Diagnostic(
      .badDate,
      Phrase(zh: "“年份”写的“\(text.value)”不是年份", en: "\"\(text.value)\" of 年份 is no year"),
      at: text.range)
  }

  static func cellKeptAsRemark(_ remark: ImportedCase.Remark) -> Diagnostic {
    let name = remark.field.name
    let message =
      switch remark.reason {
      case .state:
        Phrase(
          zh: "按这一件的状态没有“\(name)”,写进备注",
          en: "in its state the case has no \(name); it goes into 备注")
      case .noLimit:
        Phrase(
          zh: "“\(name)”写的不是期限,写进备注", en: "this \(name) is no limit; it goes into 备注")
      case .otherRow:
        Phrase(
          zh: "“\(name)”与这一件的第一行不同,写进备注",
          en: "this \(name) differs from the first row of the case; it goes into 备注")
      }
    return Diagnostic(.cellKeptAsRemark, message, at: remark.cell.range)
  }

  static func formulaNotValue(_ cell: CSVTable.Cell) -> Diagnostic {
    Diagnostic(
      .formulaNotValue, Phrase(zh: "“\(cell.text)”是公式", en: "\(cell.text) is a formula"),
      at: cell.range)
  }

  static func badCount(_ text: Located<String>, named name: String) -> Diagnostic {
    Diagnostic(
      .badCount,
      Phrase(
        zh: "“\(name)”写的“\(text.value)”不是次数", en: "\"\(text.value)\" of \"\(name)\" is not a count"),
      at: text.range)
  }

  /// A row whose number an earlier row has.
  static func numberTaken(_ id: Located<String>, at first: Range<Int>) -> Diagnostic {
    var finding = numberTaken(id)
    finding.notes = [Note(Phrase(zh: "第一次在这里", en: "first used here"), at: first)]
    return finding
  }

  /// A row whose number a case has or had.
  static func numberTaken(_ id: Located<String>, by holder: NumberHolder) -> Diagnostic {
    let help =
      switch holder {
      case .present(let path), .unrecorded(let path, _):
        Phrase(
          zh: "\(path) 已有这一编号;已导入过的行请从表中删去",
          en: "\(path) has it; take rows that were imported before out of the table")
      case .fetched(let path):
        Phrase(
          zh: "取回而未合并的 \(path) 已有这一编号;先合并(git merge),或换一个编号",
          en: "\(path) has it, which was fetched and not merged; merge first, or take another")
      case .former(let path):
        Phrase(
          zh: "\(path) 曾用这一编号,已经改号;编号不再使用,请换一个",
          en: "\(path) had it once; a number that was given up is not used again")
      }
    return numberTaken(id, help: help)
  }

  private static func numberTaken(_ id: Located<String>, help: Phrase? = nil) -> Diagnostic {
    Diagnostic(
      .duplicateCaseNumber,
      Phrase(zh: "编号“\(id.value)”已经用过", en: "the number \(id.value) is taken"), at: id.range,
      help: help)
  }
}
