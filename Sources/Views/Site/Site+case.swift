import Messages
package import Supervision

// A case in full, on a page of its own.
extension Site {
  /// What a case's page shows beside its state.
  package struct Papers: Sendable {
    /// The text below the front matter, rendered; nil where there is none.
    package let prose: HTML?
    /// What the case attaches.
    package let attachments: [ShownAttachment]
    /// Those that recorded the case, newest first.
    package let commits: [ShownCommit]
    /// Whether something in the file cannot be read.
    package let isUnreliable: Bool

    package init(
      prose: HTML?, attachments: [ShownAttachment] = [], commits: [ShownCommit],
      isUnreliable: Bool
    ) {
      self.prose = prose
      self.attachments = attachments
      self.commits = commits
      self.isUnreliable = isUnreliable
    }
  }

  /// The page of a case.
  ///
  /// - Returns: nil where the case was not registered yet.
  package func page(of state: CaseState, path: String, _ papers: Papers) -> Page? {
    guard let show = ShowText(state, path: path, language: language, isTypeset: true) else {
      return nil
    }
    let row = show.row
    let page = Self.pagePath(of: path)
    let depth = page.utf8.count { $0 == UInt8(ascii: "/") }
    let top = String(repeating: "../", count: depth)
    let light: HTML = row.light == .none ? "" : " · \(html(row.light))"
    let main: HTML = """
      \(neighbourLinks(of: row, top))\
      <h1 lang="zh-Hans-CN">\(row.title)</h1>
      <p class="standing"><strong>\(row.id)</strong> · \(row.state.words[language]) · \
      \(say("第\(row.round)轮", "round \(row.round)"))\(light)</p>
      \(warning(papers))\
      \(owed(show))\
      \(facts(show))\
      \(part("tasks", taskGrid(show)))\
      \(part("units", show.units))\
      \(timeline(show))\
      \(prose(papers, show))\
      \(attachments(papers, show))\
      \(commits(papers.commits, isSecret: show.isSecret))
      """
    let title = "\(row.id) \(row.title)"
    return Page(
      path: page, self.page(.subject, title: title, at: page, top: top, main))
  }

  private func warning(_ papers: Papers) -> HTML {
    papers.isUnreliable
      ? "<p class=\"warning\">\(say("案件文件写有错误，以下所列不可靠；可用 duban-git check 查看。", "The case file has errors; what follows is unreliable. See duban-git check."))</p>\n"
      : ""
  }

  private func neighbourLinks(of row: LedgerRow, _ top: String) -> HTML {
    let (before, after) = neighbours(of: row)
    func entry(_ row: LedgerRow?, _ rel: String, _ text: String) -> HTML {
      guard let row else { return "" }
      return
        "<a rel=\"\(rel)\" href=\"\(top + Self.pagePath(of: row.path).asAddress)\">\(text) \(row.id)</a> "
    }
    return """
      <nav class="neighbours" aria-label="\(say("台账中的位置", "Place in the ledger"))">\
      \(entry(before, "prev", say("上一件", "Previous")))\(entry(after, "next", say("下一件", "Next")))</nav>

      """
  }

  private func part(_ id: String, _ grid: Grid) -> HTML {
    guard !grid.rows.isEmpty else { return "" }
    return section(id, grid.caption, table(grid, label: grid.caption, kind: id))
  }

  private func section(_ id: String, _ title: String, _ content: HTML) -> HTML {
    """
    <section aria-labelledby="\(id)">
    <h2 id="\(id)">\(title)</h2>
    \(content)</section>

    """
  }

  private func owed(_ show: ShowText) -> HTML {
    let grid = language == .zh ? show.clocks.withFullWidthPunctuation(in: "why") : show.clocks
    let title = say("应办", "Owed")
    guard !grid.rows.isEmpty else {
      return section(
        "owed", title, "<p>\(say("已无应办事项。", "Nothing is owed any more."))</p>\n")
    }
    return part("owed", grid)
  }

  private func facts(_ show: ShowText) -> HTML {
    let items = show.labelledFacts.map { fact -> HTML in
      "<div><dt>\(fact.label)</dt><dd>\(fact.value)</dd></div>\n"
    }
    return section("facts", say("概况", "Particulars"), "<dl class=\"facts\">\n\(items)</dl>\n")
  }

  /// 任务书 of the case, over all rounds.
  private func taskGrid(_ show: ShowText) -> Grid {
    func column(_ zh: String, _ en: String, _ alignment: ColumnAlignment = .leading)
      -> Grid.Column
    {
      Grid.Column(en, say(zh, en), alignment)
    }
    let state = show.state
    return Grid(
      columns: [
        column("号", "no", .trailing), column("事项", "matter"), column("完成标志", "mark of completion"),
        column("单位", "unit"), column("责任人", "officer"), column("原定时限", "original limit"),
        column("现行时限", "limit"), column("完成", "done"),
      ],
      rows: state.tasks.map { task in
        [
          .number(task.number), Cell(show.isSecret ? "(涉密)" : task.matter),
          Cell(show.isSecret ? nil : task.criterion), Cell(task.unit),
          Cell(task.officer ?? state.unit(task.unit)?.officer), .day(task.deadline.original),
          .day(task.deadline.current.day), show.completion(of: task),
        ]
      }, caption: say("任务", "Tasks"))
  }

  // MARK: What happened

  private func timeline(_ show: ShowText) -> HTML {
    let steps = show.state.subject.steps.filter { $0.day <= show.state.asOf }
    var items: [HTML] = []
    var last: Day?
    for step in steps {
      items.append(item(step, isSecret: show.isSecret, showsDay: step.day != last))
      last = step.day
    }
    return section(
      "steps", say("过程", "Steps"),
      "<ol class=\"timeline\" lang=\"zh-Hans-CN\">\n\(items)</ol>\n")
  }

  private func item(_ step: Step, isSecret: Bool, showsDay: Bool) -> HTML {
    let text = StepText(step, in: language, isSecret: isSecret)
    let detail = detail(of: text)
    // A note that stands beside what the kind of step says itself.
    let note: HTML =
      isSecret || step[.note] == text.detail
      ? "" : step[.note].map { "<p>\(HTML(lines: $0))</p>" } ?? ""
    let handler: HTML =
      isSecret
      ? "" : step[.handler].map { " <small>\(say("经办", "by")) \($0)</small>" } ?? ""
    let void: HTML = step.isVoid ? " <strong>\(say("作废", "void"))</strong>" : ""
    return """
      <li\(step.isVoid ? " class=\"void\"" : "" as HTML)><time\(showsDay ? "" : " class=\"again\"" as HTML)>\(step.day.description)</time>\
      <div class="stage \(step.kind.specification.stage?.rawValue ?? "any")"><b>\(text.kind)</b>\(void) \(text.subject)\(handler)\(detail)\(note)</div></li>

      """
  }

  /// What is said about a step: a few words beside it, more below it.
  private func detail(of text: StepText) -> HTML {
    guard let detail = text.detail, !detail.isEmpty else { return "" }
    let isShort = !detail.utf8.contains(0x0A) && (text.subject + detail).displayWidth <= 60
    guard isShort else { return "<p>\(HTML(lines: detail))</p>" }
    return text.subject.isEmpty ? "\(detail)" : "\(say("：", ": "))\(detail)"
  }

  // MARK: Papers

  private func prose(_ papers: Papers, _ show: ShowText) -> HTML {
    // Of a secret case nothing that is written is shown.
    guard !show.isSecret, let prose = papers.prose else { return "" }
    // Steps have dates and prose has none: it is the commit's, whatever the day.
    let isLater = show.state.subject.steps.contains { $0.day > basis.asOf }
    let note =
      isLater
      ? say("含\(basis.asOf)以后写的内容", "with what was written after \(basis.asOf)") : ""
    return """
      <section aria-labelledby="prose">
      <h2 id="prose">\(say("正文", "Text"))<small>\(note)</small></h2>
      <div class="prose" lang="zh-Hans-CN">
      \(prose)</div>
      </section>

      """
  }

  private func attachments(_ papers: Papers, _ show: ShowText) -> HTML {
    guard !show.isSecret else { return "" }
    let title = say("附件", "Attachments")
    func column(_ zh: String, _ en: String) -> Grid.Column { Grid.Column(en, say(zh, en)) }
    let grid = Grid(
      columns: [
        column("文件", "file"), column("大小", "size"), column("步骤", "step"),
        column("校验和", "checksum"),
      ],
      rows: papers.attachments.map { one in
        [
          Cell(one.path.oneLine), Cell(one.whereabouts(in: language)),
          Cell(one.origin(in: language)), Cell(one.checksum?.description),
        ]
      }, caption: title)
    return part("attachments", grid)
  }

  private func commits(_ commits: [ShownCommit], isSecret: Bool) -> HTML {
    guard !commits.isEmpty else { return "" }
    func column(_ zh: String, _ en: String) -> Grid.Column { Grid.Column(en, say(zh, en)) }
    let rows = commits.map { commit -> HTML in
      """
      <tr><td>\(commit.date)</td><td>\(isSecret ? "" : commit.subject)</td>\
      <td>\(commit.author)</td><td><code>\(commit.id)</code></td></tr>

      """
    }
    let title = say("提交记录", "Commits")
    let headings = [
      column("时间", "date"), column("主题", "subject"), column("作者", "author"),
      column("提交", "commit"),
    ]
    return section(
      "commits", title,
      frame(
        label: title,
        """
        <table class="commits">
        <thead><tr>\(headings.map { heading($0) })</tr></thead>
        <tbody>
        \(rows)</tbody>
        </table>

        """))
  }
}
