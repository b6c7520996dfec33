import Messages
import Testing
import TestSupport

@Suite struct SourceTextTests {
  @Test(
    arguments: rows([
      (0, 1, 1), (3, 1, 2), (6, 1, 3), (7, 1, 4), (8, 2, 1), (9, 2, 2), (13, 2, 3), (14, 3, 1),
      (15, 4, 1),
    ]))
  func positionsAreLinesAndScalars(offset: Int, line: Int, column: Int) {
    let text = SourceText("督办\r\na𠮷\n\n")
    #expect(text.location(of: offset) == Messages.SourceLocation(line: line, column: column))
  }

  @Test func aByteOrderMarkTakesNoColumn() {
    #expect(SourceText("\u{FEFF}ab").location(of: 4) == .init(line: 1, column: 2))
  }

  /// Where the columns of a long line are counted from marks.
  @Test(arguments: rows(["", "\u{FEFF}", "短\n"]))
  func aLongLineIsCountedAsAShortOne(before: String) {
    let line = String(repeating: "督a𠮷é", count: 800)
    let text = SourceText(before + line + "\n下一行")
    let lineNumber = before == "短\n" ? 2 : 1
    var offset = before.utf8.count
    for (index, scalar) in line.unicodeScalars.enumerated() {
      let place = Messages.SourceLocation(line: lineNumber, column: index + 1)
      #expect(text.location(of: offset) == place)
      // Inside a scalar it is that scalar's column.
      offset += UTF8.width(scalar)
      #expect(text.location(of: offset - 1) == place)
    }
    #expect(text.location(of: text.bytes.count) == .init(line: lineNumber + 1, column: 4))
  }

  @Test(arguments: rows([(0, 0..<6), (7, 0..<6), (8, 8..<13), (14, 14..<14), (15, 15..<15)]))
  func aLineEndsBeforeItsBreak(offset: Int, range: Range<Int>) {
    #expect(SourceText("督办\r\na𠮷\n\n").lineRange(containing: offset) == range)
  }

  @Test func editsComeInAnyOrder() {
    let text = SourceText("甲乙丙")
    let edits = [
      SourceEdit(replacing: 6..<9, with: "丁"), SourceEdit(replacing: 0..<0, with: "一"),
      SourceEdit(replacing: 0..<0, with: "二"), SourceEdit(replacing: 3..<6, with: ""),
    ]
    #expect(String(decoding: text.applying(edits), as: UTF8.self) == "一二甲丁")
  }

  @Test func editsThatOverlapTrap() async {
    await #expect(processExitsWith: .failure) {
      let text = SourceText(path: "a", bytes: [97, 98, 99])
      _ = text.applying([
        SourceEdit(replacing: 0..<2, with: ""), SourceEdit(replacing: 1..<3, with: ""),
      ])
    }
  }
}

extension SourceText {
  fileprivate init(_ string: String) {
    self.init(path: "cases/2018/2018-0007.md", bytes: Array(string.utf8))
  }
}
