import Testing
import TestSupport

/// `ledger --format html`: pages that open from disk.
@Suite(.seeded) struct SiteTests {
  private static let hostile = """
    ---
    编号: 2018-0099
    标题: '</title><script>document.title="坏"</script>"><img src=http://evil.example/x>'
    批示:
      领导: '<b onclick="x">领导</b>'
      日期: 2018-08-01
      类别: 批办性
      摘要: '<iframe src=http://evil.example/>&amp;'
    过程:
      - 日期: 2018-08-01
        步骤: 登记
        经办: '"><svg onload=alert(1)>'
        说明: |
          <form action=http://evil.example/>
          第二行
    ---

    ## <script>document.title="坏"</script>

    [看](javascript:alert(1)) ![图](http://evil.example/p.png) <style>body{display:none}</style>

    | 市 | 家数 |
    |----|-----:|
    | 甲 | 3 |

    """

  /// The sample in one commit, a case of somebody who means harm that is not recorded, and the pages
  /// of all.
  private func withSite(
    _ options: [String] = ["--as-of", "2018-08-06"],
    _ body: (DubanCLI, String) async throws -> Void
  ) async throws {
    try await withSample { duban in
      try duban.git.write(Self.hostile, to: "cases/2018/2018-0099.md")
      let result = try await duban(["ledger", "--format", "html", "-o", "网页"] + options)
      #expect(result.status == 0, "\(result.errors)")
      try await body(duban, duban.git.path("网页"))
    }
  }

  private func withSample(_ body: (DubanCLI) async throws -> Void) async throws {
    try await withRepository { git in
      for path in try ProjectFiles.paths(below: "cases", "schema") {
        try git.write(String(decoding: ProjectFiles.bytes(of: path), as: UTF8.self), to: path)
      }
      try await git("add", "--all")
      try await git("commit", "--quiet", "--message=示例")
      var duban = DubanCLI(git)
      duban.variables["LANG"] = "zh_CN.UTF-8"
      try await body(duban)
    }
  }

  @Test func pagesAreWellFormedAndLeadNowhereElse() async throws {
    try await withSite { duban, folder in
      #expect(try await SiteReader.faults(in: folder) == [])
      for page in ["index.html", "ledger.html", "cases/2018/2018-0007.html"] {
        let text = try duban.git.read("网页/\(page)")
        let head = try await duban.git("rev-parse", "HEAD").dropLast()
        #expect(text.contains("<code>\(head)</code> 于 2018-08-06"), "\(page)")
        #expect(text.contains("含1个文件未提交的改动"))
      }
    }
  }

  @Test func aCaseHasItsPage() async throws {
    try await withSite { duban, _ in
      let page = try duban.git.read("网页/cases/2018/2018-0007.html")
      for part in [
        "<h1 lang=\"zh-Hans-CN\">疫苗处置和督导检查</h1>", "红</span>", "2018-07-24发函，5个工作日；逾期6天",
        "<td>书面确认结果</td>", "<h3>督办函</h3>", "<strong>重点。</strong>", "<td>示例</td>",
        "含2018-08-06以后写的内容", "书面确认如下：<br />7月22日",
      ] {
        #expect(page.contains(part), "\(part)")
      }
      let hostile = try duban.git.read("网页/cases/2018/2018-0099.html")
      #expect(hostile.contains("&lt;form action=http://evil.example/&gt;<br />第二行"))
      #expect(hostile.contains("看(javascript:alert(1)) 图(http://evil.example/p.png) &lt;style&gt;"))
    }
  }

  @Test func theSameCommitAndDayGiveTheSameBytes() async throws {
    try await withSite(["--as-of", "2018-08-06", "--rev", "HEAD", "--lang", "en"]) {
      duban, folder in
      let again = try await duban(
        "ledger", "--format", "html", "-o", "again", "--as-of", "2018-08-06", "--rev", "HEAD",
        "--lang", "en")
      #expect(again.status == 0)
      for page in [
        ".duban-site", "index.html", "ledger.html", "site.css", "ledger.js",
        "cases/2017/2017-0003.html",
      ] {
        #expect(try duban.git.bytes("网页/\(page)") == duban.git.bytes("again/\(page)"), "\(page)")
      }
      let dashboard = try duban.git.read("again/index.html")
      #expect(dashboard.contains("<h1>What is owed</h1>") && dashboard.contains("6 days overdue"))
    }
  }

  @Test func onlyPagesOfAnEarlierRunGoAway() async throws {
    try await withSite { duban, _ in
      let git = duban.git
      try git.write("自己的", to: "网页/cases/2018/说明.txt")
      try git.write("改过", to: "网页/cases/2018/2018-0002.html")
      let result = try await duban(
        "ledger", "--format", "html", "-o", "网页", "--as-of", "2018-08-06", "--where", "灯:红")
      #expect(result.status == 0, "\(result.errors)")
      #expect(try git.names(in: "网页/cases") == ["2018"])
      #expect(
        try git.names(in: "网页/cases/2018") == ["2018-0002.html", "2018-0007.html", "说明.txt"])
      #expect(result.errors.contains("cases/2018/2018-0002.html 已不在台账中，但被人改过"))
      #expect(try git.read("网页/cases/2018/2018-0002.html") == "改过")
      #expect(try git.names(in: "网页").contains(".duban-site.new") == false)
    }
  }

  @Test func whatIsNotOursIsNotTouched() async throws {
    try await withSample { duban in
      let git = duban.git
      try git.write("<p>我的网站", to: "站/index.html")
      let refused = try await duban("ledger", "--format", "html", "-o", "站")
      #expect(refused.status == 2 && refused.errors.contains("站/index.html 不是本程序写的"))
      #expect(try git.names(in: "站") == ["index.html"])
      #expect(try git.read("站/index.html") == "<p>我的网站")
      for place in [".", "cases", "schema/页"] {
        let result = try await duban("ledger", "--format", "html", "-o", place)
        #expect(result.status == 2 && result.errors.contains("是案件所在的文件夹"), "\(place)")
      }
    }
  }

  // MARK: In a browser

  @Test(.needs("chromium"))
  func aBrowserOpensEveryKindOfPageWithoutAComplaint() async throws {
    try await withSite { _, folder in
      try await withDirectory { profile in
        let browser = Chromium(keepingIn: profile)
        for page in ["index.html", "ledger.html", "cases/2018/2018-0099.html"] {
          let visit = try await browser.visit("\(folder)/\(page)")
          #expect(visit.document.contains("</footer>"), "\(page)")
          #expect(visit.console == [], "\(page)")
          #expect(!visit.document.contains("<title>坏"), "a script of a case has run")
          #expect(!visit.requests.contains("evil.example"), "\(page)")
        }
        let pdf = try await browser.print("\(folder)/cases/2018/2018-0007.html")
        #expect(pdf.starts(with: "%PDF-".utf8) && pdf.count > 10_000)
      }
    }
  }

  private static let views: [(fragment: String, ids: [String])] = [
    ("#light=黄", ["2017-0005", "2018-0004", "2018-0006", "2018-0099"]),
    // What is absent comes last either way: the last one has no limit yet.
    ("#light=%E9%BB%84&sort=-limit", ["2018-0004", "2018-0006", "2017-0005", "2018-0099"]),
    ("#light=黄&sort=limit", ["2017-0005", "2018-0006", "2018-0004", "2018-0099"]),
    ("#sort=-light&stage=跟踪", ["2018-0007", "2018-0004", "2018-0006"]),
    ("#q=疫苗 督导", ["2018-0007"]), ("#lead=没有这个单位", []),
  ]

  @Test(.needs("chromium"))
  func theLedgerFiltersAndSorts() async throws {
    try await withSite { _, folder in
      try await withDirectory { profile in
        let browser = Chromium(keepingIn: profile)
        for (fragment, ids) in Self.views {
          let visit = try await browser.visit("\(folder)/ledger.html", fragment: fragment)
          let body = visit.document.between("<tbody>", "</tbody>")
          #expect(
            body.pieces("class=\"c-id\"").map { $0.between(".html\">", "</a>") } == ids,
            "\(fragment)")
          #expect(visit.console == [])
          let isDescending = fragment.contains("sort=-")
          #expect(visit.document.contains("aria-sort=\"descending\"") == isDescending)
          #expect(!visit.document.between("<form", ">").contains("hidden"))
        }
      }
    }
  }
}

extension String {
  fileprivate func pieces(_ mark: String) -> [String] {
    Array(split(separator: mark, omittingEmptySubsequences: false).map { String($0) }.dropFirst())
  }

  /// What stands between the first `start` and the next `end`.
  fileprivate func between(_ start: String, _ end: String) -> String {
    guard let from = firstRange(of: start)?.upperBound else { return "" }
    let rest = self[from...]
    return String(rest[..<(rest.firstRange(of: end)?.lowerBound ?? rest.endIndex)])
  }
}
