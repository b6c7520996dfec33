import Testing
import TestSupport

/// 一案一档 on the built program: what goes to the archive can be checked there by hand.
@Suite(.seeded) struct ArchiveTests {
  @Test func aDossierHoldsThePapersAndTheirSums() async throws {
    try await withFolder { git in
      let office = DubanCLI(git)
      try await expect(office("init", "--sample", "--no-hooks"), prints: "")
      let done = try await office(
        "archive", "2018-0007", "--as-of", "2019-06-01", "--letters", "md", "-o",
        git.path("卷"), "--lang", "zh")
      #expect(done.status == 0, "\(done.errors)")
      #expect(try git.read("卷/案件/2018-0007.md") == git.read("cases/2018/2018-0007.md"))
      let contents = try git.read("卷/卷内目录.md")
      #expect(contents.contains("×督函〔2018〕31号"))
      #expect(contents.contains(" 函件/01-督办函-2018-07-24.md |"))
      let head = try await git("rev-parse", "HEAD")
      #expect(contents.contains("| 依据提交 | \(head.dropLast()) |"))
      let commits = try git.read("卷/提交记录.tsv").split(separator: "\n").count - 1
      let recorded = try await git("rev-list", "--count", "HEAD", "--", "cases/2018/2018-0007.md")
      #expect("\(commits)\n" == recorded)
      try await git.run(
        "sh", "-c", "cd \"$1\" && exec sha256sum --check --strict SHA256SUMS", "sh", git.path("卷"))
    }
  }

  /// The list goes to the archive on paper, as the letters do; what the commit has is what counts.
  @Test func theListOfContentsIsADocumentByTheTemplateOfTheCommit() async throws {
    try await withFolder { git in
      let office = DubanCLI(git)
      try await expect(office("init", "--sample", "--no-hooks"), prints: "")
      let path = "schema/templates/卷内目录.md"
      let own = """
        # 本室卷内目录
        {{#文件}}
        {{序号}} {{题名}} {{路径}}
        {{/文件}}

        """
      try git.write(own.replacing("本室", with: "未记录的"), to: path)
      _ = try await office("archive", "2018-0007", "-o", git.path("甲"))
      let built = try await DocumentReader(git.path("甲/卷内目录.docx"))
      #expect(built.facts.contains("table 4") && built.facts.contains("table 6"), "\(built.facts)")
      #expect(built.paragraphs.contains("公文标题 卷内目录"))
      #expect(built.paragraphs.contains("表格内容 函件/01-督办函-2018-07-24.docx"))
      try git.write(own, to: path)
      try await expect(office("commit"), prints: "修订规则")
      _ = try await office("archive", "2018-0007", "-o", git.path("乙"))
      let list = try await DocumentReader(git.path("乙/卷内目录.docx"))
      #expect(list.paragraphs.contains("公文标题 本室卷内目录"), "\(list.paragraphs)")
      #expect(list.paragraphs.contains { $0.hasSuffix("督办函：疫苗处置和督导检查 函件/01-督办函-2018-07-24.docx") })
      try git.write("{{不知}}", to: path)
      try await git("commit", "--quiet", "--all", "--message=坏")
      let refused = try await office("archive", "2018-0007", "-o", git.path("丙"))
      #expect(refused.status == 4 && !git.exists("丙"), "\(refused)")
    }
  }

  @Test func theSameCommitAndDayGiveTheSameBytes() async throws {
    try await withFolder { git in
      let office = DubanCLI(git)
      try await expect(office("init", "--sample", "--no-hooks"), prints: "")
      for name in ["甲.tar", "乙.tar"] {
        try await expect(
          office("archive", "2018-0007", "--as-of", "2019-06-01", "-o", git.path(name)),
          prints: "papers in")
      }
      let one = try await git("hash-object", git.path("甲.tar"))
      #expect(try await git("hash-object", git.path("乙.tar")) == one)
    }
  }

  @Test func nothingIsWrittenOverAndUnrecordedEditsAreRefused() async throws {
    try await withFolder { git in
      let office = DubanCLI(git)
      try await expect(office("init", "--sample", "--no-hooks"), prints: "")
      try git.write("我的", to: "卷/文件")
      let there = try await office("archive", "2018-0007", "-o", git.path("卷"))
      #expect(there.status == 2)
      #expect(there.errors.contains("is there already"))
      let path = "cases/2018/2018-0007.md"
      try git.write(try git.read(path) + "补一句。\n", to: path)
      let edited = try await office("archive", "2018-0007", "-o", git.path("新卷"))
      #expect(edited.status == 4)
      #expect(edited.errors.contains("duban-git commit 2018-0007"))
      #expect(!git.exists("新卷"))
    }
  }
}
