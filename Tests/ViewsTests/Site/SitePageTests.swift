import Messages
import Testing
import TestSupport
import Views

@Suite struct SitePageTests {
  private static let asOf = day("2018-08-06")
  private static let basis = SiteBasis(
    asOf: asOf, commit: "e669129c0ffee0123456789abcdef0123456789a")

  private static func site(_ rows: [LedgerRow], _ language: Language = .zh) -> Site {
    Site(rows, of: basis, office: "×省委督查室", language: language)
  }

  private static func text(_ path: String, of site: Site) throws -> String {
    let page = try #require(site.frame.first { $0.path == path })
    return String(decoding: page.bytes, as: UTF8.self)
  }

  @Test func theDashboardAndTheLedgerAreAsRecorded() throws {
    let site = Self.site(try Samples().rows(asOf: Self.asOf))
    try expectGolden(try Self.text("index.html", of: site), "views/site-index.html")
    try expectGolden(try Self.text("ledger.html", of: site), "views/site-ledger.html")
  }

  /// A narrow page hides the bars, and the figures of every row have to stay in their columns.
  @Test func everyRowOfTheSummaryHasItsBars() throws {
    let index = try Self.text("index.html", of: Self.site(try Samples().rows(asOf: Self.asOf)))
    let table = try #require(index.split(separator: "<table class=\"summary\">").last)
      .split(separator: "</table>")[0]
    let rows = table.split(separator: "<tr").filter { $0.contains("<td class=\"n\">") }
    #expect(rows.count > 5 && rows.allSatisfy { $0.contains("<td class=\"bars\">") })
  }

  @Test func aCasePageIsAsRecorded() throws {
    let samples = try Samples()
    let site = Self.site(samples.rows(asOf: Self.asOf), .en)
    let state = try samples.state("2018-0007", asOf: Self.asOf)
    let papers = Site.Papers(
      prose: "<h3>研判</h3>\n",
      commits: [
        ShownCommit(
          id: "e669129c0ffee0123456789abcdef0123456789a", author: "督查室 <office@example.org>",
          date: "2018-08-06 17:00:00 +0800", subject: "催办 2018-0007 疫苗处置和督导检查")
      ], isUnreliable: false)
    let page = try #require(
      site.page(of: state, path: "cases/2018/2018-0007.md", papers))
    #expect(page.path == "cases/2018/2018-0007.html")
    try expectGolden(String(decoding: page.bytes, as: UTF8.self), "views/site-case-en.html")
  }

  @Test func aLedgerWithoutCasesIsStillASite() throws {
    let site = Self.site([])
    #expect(try Self.text("index.html", of: site).contains("共0件"))
    #expect(try Self.text("ledger.html", of: site).contains("<tbody>\n</tbody>"))
  }

  @Test func ofASecretCaseThePointerIsShownAndNothingElse() throws {
    let state = state(
      """
      ---
      编号: 2018-0001
      标题: 不该写的标题
      密级: 机密
      批示: {领导: 省委主要领导, 日期: 2018-07-22, 类别: 批办性, 摘要: 不该写的摘要}
      保密期限: 10年
      存放处: 机要室
      附件: [不该写的附件.pdf]
      过程:
        - {日期: 2018-07-23, 步骤: 登记, 经办: 不该写的经办, 说明: 不该写的说明}
      ---

      """, asOf: Self.asOf)
    let row = try #require(LedgerRow(state, path: "cases/2018/2018-0001.md"))
    let papers = Site.Papers(
      prose: "<p>不该写的正文</p>",
      commits: [ShownCommit(id: "e669129", author: "甲", date: "", subject: "不该写的主题")],
      isUnreliable: false)
    let site = Self.site([row])
    let page = try #require(site.page(of: state, path: row.path, papers))
    for bytes in site.frame.map(\.bytes) + [page.bytes] {
      #expect(!String(decoding: bytes, as: UTF8.self).contains("不该写"))
    }
    let text = String(decoding: page.bytes, as: UTF8.self)
    #expect(text.contains("(涉密)") && text.contains("10年，机要室") && text.contains("e669129"))
  }

  @Test func aPathMayHoldAnything() throws {
    let state = state(
      "---\n编号: 2018-0001\n标题: 甲\n过程:\n  - {日期: 2018-07-23, 步骤: 登记}\n---\n", asOf: Self.asOf)
    let row = try #require(LedgerRow(state, path: "cases/甲 #?%\"<乙>/2018-0001.md"))
    let ledger = try Self.text("ledger.html", of: Self.site([row]))
    #expect(
      ledger.contains(
        "href=\"cases/%E7%94%B2%20%23%3F%25%22%3C%E4%B9%99%3E/2018-0001.html\">2018-0001</a>"))
  }

  @Test(
    arguments: rows([
      ("一 < 二 & \"三\"", "一 &lt; 二 &amp; &quot;三&quot;"), ("两\n行\t栏", "两 行 栏"),
      ("倒\u{202E}着\u{1B}[31m", "倒&lt;U+202E&gt;着␛[31m"), ("普通的字", "普通的字"),
    ]))
  func textIsEscaped(text: String, markup: String) {
    #expect(
      ("<p title=\"\(text)\">\(text)</p>" as HTML).source == "<p title=\"\(markup)\">\(markup)</p>")
  }
}
