import Messages

/// How cells are read that do not say one plain value, each told once a column.
enum ImportReading: Sendable, Hashable, CaseIterable {
  /// The first leads, the others take part.
  case severalUnits
  /// A day whose year was taken from elsewhere.
  case yearSupplied
  /// 9月底, 上旬, 三季度
  case vagueDay
  /// A day as a spreadsheet counts it.
  case serial
  /// 长期 in place of a limit.
  case longTerm
  /// 每月25日前 in place of a limit.
  case periodic
  /// A word of the office's for one of ours.
  case otherWord
  /// Nothing, under a cell that was merged over several rows before the table was saved as text.
  case fromAbove

  var words: Phrase {
    switch self {
    case .severalUnits:
      Phrase(
        zh: "写了几个单位,第一个(或写明牵头的)作牵头单位,其余作协办单位",
        en: "name several units: the first, or the one said to lead, leads")
    case .yearSupplied:
      Phrase(
        zh: "没有写年份,取批示日期以后最近的一天;批示日期本身取台账的年份",
        en:
          "lack the year: the first such day after the instruction, for that itself the ledger's year"
      )
    case .vagueDay:
      Phrase(
        zh: "只写了月底、旬、季度等,取其最后一天",
        en: "name a month, a third of it or a quarter: its last day is taken")
    case .serial: Phrase(zh: "是表格软件的日期序号,换算成日期", en: "are days as a spreadsheet counts them")
    case .longTerm:
      Phrase(
        zh: "写的是长期,关注记“长期”;没有期限的,报结按 office.yaml 的办结时限",
        en: "say 长期: it goes into 关注, and the case has the limit of office.yaml")
    case .periodic: Phrase(zh: "写的是反馈周期,记入“反馈”", en: "say how often to report: it goes into 反馈")
    case .fromAbove:
      Phrase(
        zh: "空着,照上一件的填:合并的单元格存成文本,只有第一行有",
        en: "are empty and taken from the case above: of merged cells a text keeps only the first")
    case .otherWord: Phrase(zh: "用的是本机关的说法,按意思换成规范词", en: "use other words for ours")
    }
  }
}
