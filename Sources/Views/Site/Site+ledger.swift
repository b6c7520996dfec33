import Messages
import Supervision

// The ledger: a table that is whole without a script; `ledger.js` sorts and filters it.
extension Site {
  var ledgerPage: HTML {
    let lights = [Light.red, .yellow, .green].compactMap { light -> String? in
      let count = rows.count { $0.light == light }
      return count == 0 ? nil : "\(light.words[language]) \(count)"
    }
    let title = say("台账", "Ledger")
    return page(
      .ledger, title: title, at: "ledger.html",
      """
      <h1>\(title)<small>\(say("共\(rows.count)件", "\(rows.count) cases"))\
      \(lights.isEmpty ? "" : say("：", ": "))\(lights.joined(separator: say("、", ", ")))</small></h1>
      \(filterForm)\
      <noscript><p class="warning">\(say("浏览器没有启用脚本，不能筛选和排序；下表是完整的。", "Without scripts there is no filtering and sorting; the table is whole."))</p></noscript>
      \(frame(label: title, ledgerTable))\
      <p class="narrow">\(say("屏幕窄，只列主要几列；其余见各件。", "Only the main columns fit here; the rest is on each case's page."))</p>
      """)
  }

  // MARK: Filters

  /// What the ledger is filtered by beside its text: values of a row that a select offers.
  private enum Filter: String, CaseIterable {
    case light, state, stage, `class`, lead, leader, month

    var label: Phrase {
      switch self {
      case .light: Phrase(zh: "灯", en: "Light")
      case .state: Phrase(zh: "状态", en: "State")
      case .stage: Phrase(zh: "阶段", en: "Stage")
      case .class: Phrase(zh: "类别", en: "Class")
      case .lead: Phrase(zh: "牵头单位", en: "Lead")
      case .leader: Phrase(zh: "批示领导", en: "Leader")
      case .month: Phrase(zh: "登记月份", en: "Registered in")
      }
    }

    func cell(_ row: LedgerRow) -> Cell {
      switch self {
      case .light: row[.light].cell()
      case .state: row[.state].cell()
      case .stage: row[.stage].cell()
      case .class: row[.instructionClass].cell()
      case .lead: row[.lead].cell()
      case .leader: row[.leader].cell()
      case .month: .text(String(row.registered.description.prefix(7)))
      }
    }
  }

  /// Hidden until the script fills it.
  private var filterForm: HTML {
    let selects = Filter.allCases.map { filter -> HTML in
      let values = Set(rows.map { filter.cell($0) }).subtracting([.none])
      let sorted = values.sorted { filter == .month ? $1.precedes($0) : $0.precedes($1) }
      let options = sorted.map { value -> HTML in "<option>\(shown(value))</option>" }
      return """
        <label>\(filter.label[language]) <select name="\(filter.rawValue)">\
        <option value="">\(say("不限", "any"))</option>\(options)</select></label>

        """
    }
    return """
      <form class="filters" role="search" aria-label="\(say("筛选台账", "Filter the ledger"))" hidden="">
      <label>\(say("查找", "Search")) <input type="search" name="q" autocomplete="off" spellcheck="false" /></label>
      \(selects)<button type="reset">\(say("清除", "Clear"))</button>
      <small>\(say("点列名排序", "Click a heading to sort"))</small>
      <output aria-live="polite" data-all="\(say("共{all}件", "{all} cases"))" data-some="\(say("符合{some}件，共{all}件", "{some} of {all} cases"))"></output>
      </form>

      """
  }

  // MARK: Table

  private var ledgerTable: HTML {
    let headings = columns.map { column -> HTML in
      let kind = column.column.alignment == .trailing ? "n c-" : "c-"
      return
        "<th scope=\"col\" class=\"\(kind + column.identifier)\" data-key=\"\(column.identifier)\">\(heading(of: column.column))</th>"
    }
    let more = say("再列{count}件", "Show {count} more")
    return """
      <table class="ledger\(showsUsualColumns ? " usual" : "" as HTML)" data-more="\(more)" data-all="\(say("全部列出", "Show all"))">
      <thead><tr>\(headings)</tr></thead>
      <tbody>
      \(rows.map { ledgerRow($0) })\(basis.unread.unlisted.map { unreadRow($0) })</tbody>
      </table>

      """
  }

  private func ledgerRow(_ row: LedgerRow) -> HTML {
    let filters = Filter.allCases.compactMap { filter -> HTML? in
      let value = filter.cell(row)
      return value == .none ? nil : " data-\(filter.rawValue)=\"\(shown(value))\""
    }
    return "<tr\(filters)>\(columns.map { ledgerCell($0, of: row) })</tr>\n"
  }

  private func unreadRow(_ unread: UnreadCase) -> HTML {
    let cells = columns.map { column -> HTML in
      "<td class=\"c-\(column.identifier)\">\(html(unread.cell(column.fact)))</td>"
    }
    return "<tr>\(cells)</tr>\n"
  }

  private func ledgerCell(_ column: LedgerColumn, of row: LedgerRow) -> HTML {
    let value = row[column.fact]
    // The script sorts by this where the text itself is not in order.
    let rank: HTML = value.cell().rank.map { " data-v=\"\($0)\"" } ?? ""
    let kind = column.column.alignment == .trailing ? "n c-" : "c-"
    return
      "<td class=\"\(kind + column.identifier)\"\(rank)>\(content(of: column.fact, value, row))</td>"
  }

  private func content(of fact: LedgerFact, _ value: FactValue, _ row: LedgerRow) -> HTML {
    switch value {
    case .due(let next): next.map(line) ?? ""
    case .text where fact == .id: link(to: row.path, "\(row.id)")
    case .text, .words, .names, .cell, .count, .tasks, .report, .event:
      html(value.cell(in: language))
    }
  }

  /// `2018-07-31 报责任人 省卫生和计划生育委员会`
  private func line(of next: DuePoint) -> HTML {
    let day: HTML = (next.due?.day).map { "<time>\($0.description)</time> " } ?? ""
    return "\(day)<b>\(next.whatWords[language])</b> <span>\(next.who)</span>"
  }
}

extension Cell {
  /// Its place among its like, where its text does not sort as it should.
  fileprivate var rank: Int? {
    switch self {
    case .light(let light): Light.allCases.firstIndex(of: light)
    case .term(_, _, let place): place
    // To a thousandth; of two equal shares it does not matter which comes first.
    case .share(let part, let whole): whole == 0 ? 0 : part * 1000 / whole
    case .tenths(let tenths): tenths
    case .points(let points): points.hundredths
    case .number(let number): number
    case .none, .text, .day: nil
    }
  }
}
