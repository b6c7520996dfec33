import TestSupport
import Testing

@Suite(.seeded) struct ScoreTests {
  private static let rules = """
    版本:
      - 起始: 2017-01-01
        基础分: 90
        协办折算: 50%
        扣分:
          报责任人逾期: {每次: 1, 每日: 0.15, 封顶: 1.5}
          续报迟报: [0.5, 1]
          任务逾期: {每次: 2, 每日: 0.1}
          报结逾期: 3
          被催办: 0.25
          退回: [2, 3, 5]
          核查不符: 5
        加分:
          领导肯定: {每次: 2, 字样: [同意, 肯定]}
      - 起始: 2018-06-01
        扣分:
          报责任人逾期: 4
          被催办: [1, 2]
          退回: 2
        扣分封顶: 6

    """

  private func withScored(_ body: (GitCLI, DubanCLI) async throws -> Void) async throws {
    try await withFolder { git in
      let duban = DubanCLI(git)
      #expect(try await duban("init", "--sample", ".", "--no-hooks").status == 0)
      try git.write(Self.rules, to: "schema/assessment.yaml")
      try await git("add", "schema")
      try await git("commit", "--quiet", "--message=考核办法")
      try await body(git, duban)
    }
  }

  /// Every unit's points once more, by another program in another language, from `duties` and `show` alone.
  @Test func anybodyCanReckonTheScoreAgain() async throws {
    try await withScored { git, duban in
      for period in [
        ["--year", "2017"], ["--year", "2018"], ["--since", "2018-01-01", "--until", "2018-08-06"],
      ] {
        let said = try await Python.run(Self.script, [DubanCLI.path, git.directory] + period)
        #expect(said == "", "\(period)")
      }
    }
  }

  /// What is recorded later changes no score of before, and an old commit has its own.
  @Test func anEarlierPeriodStaysAsItWas() async throws {
    try await withScored { git, duban in
      let period = [
        "score", "--since", "2018-01-01", "--until", "2018-08-06", "--explain", "--format", "csv",
      ]
      let before = try await duban(period)
      #expect(before.output.contains("省卫生和计划生育委员会,-4,报责任人逾期,2018-0007"))
      let head = String(try await git("rev-parse", "HEAD").prefix(40))
      let step = try await duban(
        "step", "2018-0007", "回访", "--方式", "实地", "--结果", "反弹")
      #expect(step.status == 0, "\(step.errors)")
      #expect(try await duban(period).output == before.output)
      try git.write("版本:\n  - 起始: 2017-01-01\n    扣分: {报责任人逾期: 9}\n", to: "schema/assessment.yaml")
      #expect(try await duban(period).output != before.output)
      #expect(try await duban(period + ["--rev", head]).output == before.output)
    }
  }

  @Test func everyPointHasItsCaseDaysAndCommit() async throws {
    try await withScored { git, duban in
      let table = try await duban("score", "--until", "2018-08-06", "--since", "2018-05-01")
      #expect(table.status == 0, "\(table.errors)")
      #expect(table.output.contains("按2018-06-01起的办法,基础分100"))
      // In the version of the last day 封顶 is of all that is lost.
      let all = try await duban("score", "--year", "2018", "--explain", "--format", "csv")
      #expect(all.output.contains("封顶"))
      #expect(try await duban("score", "--year", "2018", "--unit", "省教育厅").status == 0)
      let none = try await duban("score", "--year", "2018", "--unit", "没有这个单位")
      #expect(none.status == 2)
      let early = try await duban("score", "--year", "2016")
      #expect(early.status == 2 && early.errors.contains("2017-01-01"))
    }
  }

  @Test func withoutRulesItSaysHowToBegin() async throws {
    try await withFolder { git in
      let duban = DubanCLI(git)
      #expect(try await duban("init", "--sample", ".", "--no-hooks").status == 0)
      let result = try await duban("score")
      #expect(result.status == 2 && result.errors.contains("--template"))
      #expect(try await duban("score", "--template", "-o", "schema/assessment.yaml").status == 0)
      let check = try await duban("check", "schema/assessment.yaml")
      #expect(check.status == 0 && !check.errors.contains("assessment"), "\(check.errors)")
      #expect(try await duban("score", "--year", "2018").status == 0)
    }
  }

  /// What is wrong in the rules is said at its place, by `check` and at the commit, and the JSON Schema takes
  /// and refuses the same.
  @Test(
    arguments: rows([
      ("扣分: {续报迟报: 0.5}", nil), ("扣分: {续报迟报: [0.5, 1, 2]}", nil),
      ("加分: {领导肯定: {每次: 1, 字样: 好}}", nil), ("协办折算: 0%", nil),
      ("扣分: {续报晚报: 1}", "unknown-key"), ("扣分: {领导肯定: 1}", "unknown-key"),
      ("扣分: {退回: {每日: 1}}", "unknown-key"), ("扣分: {退回: 一分}", "bad-choice"),
      ("扣分: {退回: 0.125}", "bad-choice"), ("扣分: {退回: -1}", "bad-choice"),
      ("协办折算: 半", "bad-choice"), ("协办折算: 101%", "bad-choice"), ("封顶: 3", "unknown-key"),
    ]))
  func whatIsWrongInTheRulesIsSaid(rule: String, finding: String?) async throws {
    try await withFolder { git in
      let duban = DubanCLI(git)
      #expect(try await duban("init", ".", "--no-hooks").status == 0)
      let rules = "版本:\n  - 起始: 2018-01-01\n    \(rule)\n"
      try git.write(rules, to: "schema/assessment.yaml")
      let check = try await duban("check", "schema/assessment.yaml")
      let said = check.errors + check.output
      #expect(
        finding.map { said.contains("[\($0)]") } ?? !said.contains("assessment.yaml:"), "\(said)")
      try git.write("---\n\(rules)---\n", to: "rules.md")
      let read = try await duban("front-matter", "rules.md")
      let schema = try await duban("schema", "assessment").output
      let verdict = try await JSONSchemaJudge.verdicts(of: schema, on: [read.output])
      // A tool that reads types takes 0.125 for a number.
      #expect(verdict == [finding == nil] || rule.contains("0.125"), "\(read.output)\(read.errors)")
    }
  }

  @Test func theTrendIsTheLedgerOfEachMonth() async throws {
    try await withScored { _, duban in
      let trend = try await duban(
        "ledger", "--by", "month", "--trend", "--as-of", "2018-12-10", "--format", "csv")
      let lines = trend.output.split(whereSeparator: \.isNewline).map(String.init)
      #expect(lines.count == 22 && lines.last?.hasPrefix("2018-12-10") == true)
      for line in [lines[5], lines[17], lines[21]] {
        let day = String(line.prefix(10))
        let ledger = try await duban("ledger", "--by", "stage", "--as-of", day, "--format", "csv")
        let total = try #require(ledger.output.split(whereSeparator: \.isNewline).last)
        let figures = total.split(separator: ",").dropFirst().prefix(4).joined(separator: ",")
        #expect(line == "\(day),\(figures)")
      }
      #expect(try await duban("ledger", "--trend").status == 2)
    }
  }

  /// Arguments: the program, the repository, the options of the period.
  private static let script = #"""
    import collections, json, os, subprocess, sys
    from decimal import Decimal as D, ROUND_HALF_UP

    program, top, period = sys.argv[1], sys.argv[2], sys.argv[3:]
    variables = {"PATH": os.environ.get("PATH", ""), "LANG": "zh_CN.UTF-8", "HOME": "/nonexistent"}

    def duban(*words):
        run = subprocess.run([program, "-C", top, *words], env=variables, capture_output=True)
        assert run.returncode == 0, (words, run.stderr.decode())
        return json.loads(run.stdout.decode())

    import datetime
    day = datetime.date.fromisoformat
    one = datetime.timedelta(days=1)
    versions = [
        dict(since=day("2017-01-01"), base=D(90), share=D("0.5"), most=None, cap={"nameOfficer": D("1.5")}, praise=["同意", "肯定"],
             each={"nameOfficer": [1], "progress": ["0.5"], "task": [2], "finalReport": [3], "urge": ["0.25"],
                   "returned": [2, 3, 5], "contradicts": [5], "praised": [2]},
             daily={"nameOfficer": D("0.15"), "task": D("0.1")}),
        dict(since=day("2018-06-01"), base=D(100), share=D(1), most=D(6), cap={}, praise=[],
             each={"nameOfficer": [4], "urge": [1, 2], "returned": [2]}, daily={}),
    ]
    def version(on):
        return [v for v in versions if v["since"] <= on][-1]
    def points(v, event, time):
        rule = v["each"].get(event)
        return D(0) if rule is None else D(rule[min(time, len(rule)) - 1])
    def rounded(value):
        return value.quantize(D("0.01"), ROUND_HALF_UP)

    told = duban("score", *period, "--format", "json")
    first, last = day(told["since"]), day(told["until"])
    duties = duban("duties", "--until", str(last), "--format", "json")["duties"]
    sums = collections.defaultdict(lambda: collections.defaultdict(D))
    due = collections.Counter(); in_time = collections.Counter()
    cases = {d["id"] for d in duties}
    import functools
    @functools.cache
    def lead(id, on):
        return duban("show", id, "--format", "json", "--as-of", str(on))["lead"]
    for d in duties:
        if d["owner"] != "unit" or d["keptTo"] is None: continue
        kept = day(d["keptTo"]); end = day(d["end"]) if d["end"] else last
        if kept <= last and end >= first and d["outcome"] not in ("suspended", "handedOn") \
                and not (d["outcome"] == "lapsed" and d["daysLate"] == 0):
            due[d["who"]] += 1
            in_time[d["who"]] += d["outcome"] == "met"
        if end <= kept or day(d["since"]) > kept or end < first: continue
        v = version(kept + one)
        lost = points(v, d["what"], 1) if kept + one >= first else D(0)
        lost += v["daily"].get(d["what"], D(0)) * ((end - max(kept + one, first)).days + 1)
        if lost and d["who"] != lead(d["id"], kept + one): lost = rounded(lost * v["share"])
        sums[d["who"]][d["what"]] -= lost
    for id in cases:
        times = collections.Counter()
        steps = duban("show", id, "--format", "json", "--as-of", str(last))["steps"]
        for s in steps:
            on = day(s["date"])
            if s.get("void") or on > last: continue
            v = version(on)
            event = {"urge": "urge", "review": "returned", "inspect": "contradicts", "close": "praised"}.get(s["kind"])
            if event == "returned" and s.get("conclusion") != "returned": continue
            if event == "contradicts" and s.get("agreement") != "contradicts": continue
            if event == "praised" and not any(word in s.get("decision", s.get("answer", "")) for word in v["praise"]): continue
            if event is None or not v["each"].get(event): continue
            unit = s["unit"] if event == "urge" else lead(id, on)
            times[event, unit] += 1
            if on < first: continue
            value = points(v, event, times[event, unit])
            if unit != lead(id, on): value = rounded(value * v["share"])
            sums[unit][event] += value if event == "praised" else -value
    rules = version(last)
    own = {}
    for unit in due:
        lost = sum((max(value, -rules["cap"].get(event, D(10**6))) for event, value in sums[unit].items() if event != "praised"), D(0))
        if rules["most"] is not None: lost = max(lost, -rules["most"])
        own[unit] = (rules["base"] + lost + sums[unit]["praised"], due[unit], in_time[unit])
    seen = {u["unit"]: (D(str(u["points"])), u["due"], u["inTime"]) for u in told["units"]}
    for unit in sorted(set(own) | set(seen)):
        if unit in own and own.get(unit) != seen.get(unit):
            print(unit, "told", seen.get(unit), "for", own.get(unit))
    for u in told["units"]:
        total = D(str(u["base"])) if "base" in u else D(str(told["base"]))
        total += sum(D(str(l["points"])) for l in u["lines"]) + sum(D(str(c["points"])) for c in u["caps"])
        if total != D(str(u["points"])): print(u["unit"], "has lines of", total, "and points", u["points"])
        for l in u["lines"]:
            if not l["commit"]: print("no commit", l)
    """#
}
