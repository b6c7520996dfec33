import FrontMatter
import Messages
import TestSupport
import Testing

/// Each finding as `line:column-line:column id`, the end exclusive.
private func places(_ findings: [Diagnostic], in text: SourceText) -> [String] {
  findings.map { finding in
    let start = text.location(of: finding.range.lowerBound)
    let end = text.location(of: finding.range.upperBound)
    return "\(start.line):\(start.column)-\(end.line):\(end.column) \(finding.rule.id)"
  }
}

@Suite struct SyntaxRuleTests {
  /// Front matter, and everything that is to be said about it.
  static let refused: [(String, [String])] = [
    // Indentation and blanks.
    ("批示:\n\t领导: 甲", ["2:1-2:2 tab-indentation"]),
    ("过程:\n  - 日期: b\n\t步骤: c", ["3:1-3:2 tab-indentation"]),
    ("过程:\n- 日期: b\n\t步骤: c\n- 日期: d", ["3:1-3:2 tab-indentation"]),
    ("a: b\n \t \nc: d", ["2:1-2:4 tab-indentation"]),
    ("a:\tb", ["1:3-1:4 tab-between-tokens"]),
    ("a: b\t", ["1:5-1:6 tab-between-tokens"]),
    ("a: b\t# c", ["1:5-1:6 tab-between-tokens"]),
    ("a:\n-\tb", ["2:2-2:3 tab-between-tokens"]),
    ("a: [b,\tc]", ["1:7-1:8 tab-between-tokens"]),
    ("批示:\n　领导: 甲", ["2:1-2:2 unusual-space"]),
    ("批示:\n\u{A0}\u{A0}领导: 甲", ["2:1-2:3 unusual-space"]),
    ("a:\n-　b", ["2:2-2:3 unusual-space"]),
    ("a: b\n　\nc: d", ["2:1-2:2 unusual-space"]),
    ("a:\n  b: c\n    d: e\n  f: g", ["3:1-3:5 unexpected-indentation"]),
    ("a:\n    b: c\n  d: e\nf: g", ["3:1-3:3 unexpected-indentation"]),
    (" a: b\nc: d", ["2:1-2:1 unexpected-indentation"]),
    ("a: b\n  - c", ["2:1-2:3 unexpected-indentation"]),
    // Entries and items.
    ("a: b\n督办\nc: d", ["2:1-2:3 not-an-entry"]),
    ("＃ 注释\na: b", ["1:1-1:5 not-an-entry"]),
    ("a:\n  - b\n  c: d\ne: f", ["3:3-3:7 not-an-item"]),
    ("a: b\n- c\nd: e", ["2:1-2:4 item-among-entries"]),
    ("a: - b", ["1:4-1:7 list-on-key-line"]),
    ("甲: b\n乙: c\n甲: d", ["3:1-3:2 duplicate-key"]),
    ("甲: b\n'甲': d", ["2:1-2:4 duplicate-key"]),
    ("a: {b: c, b: d}", ["1:11-1:12 duplicate-key"]),
    (": b", ["1:1-1:2 empty-key"]),
    ("'': b", ["1:1-1:3 empty-key"]),
    ("a: {: b}", ["1:5-1:6 empty-key"]),
    ("\(String(repeating: "键", count: 1025)): b", ["1:1-1:1026 key-too-long"]),
    ("甲 : b", ["1:2-1:3 space-before-colon"]),
    ("a: {b : c}", ["1:6-1:7 space-before-colon"]),
    ("缓急:特急\nc: d", ["1:3-1:4 missing-space-after-colon"]),
    ("'缓急':特急", ["1:5-1:6 missing-space-after-colon"]),
    ("a: {b:c}", ["1:6-1:7 missing-space-after-colon"]),
    ("a: {b:}", ["1:6-1:7 missing-space-after-colon"]),
    ("a:\n  -b\n  -c", ["2:3-2:4 missing-space-after-dash", "3:3-3:4 missing-space-after-dash"]),
    ("a:\n  - b\n  -c: d", ["3:3-3:4 missing-space-after-dash"]),
    ("a:\n  -日期: b\n    步骤: c", ["2:3-2:4 missing-space-after-dash"]),
    ("a:\n  -k: b\n  -k: c", ["3:3-3:4 missing-space-after-dash"]),
    ("缓急：特急\nc: d", ["1:3-1:4 full-width-colon"]),
    (
      "批示：\n  领导： 甲\n  日期 ：乙",
      ["1:3-1:4 full-width-colon", "2:5-2:6 full-width-colon", "3:6-3:7 full-width-colon"]
    ),
    ("过程:\n  - 日期：b\n    步骤: c", ["2:7-2:8 full-width-colon"]),
    ("a: {甲：b}", ["1:6-1:7 full-width-colon"]),
    ("a:\n  － b\n  —c", ["2:3-2:4 full-width-dash", "3:3-3:4 full-width-dash"]),
    ("a:\n- b\n– c", ["3:1-3:2 full-width-dash"]),
    // What YAML has and we do not.
    ("a: &甲 b", ["1:4-1:6 yaml-anchor"]),
    ("a: &甲\n  b: c", ["1:4-1:6 yaml-anchor"]),
    ("&甲 a: b", ["1:1-1:3 yaml-anchor"]),
    ("a: [&b c]", ["1:5-1:9 yaml-anchor"]),
    ("a: *甲", ["1:4-1:6 yaml-alias"]),
    ("a:\n  - *b", ["2:5-2:7 yaml-alias"]),
    ("a: !!str b", ["1:4-1:9 yaml-tag"]),
    ("!t a: b", ["1:1-1:3 yaml-tag"]),
    ("<<: {a: b}", ["1:1-1:3 yaml-merge-key"]),
    ("%YAML 1.2\na: b", ["1:1-1:10 yaml-directive"]),
    ("? a\n: b\nc: d", ["1:1-1:4 yaml-complex-key"]),
    ("[a]: b\nc: d", ["1:1-1:7 yaml-complex-key"]),
    ("a: {[b]: c}", ["1:5-1:8 yaml-complex-key"]),
    ("a: b\n  续行\nc: d", ["2:3-2:5 continued-text"]),
    ("a: 'b'\n  c\n  d\ne: f", ["2:3-3:4 continued-text"]),
    ("a:\n  b\nc: d", ["2:3-2:4 value-on-next-line"]),
    ("a:\n  -\n    b\n  - c", ["3:5-3:6 value-on-next-line"]),
    ("a: b\n...\nc: d", ["2:1-2:4 document-marker"]),
    ("a: b\n---  x\nc: d", ["2:1-2:7 document-marker"]),
    // Text.
    ("a: \"b\n  c\"\nd: e", ["1:4-1:6 unclosed-quote"]),
    ("'a: b", ["1:1-1:6 unclosed-quote"]),
    ("a: 'b' c", ["1:8-1:9 text-after-value"]),
    ("a: 'b'#c", ["1:7-1:8 text-after-value"]),
    ("a: [b] c", ["1:8-1:9 text-after-value"]),
    ("a: \"\\d\"", ["1:5-1:7 unknown-escape"]),
    ("a: \"\\uD800\"", ["1:5-1:7 unknown-escape"]),
    ("\"\\x\": b", ["1:2-1:4 unknown-escape"]),
    ("标题: 甲: 乙", ["1:6-1:7 colon-in-text"]),
    ("a: b:", ["1:5-1:6 colon-in-text"]),
    ("a: {b: c: d}", ["1:9-1:10 colon-in-text"]),
    ("a: @b", ["1:4-1:5 reserved-character"]),
    ("a: `b`", ["1:4-1:5 reserved-character"]),
    ("a: %b", ["1:4-1:5 reserved-character"]),
    ("a: ,b", ["1:4-1:5 reserved-character"]),
    ("a: ]b", ["1:4-1:5 reserved-character"]),
    ("@a: b", ["1:1-1:2 reserved-character"]),
    ("a: [b[1]]", ["1:6-1:7 reserved-character"]),
    ("a: [- b]", ["1:5-1:6 reserved-character"]),
    ("a: [?b]", ["1:5-1:6 reserved-character"]),
    ("a: > b\nc: d", ["1:4-1:7 block-text-header"]),
    ("a: |0\n  b", ["1:4-1:6 block-text-header"]),
    ("a: |\n    b\n  c\nd: e", ["3:1-3:3 block-text-indentation"]),
    ("a: |\n      \n  b", ["3:1-3:3 block-text-indentation"]),
    ("a: |\n\tb", ["2:1-2:2 tab-indentation"]),
    ("a: |\n  b\n　　c\n  d", ["3:1-3:2 unusual-space"]),
    // Brackets and braces.
    ("a: [b, c\nd: e", ["1:4-1:9 unclosed-bracket"]),
    ("a: [\n  b\n]\nd: e", ["1:4-1:5 unclosed-bracket"]),
    ("a: [b, c］", ["1:4-1:10 unclosed-bracket"]),
    ("a: [b}", ["1:4-1:7 unclosed-bracket"]),
    ("a: [b: c, d]", ["1:5-1:7 pair-in-list"]),
    ("a: {b}", ["1:5-1:6 missing-flow-value"]),
    ("a: [b,]", ["1:6-1:7 stray-comma"]),
    ("a: [,b,,c]", ["1:5-1:6 stray-comma", "1:8-1:9 stray-comma"]),
    ("a: ['b' 'c']", ["1:9-1:10 missing-comma"]),
    ("a: {b: 甲，c: 乙}", ["1:9-1:10 full-width-comma"]),
    // Bytes.
    ("a: b\0\0", ["1:5-1:7 nul-character"]),
    ("a: b\u{7}c", ["1:5-1:6 control-character"]),
    ("a: b\u{7F}c", ["1:5-1:6 control-character"]),
    ("a: 甲\u{1B}[31m乙", ["1:5-1:10 terminal-escape"]),
    ("a: 甲\u{9B}31m", ["1:5-1:6 terminal-escape"]),
    ("a: 甲\u{202E}乙", ["1:5-1:6 bidi-control"]),
    ("a: 甲\u{2028}乙", ["1:5-1:6 unusual-line-break"]),
    ("a: 甲\u{85}乙", ["1:5-1:6 unusual-line-break"]),
    ("a: b\rc: d", ["1:5-1:6 lone-carriage-return"]),
    ("a: b\u{FEFF}", ["1:5-1:6 misplaced-byte-order-mark"]),
    ("<<<<<<< HEAD\na: b\n=======\na: c\n>>>>>>> 甲\nd: e", ["1:1-1:13 conflict-marker"]),
    (
      "<<<<<<< HEAD\na: b\n||||||| x\na: x\n=======\na: c\n>>>>>>> 甲\nd: e",
      ["1:1-1:13 conflict-marker"]
    ),
    // Shape.
    ("- a\n- b", ["1:1-1:4 root-not-mapping"]),
    ("# 只有注释", ["1:1-1:1 empty-front-matter"]),
    ("", ["1:1-1:1 empty-file"]),
    (" \n\n", ["1:1-1:1 empty-file"]),
    ("---\na: b", ["1:1-1:4 document-marker"]),
    (
      "a:\n" + (1...64).map { String(repeating: " ", count: $0) + "-\n" }.joined(),
      ["65:65-65:66 nested-too-deep"]
    ),
    ("a: " + String(repeating: "[", count: 80), ["1:67-1:84 nested-too-deep"]),
    (
      (1...10_001).map { "k\($0): v\n" }.joined() + "x: &y z\n",
      ["10001:1-10001:7 too-many-entries"]
    ),
  ]

  @Test(arguments: rows(refused, named: { String($0.0.debugDescription.prefix(80)) }))
  func whatIsRefusedIsNamedOnceAndExactly(row: Named<(String, [String])>) {
    let (text, expected) = row.value
    let source = SourceText(text)
    #expect(places(Document(yaml: source).diagnostics, in: source) == expected)
  }

  @Test(
    arguments: rows([
      // A tab under a dash reaches to the keys of the item.
      ("过程:\n  - 日期: b\n\t步骤: c\n", "过程:\n  - 日期: b\n    步骤: c\n"),
      ("过程:\n- 日期: b\n\t步骤: c\n", "过程:\n- 日期: b\n  步骤: c\n"),
      ("过程:\n\t- 日期: b\n\t\t步骤: c\n", "过程:\n  - 日期: b\n    步骤: c\n"),
      ("任务:\n    - 事项: b\n\t- 事项: c\n", "任务:\n    - 事项: b\n    - 事项: c\n"),
      ("批示:\n\t领导: 甲\n\t日期: 乙\n", "批示:\n  领导: 甲\n  日期: 乙\n"),
      // Where nothing else is on the line no blank is left.
      ("批示：\n  领导： 甲\n过程 ：　\n  - b\n", "批示:\n  领导: 甲\n过程:\n  - b\n"),
    ]))
  func aFixPutsWhatWasMeant(text: String, mended: String) {
    let source = SourceText(text)
    let edits = Document(yaml: source).diagnostics.flatMap { $0.fixes.flatMap(\.edits) }
    #expect(String(decoding: source.applying(edits), as: UTF8.self) == mended)
  }

  /// Valid, read as YAML reads it, and yet most likely a slip.
  static let slips: [(String, [String])] = [
    ("-事项: b", ["1:1-1:2 missing-space-after-dash"]),
    ("a:\n  －甲: b", ["2:3-2:4 full-width-dash"]),
    ("标题：甲: b", ["1:3-1:4 full-width-colon"]),
    ("a: [甲、乙，丙]", ["1:6-1:7 full-width-comma"]),
    ("a: ［甲，乙］", ["1:4-1:9 full-width-bracket"]),
    ("a: 【甲】", ["1:4-1:7 full-width-bracket"]),
    ("a: “甲”", ["1:4-1:7 full-width-quote"]),
    ("a: 　甲", ["1:4-1:5 unusual-space"]),
    ("a: 特\u{200B}急", ["1:5-1:6 invisible-character"]), ("a: 👩\u{200D}👩", []),
    ("a: 甲　", ["1:5-1:6 unusual-space"]),
    ("甲　: b", ["1:2-1:3 unusual-space"]),
    ("a: \"\\e[1m\"", ["1:5-1:7 escaped-control-character"]),
  ]

  @Test(arguments: rows(slips))
  func slipsAreKeptApartFromFaults(text: String, expected: [String]) {
    let source = SourceText(text)
    let document = Document(yaml: source)
    #expect(document.diagnostics == [])
    #expect(places(document.slips, in: source) == expected)
    #expect(document.root.map { Tree($0) } == Tree.yams(text))
  }

  /// Whole case files.
  static let files: [(String, [String])] = [
    ("", ["1:1-1:1 empty-file"]),
    ("\u{FEFF}", ["1:1-1:1 empty-file"]),
    ("## 研判\n", ["1:1-1:6 missing-front-matter"]),
    ("编号: 1\n---\n", ["1:1-1:6 missing-front-matter"]),
    ("\n\n---\na: b\n---\n", ["1:1-3:1 missing-front-matter"]),
    ("---\na: b\n\n## 研判\n", ["1:1-1:4 unclosed-front-matter"]),
    ("---\na: b", ["1:1-1:4 unclosed-front-matter"]),
    ("--- \na: b\n---\n", ["1:4-1:5 malformed-fence"]),
    ("---\na: b\n---  \n", ["3:4-3:6 malformed-fence"]),
    ("---\na: b\n--- 正文\n", ["3:5-3:7 malformed-fence"]),
    ("———\na: b\n－－－\n甲", ["1:1-1:4 malformed-fence", "3:1-3:4 malformed-fence"]),
    ("---\na: b\n----\n甲", ["3:1-3:5 malformed-fence"]),
    ("---\na: b\n ---\n甲", ["3:1-3:5 malformed-fence"]),
    ("---\n---\n", ["2:1-2:1 empty-front-matter"]),
    ("---\na: b\n---\n甲\0乙\n", ["4:2-4:3 nul-character"]),
    ("---\na: b\n---\n\u{1B}]0;x\u{7}\n", ["4:1-4:7 terminal-escape"]),
    ("---\na: b\n---\n\u{2066}\n", ["4:1-4:2 bidi-control"]),
    ("---\na: b\n---\n题\n=======\n<<<<<<< a\n=======\n>>>>>>> b\n", ["6:1-6:10 conflict-marker"]),
    ("---\na: b\n---\n\u{85}\u{7}\u{FEFF}\r", []),
    ("<<<<<<< HEAD\n---\na: b\n---\n", ["1:1-1:13 conflict-marker"]),
  ]

  @Test(arguments: rows(files))
  func theShapeOfACaseFileIsChecked(text: String, expected: [String]) {
    let source = SourceText(text)
    #expect(places(Document(markdown: source).diagnostics, in: source) == expected)
  }

  static let bytes: [([UInt8], [String])] = [
    ([0xFF, 0xFE, 0x61, 0], ["1:1-1:3 invalid-utf8"]),
    (
      Array("---\na: 甲".utf8) + [0xB6, 0xBD, 0xB0] + Array("\n---\n".utf8) + [0xE4],
      ["2:5-2:8 invalid-utf8"]
    ),
    (Array("---\na: b\n---\n".utf8) + [0xED, 0xA0, 0x80], ["4:1-4:4 invalid-utf8"]),
    ([UInt8](repeating: 0x20, count: 1 << 20) + [0x61], ["1:1-1:1 file-too-large"]),
  ]

  @Test(arguments: rows(bytes, named: { $0.1.joined(separator: ", ") }))
  func bytesThatAreNoTextAreFoundExactly(row: Named<([UInt8], [String])>) {
    let (bytes, expected) = row.value
    let source = SourceText(path: "a.md", bytes: bytes)
    #expect(places(Document(markdown: source).diagnostics, in: source) == expected)
  }

  @Test func tenFaultsAreTenFindings() {
    let text = """
      a:\tb
      c : d
      e：f
      g: *h
      i: [j, k
      l:
        m
      n: 'o
      - p
      a: q
      r: s: t
      """
    #expect(Document(yaml: SourceText(text)).diagnostics.count == 10)
  }

  @Test func everyRuleIsProduced() {
    let yaml = (Self.refused + Self.slips).flatMap { Document(yaml: SourceText($0.0)).findings }
    let files = Self.files.flatMap { Document(markdown: SourceText($0.0)).findings }
    let bytes = Self.bytes.flatMap {
      Document(markdown: SourceText(path: "a.md", bytes: $0.0)).findings
    }
    let many = Document(yaml: SourceText(String(repeating: "a\n", count: 1100))).findings
    let produced = Set((yaml + files + bytes + many).map(\.rule))
    #expect(produced.symmetricDifference(Rule.syntax).map(\.id) == [])
    #expect(Set(Rule.syntax.map(\.id)).count == Rule.syntax.count)
  }

  @Test(arguments: rows(Rule.syntax.filter { !$0.wrong.isEmpty }, named: \.id))
  func theExamplesOfARuleShowIt(row: Named<Rule>) {
    let rule = row.value
    let read =
      rule.wrong.hasPrefix("---") || rule.id.hasSuffix("front-matter")
      ? { Document(markdown: SourceText($0)) } : { Document(yaml: SourceText($0)) }
    let isMarker = rule == .documentMarker
    let wrong = isMarker ? Document(yaml: SourceText(rule.wrong)) : read(rule.wrong)
    #expect(wrong.findings.map(\.rule.id).contains(rule.id))
    guard !rule.right.isEmpty, rule != .malformedFence else { return }
    let right = isMarker ? Document(yaml: SourceText(rule.right)) : read(rule.right)
    #expect(right.findings == [])
  }

  /// A fix removes its finding and adds none.
  @Test func everyFixMendsWhatItSays() {
    let inputs = (Self.refused + Self.slips).map { ($0.0, false) } + Self.files.map { ($0.0, true) }
    for (text, isCase) in inputs where text.utf8.count < 10_000 {
      let source = SourceText(text)
      let read = { isCase ? Document(markdown: $0) : Document(yaml: $0) }
      let before = read(source).findings
      for finding in before {
        for fix in finding.fixes {
          let after = read(SourceText(path: "a.md", bytes: source.applying(fix.edits))).findings
          #expect(
            after.count < before.count,
            "\(finding.rule.id) in \(text.debugDescription): \(after.map(\.rule.id))")
        }
      }
    }
  }

  @Test(
    arguments: rows([
      "[", "{", "- ", "a: [", "\"", "'", "? ", "&a ", ": ", "a:\n", "-\n", "\t", "　", "\0",
      "\u{1B}", "\u{202E}", "<<<<<<< \n", "=======\n", "a\n",
      "- a\n", "a: b\n", "{a: ", "[[],", "|\n", "a: |\n\n", "-a\n", "---\n", "k: \"\\", "，", "：",
      " ", "\n", "\r", "#", " #", "a：b\n", "\u{FEFF}",
    ]))
  func hostileInputEndsQuickly(unit: String) async {
    await #expect(processExitsWith: .success) { [unit] in
      limitProcessorTime(toSeconds: 60)
      let text = String(repeating: unit, count: (1 << 17) / unit.utf8.count)
      for source in [
        SourceText(text), SourceText("---\n" + text.dropLast(8)),
        SourceText("k:\n" + text.dropLast(8)),
      ] {
        let document = Document(markdown: source)
        #expect(document.findings.count <= 2 * FileLimit.findings + 2)
        #expect(Document(yaml: source).findings.count <= 2 * FileLimit.findings + 2)
      }
    }
  }
}
