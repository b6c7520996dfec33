import Messages
import Supervision
import Testing
import TestSupport

@Suite struct TemplateTests {
  private static func template(_ text: String) -> Template {
    Template(SourceText(path: "督办函.md", bytes: Array(text.utf8)), for: .letter)
  }

  private static func text(_ pieces: [Template.Piece]) -> String {
    pieces.map { piece in
      switch piece {
      case .markup(let text), .data(let text): text
      case .role(let role): "〔\(role.name)〕"
      }
    }.joined()
  }

  @Test func sectionsRepeatForAListAndDependOnAText() {
    let template = Self.template(
      "{{! 备注 }}\n{{#任务}}\n{{序号}}.{{事项}}{{#标志}}({{标志}}){{/标志}}\n{{/任务}}\n{{^问题}}\n无\n{{/问题}}\n")
    #expect(template.findings == [])
    let filled = template.filled(with: [
      "任务": .list([
        ["序号": "1", "事项": "甲", "标志": "批复"], ["序号": "2", "事项": "乙", "标志": ""],
      ]), "问题": .list([]),
    ])
    #expect(Self.text(filled) == "1.甲(批复)\n2.乙\n无\n")
  }

  @Test func aLayoutTakesItsLineWithIt() {
    let template = Self.template("{{@文号}}\n{{文号}}\n\n  {{@署名}}\n{{机关}}\n")
    #expect(template.findings == [])
    let filled = template.filled(with: ["文号": .text("×督函〔2018〕1号"), "机关": .text("督查室")])
    #expect(Self.text(filled) == "〔文号〕×督函〔2018〕1号\n\n〔署名〕督查室\n")
  }

  @Test func whatACaseSaysIsToldApartFromWhatTheOfficeWrote() {
    let filled = Self.template("# {{标题}}\n").filled(with: ["标题": .text("# {{机关}}")])
    #expect(filled == [.markup("# "), .data("# {{机关}}"), .markup("\n")])
  }

  @Test(
    arguments: rows([
      ("函\n{{文好}}\n", 4, "unknown-template-name"),
      ("{{#任务}}{{查项}}{{/任务}}", 11, "unknown-template-name"),
      ("{{标志}}", 0, "unknown-template-name"), ("{{#任务}}", 0, "unpaired-template-tag"),
      ("一{{/任务}}", 3, "unpaired-template-tag"), ("{{文号\n}}", 0, "unpaired-template-tag"),
      ("{{#任务}}{{#问题}}{{/任务}}", 22, "unpaired-template-tag"),
      ("{{@落款}}", 0, "unknown-template-role"),
      ("{{#任务}}{{#任务}}{{/任务}}{{/任务}}", 11, "unknown-template-name"),
      ("{{#任务}}{{#附件}}{{/附件}}{{/任务}}", 11, "unknown-template-name"),
    ]))
  func aMistakeIsFoundAtItsPlace(text: String, offset: Int, id: String) throws {
    let findings = Self.template(text).findings
    #expect(findings.contains { $0.range.lowerBound == offset && $0.rule.id == id }, "\(findings)")
  }

  @Test func sectionsAreNotNestedWithoutEnd() {
    let text =
      String(repeating: "{{#文号}}", count: 5000) + String(repeating: "{{/文号}}", count: 5000)
    #expect(Self.template(text).findings.contains { $0.rule.id == "unpaired-template-tag" })
  }

  /// A line of openings is looked through once: each has its finding, and none takes the next along.
  @Test func openingsWithoutEndAreAllFound() {
    let text = String(repeating: "{{", count: 200_000) + "\n{{文号}}"
    #expect(Self.template(text).findings.count == 200_000)
  }

  @Test func aPaperHasAnEnd() {
    let template = Self.template(String(repeating: "{{标题}}", count: 100))
    let filled = template.filled(with: ["标题": .text(String(repeating: "题", count: 100_000))])
    let bytes = Self.text(filled).utf8.count
    #expect(bytes <= Template.mostBytes + 100 && bytes > Template.mostBytes - 300_000)
    #expect(Self.text(filled).hasSuffix("从略）\n"))
  }

  @Test func aFileIsJudgedByThePaperItIsNamedFor() {
    func ids(_ name: String, _ text: String) -> [String] {
      Template.findings(
        in: SourceText(path: "schema/templates/\(name)", bytes: Array(text.utf8))
      ).map(\.rule.id)
    }
    #expect(ids("督办函.md", "{{前函}}") == [])
    #expect(ids("通报.md", "{{前函}}") == ["unknown-template-name"])
    #expect(ids("通报.md", "{{应办}}{{#附表}}{{案号}}{{/附表}}") == [])
    #expect(ids("督办.md", "{{前函}}") == ["unknown-template"])
  }
}
