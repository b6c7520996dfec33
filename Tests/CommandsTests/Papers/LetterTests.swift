import Testing
import TestSupport

/// `letter` from the command line: the page of GB/T 9704 in figures, and the office's own templates.
@Suite(.seeded) struct LetterTests {
  private static func sample<T>(_ body: (GitCLI, DubanCLI) async throws -> T) async throws -> T {
    try await withFolder { git in
      let duban = DubanCLI(git)
      _ = try await duban("init", "--sample", "--no-hooks")
      return try await body(git, duban)
    }
  }

  @Test func aSupervisionLetterHasThePlacesOfTheLetterFormat() async throws {
    try await Self.sample { git, duban in
      let result = try await duban(
        "letter", "2018-0007", "--format", "docx", "-o", "函.docx")
      #expect(result.status == 0 && result.output == "", "\(result.errors)")
      let document = try await DocumentReader(git.path("函.docx"))
      for fact in [
        // A4, 37 mm above, 28 mm at the left, 156 by 225 mm of text, 22 lines.
        "page 210.0 297.0", "margins 37.0 28.0 25.8 35.0", "grid lines 579", "grid 579",
        "style 公文正文 579 32",
        // The name 30 mm from the edge; 4 mm below its 11.7 mm a thick line over a thin one, 170 mm.
        "box 28.0 30.0 156.0 12.7 page", "name ×省委督查室 FF0000 72",
        "bar 20.0 45.7 170.0 0.8 page", "bar 20.0 47.0 170.0 0.3 page",
        // 20 mm above the lower edge a thin one over a thick one.
        "bar 20.0 275.4 170.0 0.3 page", "bar 20.0 276.2 170.0 0.8 page",
        // The number flush right; two lines above the title; four characters right of the date.
        "tab 156.2 right", "before 公文标题 20.4", "indent 成文日期 22.3",
        // No number on the first page; on the outer edge of the others.
        "titlePg", "evenAndOdd", "footer first ", "footer default — 1 —", "footer even — 1 —",
        "font 仿宋_GB2312 仿宋,FangSong,Noto Serif CJK SC", "core created 2018-07-24T00:00:00Z",
      ] {
        #expect(document.facts.contains(fact), "\(fact): \(document.facts)")
      }
      #expect(
        document.paragraphs.prefix(5) == [
          "公文无缩进 ", "版头标注 特急\t×督函〔2018〕31号", "公文标题 关于督促办理省委主要领导/对国家药监局关于疫苗案件的通告批示的函",
          "主送机关 省食品药品监督管理局、省卫生和计划生育委员会、省疾病预防控制中心：",
          "公文正文 2018年7月22日，省委主要领导对国家药监局关于疫苗案件的通告作出批示。批示要点：“立即核查，部署全省疫苗处置和督导检查”。为确保批示精神落到实处，现将有关事项函告如下。",
        ])
      #expect(
        document.paragraphs.suffix(3) == [
          "发文机关署名 ×省委督查室", "成文日期 2018年7月24日", "附注 （联系人：×省委督查室值班室，0791-80000007）",
        ])
      #expect(document.paragraphs.contains("一级标题 一、承办单位"))
    }
  }

  @Test func aTitleThatBreaksWellInTwoPlacesBreaksInTheSameEachTime() async throws {
    try await Self.sample { git, duban in
      var titles: Set<String> = []
      for _ in 0..<8 {
        _ = try await duban(
          "letter", "2017-0003", "--kind", "办结通知", "--format", "docx", "-o", "函.docx")
        let document = try await DocumentReader(git.path("函.docx"))
        titles.formUnion(document.paragraphs.filter { $0.hasPrefix("公文标题 ") })
      }
      #expect(titles == ["公文标题 关于“七个重点城市大气/环境质量整治”办结的通知"])
    }
  }

  @Test func everyKindIsADocumentThatOthersReadAndTheSameBytesAgain() async throws {
    try await Self.sample { git, duban in
      var elsewhere = duban
      elsewhere.variables["TZ"] = "America/New_York"
      for (kind, id) in [
        ("督办函", "2018-0011"), ("催办单", "2018-0007"), ("退办函", "2018-0011"), ("呈报单", "2018-0007"),
        ("办结通知", "2018-0007"), ("回访函", "2018-0007"), ("反馈表", "2018-0007"),
        ("延期申请表", "2018-0007"), ("核查记录", "2018-0007"),
      ] {
        for (program, file) in [(duban, "一.docx"), (elsewhere, "二.docx")] {
          let result = try await program(
            "letter", id, "--kind", kind, "--format", "docx", "-o", file)
          #expect(result.status == 0, "\(kind): \(result.errors)")
        }
        let bytes = try git.bytes("一.docx")
        #expect(try bytes == git.bytes("二.docx"), "\(kind)")
        #expect(bytes.count < 50_000)
        let document = try await DocumentReader(git.path("一.docx"))
        let isForm = ["催办单", "呈报单", "反馈表", "延期申请表", "核查记录"].contains(kind)
        #expect(document.facts.contains { $0.hasPrefix("bar ") } == !isForm, "\(kind)")
        #expect(document.facts.contains { $0.hasPrefix("table ") } == isForm)
        #expect(
          document.facts.contains(
            "margins \(isForm ? "25.0" : "37.0") 28.0 25.8 \(isForm ? "25.0" : "35.0")"))
        #expect(document.facts.contains("footer default — 1 —"))
      }
    }
  }

  /// A box that is to be written in by hand stays whole, on the page of what it answers; a signature
  /// stays with text.
  @Test func whatBelongsTogetherStaysOnOnePage() async throws {
    let kept = [
      "呈报单": [
        "row 核查情况 whole free", "row 审核意见 whole kept", "row 拟办意见 whole kept",
        "row 领导批示 whole free",
      ],
      "催办单": [
        "kept 发文机关署名 ×省委督查室", "kept 成文日期 2018年8", "kept 公文无缩进 ", "kept 公文居中 督办件催办单",
        "row 案　　号 whole kept", "row 收件单位 whole kept", "row 签 收 人 whole free",
      ],
      "延期申请表": [
        "row 延期措施 whole free", "row 申请单位意　　见 whole kept", "row 批准意见 whole kept",
      ],
      "回访函": ["kept 公文正文 书面说明应当", "kept 公文正文 特此函达。", "kept 成文日期 2026年3"],
    ]
    try await Self.sample { git, duban in
      for (kind, facts) in kept {
        let result = try await duban(
          "letter", "2018-0007", "--kind", kind, "--format", "docx", "-o", "函.docx")
        #expect(result.status == 0, "\(result.errors)")
        let document = try await DocumentReader(git.path("函.docx"))
        let found = document.facts.filter { $0.hasPrefix("row ") || $0.hasPrefix("kept ") }
        for fact in facts { #expect(found.contains(fact), "\(kind), \(fact): \(found)") }
        #expect(!found.contains { $0.contains(" split ") })
      }
    }
  }

  @Test func aFurtherLetterNamesThoseInCopyAtTheFootOfItsLastPage() async throws {
    try await Self.sample { git, duban in
      let result = try await duban(
        "letter", "2018-0007", "--step", "35号", "--cc", "省人民政府", "--format", "docx", "-o", "函.docx")
      #expect(result.status == 0, "\(result.errors)")
      let document = try await DocumentReader(git.path("函.docx"))
      #expect(document.facts.contains("frame 抄送机关 margin bottom"))
      #expect(
        document.paragraphs.last == "抄送机关 抄送：省食品药品监督管理局、省疾病预防控制中心、省人民政府。")
      #expect(document.paragraphs.contains("版头标注 特急\t×督函〔2018〕35号"))
      let unknown = try await duban("letter", "2018-0007", "--step", "99号")
      #expect(unknown.status == 2 && unknown.errors.contains("24(×督函〔2018〕35号)"))
    }
  }

  @Test func whatACaseSaysStaysText() async throws {
    try await Self.sample { git, duban in
      let path = "cases/2018/2018-0007.md"
      let hostile = "<w:p/>&amp;\\\"x\\\" {{机关}} |一 ]]> **粗** \u{FFFE}甲"
      try git.write(
        try git.read(path).replacing(
          "标题: 疫苗处置和督导检查", with: "标题: \"\(hostile)\""), to: path)
      let result = try await duban(
        "letter", "2018-0007", "--kind", "呈报单", "--format", "docx", "-o", "单.docx")
      #expect(result.status == 0, "\(result.errors)")
      let document = try await DocumentReader(git.path("单.docx"))
      #expect(
        document.paragraphs.contains("表单内容 <w:p/>&amp;\"x\" {{机关}} |一 ]]> **粗** 甲"),
        "\(document.paragraphs)")
      let markdown = try await duban("letter", "2018-0007", "--kind", "呈报单").output
      #expect(
        markdown.contains("| \\<w:p/\\>\\&amp;\"x\" {{机关}} \\|一 \\]\\]\\> \\*\\*粗\\*\\* "))
    }
  }

  // MARK: Templates of the office's own

  @Test func anOfficesOwnTemplateIsTakenAndJudged() async throws {
    try await Self.sample { git, duban in
      let own = try await duban("letter", "--kind", "督办函", "--template", "-o", "-").output
      #expect(own.contains("{{@文号}}"))
      let path = "schema/templates/督办函.md"
      try git.write(own.replacing("特此函达。", with: "请予支持为盼。"), to: path)
      let letter = try await duban("letter", "2018-0007")
      #expect(letter.status == 0 && letter.output.contains("请予支持为盼。"), "\(letter.errors)")
      #expect(try await duban("check").status == 0)

      try git.write(own.replacing("{{主送}}：", with: "{{主送单位}}："), to: path)
      let line = own.split(separator: "\n", omittingEmptySubsequences: false)
        .firstIndex { $0.hasPrefix("{{主送}}：") }.map { $0 + 1 }
      let place = "\(path):\(try #require(line)):1: error: "
      let check = try await duban("check")
      #expect(check.status == 1)
      #expect(check.output.contains(place) && check.output.contains("[unknown-template-name]"))
      let named = try await duban("check", path)
      #expect(named.status == 1 && named.output.contains(place), "\(named)")
      let refused = try await duban("letter", "2018-0007", "--format", "docx", "-o", "函.docx")
      #expect(refused.status == 4 && !git.exists("函.docx"))
      #expect(refused.errors.contains(place), "\(refused.errors)")
      #expect(try await duban("explain", "unknown-template-name").status == 0)
    }
  }

  @Test func anOfficesOwnStylesAreTakenAndJudged() async throws {
    try await Self.sample { git, duban in
      let own = String(
        decoding: try ProjectFiles.bytes(of: "Sources/Views/Word/Parts/word/styles.xml"),
        as: UTF8.self)
      let path = "schema/templates/docx/word/styles.xml"
      try git.write(own.replacing("公文标题", with: "本室标题"), to: path)
      #expect(try await duban("check").status == 0)
      let letter = try await duban("letter", "2018-0007", "--format", "docx", "-o", "函.docx")
      #expect(letter.status == 0, "\(letter.errors)")
      let document = try await DocumentReader(git.path("函.docx"))
      #expect(document.paragraphs.contains { $0.hasPrefix("本室标题 关于") })

      try git.write("{}", to: "schema/templates/docx/word/style.xml")
      for (text, words) in [
        ("<样式>\n</样>\n", "\(path):2:3: error: not well-formed XML: mismatched tag"),
        (
          own.replacing("duban-date", with: "duban-day"),
          "error: lacks what papers refer to: duban-date"
        ),
        ("<!DOCTYPE a [<!ENTITY b \"c\">]>\n<a>&b;</a>\n", "not well-formed XML: a document type"),
      ] {
        try git.write(text, to: path)
        let check = try await duban("check")
        #expect(check.status == 1 && check.output.contains(words), "\(check.output)")
        #expect(check.output.contains("no DOCX has the part \"word/style.xml\" [unknown-template]"))
        #expect(check.output.contains("did you mean word/styles.xml?"))
        let refused = try await duban("letter", "2018-0007", "--format", "docx", "-o", "又.docx")
        #expect(refused.status == 4 && !git.exists("又.docx"))
        #expect(refused.errors.contains(words), "\(refused.errors)")
        #expect(try await duban("letter", "2018-0007").status == 0)
      }

      try await git("add", "schema")
      #expect(try await duban("check", "--staged").output.contains("[unusable-part]"))
      // What the commit has is what counts for the archive.
      let archive = try await duban("archive", "2018-0007", "-o", git.path("卷"))
      #expect(archive.status == 0, "\(archive.errors)")
    }
  }

  @Test func aTemplateForNoPaperIsRemarkedOnAlsoWhereItIsStaged() async throws {
    try await Self.sample { git, duban in
      try git.write("{{文号}}\n", to: "schema/templates/督办涵.md")
      try git.write("notes", to: "schema/templates/说明.txt")
      let check = try await duban("check")
      #expect(check.status == 0 && check.output.contains("[unknown-template]"))
      #expect(check.output.contains("did you mean 督办函.md"))
      #expect(try await duban("check", "--staged").output.contains("unknown-template") == false)
      try await git("add", "schema/templates")
      #expect(try await duban("check", "--staged").output.contains("[unknown-template]"))
      try await git("commit", "--quiet", "--message=模板")
      #expect(try await duban("ledger", "--rev", "HEAD").status == 0)
    }
  }
}
