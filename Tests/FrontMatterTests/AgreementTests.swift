import FrontMatter
import Messages
import TestSupport
import Testing

/// Yams is the judge: whatever is read without a diagnostic, it reads alike.
@Suite struct AgreementTests {
  @Test(
    arguments: rows([
      "a: b", "a:", "a: ''", "a: \"\"", "键: 值", "\"a b\": c", "'it''s': \"x\"", "a: [ ]", "a: {}",
      "a: {b: c}",
      "a: {\"b\":c, 'd':\"e\"}", "a: [b, [c, {d: e}], 'f, g']", "a: {b: , c: d}", "{a: b}",
      "a: b # c", "a: b#c",
      "a: 10:30", "a: http://x", "a:\n- b\n- c", "a:\n  - b\n  -\n  - c",
      "a:\n- - b\n  - c\n- d: e\n  f: g",
      "a:\n-   b: c\n    d: e", "- a: b\n".replacing("- a", with: "x:\n    - a"),
      "a: |\n b\n  c\n\n d\n",
      "a: >\n b\n c\n\n d\n   e\n f\n", "a: |2\n   b\n  c\n", "a: |+\n b\n\n\nc: d\n",
      "a: >-\n\n b\n\n",
      "a: |\nb: c", "a: |\n\n\nb: c", "a: |+\n\n\nb: c", "a: |-  # c\n b", "a: |\n b\n# c\nd: e",
      "a: |\n  # no\n b: c\n".replacing("\n b", with: "\n  b"),
      "# c\n\na: b\n  # d\nc: d\n", "a: \"\\u4e2d\\n\\t\\x41\"", "a: b\tc", "a: 'b\tc'",
      " a: b\n c: d",
      "a:\n    b:\n      - c\n      -   d\n", "-a: b", "?a: b", ":a: b", "a: -b", "a: ?b", "a: :b",
      "a: b -", "a: ~",
      "a: ! b".replacing("! ", with: ""), "a: [b:c]", "a: [-b]",
      "a: b: c".replacing("b: ", with: "b:"), "标题：x: y",
      "a: ［甲，乙］", "a: [甲、乙]", "a: “b”", "a:\r\n  - b\r\n  - |\r\n    c\r\n    d\r\n",
      "\u{FEFF}a: b",
      "a: b\n\n\n", "a: b  ",
      "a: >\n\n\n  b\n\n    c\n\n\n  d", "a: \"b\"  # c", "a: x # y # z", "a: '#'", "a: |1-\n  b\n",
      "---a: b",
    ]))
  func whatIsAcceptedReadsAsYamsReadsIt(text: String) throws {
    let document = Document(yaml: SourceText(text))
    #expect(document.diagnostics == [])
    #expect(document.root.map { Tree($0) } == Tree.yams(text))
  }

  @Test(.seeded) func generatedDocumentsAreAcceptedAndAgree() {
    Seed.each(of: 0..<1500) { seed in
      var generator = DocumentGenerator(seed: seed)
      let text = generator.document()
      let document = Document(yaml: SourceText(text))
      #expect(document.diagnostics.map(\.rule.id) == [], "\(text)")
      #expect(document.root.map { Tree($0) } == Tree.yams(text), "\(text)")
    }
  }

  @Test(.seeded) func mutatedDocumentsAreRefusedOrAgree() {
    Seed.each(of: 0..<5000) { seed in
      var generator = DocumentGenerator(seed: seed / 4)
      var mutator = Mutator(random: SplitMix64(seed: seed &* 1313 &+ 3))
      let text = mutator.mutate(generator.document())
      let document = Document(yaml: SourceText(text))
      if document.diagnostics.isEmpty {
        #expect(document.root.map { Tree($0) } == Tree.yams(text), "\(text)")
      }
    }
  }
}
