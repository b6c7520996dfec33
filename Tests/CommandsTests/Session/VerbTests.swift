import Testing
import TestSupport

/// Each verb on the sample: what it prints, where, and its exit code.
@Suite(.seeded) struct VerbTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let arguments: String
    var status: Int32 = 0
    var output: [String] = []
    var errors: [String] = []
    var testDescription: String { arguments }
  }

  static let reading: [Row] = [
    Row(
      arguments: "ledger --as-of 2018-08-06 --format csv",
      output: ["案号,批示日期,", "\r\n2018-0007,2018-07-22,省委主要领导,批办性,疫苗处置和督导检查,特急,"]),
    Row(
      arguments: "ledger --as-of 2018-08-06 --where 灯:红 --columns 案号,灯",
      output: ["共1件:红1", "2018-0007  红"]),
    Row(
      arguments: "ledger --as-of 2018-08-06 --where light:red --format json",
      output: ["\"id\": \"2018-0007\""]),
    Row(arguments: "ledger --as-of 2018-08-06 --format md", output: ["| 2018-0007 |"]),
    Row(arguments: "ledger --as-of 2018-08-06 --by stage", output: ["跟踪", "合计"]),
    Row(arguments: "ledger --as-of 2018-08-06 --rev HEAD~300", output: ["版本"]),
    Row(
      arguments: "due --as-of 2018-08-06 --days 7",
      output: ["到期事项 截至2018-08-06,7天内", "2018-07-31  红  2018-0007"]),
    Row(
      arguments: "due --as-of 2018-08-06 --format ics",
      output: ["BEGIN:VCALENDAR\r\n", "DTSTART;VALUE=DATE:20180731\r\n"]),
    Row(
      arguments: "due --as-of 2018-08-06 --mine 省卫生和计划生育委员会 --format json",
      output: ["\"what\": \"nameOfficer\"", "\"start\": \"2018-07-24\""]),
    Row(arguments: "due --days -1", status: 2, errors: ["-1"]),
    Row(
      arguments: "due --format ics --alarm 提前三天", status: 2,
      errors: ["does not understand '提前三天'", "3个工作日,当日"]),
    Row(arguments: "due --format ics --alarm 2018-07-31", status: 2, errors: ["--alarm"]),
    Row(arguments: "due --as-of 2018-08-06 --rev HEAD~300", output: ["版本"]),
    Row(arguments: "due --rev nope", status: 2, errors: ["unknown revision 'nope'"]),
    Row(arguments: "ledger --format xlsx", status: 2, errors: ["xlsx goes to a file", "-o"]),
    Row(
      arguments: "ledger --format xlsx --by unit -o -", status: 2, errors: ["leave out --by"]),
    Row(arguments: "ledger --format xlsx -o /dev/null"),
    Row(
      arguments: "letter 2018-0007 --as-of 2018-08-06",
      output: ["×督函〔2018〕31号", "# 关于督促办理省委主要领导对", "2018年7月24日", "完成标志：书面确认结果"]),
    Row(
      arguments: "letter 2018-0007 --as-of 2018-08-06 --kind urging --unit 省卫生和计划生育委员会",
      output: ["（橙色）", "时限2018年7月31日，已逾期6天", "第2次催办"]),
    Row(arguments: "letter 2018-0007 --step 35号", output: ["×督函〔2018〕35号", "2018年8月13日"]),
    Row(arguments: "letter 2018-0007 --step 36号", status: 2, errors: ["24(×督函〔2018〕35号)"]),
    Row(arguments: "letter --kind 通报", status: 2, errors: ["督办函"]),
    Row(arguments: "letter 2018-0007 --kind 退办函", status: 2, errors: ["(review)"]),
    Row(arguments: "letter 2018-0007 --kind 公函", status: 2, errors: ["督办函"]),
    Row(arguments: "ledger --where 灯=", status: 2, errors: ["duban-git: error: ", "^"]),
    Row(arguments: "ledger --columns 案码", status: 2, errors: ["案号"]),
    Row(arguments: "ledger --rev nope", status: 2, errors: ["unknown revision 'nope'"]),
    Row(
      arguments: "status --porcelain --as-of 2018-08-06",
      output: [
        "red\t2018-07-31\t2018-0007\t省卫生和计划生育委员会\tnameOfficer\tcases/2018/2018-0007.md\n"
      ]),
    Row(arguments: "status --as-of 2018-08-06 --exit-code", status: 1, output: ["Overdue 1"]),
    Row(arguments: "status --as-of 2018-12-03 --mine 省农业农村厅", output: ["省农业农村厅"]),
    Row(arguments: "--lang zh status --as-of 2018-08-06", output: ["逾期 1项", "逾期6天"]),
    Row(arguments: "log -n 2 --oneline", output: ["回访 2021-0009"]),
    Row(arguments: "log 2018-0007 --kind issue --oneline", output: ["发函 2018-0007"]),
    Row(
      arguments: "log 2018-0007 --stage review -n1 -p",
      output: ["Duban-Step: close", "+    步骤: 办结"]),
    Row(arguments: "log 2099-0001x", status: 2, errors: ["neither a case nor a revision"]),
    Row(
      arguments: "show 2018-0007 --as-of 2018-08-06",
      output: ["疫苗处置和督导检查", "省食品药品监督管理局", "2018-07-31"]),
    Row(
      arguments: "show cases/2018/2018-0007.md --as-of 2018-08-06 --format json",
      output: ["\"state\": \"handling\"", "\"duePoints\": [", "\"commits\": ["]),
    Row(arguments: "show 2018-0007 --as-of 2018-01-01", status: 2, errors: ["2018-07-23"]),
    Row(arguments: "show 2018-0070", status: 2, errors: ["did you mean 2018-0007"]),
    Row(
      arguments: "diff 2018-07-30 2018-08-06",
      output: [
        "2018-07-30 ", " → 2018-08-06 ", "2018-0007 疫苗处置和督导检查", "  + 2018-08-01 urge blue",
        "    light     yellow → red", " 3 cases changed, 4 steps added(+)",
      ]),
    Row(arguments: "diff 2018-07-30..2018-08-06 2018-0007", output: [" 1 case changed, 4 steps"]),
    Row(arguments: "diff HEAD~2 HEAD", output: ["2021-0009"]),
    Row(arguments: "diff HEAD~2..HEAD~2"),
    Row(arguments: "diff"),
    Row(
      arguments: "diff 2017-04-09 2017-04-10",
      output: ["2017-04-09 before the first commit → 2017-04-10", "1 registered"]),
    Row(
      arguments: "diff 2018-07-30 2018-08-06 cases/2018/2018-0007.md --format json",
      output: ["\"what\": \"stepAdded\"", "\"kind\": \"urge\"", "\"stepsAdded\": 4"]),
    Row(
      arguments: "diff 2018-07-30 2018-08-06 --exit-code", status: 1, output: ["2018-0007"]),
    Row(arguments: "diff --exit-code"),
    Row(arguments: "diff 2018.7.30..2018.8.6", output: ["2018-07-30 ", " → 2018-08-06 "]),
    Row(arguments: "diff nope", status: 2, errors: ["neither a case nor a date nor a revision"]),
    Row(arguments: "diff HEAD~3 HEAD 2018-0070", status: 2, errors: ["did you mean 2018-0007"]),
    Row(arguments: "diff HEAD~3 HEAD~2 HEAD", status: 2, errors: ["two moments"]),
    Row(arguments: "check", errors: ["12 files checked: 0 errors, 1 warning"]),
    Row(arguments: "check --format json", output: ["\"extension-asked-late\"", "\"version\": 1"]),
    Row(arguments: "check nope.md", status: 2, errors: ["nope.md"]),
    Row(arguments: "workday 2018-09-28 5个工作日", output: ["2018-10-10\n"]),
    Row(arguments: "workday 2026-12-28 5个工作日", output: ["2027-01-04\n"], errors: ["日历未公布"]),
    Row(arguments: "workday 2018-09-28 soon", status: 2, errors: ["5个工作日"]),
    Row(arguments: "explain step-out-of-place", output: ["step-out-of-place (error)", "Right:"]),
    Row(
      arguments: "explain step-out-of-plaice", status: 2, errors: ["did you mean step-out-of-place"]
    ),
    Row(arguments: "explain", output: ["bad-date ", "yaml-anchor "]),
    Row(arguments: "front-matter cases/2020/2020-0003.md", output: ["\"类别\": \"参阅性\""]),
    Row(arguments: "completions bash", output: ["complete "]),
    Row(arguments: "--version", output: ["duban-git "]),
    Row(arguments: "--help", output: ["SUBCOMMANDS:", "ledger"]),
    Row(arguments: "--lang zh --help", output: ["命令:", "台账"]),
    Row(arguments: "step 2018-0007 审核 --help", output: ["--五查, --checks"]),
    Row(arguments: "step 2018-0007 办结", status: 4, errors: ["lacks 阅示"]),
    Row(arguments: "step 2018-0007 nonsense", status: 2, errors: ["no step kind"]),
    Row(arguments: "step 2018-0007 沟通 --unti 省教育厅", status: 2, errors: ["did you mean --unit"]),
    Row(
      arguments: "step 2018-0007 回访 --方式 电话 --结果 巩固 --dry-run",
      output: ["回访 2018-0007", "Duban-Step: revisit", "+    方式: 电话"],
      errors: ["recorded by 督查室 <office@example.org>", "not signed", "no hooks"]),
    Row(arguments: "commit", output: ["nothing to record"]),
    Row(
      arguments: "ledger --nonsense", status: 2, errors: ["unknown option '--nonsense'", "usage: "]),
    Row(arguments: "stauts", status: 2, errors: ["no command 'stauts'", "did you mean status?"]),
    Row(arguments: "--lang zh stauts", status: 2, errors: ["没有命令“stauts”", "是不是 status?"]),
    Row(arguments: "hooks instal", status: 2, errors: ["did you mean install?"]),
    Row(arguments: "--lang zh show", status: 2, errors: ["缺少参数 <案件>", "用法:duban-git show <案件>"]),
    Row(
      arguments: "--lang zh ledger --format pdf", status: 2,
      errors: ["“pdf”不能用作“--format <格式>”的值;可用:table、csv"]),
    Row(arguments: "--lang zh ledger --asof 1", status: 2, errors: ["没有选项“--asof”,是不是“--as-of”?"]),
    Row(arguments: "--lang zh status --short=1", status: 2, errors: ["选项“--short”不带值,却写了“1”"]),
    Row(arguments: "--lang zh ledger --as-of", status: 2, errors: ["“--as-of <日期>”缺少值"]),
    Row(arguments: "--lang zh commit 2018-0007 -m", status: 2, errors: ["“-m <说明>”缺少值"]),
    Row(
      arguments: "--lang zh check --fix --staged", status: 2,
      errors: ["error: --fix 改的是磁盘上的文件,不能与 --staged 同用"]),
    Row(arguments: "--lang zh init a b c", status: 2, errors: ["多余的参数“b”、“c”"]),
    Row(arguments: "status --rev HEAD~300", output: ["rev "]),
    Row(arguments: "-C nowhere status", status: 3, errors: ["cannot change to"]),
    Row(arguments: "--lang de status", status: 2, errors: ["zh or en"]),
    Row(arguments: "init", status: 3, errors: ["exists already"]),
  ]

  @Test func everyVerbSaysWhatItShould() async throws {
    try await withFolder { git in
      let duban = DubanCLI(git)
      _ = try await duban("init", "--sample", "--no-hooks")
      let head = try await git("rev-parse", "HEAD")
      for row in Self.reading {
        let result = try await duban(row.arguments.split(separator: " ").map(String.init))
        #expect(result.status == row.status, "\(row.arguments): \(result.errors)")
        for text in row.output {
          #expect(result.output.contains(text), "\(row.arguments): \(result.output.prefix(500))")
        }
        for text in row.errors { #expect(result.errors.contains(text), "\(row.arguments)") }
        if row.errors.isEmpty { #expect(result.errors == "", "\(row.arguments)") }
      }
      #expect(try await git("rev-parse", "HEAD") == head)
      #expect(try await git("status", "--porcelain") == "")
    }
  }

  @Test func outsideARepositoryTheRemedyIsNamed() async throws {
    try await withFolder { git in
      let duban = DubanCLI(git)
      for verb in ["status", "ledger", "check", "commit", "log"] {
        let result = try await duban(verb)
        #expect(result.status == 3, "\(verb)")
        #expect(result.errors.contains("duban-git init"), "\(verb)")
      }
    }
  }

  @Test func whatIsPipedHasNoColourUnlessAskedFor() async throws {
    try await withFolder { git in
      var duban = DubanCLI(git)
      _ = try await duban("init", "--sample", "--no-hooks")
      let arguments = ["ledger", "--as-of", "2018-08-06"]
      #expect(try await duban(arguments).output.contains("\u{1B}[") == false)
      #expect(try await duban(["--color=always"] + arguments).output.contains("\u{1B}[31m"))
      duban.variables["NO_COLOR"] = "1"
      #expect(try await duban(arguments).output.contains("\u{1B}[") == false)
      #expect(try await duban(["--color"] + arguments).output.contains("\u{1B}[31m"))
    }
  }

  @Test func theTableFitsTheTerminal() async throws {
    try await withFolder { git in
      var duban = DubanCLI(git)
      _ = try await duban("init", "--sample", "--no-hooks")
      for width in [80, 100, 120] {
        duban.variables["COLUMNS"] = "\(width)"
        for verb in ["ledger", "status"] {
          let lines = try await duban(verb, "--as-of", "2018-08-06").output.split(separator: "\n")
          for line in lines { #expect(line.terminalWidth <= width, "\(verb) \(width): \(line)") }
        }
      }
    }
  }

  /// Not the next file that is opened, which would have its number.
  @Test func nothingTakesWhatIsPrintedWhereOutputIsClosed() async throws {
    try await withFolder { git in
      #expect(try await DubanCLI(git)("init", "--no-hooks").status == 0)
      let script = "\"$0\" -C \"$1\" ledger 2>&1 >&-; echo $?"
      let said = try await git.run("sh", "-c", script, DubanCLI.path, git.directory)
      #expect(said == "duban-git: error: Bad file descriptor\n5\n")
    }
  }
}

extension Substring {
  /// Counted apart from the program: what is beyond U+2E80 takes two columns.
  fileprivate var terminalWidth: Int {
    unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 2 : 1) }
  }
}
