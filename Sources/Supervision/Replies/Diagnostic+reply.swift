import Messages

// What is wrong with a reply sheet that came back.
extension Diagnostic {
  static func replyElsewhere(_ range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .replySheetChanged,
      Phrase(zh: "这里不是回执的格,写的内容没有着落", en: "this is no cell of the reply sheet"), at: range,
      help: Phrase(
        zh: "写进“本期进展”等格里;附表另存为一个文件,用 step --附件 附上",
        en: "write it in a cell to be filled in; attach a table of its own with step --附件"))
  }

  static var replyHeadingGone: Diagnostic {
    Diagnostic(
      .replySheetChanged, Phrase(zh: "没有回执的表头", en: "the headings of the reply sheet are gone"),
      at: 0..<0,
      help: Phrase(zh: "在发出的文件里填", en: "fill in the file that was sent"))
  }

  static func replyColumnTwice(_ column: ReplyColumn, at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .replySheetChanged,
      Phrase(zh: "有两列“\(column.name)”", en: "there are two columns \(column.name)"), at: range,
      help: Phrase(zh: "删去多出的一列", en: "delete the one that was added"))
  }

  static func replyColumnsGone(_ columns: [ReplyColumn], at range: Range<Int>) -> Diagnostic {
    let names = columns.map(\.name).joined(separator: "、")
    return Diagnostic(
      .replySheetChanged,
      Phrase(zh: "缺少“\(names)”列", en: "columns are gone: \(names)"), at: range,
      help: Phrase(zh: "在发出的文件里填", en: "fill in the file that was sent"))
  }

  static func replyRowUnknown(_ number: String?, count: Int, at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .replySheetChanged,
      number.map {
        Phrase(zh: "这份回执没有第\($0)行,共\(count)行", en: "the sheet has no row \($0), only \(count)")
      } ?? Phrase(zh: "这一行没有序号,不知道答的是哪一项", en: "a row without its number"), at: range,
      help: Phrase(
        zh: "照发出时的样子补上左边各格;别的单位、别的回执的行各在自己的文件里填",
        en: "put back the cells on its left; rows of other sheets belong in their own files"))
  }

  static func replyCellChanged(
    _ column: ReplyColumn, of row: ReplyRow, was: String, at range: Range<Int>
  ) -> Diagnostic {
    Diagnostic(
      .replySheetChanged,
      Phrase(
        zh: "第\(row.number)行的“\(column.name)”与发出时不同,发出时是“\(was)”",
        en: "\(column.name) of row \(row.number) is not as sent: it was \"\(was)\""), at: range,
      help: column == .due || column == .original
        ? Phrase(
          zh: "改回原样;要改时限,填“申请延期至”和“延期理由”",
          en: "put it back; to ask for more time fill in 申请延期至 and 延期理由")
        : Phrase(
          zh: "改回原样;是别的单位或别的行的,填到那一行去",
          en: "put it back; what belongs to another row or unit goes there"))
  }

  static func replyCellMerged(_ column: ReplyColumn, at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .replySheetChanged,
      Phrase(
        zh: "“\(column.name)”与上一行合并了,不知道答的是哪一行",
        en: "\(column.name) is merged with the row above"), at: range,
      help: Phrase(zh: "取消合并,各行分别填", en: "unmerge the cells and fill in each row"))
  }

  static func replyCellNotOpen(_ column: ReplyColumn, of row: ReplyRow, at range: Range<Int>)
    -> Diagnostic
  {
    Diagnostic(
      .replySheetChanged,
      Phrase(
        zh: "第\(row.number)行(\(row.said[.what] ?? ""))不填“\(column.name)”",
        en: "row \(row.number), \(row.said[.what] ?? ""), has no \(column.name)"), at: range,
      help: Phrase(
        zh: "“完成”填在任务的行,“报结”填在报结的行,“调度情况”填在每件的第一行,其余写进“本期进展”",
        en:
          "完成 belongs to rows of tasks, 报结 to that of the final report, 调度情况 to a case's first row")
    )
  }

  static func replyRowTwice(_ number: Int, _ column: ReplyColumn, at range: Range<Int>)
    -> Diagnostic
  {
    Diagnostic(
      .replySheetChanged,
      Phrase(
        zh: "第\(number)行出现两次,“\(column.name)”填的不同",
        en: "row \(number) is there twice, with another \(column.name)"), at: range,
      help: Phrase(zh: "留下要答复的那一行", en: "keep the one that is meant"))
  }

  static func replyNotUnderstood(
    _ column: ReplyColumn, _ text: String, at range: Range<Int>, help: Phrase
  ) -> Diagnostic {
    Diagnostic(
      .replyNotUnderstood,
      Phrase(
        zh: "“\(column.name)”写的“\(text.prefix(40))”读不懂",
        en: "\(column.name) says \"\(text.prefix(40))\", which is not understood"), at: range,
      help: help)
  }

  static func replyIncomplete(_ column: ReplyColumn, for other: ReplyColumn, at range: Range<Int>)
    -> Diagnostic
  {
    Diagnostic(
      .replyNotUnderstood,
      Phrase(
        zh: "填了“\(other.name)”,没有填“\(column.name)”",
        en: "\(other.name) is filled in, and \(column.name) is not"), at: range,
      help: Phrase(zh: "补上“\(column.name)”", en: "fill in \(column.name)"))
  }

  static func replyDayOutside(_ day: Day, _ first: Day?, _ last: Day, at range: Range<Int>)
    -> Diagnostic
  {
    let (zh, en) =
      day > last
      ? ("晚于接收的\(last)", "later than \(last), when it was received")
      : (
        "早于发函的\(first.map { "\($0)" } ?? "")",
        "earlier than the letter of \(first.map { "\($0)" } ?? "")"
      )
    return Diagnostic(
      .replyNotUnderstood, Phrase(zh: "日期\(day)\(zh)", en: "\(day) is \(en)"), at: range,
      help: Phrase(zh: "写填表的那一天", en: "write the day on which the sheet was filled in"))
  }
}
