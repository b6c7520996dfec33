import Messages
import Supervision
import Testing
import TestSupport
import Views

/// What a paper says of itself is read again as it was said.
@Suite struct StampTests {
  private static func stamp(
    _ subject: String? = nil, options: [Stamp.Option] = [], commit: String? = oid, edits: Int = 0,
    office: String = "×省委督查室"
  ) -> Stamp {
    Stamp(
      verb: "ledger", subject: subject, options: options, commit: commit, edits: edits,
      day: day("2018-08-06"), office: office, program: "0.2.0")
  }

  private static let oid = "e669129c0ffee0123456789abcdef0123456789a"

  @Test func aStampIsALineForAShell() {
    let options = [Stamp.Option("where", "due<2018-09-01 单位:省教育厅"), Stamp.Option("bom", nil)]
    #expect(
      Self.stamp("2018-0007", options: options, edits: 2).of(page: "a.html").text == """
        duban-git ledger 2018-0007 '--where=due<2018-09-01 单位:省教育厅' --bom # \
        commit=\(Self.oid) edits=2 day=2018-08-06 office=×省委督查室 program=0.2.0 page=a.html
        """)
  }

  private static let stamps: [Stamp] = [
    stamp(), stamp("2018-0007"), stamp(commit: nil, edits: 3), stamp().of(page: "cases/一.html"),
    stamp(options: [.init("where", "a'b' \"c\" \\ \\u{41} $(rm -rf ~) `x` # = --")]),
    stamp(options: [.init("where", "")]), stamp(options: [.init("where", "--> <!-- -->")]),
    stamp(options: [.init("bom", nil), .init("sort", "-light,id")]),
    stamp(options: [.init("mine", "第一行\n第二行\r\n\t\u{1B}[31m\u{202E}")]),
    stamp(office: "机关 # commit=x & <b> \"'\u{7F}"), stamp("a b"),
  ]

  @Test(
    arguments: rows(stamps, named: { String($0.text.prefix(60)) }))
  func everyFormGivesItBack(named: Named<Stamp>) {
    let stamp = named.value
    #expect(Stamp(stamp.text) == stamp)
    #expect(!stamp.text.contains { $0.isNewline })
    let title = Site(
      [], of: SiteBasis(asOf: stamp.day, commit: nil), office: "", language: .zh, stamp: stamp)
    let list = DueList([], of: LedgerBasis(asOf: stamp.day))
    let calendar = DueCalendar(list, reminders: [], calendar: Schema().calendar, stamp: stamp)
    let forms: [(TextForm, [UInt8])] = [
      (.md, Array("# 函\n\n<!-- duban-git 假 -->\n\(stamp.markdown)".utf8)),
      (.csv, Array("案号,事项\r\n1,\"甲\n乙\"\r\n".utf8) + stamp.csv),
      (.ics, calendar.bytes), (.json, Array(JSON.due(list, stamp: stamp).pretty.utf8)),
    ]
    for (form, bytes) in forms {
      #expect(TextForm(of: bytes) == form)
      #expect(form.stamp(in: bytes).flatMap { Stamp($0) } == stamp, "\(form)")
    }
    for page in title.frame where page.path.hasSuffix(".html") {
      #expect(TextForm(of: page.bytes) == .html)
      let read = TextForm.html.stamp(in: page.bytes).flatMap { Stamp($0) }
      #expect(read == stamp.of(page: page.path))
    }
  }

  @Test(
    arguments: rows(
      [
        "", "duban-git", "git log # commit=- day=2018-08-06 office=甲 program=1",
        "duban-git ledger", "duban-git ledger # day=2018-08-06 office=甲 program=1",
        "duban-git ledger # commit=- day=2018-02-30 office=甲 program=1",
        "duban-git ledger # commit=- day=2018-08-06 office=甲 program=1 more=1",
        "duban-git ledger # commit=- commit=a day=2018-08-06 office=甲 program=1",
        "duban-git ledger --by=unit --by=lead # commit=- day=2018-08-06 office=甲 program=1",
        "duban-git ledger a b # commit=- day=2018-08-06 office=甲 program=1",
        "duban-git ledger '--by # commit=- day=2018-08-06 office=甲 program=1",
        "duban-git ledger \\x # commit=- day=2018-08-06 office=甲 program=1",
        "duban-git ledger # commit=- edits=-1 day=2018-08-06 office=甲 program=1",
        "duban-git ledger # commit=- day=2018-08-06 office=甲 program=1 page="
          + String(repeating: "长", count: 10_000),
      ], named: { String($0.prefix(80)) }))
  func whatIsNoStampIsNone(text: Named<String>) {
    #expect(Stamp(text.value) == nil)
  }
}
