import Testing
import TestSupport

/// `import` on the built program: what one office exports another takes in.
@Suite(.seeded) struct ImportVerbTests {
  /// What a ledger tells of the present round. 备注 repeats the reasons in other words, and 下一节点
  /// may be about a task that an earlier round counted.
  static let columns =
    "id,instructed,leader,class,title,urgency,classification,letterNumber,lead,coUnits,officer,issued,tasks,originalLimit,limit,lastProgress,light,urged,returned,extended,inspected,submitted,closed,archiveNumber,lastRevisit,state,stage,gist,source,cycle,watch,risk,path"

  static let heading = "案号,事项,批示领导,批示日期,类别\n"
  static let row = "2018-0007,疫苗处置和督导检查,省委主要领导,2018-07-22,批办性\n"

  @Test(arguments: rows(["2018-03-20", "2018-08-06", "2019-06-01", "2022-01-01"]))
  func aLedgerThatIsExportedAndImportedTellsTheSame(day: String) async throws {
    try await withFolder { git in
      let sample = DubanCLI(git)
      try await expect(sample("init", "--sample", "--no-hooks"), prints: "")
      let all = try await sample("ledger", "--as-of", day, "--format", "csv")
      let told = try await sample(
        "ledger", "--as-of", day, "--format", "csv", "--columns", Self.columns)
      try await withFolder { git in
        let office = DubanCLI(git)
        try await expect(office("init", "--no-hooks"), prints: "")
        for name in ["office.yaml", "units.yaml"] {
          try git.write(try sample.git.read("schema/\(name)"), to: "schema/\(name)")
        }
        try await expect(office("commit"), prints: "修订规则")
        try git.write(all.output, to: "台账.csv")
        let imported = try await office("import", git.path("台账.csv"))
        #expect(imported.status == 0, "\(imported.errors)")
        let again = try await office(
          "ledger", "--as-of", day, "--format", "csv", "--columns", Self.columns)
        #expect(again.output == told.output)
        #expect(try await office("check").status == 0)
        let verified = try await office("verify")
        #expect(verified.status == 0, "\(verified.output)\(verified.errors)")
        #expect(try await git("status", "--porcelain") == "?? 台账.csv\n")
      }
    }
  }

  @Test func oneWrongRowKeepsAllFromBeingImported() async throws {
    try await withFolder { git in
      let office = DubanCLI(git)
      try await expect(office("init", "--no-hooks"), prints: "")
      let head = try await git("rev-parse", "HEAD")
      try git.write(
        Self.heading + Self.row + "2018-0008,学校食堂,省委主要领导,去年,批办性\n", to: "台账.csv")
      let result = try await office("import", git.path("台账.csv"))
      #expect(result.status == 4)
      #expect(result.errors.contains("台账.csv:3:23: error: \"去年\""), "\(result.errors)")
      #expect(try await git("rev-parse", "HEAD") == head)
      #expect(!git.exists("cases/2018"))
    }
  }

  @Test func aRehearsalWritesNothingAndARowIsImportedOnce() async throws {
    try await withFolder { git in
      let office = DubanCLI(git)
      try await expect(office("init", "--no-hooks"), prints: "")
      try git.write(Self.heading + Self.row, to: "台账.csv")
      let file = git.path("台账.csv")
      let head = try await git("rev-parse", "HEAD")
      try await expect(
        office("import", file, "--dry-run"),
        prints: "1 case can be imported: 2018-0007 (1 row read, 0 left out)\n")
      #expect(try await git("rev-parse", "HEAD") == head)
      try await expect(office("import", file, "-m", "自旧台账"), prints: "] 导入 2018-0007 疫苗处置和督导检查\n")
      #expect(
        try await git("log", "-1", "--format=%b")
          == "自旧台账\n\nDuban-Case: 2018-0007\nDuban-Step: import\nDuban-Date: 2026-03-02\n\n")
      let again = try await office("import", file)
      #expect(again.status == 4)
      #expect(again.errors.contains("[duplicate-case-number]"))
    }
  }

  @Test func numbersThatWereFetchedOrGivenUpAreNotImported() async throws {
    try await withFolder { git in
      let office = DubanCLI(git)
      try await expect(office("init", "--no-hooks"), prints: "")
      try git.write(Self.heading + Self.row, to: "台账.csv")
      try await expect(office("import", git.path("台账.csv")), prints: "2018-0007")
      // Another clone has renumbered the case, and this one has fetched it.
      try await git("branch", "there")
      try await expect(office("renumber", "2018-0007", "2018-0008"), prints: "2018-0008")
      let former = try await office("import", git.path("台账.csv"))
      #expect(former.status == 4 && former.errors.contains("given up"), "\(former.errors)")
      try await git("update-ref", "refs/remotes/origin/main", "HEAD")
      try await git("reset", "--quiet", "--hard", "there~1")
      let row = Self.row.replacing("2018-0007", with: "2018-0008")
      try git.write(Self.heading + row, to: "台账.csv")
      let fetched = try await office("import", git.path("台账.csv"))
      #expect(fetched.status == 4 && fetched.errors.contains("not merged"), "\(fetched.errors)")
    }
  }

  private static let unlike = "2018年台账\n序号,督办事项,批示日期,责任单位,科室\n1,饮水安全,7月23日,省水利厅、省住建厅,一处\n"

  @Test func atATerminalItShowsWhatItUnderstoodAndAsks() async throws {
    try await withFolder { git in
      let office = DubanCLI(git)
      try await expect(office("init"), prints: "")
      try git.write(Self.unlike, to: "台账.csv")
      let run = Terminal(office)
      let no = try await run(
        "import", git.path("台账.csv"), "--lang", "zh", typed: "\n省委主要领导\n批办性\nn\n")
      #expect(no.status != 0 && !git.exists("cases/2018"), "\(no)")
      let yes = try await run(
        "import", git.path("台账.csv"), "--lang", "zh", typed: "?\n备注\n省委主要领导\n圈阅\n批办性\ny\n")
      #expect(yes.status == 0, "\(yes)")
      for word in ["督办事项 → 事项", "责任单位 → 牵头单位", "科室 → ?", "2018 年", "没有“类别”一列", "可以写:"] {
        #expect(yes.screen.contains(word), "\(yes.screen)")
      }
      let text = try git.read("cases/2018/2018-0001.md")
      for line in ["标题: 饮水安全", "协办单位: [省住建厅]", "类别: 批办性", "\n一处\n"] {
        #expect(text.contains(line), "\(text)")
      }
    }
  }

  @Test func whatWasAnsweredCanBeKeptAsAMap() async throws {
    try await withFolder { git in
      let office = DubanCLI(git)
      try await expect(office("init"), prints: "")
      try git.write(Self.unlike, to: "台账.csv")
      let asked = try await Terminal(office)(
        "import", git.path("台账.csv"), "--print-map", typed: "\n省委主要领导\n批办性\n")
      #expect(asked.status == 0, "\(asked)")
      #expect(
        asked.output
          == "列:\n  批示日期: 批示日期\n  督办事项: 事项\n  责任单位: 牵头单位\n缺省:\n  批示领导: 省委主要领导\n  类别: 批办性\n忽略: [科室]\n年份: 2018\n"
      )
      try git.write(asked.output, to: "对照.yaml")
      let imported = try await office(
        "import", git.path("台账.csv"), "--map", git.path("对照.yaml"))
      #expect(imported.status == 0, "\(imported.errors)")
      // The same without a terminal, but for what nobody could be asked.
      let bare = try await office("import", git.path("台账.csv"), "--print-map")
      #expect(bare.status == 0 && bare.output.contains("忽略: [科室]\n"), "\(bare)")
    }
  }

  /// Many commits are one pack, as git's own fast-import keeps them; our hooks have nothing to say to them.
  @Test func manyRowsAreOnePack() async throws {
    try await withFolder { git in
      let office = DubanCLI(git)
      try await expect(office("init"), prints: "")
      let before = try await git("rev-list", "--count", "HEAD")
      let rows = (1...150).map {
        "2018-\(String(10_000 + $0).dropFirst()),事项\($0),省委主要领导,2018-07-22,批办性\n"
      }
      try git.write(Self.heading + rows.joined(), to: "台账.csv")
      let imported = try await office("import", git.path("台账.csv"))
      #expect(imported.status == 0, "\(imported.errors)")
      let after = try await git("rev-list", "--count", "HEAD")
      #expect(Int(after.dropLast()) == Int(before.dropLast()).map { $0 + 150 })
      let counted = try await git("count-objects", "-v")
      #expect(counted.contains("packs: 1\n") || counted.contains("packs: 2\n"), "\(counted)")
      try await git("fsck", "--strict")
      #expect(try await git("for-each-ref", "refs/duban-git") == "")
      #expect(try await git("status", "--porcelain") == "?? 台账.csv\n")
      #expect(try await office("verify").status == 0)
    }
  }

  /// 导入 is the office's, as `verify` and the server have it.
  @Test(arguments: rows(["unit@example.org", "nobody@example.org"]))
  func whoIsNotOfTheOfficeIsWarnedOrRefused(address: String) async throws {
    let roles = """
      人员:
        - {邮箱: office@example.org, 角色: 督查员}
        - {邮箱: unit@example.org, 角色: 承办单位, 单位: 省教育厅}
      角色: {督查员: [登记, 研判, 立项], 承办单位: [登记]}

      """
    try await withFolder { git in
      var git = git
      git.person("office@example.org")
      let office = DubanCLI(git)
      try await expect(office("init", "--no-hooks"), prints: "")
      try git.write(roles, to: "schema/roles.yaml")
      try await expect(office("commit"), prints: "schema/roles.yaml")
      try git.write(Self.heading + Self.row, to: "台账.csv")
      let head = try await git("rev-parse", "HEAD")
      var theirs = git
      theirs.person(address)
      for arguments in [["--dry-run"], []] {
        let refused = try await DubanCLI(theirs)(["import", git.path("台账.csv")] + arguments)
        #expect(refused.status == 4 && refused.errors.contains(address), "\(refused.errors)")
      }
      #expect(try await git("rev-parse", "HEAD") == head && !git.exists("cases/2018"))
      try git.write(roles + "越权: 警告\n", to: "schema/roles.yaml")
      try await expect(office("commit"), prints: "schema/roles.yaml")
      let warned = try await DubanCLI(theirs)("import", git.path("台账.csv"))
      #expect(warned.status == 0 && warned.errors.contains("warning: \(address) "))
      #expect(try await git("status", "--porcelain") == "?? 台账.csv\n")
      // It is warned of what is found in the history.
      let verified = try await office("verify")
      #expect(
        verified.status == 0 && verified.output.contains("warning: \(address) "), "\(verified)")
    }
  }

  /// The same row as Chinese Excel saves it (GBK), and as "Unicode text" (UTF-16).
  @Test(arguments: rows([("GBK", gbk), ("UTF-16", utf16)], named: \.0))
  func otherEncodingsOfSpreadsheetsAreRead(saved: Named<(String, [UInt8])>) async throws {
    try await withFolder { git in
      let office = DubanCLI(git)
      try await expect(office("init", "--no-hooks"), prints: "")
      try git.write(saved.value.1, to: "台账.csv")
      try await expect(office("import", git.path("台账.csv")), prints: "疫苗处置和督导检查")
      #expect(try git.read("cases/2018/2018-0007.md").contains("标题: 疫苗处置和督导检查\n"))
    }
  }

  private static let utf16: [UInt8] = {
    let units: [UInt16] = [0xFEFF] + Array((heading + row).utf16)
    return units.flatMap { unit -> [UInt8] in [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
  }()

  private static let gbk: [UInt8] = {
    let hex = Array(
      """
      b0b8bac52ccac2cfee2cc5facabec1ecb5bc2cc5facabec8d5c6da2cc0e0b1f00a323031382d303030372cd2
      dfc3e7b4a6d6c3bacdb6bdb5bcbcecb2e92ccaa1ceafd6f7d2aac1ecb5bc2c323031382d30372d32322cc5fa
      b0ecd0d40a
      """.utf8
    ).filter { $0 != UInt8(ascii: "\n") }
    return stride(from: 0, to: hex.count, by: 2).map { index in
      UInt8(String(decoding: hex[index..<(index + 2)], as: UTF8.self), radix: 16) ?? 0
    }
  }()

  @Test(arguments: rows(["2018-08-06", "2022-01-01"]))
  func aWorkbookBecomesTheCasesThatItsTextWould(day: String) async throws {
    try await withFolder { git in
      let sample = DubanCLI(git)
      try await expect(sample("init", "--sample", "--no-hooks"), prints: "")
      for format in ["csv", "xlsx"] {
        let written = try await sample(
          "ledger", "--as-of", day, "--format", format, "-o", git.path("台账.\(format)"))
        #expect(written.status == 0, "\(written.errors)")
      }
      var trees: [String] = []
      for format in ["csv", "xlsx"] {
        try await withFolder { other in
          let office = DubanCLI(other)
          try await expect(office("init", "--no-hooks"), prints: "")
          for name in ["office.yaml", "units.yaml"] {
            try other.write(try git.read("schema/\(name)"), to: "schema/\(name)")
          }
          try await expect(office("commit"), prints: "修订规则")
          let imported = try await office("import", git.path("台账.\(format)"))
          #expect(imported.status == 0, "\(imported.errors)")
          trees.append(try await other("rev-parse", "HEAD:cases"))
          let again = try await office("import", git.path("台账.\(format)"))
          let place = format == "xlsx" ? "台账.xlsx:A3: error: " : "台账.csv:2:1: error: "
          #expect(again.status == 4 && again.errors.contains(place), "\(again.errors)")
        }
      }
      #expect(trees[0] == trees[1])
    }
  }

  @Test(
    arguments: rows([
      (Array("PK\u{3}\u{4}".utf8), "另存为 XLSX 或“CSV UTF-8(逗号分隔)”"),
      // What Excel wrote before 2007.
      ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0xFF], "不是 CSV 或 XLSX"),
    ]))
  func whatIsNoTableIsRefusedWithAWordOnWhatToDo(bytes: [UInt8], word: String) async throws {
    try await withFolder { git in
      let office = DubanCLI(git)
      try await expect(office("init", "--no-hooks"), prints: "")
      try git.write(bytes, to: "台账.xlsx")
      let result = try await office("import", git.path("台账.xlsx"), "--lang", "zh")
      #expect(result.status == 4)
      #expect(result.errors.contains(word), "\(result.errors)")
    }
  }
}
