import FrontMatter
import Messages
import Supervision
import Testing
import TestSupport

@Suite struct CaseMergeTests {
  static let markers = ConflictMarkers(length: 9, ours: "我方", theirs: "对方")

  private func merge(_ base: String, _ ours: String, _ theirs: String) -> CaseMerge {
    CaseMerge(
      base: text(base), ours: text(ours), theirs: text(theirs), markers: Self.markers)
  }

  private func text(_ string: String) -> SourceText {
    SourceText(path: "2018-0007.md", bytes: Array(string.utf8))
  }

  private func string(_ merge: CaseMerge) -> String { String(decoding: merge.bytes, as: UTF8.self) }

  /// The sample's steps dealt at random to two sides, on top of some that both have.
  @Test(.seeded, arguments: rows(Samples.cases)) func stepsOfBothSidesAreJoinedByDate(name: String)
    throws
  {
    let whole = try Samples.read(name)
    var random = Seed.generator()
    for _ in 0..<25 {
      let sides = whole.dealt(&random)
      func version(_ side: Int) -> SourceText {
        whole.keeping { sides[$0] == 0 || sides[$0] == side }
      }
      let (base, one, other) = (version(0), version(1), version(2))
      let there = CaseMerge(base: base, ours: one, theirs: other, markers: Self.markers)
      let back = CaseMerge(base: base, ours: other, theirs: one, markers: Self.markers)
      #expect(there.bytes == back.bytes)
      // Tasks of both sides have one number; nothing else is in the way.
      #expect(Set(there.conflicts).isSubset(of: [.tasksNumberedTwice]))
      let merged = Case(
        Document(markdown: SourceText(path: base.path, bytes: there.bytes)))
      #expect(merged.document.diagnostics.isEmpty)
      func contents(_ subject: Case) -> [String] { subject.stepsAsMeant }
      #expect(contents(merged).sorted() == contents(whole).sorted())
      for (step, next) in zip(merged.steps, merged.steps.dropFirst()) where !next.isLateEntry {
        #expect(step.day <= next.day)
      }
      // Each side's own order stays.
      for side in [one, other] {
        let own = contents(Case(Document(markdown: side)))
        #expect(contents(merged).filter(own.contains) == own)
      }
    }
  }

  /// The same dealt to upstream and to a branch that is rebased on it, step by step.
  @Test(.seeded, arguments: rows(Samples.cases)) func stepsThatAreReplayedAreAppended(name: String)
    throws
  {
    let whole = try Samples.read(name)
    let places = whole.steps.indices
    var random = Seed.generator()
    for _ in 0..<10 {
      let sides = whole.dealt(&random)
      var result = whole.keeping { sides[$0] < 2 }
      for step in places where sides[step] == 2 {
        let base = whole.keeping { sides[$0] == 0 || (sides[$0] == 2 && $0 < step) }
        let theirs = whole.keeping { sides[$0] == 0 || (sides[$0] == 2 && $0 <= step) }
        let merge = CaseMerge(
          base: base, ours: result, theirs: theirs, markers: Self.markers, isReplay: true)
        // What depends on the numbers of tasks is a person's to look at.
        #expect(Set(merge.conflicts).isSubset(of: [.tasksNumberedTwice]))
        guard merge.conflicts.isEmpty else { break }
        let next = SourceText(path: base.path, bytes: merge.bytes)
        let change = CaseChange(
          from: Case(Document(markdown: result)), to: Case(Document(markdown: next)))
        #expect(change.findings.isEmpty)
        let steps = Case(Document(markdown: next)).steps
        #expect(steps.count == Case(Document(markdown: result)).steps.count + 1)
        var latest = steps[0].day
        for step in steps {
          #expect(step.day >= latest || step.isLateEntry)
          latest = max(latest, step.day)
        }
        result = next
      }
    }
  }

  private static let lead = "牵头单位: 省教育厅\n"
  private static let last = "    结论: 通过\n"

  @Test func ourCommentsStayAndTheirStepComesByteForByte() throws {
    let theirStep = """
        # 对方的说明
        - 日期: '2018-08-10'   # 引号
          步骤: 呈报
          对象: 省委主要领导

      """
    let ours = try SmallCase.edited([(Self.lead, "牵头单位: 省教育厅   # 我方的注\n")])
    let theirs = try SmallCase.edited([(Self.last, Self.last + theirStep)])
    let merged = merge(SmallCase.text, ours, theirs)
    #expect(merged.conflicts.isEmpty)
    #expect(
      string(merged)
        == ours.split(separator: Self.last).joined(separator: Self.last + theirStep))
  }

  /// What two clones took from one row of a reply sheet is one step, or a person decides.
  @Test func aRowIsAnsweredOnce() throws {
    func answer(_ kind: String, _ more: String, row: Int = 3) -> String {
      "  - 日期: 2018-08-10\n    步骤: \(kind)\n    单位: 省教育厅\n\(more)    来源: 20180809-D41C07A2#\(row)\n"
    }
    func side(_ steps: String) throws -> String {
      try SmallCase.edited([(Self.last, Self.last + steps)])
    }
    let named = answer("报责任人", "    责任人: 分管副厅长\n")
    let ours = try side(named + answer("进展", "    说明: 一\n"))
    let same = merge(SmallCase.text, ours, try side(answer("进展", "    说明: 一\n")))
    #expect(same.conflicts.isEmpty)
    #expect(same.bytes == Array(ours.utf8))
    let other = merge(SmallCase.text, ours, try side(answer("进展", "    说明: 二\n")))
    #expect(other.conflicts == [.originAnsweredTwice("20180809-D41C07A2#3")])
    for text in ["说明: 一\n", "说明: 二\n"] { #expect(string(other).contains(text)) }
    let next = merge(SmallCase.text, ours, try side(answer("进展", "    说明: 二\n", row: 4)))
    #expect(next.conflicts.isEmpty)
  }

  @Test func aStepIsIndentedLikeOurList() throws {
    let step = "- 日期: 2018-08-10\n    步骤: 通报\n    说明: |\n      一\n\n      二\n"
    let theirs = try SmallCase.edited([(Self.last, Self.last + "  " + step)])
    let shallow = { (text: String) in
      text.split(separator: "\n", omittingEmptySubsequences: false).reduce(
        into: (lines: [Substring](), inSteps: false)
      ) { result, line in
        if line == "过程:" { result.inSteps = true }
        let isInner = result.inSteps && line.hasPrefix("  ")
        result.lines.append(isInner ? line.dropFirst(2) : line)
      }.lines.joined(separator: "\n")
    }
    let merged = merge(SmallCase.text, shallow(SmallCase.text), theirs)
    #expect(merged.conflicts.isEmpty)
    #expect(string(merged) == shallow(theirs))
  }

  @Test func headerFieldsOfBothSidesAreTaken() throws {
    let ours = try SmallCase.edited([("时限: 2018-08-31\n", "时限: 2018-09-30\n")])
    let theirs = try SmallCase.edited([
      ("标题: 疫苗处置和督导检查\n", "标题: 疫苗处置\n"), ("过程:\n", "关注: 重点\n过程:\n"),
    ])
    let merged = merge(SmallCase.text, ours, theirs)
    #expect(merged.conflicts.isEmpty)
    for text in ["时限: 2018-09-30\n", "标题: 疫苗处置\n", "关注: 重点\n过程:\n"] {
      #expect(string(merged).contains(text))
    }
    #expect(merge(SmallCase.text, theirs, ours).bytes == merged.bytes)
  }

  @Test func aFieldChangedDifferentlyIsMarkedWhereItStands() throws {
    let ours = try SmallCase.edited([(Self.lead, "牵头单位: 省公安厅\n")])
    let theirs = try SmallCase.edited([(Self.lead, "牵头单位: 省司法厅\n")])
    let merged = merge(SmallCase.text, ours, theirs)
    #expect(merged.conflicts == [.field("牵头单位")])
    let marked =
      "  摘要: 立即核查\n<<<<<<<<< 我方\n牵头单位: 省公安厅\n=========\n牵头单位: 省司法厅\n>>>>>>>>> 对方\n协办单位:"
    #expect(string(merged).contains(marked))
    let alike = merge(SmallCase.text, ours, ours + "两边相同的修改,正文不同\n")
    #expect(alike.conflicts.isEmpty)
  }

  @Test func proseIsMergedByLines() {
    let base = SmallCase.text + "一\n二\n三\n"
    let clean = merge(base, SmallCase.text + "一甲\n二\n三\n", SmallCase.text + "一\n二\n三乙\n")
    #expect(clean.conflicts.isEmpty)
    #expect(string(clean).hasSuffix("一甲\n二\n三乙\n"))
    let both = merge(base, SmallCase.text + "一\n甲\n三\n", SmallCase.text + "一\n乙\n三\n")
    #expect(both.conflicts == [.prose])
    #expect(string(both).hasSuffix("一\n<<<<<<<<< 我方\n甲\n=========\n乙\n>>>>>>>>> 对方\n三\n"))
  }

  @Test func theSameNumberAddedTwiceConflicts() throws {
    let other = try SmallCase.edited([("标题: 疫苗处置和督导检查\n", "标题: 食堂\n")])
    let merged = merge("", SmallCase.text, other)
    #expect(merged.conflicts == [.addedTwice])
    #expect(string(merged).contains("标题: 食堂\n"))
    #expect(string(merged).contains("标题: 疫苗处置和督导检查\n"))
  }

  @Test func aChangedRecordedStepIsNeverTakenSilently() throws {
    let ours = try SmallCase.edited([("意见: 建议立项", "意见: 建议不立项")])
    let theirs = try SmallCase.edited([(Self.last, Self.last + "  - 日期: 2018-08-10\n    步骤: 通报\n")])
    for merged in [merge(SmallCase.text, ours, theirs), merge(SmallCase.text, theirs, ours)] {
      #expect(merged.conflicts == [.steps])
      #expect(string(merged).contains("建议不立项"))
      #expect(string(merged).contains("2018-08-10"))
    }
  }

  @Test func aCorrectionWhoseStepMovesIsPointedOut() throws {
    func adding(_ lines: String) throws -> String {
      try SmallCase.edited([(Self.last, Self.last + lines)])
    }
    let ours = try adding(
      "  - 日期: 2018-08-12\n    步骤: 通报\n    文号: 甲\n  - 日期: 2018-08-13\n    步骤: 更正\n    更正: 11\n    字段: 文号\n    原文: 甲\n    改为: 乙\n    理由: 笔误\n"
    )
    let theirs = try adding("  - 日期: 2018-08-10\n    步骤: 通报\n")
    for merged in [merge(SmallCase.text, ours, theirs), merge(SmallCase.text, theirs, ours)] {
      #expect(merged.conflicts.isEmpty)
      #expect(string(merged).contains("    更正: 12\n"))
      let joined = Case(Document(markdown: text(string(merged))))
      let sides = [ours, theirs].map { Case(Document(markdown: text($0))) }
      let base = Case(Document(markdown: text(SmallCase.text)))
      #expect(CaseJoin(of: sides, from: base, in: joined).findings.isEmpty)
    }
  }

  @Test func theSameStepTakenOverByBothStandsOnce() throws {
    let step = "  - 日期: 2018-08-10\n    步骤: 通报\n"
    let ours = try SmallCase.edited([(Self.last, Self.last + step)])
    let theirs = try SmallCase.edited([
      (Self.last, Self.last + step + "  - 日期: 2018-08-11\n    步骤: 通报\n")
    ])
    let merged = merge(SmallCase.text, ours, theirs)
    #expect(merged.conflicts.isEmpty)
    #expect(string(merged) == theirs)
  }
  /// Which of base, ours and theirs have CRLF, and whether the result has.
  @Test(
    arguments: rows([
      ([true, true, true], true), ([false, true, false], true), ([false, false, true], true),
      ([true, false, true], false), ([true, true, false], false),
    ]))
  func lineEndingsOfAWholeFileAreNoChangeOfTheCase(hasCRLF: [Bool], result: Bool) throws {
    let step = "  - 日期: 2018-08-10\n    步骤: 通报\n    说明: |\n      第一行\n      第二行\n"
    let other = step.replacing("08-10", with: "08-11").replacing("第二行", with: "另一行")
    let texts = [
      SmallCase.text,
      try SmallCase.edited([(Self.last, Self.last + step), (Self.lead, "牵头单位: 省公安厅\n")]),
      try SmallCase.edited([(Self.last, Self.last + other), (Self.lead, "牵头单位: 省民政厅\n")]),
    ]
    let plain = merge(texts[0], texts[1], texts[2])
    #expect(plain.conflicts == [.field("牵头单位")])
    let sides = zip(texts, hasCRLF).map { $1 ? $0.replacing("\n", with: "\r\n") : $0 }
    let merged = merge(sides[0], sides[1], sides[2])
    #expect(merged.conflicts == plain.conflicts)
    let expected = string(plain)
    #expect(string(merged) == (result ? expected.replacing("\n", with: "\r\n") : expected))
  }

  @Test func aFileWithBothLineEndingsKeepsThemLineByLine() throws {
    let mixed = SmallCase.text.replacing(
      "    步骤: 登记\n", with: "    步骤: 登记\r\n")
    let step = "  - 日期: 2018-08-10\r\n    步骤: 通报\n"
    let merged = merge(
      mixed, mixed.replacing(Self.last, with: Self.last + step),
      mixed.replacing("立即核查", with: "马上核查"))
    #expect(merged.conflicts.isEmpty)
    #expect(
      string(merged)
        == mixed.replacing(Self.last, with: Self.last + step).replacing("立即核查", with: "马上核查"))
  }

  /// Lines that are alike by chance may not keep the driver busy: what it does is counted by the
  /// alignment that it asks.
  @Test func aLongTextOfFewDifferentLinesIsMergedAtLittleCost() {
    func lines(_ variety: Int) -> [Int] { (0..<60_000).map { $0 % variety } }
    let looks = Alignment(of: lines(7), in: lines(11)).looks
    #expect(looks < 120_000 * Alignment.mostLooks)
    func file(_ lines: [Int]) -> String {
      "---\n编号: 2018-0007\n---\n" + lines.map { "\($0)\n" }.joined()
    }
    let merged = merge(file(lines(7)), file(lines(11)), file(lines(7) + [8]))
    #expect(merged.bytes.count < 2 * file(lines(11)).utf8.count)
  }

  /// Where many steps became late entries by being made anew on top of others, all are marked.
  @Test func allLateEntriesOfAReplayAreMarked() {
    func file(_ days: [String]) -> String {
      let steps = days.map { "  - 日期: \($0)\n    步骤: 调度\n    说明: \($0)\n" }
      return "---\n编号: 2018-0007\n过程:\n" + steps.joined() + "---\n"
    }
    let base = ["2018-07-01"]
    let theirs = (10...60).map { "2018-08-\($0 % 28 + 1)" }.map {
      $0.count == 9 ? "2018-08-01" : $0
    }
    let merge = CaseMerge(
      base: text(file(base)), ours: text(file(base + ["2018-09-01"])),
      theirs: text(file(base + theirs)), markers: Self.markers, isReplay: true)
    let merged = Case(Document(markdown: text(string(merge))))
    #expect(merge.conflicts == [] && merged.steps.dropFirst(2).allSatisfy(\.isLateEntry))
    #expect(merged.steps.count == 2 + theirs.count)
  }
}

extension Case {
  /// The place of the step that each 更正 means, by its own.
  private var targets: [Int: Int] {
    steps.reduce(into: [:]) { targets, step in
      if case .step(let number)? = step.target { targets[step.number - 1] = number - 1 }
    }
  }

  /// Of each step whether both sides have it (0), or which (1, 2): a 更正 where the step is that it means.
  fileprivate func dealt(_ random: inout SplitMix64) -> [Int] {
    let shared = Int.random(in: 1...steps.count, using: &random)
    var sides = steps.indices.map { $0 < shared ? 0 : Int.random(in: 1...2, using: &random) }
    for (place, target) in targets where place >= shared && sides[target] != 0 {
      sides[place] = sides[target]
    }
    return sides
  }

  /// The file with some of the steps, each 更正 with the number that its step has there.
  fileprivate func keeping(_ isKept: (Int) -> Bool) -> SourceText {
    let bytes = document.text.bytes
    var text: [UInt8] = []
    var position = 0
    for (place, node) in stepNodes.enumerated() {
      let lines = node.itemLines
      text += bytes[position..<lines.lowerBound]
      position = lines.upperBound
      guard isKept(place) else { continue }
      var item = String(decoding: bytes[lines], as: UTF8.self)
      if let target = targets[place] {
        let number = (0...target).count { isKept($0) }
        item = item.replacing("更正: \(target + 1)\n", with: "更正: \(number)\n")
      }
      text += item.utf8
    }
    return SourceText(path: document.text.path, bytes: text + bytes[position...])
  }

  /// The steps as they are written, a 更正 with the step that it means in the place of its number.
  fileprivate var stepsAsMeant: [String] {
    var written = stepNodes.map { String(decoding: document.text.bytes[$0.range], as: UTF8.self) }
    for (place, target) in targets.sorted(by: { $0.key < $1.key }) {
      written[place] = written[place].replacing(
        "更正: \(target + 1)\n", with: "更正: \(written[target])\n")
    }
    return written
  }
}
