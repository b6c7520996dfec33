import Messages
import Spreadsheet

extension Failure {
  /// What is wrong with a workbook that was to be imported.
  init(_ error: WorkbookError, in file: String) {
    switch error {
    case .cannotUse(let fault): self.init(fault)
    case .malformed(let part, let reason):
      self.init(
        .input,
        Phrase(
          zh: "\(file) 读不了:\(part)(\(reason))", en: "\(file) cannot be read: \(part) (\(reason))"),
        hint: .savingTables)
    case .tooLarge:
      self.init(
        .input, Phrase(zh: "\(file) 太大", en: "\(file) is too large"), hint: .savingTables)
    case .hasMacros:
      self.init(
        .input, Phrase(zh: "\(file) 含有宏", en: "\(file) has macros"), hint: .savingTables)
    case .noSheet(let name, let sheets):
      let all = sheets.joined(separator: ", ")
      self.init(
        .usage,
        name.isEmpty
          ? Phrase(zh: "\(file) 没有可导入的工作表", en: "\(file) has no sheet to import")
          : Phrase(zh: "\(file) 没有工作表“\(name)”", en: "\(file) has no sheet '\(name)'"),
        hint: Phrase(zh: "工作表有:\(all)", en: "its sheets: \(all)"))
    case .refused(let cells):
      let shown = cells.prefix(10)
      let more = cells.count > shown.count ? " …" : ""
      let zh = shown.map { "\($0.cell) \($0.reason.words.zh)" }.joined(separator: ",")
      let en = shown.map { "\($0.cell) \($0.reason.words.en)" }.joined(separator: ", ")
      self.init(
        .input,
        Phrase(
          zh: "\(file) 有 \(cells.count) 处不能导入:\(zh)\(more)",
          en: "\(cells.count) places in \(file) cannot be imported: \(en)\(more)"),
        hint: Phrase(
          zh: "取消合并、只留要的内容;公式在 Excel 或 WPS 中算好并保存",
          en: "unmerge the cells and keep one text; let the spreadsheet work out formulas and save")
      )
    }
  }
}

extension Phrase {
  /// The way around what cannot be read of a table.
  static let savingTables = Phrase(
    zh: "在 Excel 或 WPS 中另存为 XLSX 或“CSV UTF-8(逗号分隔)”",
    en: "save it from the spreadsheet as XLSX or as CSV (UTF-8)")
}
