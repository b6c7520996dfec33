import Messages
import Supervision
import Testing
import TestSupport
import Views

@Suite struct LetterTests {
  @Test(arguments: rows(LetterKind.allCases))
  func everyBuiltInTemplateIsFilledWhereverTheCaseHasComeToIt(kind: LetterKind) throws {
    let template = builtIn(kind)
    #expect(template.findings == [])
    let samples = try Samples()
    var written = 0
    for path in Samples.paths {
      let id = String(path.suffix(12).dropLast(3))
      for text in ["2017-10-01", "2018-08-06", "2026-03-02"] {
        let state = try samples.state(id, asOf: day(text))
        guard state.state != nil, let occasion = try? LetterOccasion(kind, in: state) else {
          continue
        }
        written += 1
        let facts = LetterFacts(occasion, of: state, under: samples.schema)
        let vocabulary = Template.Vocabulary.letter
        #expect(Set(facts.data.keys) == vocabulary.texts.union(vocabulary.lists.keys))
        let letter = template.filled(with: facts.data).markdown
        #expect(!letter.contains("{{") && !letter.contains("}}"))
      }
    }
    #expect(written > 0)
  }

  @Test(arguments: rows(TemplateKind.all))
  func theBuiltInTextsHaveFullWidthPunctuationOnly(kind: TemplateKind) {
    let prose = kind.template.split(separator: "\n").filter { !$0.hasPrefix("{{") }
    for line in prose {
      for mark in [",", ";", ":", "?", "!", "("] where line.contains(mark) {
        // In tables a colon aligns and a column is divided.
        #expect(line.hasPrefix("|") && mark == ":", "\(kind.name): \(line)")
      }
    }
  }

  @Test(
    arguments: rows([
      ("立即核查,部署处置", "立即核查，部署处置"), ("报告(附件)已报:属实", "报告（附件）已报：属实"),
      ("电话0791-1, 12:30前", "电话0791-1, 12:30前"), ("见a,b", "见a,b"), ("好吗?好!", "好吗？好！"),
      ("甲, 乙", "甲，乙"),
    ]))
  func punctuationBesideChineseIsFullWidthInALetter(written: String, printed: String) throws {
    let text = """
      ---
      编号: 2018-0001
      标题: 甲
      来文: '\(written)'
      批示: {领导: 省委主要领导, 日期: 2018-07-01, 类别: 批办性, 摘要: 办}
      牵头单位: 省教育厅
      过程:
        - {日期: 2018-07-02, 步骤: 登记}
        - {日期: 2018-07-02, 步骤: 立项, 批准: 省委秘书长}
      ---

      """
    let state = state(text, asOf: day("2018-07-02"))
    let facts = LetterFacts(
      try LetterOccasion(.supervision, in: state), of: state, under: Schema())
    #expect(facts.data["来文"] == .text(printed))
  }

  // MARK: Which letter

  @Test(
    arguments: rows([
      (nil, "×督函〔2018〕31号"), ("35号", "×督函〔2018〕35号"), ("2018〕35号", "×督函〔2018〕35号"),
      ("×督函〔2018〕31号", "×督函〔2018〕31号"), ("24", "×督函〔2018〕35号"), ("5", "×督函〔2018〕31号"),
    ]))
  func aLetterIsChosenByItsNumberOrItsStep(name: String?, number: String) throws {
    let state = try Samples().state("2018-0007", asOf: day("2018-12-31"))
    let occasion = try LetterOccasion(.supervision, in: state, named: name)
    #expect(occasion.step?[.letterNumber] == number)
  }

  @Test func aNameThatMeansNoLetterIsRefusedWithThoseThereAre() throws {
    let state = try Samples().state("2018-0007", asOf: day("2018-12-31"))
    for name in ["5号", "36号", "25", ""] {
      #expect {
        try LetterOccasion(.supervision, in: state, named: name)
      } throws: { error in
        (error as? LetterOccasion.Refusal)?.hint?.zh.contains("24(×督函〔2018〕35号)") == true
      }
    }
  }

  @Test func aFurtherLetterSaysWhatItAddsAndGoesInCopyToTheOthers() throws {
    let samples = try Samples()
    let all = try samples.state("2018-0007", asOf: day("2018-12-31"))
    let occasion = try LetterOccasion(.supervision, in: all, named: "35号")
    let state = try samples.state("2018-0007", asOf: try #require(occasion.day))
    let facts = LetterFacts(
      occasion, of: state, copies: ["省人民政府"], under: samples.schema)
    let letter = builtIn(.supervision).filled(with: facts.data).markdown
    for text in [
      "×督函〔2018〕35号\n", "# 关于进一步督促办理省委主要领导对", "省卫生和计划生育委员会：\n", "（×督函〔2018〕31号）",
      "3. 部署续种补种和接种咨询服务。", "完成时限：2018年8月27日", "2018年8月13日",
      "抄送：省食品药品监督管理局、省疾病预防控制中心、省人民政府。",
    ] {
      #expect(letter.contains(text), "\(text)")
    }
    for text in ["核查本省采购使用", "承办责任人", "每周"] {
      #expect(!letter.contains(text), "\(text)")
    }
  }

  @Test func anUrgingIsTheLastOneWhomeverItWentTo() throws {
    let samples = try Samples()
    let state = try samples.state("2018-0007", asOf: day("2018-08-06"))
    let occasion = try LetterOccasion(.urging, in: state)
    #expect(occasion.unit == "省卫生和计划生育委员会")
    let letter = builtIn(.urging).filled(
      with: LetterFacts(occasion, of: state, under: samples.schema).data
    ).markdown
    for text in [
      "（橙色）", "1. 报送承办责任人。时限2018年7月31日，已逾期6天。", "第2次催办", "于2018年8月9日前书面回复",
    ] {
      #expect(letter.contains(text), "\(text)")
    }
    let first = try LetterOccasion(.urging, in: state, named: "15")
    #expect(first.step?[.level] == "蓝" && first.day == day("2018-08-01"))
  }

  @Test func aLetterOfTheOfficesOwnHasNoNumberButItsOwn() throws {
    let samples = try Samples()
    let state = try samples.state("2018-0007", asOf: day("2018-12-31"))
    let occasion = try LetterOccasion(.closing, in: state)
    func head(_ number: String?) -> String {
      let facts = LetterFacts(occasion, of: state, number: number, under: samples.schema)
      let letter = builtIn(.closing).filled(with: facts.data).markdown
      return letter.split(separator: "\n").map(String.init)[1]
    }
    #expect(head(nil) == "×督函〔2018〕　　号")
    #expect(head("×督函〔2018〕52号") == "×督函〔2018〕52号")
  }

  @Test func ofASecretCaseNothingIsWritten() throws {
    let text = """
      ---
      编号: 2018-0001
      批示: {领导: 省委主要领导, 日期: 2018-07-01, 类别: 批办性}
      密级: 机密
      保密期限: 10年
      存放处: 机要室
      过程:
        - {日期: 2018-07-02, 步骤: 登记}
      ---

      """
    #expect(throws: LetterOccasion.Refusal.self) {
      try LetterOccasion(.supervision, in: state(text, asOf: day("2018-07-03")))
    }
  }
}

func builtIn(_ kind: LetterKind) -> Template {
  let kind = TemplateKind.letter(kind)
  return Template(
    SourceText(path: "\(kind.name).md", bytes: Array(kind.template.utf8)), for: kind.vocabulary)
}
