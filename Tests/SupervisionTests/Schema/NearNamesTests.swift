import Messages
import Supervision
import TestSupport
import Testing

/// What may have been meant, among few names and among very many.
@Suite struct NearNamesTests {
  private static func directory(_ count: Int) -> UnitDirectory {
    let names = (0..<count).map { "  - 名称: 某市第\($0)人民医院管理处\n" }
    let text = "单位:\n" + names.joined()
    return UnitDirectory.reading(SourceText(path: "units.yaml", bytes: Array(text.utf8))).value
  }

  @Test(arguments: rows([200, 4000]))
  func aSlipIsMetByTheNameThatWasMeant(count: Int) {
    let units = Self.directory(count)
    for (typed, meant) in [
      ("某市第123人民医院管里处", "某市第123人民医院管理处"), ("某巿第123人民医院管理处", "某市第123人民医院管理处"),
      ("某市第123人民院管理处", "某市第123人民医院管理处"), ("某市第123人民医医院管理处", "某市第123人民医院管理处"),
      ("市第77人民医院管理处", "某市第77人民医院管理处"), ("某市第77人民医院管理", "某市第77人民医院管理处"),
    ] {
      #expect(units.names(like: typed).first == meant, "\(typed)")
    }
    #expect(units.names(like: "完全不相干") == [])
  }

  @Test func amongManyNamesFewAreCompared() {
    let words = KnownWords((0..<20_000).map { "某市第\($0)局" })
    for name in ["某市第1234局", "某市第99999局", "甲", "局", "某"] {
      let candidates = words.candidates(for: Array(name.unicodeScalars))
      #expect(candidates.count <= KnownWords.mostCompared, "\(name)")
    }
  }

  @Test func aNameOfAThousandSignsIsLikeNone() {
    let long = String(repeating: "某", count: 1000)
    #expect(Spelling.nearest(to: long + "甲", among: [long, long + "乙"]) == [])
  }
}
