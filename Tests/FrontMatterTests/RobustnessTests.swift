import FrontMatter
import Messages
import Testing
import TestSupport

/// Case files with a few accidents in them, as they come from editors, merges and pastes.
@Suite(.seeded) struct RobustnessTests {
  private static func damaged(_ seed: UInt64) -> SourceText {
    var mutator = Mutator(random: SplitMix64(seed: seed &* 31 &+ 7))
    return SourceText(mutator.mutate(caseFile))
  }

  @Test func everyFindingIsInsideTheFileAndEveryViewEnds() {
    Seed.each(of: 0..<1000) { seed in
      let text = Self.damaged(seed)
      let document = Document(markdown: text)
      let all = 0...text.bytes.count
      for finding in document.findings {
        #expect(all.contains(finding.range.lowerBound) && all.contains(finding.range.upperBound))
        #expect(finding.notes.allSatisfy { all.contains($0.range.upperBound) })
        for fix in finding.fixes { #expect(!text.applying(fix.edits).isEmpty) }
      }
      for entry in document.root?.entries ?? Document(markdown: SourceText(caseFile)).root!.entries
      {
        #expect(all.contains(entry.value.itemLines.upperBound))
        for item in entry.value.items { #expect(!item.itemLines.isEmpty) }
      }
    }
  }

  @Test func aFixMakesAFileNoWorse() {
    Seed.each(of: 0..<1000) { seed in
      let text = Self.damaged(seed)
      let before = Document(markdown: text).findings
      for finding in before {
        for fix in finding.fixes {
          let edited = SourceText(path: text.path, bytes: text.applying(fix.edits))
          let after = Document(markdown: edited).findings
          #expect(
            after.count(where: { $0.rule == finding.rule })
              < before.count(where: { $0.rule == finding.rule }),
            "\(finding.rule.id) at \(text.location(of: finding.range.lowerBound))")
        }
      }
    }
  }

  @Test func anAppendedStepLeavesADamagedFileNoWorse() {
    let step = Value.mapping([.init("日期", .text("2018-08-01")), .init("步骤", .text("沟通"))])
    Seed.each(of: 0..<1000) { seed in
      let text = Self.damaged(seed)
      let document = Document(markdown: text)
      guard let edits = document.appending(step, toListAt: "过程") else { return }
      let after = Document(markdown: SourceText(path: text.path, bytes: text.applying(edits)))
      #expect(after.diagnostics.count <= document.diagnostics.count)
      #expect(after.root?["过程"]?.items.count == (document.root?["过程"]?.items.count ?? 0) + 1)
    }
  }
}
