import Testing
import TestSupport

/// A reply sheet as a unit fills it in: by openpyxl, as Excel and WPS would write it.
enum FilledSheet {
  static let path = "cases/2026/2026-0001.md"

  /// Sets up what the script of a test may use: the workbook, its table and the columns by their headings.
  private static let beginning = """
    import sys
    try:
        import openpyxl
    except ImportError:
        sys.exit("the tests need Debian's python3-openpyxl: apt-get install python3-openpyxl")
    book = openpyxl.load_workbook(sys.argv[1])
    sheet = book["回执"]
    columns = {c.value: c.column for c in sheet[2]}
    def put(row, heading, value):
        cell = sheet.cell(row + 2, columns[heading])
        cell.value = value
        return cell

    """

  /// - Parameter script: what the unit does: `put(3, "完成", "是")`.
  static func fill(_ source: String, as target: String, in git: GitCLI, _ script: String)
    async throws
  {
    _ = try await Python.run(
      beginning + script + "\nbook.save(sys.argv[2])\n", [git.path(source), git.path(target)])
  }

  /// An office of two cases, and a sheet of the lead in the first: 报责任人, 续报, 任务1 and 报结.
  ///
  /// - Parameter options: of another sheet.
  static func office(
    _ options: [String] = ["--unit", "省教育厅", "--case", "2026-0001"],
    _ body: (GitCLI, DubanCLI) async throws -> Void
  ) async throws {
    try await withFolder { git in
      var duban = DubanCLI(git)
      setDay("2026-03-04", of: &duban)
      _ = try await duban("init", "--no-hooks")
      for (number, title) in [(1, "学校食堂"), (2, "校车安全")] {
        try git.write(text(number, title), to: "cases/2026/2026-000\(number).md")
      }
      let committed = try await duban("commit")
      #expect(committed.status == 0, "\(committed.errors)")
      setDay("2026-03-10", of: &duban)
      let sheet = try await duban(
        ["reply-sheet", "--as-of", "2026-03-09", "-o", git.path("发出.xlsx")] + options)
      #expect(sheet.status == 0, "\(sheet.errors)")
      try await body(git, duban)
    }
  }

  private static func setDay(_ day: String, of duban: inout DubanCLI) {
    duban.variables["DUBAN_TODAY"] = day
    for name in ["GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"] {
      duban.variables[name] = "\(day)T10:00:00+08:00"
    }
  }

  private static func text(_ number: Int, _ title: String) -> String {
    """
    ---
    编号: 2026-000\(number)
    标题: \(title)
    批示:
      领导: 省委主要领导
      日期: 2026-03-02
      类别: 批办性
      摘要: 查清情况,督促整改
    缓急: 急件
    牵头单位: 省教育厅
    协办单位: [省市场监督管理局]
    任务:
      - 事项: 排查全省学校   # 含民办
        单位: 省教育厅
        时限: 30日
        标志: 报来问题清单
      - 事项: 抽检供货企业
        单位: 省市场监督管理局
        时限: 2026-03-31
    反馈: 每周
    过程:
      - 日期: 2026-03-02
        步骤: 登记
      - 日期: 2026-03-03
        步骤: 研判
        意见: 建议立项
      - 日期: 2026-03-03
        步骤: 立项
        批准: 省委秘书长
      - 日期: 2026-03-04
        步骤: 审定
        审定人: 省委秘书长
      - 日期: 2026-03-04
        步骤: 发函
        文号: ×督函〔2026〕\(number + 7)号
        主送: [省教育厅, 省市场监督管理局]
    ---

    ## 研判

    领导要求查清。

    """
  }
}
