import FrontMatter
import Supervision
import Testing
import Views

@Suite struct LetterTests {
  private static func template(_ text: String) -> Template {
    Template(
      SourceText(path: "督办函.md", bytes: Array(text.utf8)), for: LetterFacts.vocabulary)
  }

  @Test(arguments: LetterKind.allCases)
  func everyBuiltInTemplateIsFilledWhereverTheCaseHasComeToIt(kind: LetterKind) throws {
    let template = Self.template(kind.template)
    #expect(template.faults == [])
    let samples = try Samples()
    var written = 0
    for path in Samples.paths {
      let id = String(path.suffix(12).dropLast(3))
      for text in ["2017-10-01", "2018-08-06", "2026-03-02"] {
        let state = try samples.state(id, asOf: day(text))
        guard state.state != nil,
          let facts = try? LetterFacts(kind, of: state, for: nil, under: samples.schema)
        else { continue }
        written += 1
        let names = LetterFacts.vocabulary.texts.union(LetterFacts.vocabulary.lists.keys)
        #expect(Set(facts.data.keys) == names)
        let letter = template.filled(with: facts.data)
        #expect(!letter.contains("{{") && !letter.contains("}}"))
      }
    }
    #expect(written > 0)
  }

  @Test func sectionsRepeatForAListAndDependOnAText() {
    let template = Self.template(
      "{{! 备注 }}\n{{#任务}}\n{{序号}}.{{事项}}{{#标志}}({{标志}}){{/标志}}\n{{/任务}}\n{{^问题}}\n无\n{{/问题}}\n")
    #expect(template.faults == [])
    let filled = template.filled(with: [
      "任务": .list([
        ["序号": "1", "事项": "甲", "标志": "批复"], ["序号": "2", "事项": "乙", "标志": ""],
      ]), "问题": .list([]),
    ])
    #expect(filled == "1.甲(批复)\n2.乙\n无\n")
  }

  @Test(arguments: [
    ("函\n{{文好}}\n", 4, "没有“文好”"), ("{{#任务}}{{查项}}{{/任务}}", 11, "没有“查项”"),
    ("{{#任务}}", 0, "收住"), ("一{{/任务}}", 3, "没有对应"), ("{{文号\n}}", 0, "收住"),
  ])
  func aMistakeIsFoundAtItsPlace(text: String, offset: Int, message: String) throws {
    let fault = try #require(Self.template(text).faults.first)
    #expect(fault.range.lowerBound == offset)
    #expect(fault.message.zh.contains(message))
  }
}
