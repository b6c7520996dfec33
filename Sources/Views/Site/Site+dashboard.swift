import Messages
import Supervision

// The first page: what presses and why, then the figures.
extension Site {
  /// How many lines a list of what is owed has at most; the ledger has the rest.
  private static let longest = 100

  var dashboard: HTML {
    let status = Status(rows.owing, of: LedgerBasis(asOf: basis.asOf))
    return page(
      .dashboard, title: say("督办动态", "Dashboard"), at: "index.html",
      """
      <h1>\(say("督办动态", "What is owed"))</h1>
      \(warning)\(figures(status))
      \(Status.Section.allCases.map { list($0, of: status) })\
      \(revisits(status))\
      \(trendSection)\
      \(summaries)
      """)
  }

  private var warning: HTML {
    guard !basis.unread.isEmpty else { return "" }
    let count = basis.unread.count
    let cases = basis.unread.map { one -> HTML in
      "<li>\(one.path) \(one.words[language])</li>\n"
    }
    return """
      <div class="warning"><p>\(say("有\(count)个案件文件读不出来或写法有错，下面可能漏列或列错；可用 duban-git check 查看。", "\(count) case files cannot be read or have errors; what is shown of them is unreliable or missing. See duban-git check."))</p>
      <ul>
      \(cases)</ul></div>

      """
  }

  // MARK: Figures

  private func figures(_ status: Status) -> HTML {
    let total = Summary(rows, by: .stage).total
    let ended = rows.count - total.open - rows.count { $0.isClosed && $0.light != .red }
    let late = total.overdue
    let soon = rows.count { $0.light == .yellow }
    func figure(_ label: String, _ value: HTML, _ note: String = "", kind: String = "") -> HTML {
      "<div class=\"\(kind)\"><dt>\(label)</dt><dd>\(value)<small>\(note)</small></dd></div>\n"
    }
    let days = total.averageDays.text
    return """
      <dl class="figures">
      \(figure(say("在办", "Open"), "\(total.open)", say("共\(rows.count)件", "of \(rows.count)")))\
      \(figure(say("逾期", "Overdue"), "\(total.overdue)", say("件，\(count(status, .overdue))项", "cases, \(count(status, .overdue)) items"), kind: total.overdue > 0 ? "red" : ""))\
      \(figure(say("临近或有风险", "Soon or at risk"), "\(soon)", say("件，\(count(status, .soon))项", "cases, \(count(status, .soon)) items"), kind: soon > 0 ? "yellow" : ""))\
      \(figure(say("待本机关", "For the office"), "\(count(status, .office))", say("项", "items")))\
      \(figure(say("待阅示", "For the leader"), "\(count(status, .leader))", say("项", "items")))\
      \(figure(say("按期办结", "Closed in time"), "\(total.closedInTime)/\(total.closed)", say("件", "cases")))\
      \(figure(say("平均办结", "Average to close"), "\(days.isEmpty ? "–" : days)", say("天", "days")))\
      </dl>
      <div class="whole">
      \(bar([(late, "late"), (total.open - late, "open"), (rows.count - total.open - ended, "closed"), (ended, "other")], of: rows.count))
      \(key([
        ("late", say("在办、逾期 \(late)", "open, overdue \(late)")),
        ("open", say("在办、未逾期 \(total.open - late)", "open, in time \(total.open - late)")),
        ("closed", say("办结 \(rows.count - total.open - ended)", "closed \(rows.count - total.open - ended)")),
        ("other", say("不立项、撤销 \(ended)", "declined, withdrawn \(ended)")),
      ]))</div>

      """
  }

  private func count(_ status: Status, _ section: Status.Section) -> Int {
    status.sections[section]?.count ?? 0
  }

  // MARK: What presses

  private func list(_ section: Status.Section, of status: Status) -> HTML {
    let title = section.title[language]
    guard let items = status.sections[section], !items.isEmpty else { return "" }
    let cases = Set(items.map(\.owing.path)).count
    let count = say("\(items.count)项，\(cases)件", "\(items.count) in \(cases) cases")
    let more = items.count - Self.longest
    let rest: HTML =
      more <= 0
      ? ""
      : "<p class=\"more\"><a href=\"ledger.html\(section.filter(language))\">\(say("其余\(more)项见台账", "\(more) more are in the ledger"))</a></p>\n"
    return """
      <section aria-labelledby="\(section.rawValue)">
      <h2 id="\(section.rawValue)">\(title)<small>\(count)</small></h2>
      \(dues(Array(items.prefix(Self.longest)), label: title))\(rest)</section>

      """
  }

  private func dues(_ items: [Status.Item], label: String) -> HTML {
    let headings = [
      say("时限", "due"), say("灯", "light"), say("案号", "id"), say("事项", "title"),
      say("责任方", "who"), say("应办", "what"), say("缘由", "why"),
    ].map { heading -> HTML in "<th role=\"columnheader\" scope=\"col\">\(heading)</th>" }
    // On a narrow page the rows are no longer laid out as a table; the roles keep it one.
    return frame(
      label: label,
      """
      <table class="dues" role="table">
      <thead role="rowgroup"><tr role="row">\(headings)</tr></thead>
      <tbody role="rowgroup">
      \(items.map { due($0) })</tbody>
      </table>

      """)
  }

  private func due(_ item: Status.Item) -> HTML {
    let (owing, point) = (item.owing, item.point)
    let day: HTML = (point.due?.day).map { "<time>\($0.description)</time>" } ?? ""
    let matter: HTML =
      point.task.flatMap { owing.matter(of: $0) }.map { "<small>\($0)</small>" } ?? ""
    return """
      <tr role="row"><td role="cell">\(day)</td><td role="cell">\(html(point.light))</td>\
      <td role="cell" class="id">\(link(to: owing.path, "\(owing.id)"))</td>\
      <td role="cell" class="title">\(owing.title)</td><td role="cell">\(point.who)</td>\
      <td role="cell">\(point.whatWords[language]) \(matter)</td>\
      <td role="cell" class="why">\(why(point))</td></tr>

      """
  }

  /// Where it comes from and what its light says; the program's own words, set as Chinese is.
  private func why(_ point: DuePoint) -> String {
    language == .zh ? point.whomAndWhy.zh.withFullWidthPunctuation : point.whomAndWhy.en
  }

  private func revisits(_ status: Status) -> HTML {
    guard !status.revisits.isEmpty else { return "" }
    let count = status.revisits.count
    return """
      <section aria-labelledby="revisits">
      <h2 id="revisits">\(say("排定回访", "Revisits to come"))<small>\(say("\(count)件", "\(count) cases"))</small></h2>
      \(dues(Array(status.revisits.prefix(20)), label: say("排定回访", "Revisits to come")))</section>

      """
  }

  // MARK: By what cases share

  private var trendSection: HTML {
    let trend = Trend(rows)
    guard !trend.months.isEmpty else { return "" }
    return """
      <section aria-labelledby="trend">
      <h2 id="trend">\(say("逐月登记与办结", "Registered and closed by month"))</h2>
      \(key([("registered", say("登记", "registered")), ("done", say("办结", "closed"))]))\
      \(chart(trend))\
      <details><summary>\(say("按登记月份的数字", "Figures by month of registration"))</summary>
      \(table(Grid(Summary(rows, by: .month), of: LedgerBasis(asOf: basis.asOf)), label: title(of: .month)))\
      </details>
      </section>

      """
  }

  /// One table, so that its figures stand below one another, with a part for each thing shared.
  private var summaries: HTML {
    guard !rows.isEmpty else { return "" }
    let summaries = [Summary.Key.stage, .class, .leader, .unit].map { Summary(rows, by: $0) }
    let title = say("汇总", "Summary")
    let total = data(summaries[0].total.cells, of: Summary.Figures.columns)
    let bars = key([
      ("late", say("逾期", "overdue")), ("open", say("在办", "open")),
      ("closed", say("其余", "other")),
    ])
    return """
      <section aria-labelledby="summary">
      <h2 id="summary">\(title)</h2>
      \(frame(
        label: title,
        """
        <table class="summary">
        <thead><tr><td></td><td class="bars">\(bars)</td>\(Summary.Figures.columns.map { heading($0) })</tr></thead>
        \(summaries.map { group($0) })\
        <tbody><tr class="total"><th scope="row">\(say("合计", "all"))</th><td class="bars"></td>\(total)</tr></tbody>
        </table>

        """))</section>

      """
  }

  private func title(of key: Summary.Key) -> String {
    switch key {
    case .unit: say("按承办单位（本机关另列）", "By unit, the office apart")
    case .lead: say("按牵头单位", "By lead")
    case .stage: say("按阶段", "By stage")
    case .class: say("按批示类别", "By class")
    case .leader: say("按批示领导", "By leader")
    case .month: say("按登记月份", "By month of registration")
    }
  }

  private func group(_ summary: Summary) -> HTML {
    let longest = summary.groups.map(\.figures.registered).max() ?? 1
    let rows = summary.groups.map { group -> HTML in
      let figures = group.figures
      let calm = figures.open - figures.overdue
      let parts = [
        (figures.overdue, "late"), (calm, "open"),
        (figures.registered - figures.overdue - calm, "closed"),
      ]
      return """
        <tr><th scope="row">\(filtered(summary.key, group.name))</th>\
        <td class="bars">\(bar(parts, of: longest))</td>\
        \(data(figures.cells, of: Summary.Figures.columns))</tr>

        """
    }
    return """
      <tbody>
      <tr class="by"><th scope="rowgroup" colspan="\(Summary.Figures.columns.count + 2)">\(title(of: summary.key))</th></tr>
      \(rows)</tbody>

      """
  }

  /// The name of a group, leading to its cases in the ledger.
  private func filtered(_ key: Summary.Key, _ name: Cell) -> HTML {
    guard name != .none else { return "\(say("(未定)", "(none yet)"))" }
    // A unit's cases are those that name it.
    let filter = key == .unit ? "q" : key.rawValue
    return
      "<a href=\"ledger.html#\(filter)=\(shown(name).asAddress)\">\(shown(name))</a>"
  }

  /// A cell's text in the language of the site.
  func shown(_ cell: Cell) -> String { cell.text(in: language) }
}

extension Status.Section {
  /// What the ledger is to show of it.
  fileprivate func filter(_ language: Language) -> String {
    switch self {
    case .overdue: "#light=\(Light.red.words[language].asAddress)"
    case .soon: "#light=\(Light.yellow.words[language].asAddress)"
    case .office, .leader: ""
    }
  }
}

extension LedgerRow {
  fileprivate var isClosed: Bool { !State.open.contains(state) && milestones.closed != nil }
}
