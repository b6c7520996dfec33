package import Messages
package import Supervision

/// The ledger as pages to be read from disk: a dashboard, the ledger, and a page a case.
///
/// Pure: pages are bytes, the same for the same rows and vintage, and need no network. Nothing in
/// them is a script but `ledger.js`, and nothing comes from anywhere but the site's own folder.
package struct Site: Sendable {
  /// A file of the site.
  package struct Page: Sendable {
    /// From the top of the site.
    package let path: String
    package let bytes: [UInt8]

    init(path: String, bytes: [UInt8]) { (self.path, self.bytes) = (path, bytes) }

    init(path: String, _ page: HTML) { self.init(path: path, bytes: Array(page.source.utf8)) }
  }

  let rows: [LedgerRow]
  let basis: SiteBasis
  let office: String
  package let language: Language
  let columns: [LedgerColumn]
  /// Whether the ledger shows the columns that a page has room for, not some that were asked for.
  let showsUsualColumns: Bool
  private let stamp: Stamp?
  private let places: [String: Int]

  /// - Parameters:
  ///   - rows: in the order of the ledger.
  ///   - columns: of the ledger; nil for those that a page has room for.
  package init(
    _ rows: [LedgerRow], of basis: SiteBasis, office: String, language: Language,
    columns: [LedgerColumn]? = nil, stamp: Stamp? = nil
  ) {
    self.stamp = stamp
    self.rows = rows
    self.basis = basis
    self.office = office
    self.language = language
    showsUsualColumns = columns == nil
    let usual: [LedgerFact] = [
      .id, .light, .state, .title, .leader, .lead, .tasks, .limit, .next, .lastProgress, .urged,
      .returned, .extended,
    ]
    self.columns = columns ?? usual.compactMap(LedgerColumn.init)
    places = Dictionary(
      rows.enumerated().map { ($1.path, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// What is not about one case: how pages look, the ledger, and the dashboard, which links to all
  /// others, last.
  package var frame: [Page] {
    Self.assets + [Page(path: "ledger.html", ledgerPage), Page(path: "index.html", dashboard)]
  }

  private static var assets: [Page] {
    ["ledger.js", "site.css"].compactMap { name in
      EmbeddedFiles.all.first { $0.path.hasSuffix("/Site/\(name)") }
        .map { Page(path: name, bytes: Array($0.text.utf8)) }
    }
  }

  func say(_ zh: String, _ en: String) -> String { Phrase(zh: zh, en: en)[language] }

  // MARK: Addresses

  /// Where the page of a case is, from the top of the site.
  package static func pagePath(of path: String) -> String {
    (path.hasSuffix(".md") ? String(path.dropLast(3)) : path) + ".html"
  }

  /// A link to the page of the case at `path`, seen from `top`.
  func link(to path: String, _ text: HTML, from top: String = "") -> HTML {
    "<a href=\"\(top + Self.pagePath(of: path).asAddress)\">\(text)</a>"
  }

  /// The cases before and after a case in the ledger.
  func neighbours(of row: LedgerRow) -> (before: LedgerRow?, after: LedgerRow?) {
    guard let place = places[row.path] else { return (nil, nil) }
    return (
      place > 0 ? rows[place - 1] : nil, place + 1 < rows.count ? rows[place + 1] : nil
    )
  }
}

/// What a site is of: a day, the commit, and whether the files were edited since.
package struct SiteBasis: Sendable, Hashable {
  package let asOf: Day
  /// In full; nil where the cases are in no git repository.
  package let commit: String?
  /// How many files have edits that the commit does not have.
  package let unrecorded: Int
  /// The query by which cases were chosen; nil where all are meant.
  package let query: String?
  package let unread: [UnreadCase]

  package init(
    asOf: Day, commit: String?, unrecorded: Int = 0, query: String? = nil, unread: [UnreadCase] = []
  ) {
    self.query = query
    self.asOf = asOf
    self.commit = commit
    self.unrecorded = unrecorded
    self.unread = unread
  }
}

// MARK: What every page has

extension Site {
  enum Section { case dashboard, ledger, subject }

  /// A whole page around what is its own.
  ///
  /// - Parameters:
  ///   - path: of the page, from the top of the site.
  ///   - top: the way from the page to the top of the site: `../../`.
  func page(_ section: Section, title: String, at path: String, top: String = "", _ main: HTML)
    -> HTML
  {
    let name = say("督办件台账", "Ledger of cases")
    // Styles may come from the site's folder, and a script on the page that has one.
    // `file:` is for browsers that know no 'self' on disk.
    let script: HTML = section == .ledger ? " script-src 'self' file:;" : ""
    let scripting: HTML =
      section == .ledger ? "<script src=\"ledger.js\" defer=\"\"></script>\n" : ""
    return """
      <!DOCTYPE html>
      <html lang="\(say("zh-Hans-CN", "en"))">
      <head>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" \
      content="default-src 'none'; style-src 'self' file:;\(script) base-uri 'none'; form-action 'none'" />
      <meta name="referrer" content="no-referrer" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      \(stamp.map { $0.of(page: path).html } ?? "")\
      <title>\(title) · \(name)</title>
      <link rel="stylesheet" href="\(top)site.css" />
      \(scripting)</head>
      <body class="\(section.name)">
      <a class="skip" href="#main">\(say("跳到正文", "Skip to the content"))</a>
      <header class="masthead">
      <p class="office" lang="zh-Hans-CN">\(office)</p>
      <p class="name">\(name)</p>
      <nav aria-label="\(say("页面", "Pages"))">\
      \(entry("index.html", say("动态", "Dashboard"), isHere: section == .dashboard, top))\
      \(entry("ledger.html", say("台账", "Ledger"), isHere: section == .ledger, top))</nav>
      <p class="vintage">\(basisLine)</p>
      </header>
      <main id="main" tabindex="-1">
      \(main)</main>
      <footer>
      <p>\(provenance)</p>
      </footer>
      </body>
      </html>

      """
  }

  private func entry(_ path: String, _ text: String, isHere: Bool, _ top: String) -> HTML {
    let here: HTML = isHere ? " aria-current=\"page\"" : ""
    return "<a href=\"\(top + path)\"\(here)>\(text)</a>"
  }

  /// `截至2018年8月6日 星期一 · 提交3be7c14`
  private var basisLine: HTML {
    let day = basis.asOf.spelledOut[language]
    let edits: HTML =
      basis.unrecorded == 0
      ? ""
      : " · <strong>\(say("含\(basis.unrecorded)个文件未提交的改动", "\(basis.unrecorded) files with unrecorded edits"))</strong>"
    let commit: HTML =
      basis.commit.map { id in
        " · \(say("提交", "commit")) <code>\(String(id.prefix(10)))</code>"
      } ?? ""
    let query: HTML =
      basis.query.map { " · <strong>\(say("只列", "only")) <code>\($0)</code></strong>" } ?? ""
    return "\(say("截至", "As of ")) \(day)\(commit)\(edits)\(query)"
  }

  private var provenance: HTML {
    let made: HTML =
      basis.commit.map { id in
        "\(say("据提交", "Made of commit")) <code>\(id)</code> \(say("于", "as of")) \(basis.asOf.description) "
      }
      ?? "\(say("案件不在 git 仓库中，截至", "The cases are in no git repository; as of")) \(basis.asOf.description) "
    let command: HTML =
      stamp.map { stamp in
        "<br /><code>\(stamp.command)</code> · \(say("程序版本", "version")) \(stamp.program)"
      } ?? ""
    return
      "\(made)\(say("由 duban-git 生成。台账由案件文件推算，以文件为准。", "by duban-git. The ledger is derived from the case files, which are the record."))\(command)"
  }
}

extension Site.Section {
  fileprivate var name: String {
    switch self {
    case .dashboard: "dashboard"
    case .ledger: "ledger-page"
    case .subject: "case"
    }
  }
}
