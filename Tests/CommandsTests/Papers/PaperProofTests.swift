import Testing
import TestSupport

/// `verify --paper`: a paper is held against what the commit that it names gives.
@Suite(.seeded) struct PaperProofTests {
  /// Every form that can be handed over, and the command that makes it.
  private static let forms: [(file: String, command: String)] = [
    ("函.docx", "letter 2018-0007"), ("函.md", "letter 2018-0007 --kind 呈报单 --cc 省政府办公厅"),
    ("通报.docx", "bulletin --since 2018-07-01 --until 2018-08-06"),
    ("通报.md", "bulletin --since HEAD~20 --until HEAD~3"),
    ("台账.xlsx", "ledger --as-of 2018-08-06 --where 灯:红"),
    ("台账.csv", "ledger --as-of 2018-08-06 --stamp --bom --sort -light"),
    ("台账.md", "ledger --as-of 2018-08-06 --rev HEAD~2 --columns id,title"),
    ("台账.json", "ledger --as-of 2018-08-06 --where due<2018-09-01"),
    ("汇总.json", "ledger --as-of 2018-08-06 --rev HEAD --by unit"),
    ("汇总.csv", "ledger --as-of 2018-08-06 --by lead --stamp"),
    ("到期.ics", "due --as-of 2018-08-06 --days 30"), ("到期.json", "due --as-of 2018-08-06 --mine 省"),
    ("网页", "ledger --as-of 2018-08-06 --format html --lang en"),
    ("回执.xlsx", "reply-sheet --as-of 2018-08-06 --unit 省农业厅 --case 2018-0004"),
    ("卷", "archive 2017-0003 --as-of 2018-08-06"),
  ]

  private static func sample<T>(_ body: (GitCLI, DubanCLI) async throws -> T) async throws -> T {
    try await withFolder { git in
      let duban = DubanCLI(git)
      _ = try await duban("init", "--sample", "--no-hooks")
      return try await body(git, duban)
    }
  }

  private static func make(_ file: String, in duban: DubanCLI) async throws {
    let command = try #require(forms.first { $0.file == file }).command
    let arguments = command.split(separator: " ").map(String.init) + ["-o", duban.git.path(file)]
    let result = try await duban(arguments)
    #expect(result.status == 0, "\(command): \(result.errors)")
  }

  @Test func everyFormIsProvedInWhateverLanguageAndZoneItWasMade() async throws {
    try await Self.sample { git, duban in
      var elsewhere = duban
      elsewhere.variables = [
        "LANG": "zh_CN.UTF-8", "TZ": "America/New_York", "DUBAN_TODAY": "2026-03-02",
      ]
      for (file, _) in Self.forms { try await Self.make(file, in: elsewhere) }
      var later = duban
      later.variables["DUBAN_TODAY"] = "2027-01-01"
      let papers =
        Self.forms.dropLast().map(\.file)
        + ["网页/index.html", "网页/cases/2018/2018-0007.html", "卷/卷内目录.docx"]
        + (try git.names(in: "卷/函件").map { "卷/函件/\($0)" })
      let result = try await later(["verify", "--paper"] + papers.map(git.path))
      let root = try await git("rev-list", "--max-parents=0", "HEAD").dropLast()
      let head = try await git("rev-parse", "HEAD").dropLast()
      let lines = result.output.split(separator: "\n")
      #expect(lines.first == "root \(root), head \(head), latest seal none")
      #expect(lines.count == papers.count + 1 && result.status == 0, "\(result.output)")
      #expect(lines.dropFirst().allSatisfy { $0.contains(": the same bytes as the commit ") })
    }
  }

  /// What is changed in the file itself, or in a part of a package, and what is said of it.
  private struct Change: Sendable {
    let file: String
    /// Empty for a form that is text.
    let part: String
    let old: String
    let new: String
    let words: String
    init(_ file: String, _ part: String, _ old: String, _ new: String, _ words: String) {
      (self.file, self.part, self.old, self.new, self.words) = (file, part, old, new, words)
    }
  }

  private static let changes: [Change] = [
    .init(
      "函.docx", "word/document.xml", "2018年7月22日", "2018年7月23日",
      "paragraph 5: says '2018年7月23日"
    ),
    .init(
      "函.docx", "word/document.xml", "<w:body>",
      "<w:body><w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r></w:p>",
      "hidden runs that the original has not: 1"
    ),
    .init(
      "函.docx", "word/document.xml", "<w:rPr>", "<w:rPr><w:color w:val=\"FFFFFF\"/>",
      "marks or formats color FFFFFF that the original has not: 1"
    ),
    .init(
      "函.docx", "docProps/core.xml", "program=0.2.0", "program=0.1.0",
      "the same words in the parts compared"
    ),
    .init("函.docx", "docProps/core.xml", " commit=", " commit=f", "this history has no commit f"),
    .init(
      "函.docx", "docProps/core.xml", "letter 2018-0007", "letter 2018-0007 '--rev=$(touch 坏)'",
      "is not understood"
    ),
    .init(
      "函.docx", "docProps/core.xml", "letter 2018-0007", "letter 2018-9999",
      "it cannot be made again"
    ),
    .init(
      "函.docx", "docProps/core.xml", "office=", "edits=2 office=",
      "made of edits that were not recorded"
    ),
    .init(
      "函.docx", "docProps/core.xml", "--format=docx", "--format=md",
      "it is no such file as duban-git letter"
    ),
    .init(
      "函.docx", "docProps/core.xml", "duban-git", "another", "does not say where it comes from"
    ),
    .init("台账.xlsx", "xl/worksheets/sheet1.xml", "疫苗处置", "疫苗处理", "台账!E3: says '疫苗处理"),
    .init(
      "台账.xlsx", "xl/worksheets/sheet2.xml", "<row r=\"3\"", "<row hidden=\"1\" r=\"3\"",
      "hidden rows that the original has not: 1"
    ),
    .init("台账.xlsx", "docProps/core.xml", "灯:红", "灯:绿", "台账!A1: says '"),
    .init("台账.xlsx", "+xl/vbaProject.bin", "", "MZ", "a part that the original has not: xl/vba"),
    .init("台账.csv", "", "疫苗处置和", "疫苗处理和", "column 5: says '疫苗处理和督导检查' for '疫苗处置和"),
    .init("台账.csv", "", "\r\n", "\n", "the same words in the parts compared"),
    .init("台账.md", "", "疫苗处置", "疫苗处理", "line 10: says '"),
    .init("台账.md", "", "--columns=id", "--whom=x --columns=id", "is not understood"),
    .init("台账.md", "", "--columns=id", "--columns=nobody", "it cannot be made again"),
    .init("台账.json", "", "疫苗处置", "疫苗处理", "line "),
    .init("台账.json", "", "\n  ", "", "the same words in the parts compared"),
    .init("到期.ics", "", "SUMMARY:2018", "SUMMARY:2019", "says 'SUMMARY:2019-"),
    .init("网页", "", "<h1>", "<h1>新", "index.html line 22: says '"),
    .init("通报.md", "", "--since=", "--since=f", "this history has no commit"),
    .init("通报.md", "", "# 关于", "%PDF-", "line 3: says '%PDF-"),
  ]

  @Test(arguments: rows(Set(changes.map(\.file)).sorted()))
  func aChangeIsFoundAndNamed(in file: String) async throws {
    try await Self.sample { git, duban in
      let changed = file == "网页" ? "网页/index.html" : file
      try await Self.make(file, in: duban)
      let bytes = try git.bytes(changed)
      for change in Self.changes where change.file == file {
        try git.write(bytes, to: changed)
        try await Self.replace(
          change.old, with: change.new, in: git.path(changed), part: change.part)
        let result = try await duban("verify", "--paper", git.path(file))
        #expect(result.status == 1, "\(change.new): \(result.output)\(result.errors)")
        #expect(result.output.contains(change.words), "\(change.words): \(result.output)")
        #expect(!git.exists("坏"))
      }
    }
  }

  /// The first of `old`, in a part of a package where one is named; `+` adds a part.
  private static func replace(_ old: String, with new: String, in path: String, part: String)
    async throws
  {
    let script = """
      import sys, zipfile
      path, part, old, new = sys.argv[1:]
      swap = lambda b: b.replace(old.encode(), new.encode(), 1)
      if not part:
          data = open(path, "rb").read()
          assert old.encode() in data
          open(path, "wb").write(swap(data))
      else:
          package = zipfile.ZipFile(path)
          parts = [(i, package.read(i.filename)) for i in package.infolist()]
          package.close()
          assert part[0] == "+" or any(old.encode() in b for i, b in parts if i.filename == part)
          with zipfile.ZipFile(path, "w") as out:
              for i, b in parts: out.writestr(i, swap(b) if i.filename == part else b)
              if part[0] == "+": out.writestr(part[1:], new)
      """
    _ = try await Python.run(script, [path, part, old, new])
  }

  @Test func whatCannotBeProvedSaysSo() async throws {
    try await Self.sample { git, duban in
      try git.write("%PDF-1.7\n", to: "甲.pdf")
      try git.write("案号,事项\n", to: "乙.csv")
      try git.write("PK\u{3}\u{4}", to: "丙.docx")
      try await Self.make("函.md", in: duban)
      let stamp = try git.read("函.md").split(separator: "\n").last ?? ""
      let long = String(repeating: "长", count: 200_000)
      try git.write(String(stamp).replacing("--cc=", with: "--cc=\(long)"), to: "丁.md")
      for (file, status, words) in [
        ("甲.pdf", Int32(1), "PDF is not proved"), ("乙.csv", 1, "write CSV with --stamp"),
        ("丙.docx", 4, "cannot be read: "), ("无.docx", 4, "there is no such file"),
        ("丁.md", 1, "does not say where it comes from"),
      ] {
        let result = try await duban("verify", "--paper", git.path(file))
        #expect(result.status == status && result.output.contains(words), "\(result.output)")
      }
    }
  }

  @Test func aBombIsNotUnpacked() async throws {
    try await Self.sample { git, duban in
      let script = """
        import sys, zipfile
        with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as out:
            out.writestr("word/document.xml", b"<a>" + b" " * (200 << 20) + b"</a>")
        """
      _ = try await Python.run(script, [git.path("弹.docx")])
      let result = try await duban("verify", "--paper", git.path("弹.docx"))
      #expect(result.status == 4 && result.output.contains("too large when unpacked"))
    }
  }

  /// Who edits another case may prove a letter all the same, and nothing that shows the edit.
  @Test func editsThatTheLetterDoesNotShowAreNothingToIt() async throws {
    try await Self.sample { git, duban in
      try git.write(try git.read("cases/2018/2018-0006.md") + "\n", to: "cases/2018/2018-0006.md")
      try await Self.make("函.docx", in: duban)
      try await Self.make("到期.ics", in: duban)
      let letter = try await duban("verify", "--paper", git.path("函.docx"))
      #expect(letter.status == 0, "\(letter.output)")
      let calendar = try await duban("verify", "--paper", git.path("到期.ics"))
      #expect(calendar.status == 1 && calendar.output.contains("edits that were not recorded"))
    }
  }

  @Test func aCommitOfAnotherBranchAndATemplateOfAnHourAreNamed() async throws {
    try await Self.sample { git, duban in
      let template = try await duban("letter", "--kind", "督办函", "--template").output
      try git.write(template.replacing("现将", with: "兹将"), to: "schema/templates/督办函.md")
      try await git("add", "--all")
      try await git("commit", "--quiet", "--message=模板")
      try await Self.make("函.docx", in: duban)
      try await git("revert", "--no-edit", "HEAD")
      let known = try await duban("verify", "--paper", git.path("函.docx"))
      #expect(known.output.contains("\n  schema/templates/督办函.md is otherwise in that commit"))
      try await git("reset", "--quiet", "--hard", "HEAD~2")
      let other = try await duban("verify", "--paper", git.path("函.docx"))
      #expect(
        other.status == 1 && other.output.contains("does not lead to HEAD"), "\(other.output)")
    }
  }

  /// What a case attaches is read from the commit, whatever lies on the disk.
  @Test func pagesAndDataOfACaseWithAFileAreProvedWithoutIt() async throws {
    try await Self.sample { git, duban in
      try git.write("照片", to: "照片.jpg")
      let step = try await duban(
        "step", "2018-0007", "续批", "--领导", "省委主要领导", "--类别", "参阅性", "--摘要", "阅", "--附件", "照片.jpg",
        "--date", "2026-03-01")
      #expect(step.status == 0, "\(step.errors)")
      let day = ["--as-of", "2026-03-02"]
      let pages = ["ledger", "--format", "html", "-o", git.path("网页")] + day
      _ = try await duban(pages)
      for (file, more) in [("件.json", [String]()), ("旧.json", ["--at", "HEAD"])] {
        let shown = try await duban(["show", "2018-0007", "--format", "json"] + day + more)
        #expect(shown.output.contains("\"stamp\": \"duban-git show 2018-0007 "))
        try git.write(shown.output, to: file)
      }
      try await git("rm", "--quiet", "-r", "cases/2018/2018-0007")
      let papers = ["网页", "网页/cases/2018/2018-0007.html", "件.json", "旧.json"]
      let result = try await duban(["verify", "--paper"] + papers.map(git.path))
      #expect(result.status == 0, "\(result.output)\(result.errors)")
      _ = try await duban(pages)
      let edited = try await duban("verify", "--paper", git.path("网页"))
      #expect(edited.output.contains("edits that were not recorded"), "\(edited.output)")
    }
  }

  @Test func whatWasFoundIsDataToo() async throws {
    try await Self.sample { git, duban in
      try await Self.make("台账.csv", in: duban)
      try await Self.replace("疫苗处置和", with: "疫苗处理和", in: git.path("台账.csv"), part: "")
      let result = try await duban("verify", "--format", "json", "--paper", git.path("台账.csv"))
      let script = """
        import sys, json
        answer = json.load(sys.stdin)
        paper, = answer["papers"]
        difference, = paper["differences"]
        print(answer["version"], answer["seal"], paper["verdict"], paper["day"], paper["office"],
              paper["program"], paper["command"], difference["recorded"], difference["found"],
              answer["head"] == paper["commit"], sep="|")
        """
      let read = try await Python.run(script, input: Array(result.output.utf8))
      #expect(
        read == """
          1|None|changed|2018-08-06|×省委督查室|0.2.0|duban-git ledger --sort=-light --format=csv \
          --bom --stamp|疫苗处置和督导检查|疫苗处理和督导检查|True

          """)
    }
  }

  @Test(.needs("soffice"), arguments: rows(["台账.xlsx", "函.docx"]))
  func whatAnotherProgramSavedAgainHasTheSameWords(file: String) async throws {
    try await Self.sample { git, duban in
      try await Self.make(file, in: duban)
      let ending = file.hasSuffix("x") ? String(file.suffix(4)) : ""
      _ = try? await git.run(
        "soffice", "--headless", "-env:UserInstallation=file://\(git.path("用户"))", "--convert-to",
        ending, "--outdir", git.path("再存"), git.path(file))
      // The half of it that reads and writes such files may not be installed.
      guard git.exists("再存/\(file)") else {
        try Test.cancel("LibreOffice does not know .\(ending)")
      }
      let result = try await duban("verify", "--paper", git.path("再存/\(file)"))
      #expect(result.status == 1, "\(result.errors)")
      #expect(result.output.contains("the same words in the parts compared"), "\(result.output)")
      #expect(result.output.contains("a part that differs: [Content_Types].xml"))
    }
  }
}
