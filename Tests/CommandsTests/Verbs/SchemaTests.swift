import Testing
import TestSupport

/// `schema` on the built program: what it rejects, `check` rejects.
@Suite(.seeded) struct SchemaTests {
  /// Changes to the vaccine case, each of which makes it wrong.
  static let broken: [(String, String)] = [
    ("编号: 2018-0007", "编号: 2018-7"), ("编号: 2018-0007\n", ""), ("标题: 疫苗", "标题: |\n  甲\n  疫苗"),
    ("类别: 批办性", "类别: 批示性"), ("缓急: 特急", "缓急: 加急"), ("密级: 内部", "密级: 秘密"),
    ("反馈: 每周", "反馈: 每旬"), ("时限: 5个工作日", "时限: 五天"), ("    步骤: 登记", "    步骤: 收文"),
    ("    批准: 省委秘书长\n", ""), ("日期: 2018-07-22", "日期: 2018.7.22"),
    ("协办单位: [", "协办单位: [{甲: 乙}, "), ("  领导: 省委主要领导\n", ""),
  ]

  @Test func theSchemaTakesOurCasesAndRejectsOnlyWhatCheckRejects() async throws {
    try await withFolder { git in
      let duban = DubanCLI(git)
      let schema = try await duban("schema").output
      var documents: [String] = []
      for name in [
        "2017/2017-0003", "2017/2017-0005", "2018/2018-0002", "2018/2018-0004", "2018/2018-0006",
        "2018/2018-0007", "2018/2018-0011", "2020/2020-0003", "2021/2021-0009",
      ] {
        try git.write(try ProjectFiles.bytes(of: "cases/\(name).md"), to: "a.md")
        documents.append(try await duban("front-matter", "a.md").output)
      }
      let ours = documents.count
      let bytes = try ProjectFiles.bytes(of: "cases/2018/2018-0007.md")
      let text = String(decoding: bytes, as: UTF8.self)
      for (good, bad) in Self.broken {
        let changed = text.replacing(good, with: bad)
        #expect(changed != text, "nothing to break: \(good)")
        try git.write(changed, to: "2018-0007.md")
        documents.append(try await duban("front-matter", "2018-0007.md").output)
        let checked = try await duban("check", "2018-0007.md")
        #expect(checked.status == 1, "\(bad) is taken by check")
      }
      let verdicts = try await JSONSchemaJudge.verdicts(of: schema, on: documents)
      try #require(verdicts.count == documents.count)
      #expect(verdicts[..<ours].allSatisfy { $0 })
      for (verdict, change) in zip(verdicts[ours...], Self.broken) {
        #expect(!verdict, "\(change.1) is taken by the schema")
      }
    }
  }
}
