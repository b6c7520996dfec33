import CaseGeneration
import FoundationEssentials
import TestSupport
import Testing

/// All views of an office tell the same: their sums are made once more by another program in another
/// language, from nothing but what `show` says of each case.
@Suite(.seeded) struct SumsTests {
  /// Before the first case, on days when much was owed, on the turn of a year, and long after.
  private static let days = [
    "2017-06-01", "2017-11-15", "2018-01-02", "2018-05-31", "2018-07-24", "2018-08-06",
    "2018-10-08", "2019-02-28", "2020-06-30", "2026-03-02",
  ]

  @Test func noViewContradictsAnother() async throws {
    try await withFolder { git in
      let duban = DubanCLI(git)
      #expect(try await duban("init", "--sample", ".", "--no-hooks").status == 0)
      var random = Seed.generator()
      let days = Self.days.shuffled(using: &random).prefix(4)
      let said = try await Python.run(Self.script, [DubanCLI.path, git.directory] + days)
      #expect(said == "")
    }
  }

  /// The same of an office of cases at random; `DUBAN_OFFICE=2000` makes one of so many, and asks on all
  /// days.
  @Test func inAGeneratedOfficeNoViewContradictsAnother() async throws {
    let asked = ProcessInfo.processInfo.environment["DUBAN_OFFICE"].flatMap { Int($0) }
    try await withFolder { git in
      let duban = DubanCLI(git)
      #expect(try await duban("init", ".", "--no-hooks").status == 0)
      var random = Seed.generator()
      for number in 1...(asked ?? 25) {
        let digits = "\(number)"
        let id = "2018-" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
        let text = CaseGenerator.generate(seed: random.next() >> 32).markdown()
        try git.write(text.replacing("编号: 2018-0007", with: "编号: \(id)"), to: "cases/2018/\(id).md")
      }
      // In these years the cases lie.
      let days = (0..<10).map { _ in
        "\(2016 + Int.random(in: 0..<10, using: &random))-0\(Int.random(in: 1...9, using: &random))-15"
      }
      let said = try await Python.run(
        Self.script, [DubanCLI.path, git.directory] + days.prefix(asked == nil ? 2 : 10))
      #expect(said == "")
    }
  }

  /// Prints what does not agree; arguments: the program, the repository, days.
  private static let script = #"""
    import collections, json, os, re, subprocess, sys, tempfile
    from html.parser import HTMLParser

    program, top, days = sys.argv[1], sys.argv[2], sys.argv[3:]
    variables = {"PATH": os.environ.get("PATH", ""), "LANG": "zh_CN.UTF-8", "HOME": "/nonexistent"}

    def duban(*words, status=(0,)):
        run = subprocess.run([program, "-C", top, *words], env=variables, capture_output=True)
        assert run.returncode in status, (words, run.returncode, run.stderr.decode())
        return run.stdout.decode()

    def differ(what, day, other, own):
        if other != own:
            print(day, what, "tells", other, "for", own)

    def line(point, case):
        return (point["light"], point["due"] or "-", case["id"], point["who"], point["what"], case["path"])

    class Rows(HTMLParser):
        """The rows of all tables, by their first cells."""
        def __init__(self):
            super().__init__()
            self.rows, self.cell, self.row = [], None, None
        def handle_starttag(self, tag, attributes):
            if tag == "tr": self.row = []
            if tag in ("td", "th"): self.cell = ""
        def handle_data(self, text):
            if self.cell is not None: self.cell += text
        def handle_endtag(self, tag):
            if tag in ("td", "th") and self.cell is not None:
                self.row.append(self.cell.strip()); self.cell = None
            if tag == "tr" and self.row is not None:
                self.rows.append(self.row); self.row = None

    office = re.search(r"(?m)^机关: *(\S+)", open(top + "/schema/office.yaml").read()).group(1)
    under_way = {"registered", "docketed", "handling", "suspended", "underReview", "reviewed", "submitted"}
    for day in days:
        ledger = json.loads(duban("ledger", "--format", "json", "--as-of", day))["cases"]
        cases = [json.loads(duban("show", row["id"], "--format", "json", "--as-of", day)) for row in ledger]
        sums = collections.defaultdict(collections.Counter)
        owed = []
        for case in cases:
            points = case["duePoints"]
            owed += [line(p, case) for p in points]
            parts = set(filter(None, [case["lead"], *case["coUnits"]]))
            leader = case["instruction"]["leader"]
            names = parts | {u["name"] for u in case["units"]} | {p["who"] for p in points if p["who"] != leader}
            is_open = case["state"] in under_way
            for name in names:
                own = [p for p in points if p["who"] == name]
                sum = sums[name]
                sum["registered"] += 1
                sum["open"] += bool(own) or is_open and name in parts
                sum["overdue"] += any(p["light"] == "red" for p in own)
                sum["closed"] += case["closed"] is not None and name != office
                sum["urged"] += len([
                    s for s in case["steps"]
                    if s["kind"] == "urge" and s.get("unit") == name and s["date"] <= day and not s.get("void")])
            late = any(p["light"] == "red" for p in points)
            total = sums["合计"]
            total["registered"] += 1
            total["open"] += is_open or late
            total["overdue"] += late
            total["closed"] += case["closed"] is not None
            total["urged"] += case["counts"]["urged"]
        for sum in sums.values():
            assert sum["overdue"] <= sum["open"] <= sum["registered"]
        keys = ["registered", "open", "overdue", "closed", "urged"]
        own = {name: [sum[key] for key in keys] for name, sum in sums.items() if name != "合计"}
        whole = [sums["合计"][key] for key in keys]

        summary = json.loads(duban("ledger", "--by", "unit", "--format", "json", "--as-of", day))
        told = {g["group"]: [g[key] for key in keys] for g in summary["groups"] if g["group"]}
        differ("ledger --by unit", day, told, own)
        if cases: differ("its total", day, [summary["total"][key] for key in keys], whole)
        for key in ("lead", "stage", "leader", "month", "class"):
            groups = json.loads(duban("ledger", "--by", key, "--format", "json", "--as-of", day))["groups"]
            for place, name in enumerate(keys):
                differ("ledger --by " + key, day, __builtins__.sum(g[name] for g in groups), whole[place])

        lines = [tuple(line.split("\t")) for line in duban("status", "--porcelain", "--as-of", day).splitlines()]
        differ("status", day, sorted(lines), sorted(owed))
        due = json.loads(duban("due", "--format", "json", "--as-of", day))["due"]
        differ("due", day,
               sorted(line(p, p) for p in due), sorted(owed))
        late = any(light == "red" for light, *_ in owed)
        run = subprocess.run([program, "-C", top, "status", "--exit-code", "--as-of", day], env=variables,
                             capture_output=True)
        differ("status --exit-code", day, run.returncode, int(late))
        for name in sorted(own, key=lambda name: -own[name][2])[:3]:
            mine = duban("status", "--porcelain", "--mine", name, "--as-of", day).splitlines()
            differ("status --mine " + name, day, sorted(tuple(line.split("\t")) for line in mine),
                   sorted(o for o in owed if o[3] == name))

        duties = json.loads(duban("duties", "--format", "json", "--until", day))["duties"]
        differ("duties", day,
               sorted(line(d, d) for d in duties if d["outcome"] in ("open", "overdue")), sorted(owed))
        late = collections.Counter(
            who for who, _ in {(d["who"], d["id"]) for d in duties if d["outcome"] == "overdue"})
        differ("duties, overdue", day, late, collections.Counter({n: s[2] for n, s in own.items() if s[2]}))
        due = [d["outcome"] if d["outcome"] != "lapsed" or d["daysLate"] else "" for d in duties
               if d["owner"] == "unit" and d["keptTo"] <= day and d["title"] != "(涉密)"]
        due = [due.count(outcome) for outcome in ("met", "metLate", "overdue", "lapsed")]

        bulletin = duban("bulletin", "--since", "2010-01-01", "--until", day)
        words = re.search(r"在办(\d+)件(?:，其中有逾期事项的(\d+)件)?", bulletin)
        if words:
            differ("bulletin, open", day, int(words.group(1)), len([c for c in cases if c["state"] in under_way]))
            differ("bulletin, overdue", day, int(words.group(2) or 0),
                   len([c for c in cases if c["state"] in under_way and any(p["light"] == "red" for p in c["duePoints"])]))

        words = re.search(r"本期应完成事项(\d+)项[^。]*?按时完成(\d+)项，[^；]*；逾期完成(\d+)项，仍逾期(\d+)项"
                          r"(?:，逾期后不再办理(\d+)项)?", bulletin)
        if words:
            differ("bulletin, duties", day, [int(word or 0) for word in words.groups()],
                   [__builtins__.sum(due), *due])
        else:
            differ("bulletin, duties", day, 0, __builtins__.sum(due))

        with tempfile.TemporaryDirectory() as folder:
            duban("ledger", "--format", "html", "-o", folder + "/pages", "--as-of", day)
            page = Rows(); page.feed(open(folder + "/pages/index.html").read())
        # Behind the name stands a bar.
        rows = {row[0]: row[2:6] for row in page.rows if row and row[0] in own}
        for name, row in rows.items():
            differ("the page, " + name, day, [int(cell) for cell in row], own[name][:4])
        assert cases == [] or rows
    """#
}
