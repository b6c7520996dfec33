import Messages
import Supervision

/// What `import` understood of a ledger's headings: shown at a terminal, and asked about where it did not.
struct ImportQuestions {
  private let session: Session

  init(in session: Session) { self.session = session }

  /// The mapping with the answers.
  ///
  /// Nothing is asked where no terminal is, and of a ledger whose headings are all our own.
  ///
  /// - Parameter isConfirmed: whether what follows needs no last yes.
  /// - Throws: where the input ends, or the answer is no.
  func completed(_ given: ImportMapping, of table: SourceText, isConfirmed: Bool) throws(Failure)
    -> ImportMapping
  {
    var mapping = given
    guard session.console.inputIsTerminal, session.console.errorIsTerminal,
      let heading = ImportHeading(of: table, mapping: mapping),
      !heading.isPlain || !heading.missing(mapping).isEmpty
    else { return mapping }
    show(heading)
    var known = Set<LedgerFact>()
    for column in heading.columns {
      switch column.use {
      case .fact(let fact) where known.insert(fact).inserted: continue
      case .serial, .leftOut: continue
      case .fact, .unknown:
        if let fact = try fact(of: column, besides: known) {
          mapping.columns[column.key] = fact
          known.insert(fact)
        } else {
          mapping.ignored.insert(column.key)
        }
      }
    }
    for fact in ImportHeading(of: table, mapping: mapping)?.missing(mapping) ?? [] {
      mapping.defaults[fact] = try value(of: fact)
    }
    if mapping.year == nil, heading.needsYear(in: table) { mapping.year = try year() }
    if !isConfirmed { try confirm() }
    return mapping
  }

  private func show(_ heading: ImportHeading) {
    var lines = [session(Phrase(zh: "台账各列这样读:", en: "The columns are read so:"))]
    for column in heading.columns {
      let meaning =
        switch column.use {
        case .fact(let fact): fact.name
        case .serial: session(Phrase(zh: "序号,用来分件", en: "the number of the row"))
        case .leftOut: session(Phrase(zh: "不导入", en: "left out"))
        case .unknown: "?"
        }
      lines.append("  \(column.name) → \(meaning)")
    }
    if let year = heading.year {
      lines.append(
        session(Phrase(zh: "没有写年份的日期按标题里的 \(year) 年。", en: "Days without a year are of \(year).")))
    }
    session.console.writeError(lines.map { $0 + "\n" }.joined())
  }

  // MARK: Questions

  private func answer(_ question: Phrase) throws(Failure) -> String {
    guard let line = session.console.ask(session(question)) else { throw .nothingRecorded }
    return String(line.filter { !$0.isWhitespace })
  }

  private func fact(of column: ImportHeading.Column, besides known: Set<LedgerFact>) throws(Failure)
    -> LedgerFact?
  {
    while true {
      let name = try answer(
        Phrase(
          zh: "“\(column.name)”是什么?(写列名,?列出全部,回车不导入):",
          en: "What is \(column.name)? (a column's name, ? for all, return to leave it out) "))
      if name.isEmpty { return nil }
      if let fact = LedgerFact(heading: name), !known.contains(fact) { return fact }
      let free = LedgerFact.importable.filter { !known.contains($0) }.map(\.name)
      let near = Spelling.nearest(to: name, among: free)
      let names = (near.isEmpty ? free : near).joined(separator: "、")
      session.console.writeError(
        session(Phrase(zh: "可以写:\(names)\n", en: "It may be: \(names)\n")))
    }
  }

  private func value(of fact: LedgerFact) throws(Failure) -> String? {
    let hint = fact.shape?.hint.map { "(\(session($0)))" } ?? ""
    while true {
      let text = try answer(
        Phrase(
          zh: "没有“\(fact.name)”一列,每件都写什么?\(hint):",
          en: "There is no column \(fact.name). What is it in all cases? \(hint) "))
      if text.isEmpty { throw .nothingRecorded }
      if fact.takes(text) { return text }
    }
  }

  private func year() throws(Failure) -> Int {
    while true {
      let text = try answer(
        Phrase(zh: "有的日期没有写年份,是哪一年?:", en: "Some days have no year. Which is it? "))
      if text.isEmpty { throw .nothingRecorded }
      if let year = ImportMapping.year(text) { return year }
    }
  }

  private func confirm() throws(Failure) {
    let yes = ["y", "yes", "是", "好", "对"]
    let text = try answer(Phrase(zh: "照这样导入?(y/n):", en: "Import it so? (y/n) "))
    guard yes.contains(text.lowercased()) else { throw .nothingRecorded }
  }
}
