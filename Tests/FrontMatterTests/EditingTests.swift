import FrontMatter
import Messages
import TestSupport
import Testing

@Suite struct EditingTests {
  private let step = Value.mapping([
    .init("日期", .text("2018-07-26")), .init("步骤", .text("报责任人")),
    .init("说明", .text("甲: 乙\n丙\n")),
  ])

  @Test(
    arguments: rows([
      // A missing key, an empty value, empty brackets.
      ("a: b\n", "a: b\nl:\n  - x\n"),
      ("a: b", "a: b\nl:\n  - x"),
      ("a: b\nl:\n", "a: b\nl:\n  - x\n"),
      ("l:   # 空\nc: d\n", "l:   # 空\n  - x\nc: d\n"),
      ("l: []  # 空\nc: d\n", "l:  # 空\n  - x\nc: d\n"),
      // The indentation that is there.
      ("l:\n- a\nc: d\n", "l:\n- a\n- x\nc: d\n"),
      ("l:\n    - a\n", "l:\n    - a\n    - x\n"),
      ("l:\n  -   a\n", "l:\n  -   a\n  -   x\n"),
      ("k:\n- a\nl:\n", "k:\n- a\nl:\n- x\n"),
      // Comments stay with what they are about.
      (
        "l:\n  - a # 甲\n    # deeper\n  # 尾\nc: d\n",
        "l:\n  - a # 甲\n    # deeper\n  - x\n  # 尾\nc: d\n"
      ),
      ("l:\n- a\n# about c\nc: d\n", "l:\n- a\n- x\n# about c\nc: d\n"),
      ("l:\n  - a\n\n\nc: d\n", "l:\n  - a\n  - x\n\n\nc: d\n"),
      // Line breaks as the neighbours have them.
      ("l:\r\n  - a\r\nc: d\r\n", "l:\r\n  - a\r\n  - x\r\nc: d\r\n"),
      ("\u{FEFF}l:\n- a\n", "\u{FEFF}l:\n- a\n- x\n"),
      // Brackets stay brackets.
      ("l: [a, b]  # c\n", "l: [a, b, x]  # c\n"),
      ("l: [ a ]\n", "l: [ a, x ]\n"),
      // After block text, kept lines included.
      ("l:\n  - |\n    t\n\nc: d\n", "l:\n  - |\n    t\n  - x\n\nc: d\n"),
      ("l:\n  - |+\n    t\n\nc: d\n", "l:\n  - |+\n    t\n\n  - x\nc: d\n"),
    ]))
  func anItemIsAppendedInTheStyleOfItsList(before: String, after: String) throws {
    let document = Document(yaml: SourceText(before))
    let edits = try #require(document.appending(.text("x"), toListAt: "l"))
    #expect(String(decoding: document.text.applying(edits), as: UTF8.self) == after)
  }

  @Test func aStepIsAppendedBeforeTheClosingFence() throws {
    let document = Document(markdown: SourceText(caseFile))
    let edits = try #require(document.appending(step, toListAt: "过程"))
    let after = String(decoding: document.text.applying(edits), as: UTF8.self)
    let added = """
        - 日期: 2018-07-26
          步骤: 报责任人
          说明: |
            甲: 乙
            丙

      """
    #expect(after == caseFile.replacing("      第二段\n", with: "      第二段\n" + added))
  }

  @Test(
    arguments: rows(["l: text\n", "l: {a: b}\n", "l:\n  a: b\n", "- a\n", "l: *x\n", "# nothing\n"])
  )
  func whatIsNoListTakesNoItem(text: String) {
    #expect(Document(yaml: SourceText(text)).appending(.text("x"), toListAt: "l") == nil)
  }

  @Test(
    arguments: rows(
      [
        ("a: b  # c\n", ["a"], Value.text("d"), "a: d  # c\n"),
        ("a:  # c\n", ["a"], .text("d"), "a: d  # c\n"),
        ("a: 'b'\nc: d", ["a"], .text("x: y"), "a: 'x: y'\nc: d"),
        ("a: b\n", ["c"], .text("否"), "a: b\nc: 否\n"),
        ("a: b\nl:\n- x\n", ["c"], .text("d"), "a: b\nc: d\nl:\n- x\n"),
        ("a: b\n# 过程\nl:\n- x\n", ["c"], .text("d"), "a: b\nc: d\n# 过程\nl:\n- x\n"),
        ("a:\n  b: c\nd: e\n", ["a", "f"], .text("g"), "a:\n  b: c\n  f: g\nd: e\n"),
        ("a: {b: c}\n", ["a", "f"], .text("g, h"), "a: {b: c, f: 'g, h'}\n"),
        ("a: {b: c}\n", ["a", "b"], .text("g"), "a: {b: g}\n"),
        ("a:\nd: e\n", ["a", "b"], .text("c"), "a:\n  b: c\nd: e\n"),
        ("d: e\n", ["a", "b"], .text("c"), "d: e\na:\n  b: c\n"),
        ("a: |\n  b\n  c\nd: e\n", ["a"], .text("x"), "a: x\nd: e\n"),
        ("a: |+\n  b\n\nd: e\n", ["a"], .text("x"), "a: x\nd: e\n"),
        ("a: b # c\nd: e\n", ["a"], .text("x\ny"), "a: |- # c\n  x\n  y\nd: e\n"),
        ("a: b\n  # deeper\nd: e\n", ["a"], .text("x\ny\n"), "a: \"x\\ny\\n\"\n  # deeper\nd: e\n"),
        ("a:\n  - b\n  - c # x\nd: e\n", ["a"], .text("x"), "a: x\nd: e\n"),
        ("a:\n  - b\n  - c # x\nd: e\n", ["a", 1], .text("x"), "a:\n  - b\n  - x # x\nd: e\n"),
        ("a:\n  - b: c\n    d: e\n", ["a", 0, "d"], .text("x"), "a:\n  - b: c\n    d: x\n"),
        ("a:\n  - b: c\n    d: e\n", ["a", 0], .text("x"), "a:\n  - x\n"),
        ("a: b\n", ["a"], .list([.text("x"), .text("y")]), "a: [x, y]\n"),
        ("a: b\n", ["a"], .list([.mapping([.init("x", .text("y"))])]), "a:\n  - x: y\n"),
        (
          "a: b\r\n", ["a"], .mapping([.init("x", .text("1\n2\n"))]),
          "a:\r\n  x: |\r\n    1\r\n    2\r\n"
        ),
      ] as [(String, [PathElement], Value, String)], named: \.3))
  func aValueIsSetAndNothingElseMoves(row: Named<(String, [PathElement], Value, String)>) throws {
    let (before, path, value, after) = row.value
    let document = Document(yaml: SourceText(before))
    let edits = try #require(document.setting(path, to: value))
    #expect(String(decoding: document.text.applying(edits), as: UTF8.self) == after)
  }

  @Test(arguments: rows([["a", 5], ["a", "x", "y"], ["l", "k"], [0]] as [[PathElement]]))
  func aPathThatCannotBeIsRefused(path: [PathElement]) {
    let document = Document(yaml: SourceText("a: b\nl: [x]\n"))
    #expect(document.setting(path, to: .text("x")) == nil)
  }

  /// What editors, leaders and pastes put into a value.
  static let texts = [
    "", " ", "省委", "a: b", "a #b", "#", "- x", "-x", "?", ":", "a:", "'", "\"", "''", "\\", "[x]",
    "{", "}", ",", "a, b",
    "&x", "*x", "!x", "|", ">", "%", "@", "`", "~", "null", "no", "1e3", " x", "x ", "\t", "a\tb",
    "x\n", "x\ny", "x\n\ny\n", "\nx",
    "  x\ny", "x\n\n", "\n", "\n\n", "x \ny", "x\n  \ny", "#x\ny", "x\n#y\n", "---", "...", "--- x",
    "---\nx", "\r", "a\rb", "\0",
    "\u{1B}[31m", "\u{85}", "\u{2028}x", "　x　", "\u{A0}", "“x”", "【x】", "［a，b］", "甲、乙", "：", "a：b",
    "<<", "😀", "e\u{301}",
    "\u{202E}x", "x\u{7F}", "?x", ":x", "a:\tb", "a\t#b", "x:\n  - y\n", "\tx\ny", "a ? b", "é: ",
    "]", "=", "<<<<<<< x", "<<<<<<< x\ny",
  ]

  @Test(arguments: rows(texts))
  func writtenTextReadsBack(text: String) throws {
    for value in [
      Value.text(text), .list([.text(text)]), .mapping([.init(text + "k", .text(text))]),
    ] {
      for before in ["a: b\nc: d\n", "a: {c: d}\n", "c: d"] {
        for path in [["a"], ["a", "c"], ["n", "m"]] as [[PathElement]] {
          let document = Document(yaml: SourceText(before))
          guard document.node(at: path) != nil || path.count == 1 || path[0] == "n" else {
            continue
          }
          let edits = try #require(document.setting(path, to: value))
          let after = String(decoding: document.text.applying(edits), as: UTF8.self)
          let read = Document(yaml: SourceText(after))
          let ids = Set(read.findings.map(\.rule.id)).subtracting(["escaped-control-character"])
          #expect(ids == [], "\(after.debugDescription)")
          #expect(read.node(at: path)?.value == value, "\(after.debugDescription)")
          #expect(read.root.map { Tree($0) } == Tree.yams(after), "\(after.debugDescription)")
        }
      }
    }
  }

  @Test(.seeded) func editsOfGeneratedDocumentsChangeOnlyTheirPlace() throws {
    try Seed.each(of: 0..<400) { seed in
      var generator = DocumentGenerator(seed: seed)
      let before = generator.document().replacing(seed % 3 == 0 ? "\n" : "\u{1}", with: "\r\n")
      let document = Document(yaml: SourceText(before))
      var random = SplitMix64(seed: seed)
      let text = random.pick(Self.texts)
      for entry in try #require(document.root).entries {
        let path = [PathElement.key(entry.key.text)]
        let edits = try #require(document.setting(path, to: .text(text)), "\(before)")
        let after = String(decoding: document.text.applying(edits), as: UTF8.self)
        var expected = document.root!.value
        expected.replace(entry.key.text, with: .text(text))
        #expect(Document(yaml: SourceText(after)).root?.value == expected, "\(before)\n\(after)")
        #expect(Document(yaml: SourceText(after)).root.map { Tree($0) } == Tree.yams(after))
      }
      let edits = try #require(document.appending(step, toListAt: "新"))
      let after = document.text.applying(edits)
      #expect(after.count == document.text.bytes.count + edits[0].replacement.utf8.count)
      #expect(Document(yaml: SourceText(path: "", bytes: after)).root?["新"]?.value == .list([step]))
    }
  }

  @Test func cuttingEveryItemLeavesTheRest() throws {
    let text = """
      l:
        # 甲
        - a: b
          c: |
            d

        - e   # f
          # deeper

        # 乙
        -
          g: h
        # 尾
      z: y

      """
    let document = Document(yaml: SourceText(text))
    let lines = try #require(document.root?["l"]).items.map {
      String(decoding: document.text.bytes[$0.itemLines], as: UTF8.self)
    }
    #expect(
      lines == [
        "  # 甲\n  - a: b\n    c: |\n      d\n\n", "  - e   # f\n    # deeper\n\n",
        "  # 乙\n  -\n    g: h\n",
      ])
  }
}

extension Value {
  fileprivate mutating func replace(_ key: String, with value: Value) {
    guard case .mapping(var entries) = self,
      let index = entries.firstIndex(where: { $0.key == key })
    else { return }
    entries[index].value = value
    self = .mapping(entries)
  }
}
