import Messages
import Testing
import TestSupport

@Suite struct DisplayWidthTests {
  @Test(
    arguments: rows([
      ("", 0), ("abc", 3), ("督办件", 6), ("×督函〔2018〕31号", 17), ("“通过”", 6), ("——", 2), ("，：、。", 8),
      ("Ａ１", 4), ("　", 2),
      ("e\u{301}", 1), ("\u{200B}\u{FEFF}\u{202E}", 0), ("\u{AD}", 1), ("𠮷", 2), ("😀", 2),
      ("한글", 4),
      ("\u{1112}\u{1161}", 2), ("ｱ", 1),
      ("é", 1), ("\t\u{1B}\u{85}", 0), ("𛀀", 2), ("あア", 4), ("①Ⅳ", 2), ("❤\u{FE0F}", 1),
    ]))
  func textTakesTheColumnsATerminalGivesIt(text: String, width: Int) {
    #expect(text.displayWidth == width)
  }

  @Test(
    arguments: rows([
      ("督办件", 6, "督办件"), ("督办件", 5, "督办…"), ("督办件", 4, "督…"), ("督办件", 1, "…"), ("督办件", 0, ""),
      ("e\u{301}e\u{301}e", 2, "e\u{301}…"), ("abc", 3, "abc"), ("", 0, ""),
    ]))
  func textIsCutAtAColumn(text: String, width: Int, expected: String) {
    #expect(text.truncated(toDisplayWidth: width) == expected)
    #expect(text.truncated(toDisplayWidth: width).displayWidth <= width)
  }

  @Test func textIsFilledToAColumn() {
    #expect("红".padded(toDisplayWidth: 4) == "红  ")
    #expect("红".padded(toDisplayWidth: 4, alignment: .trailing) == "  红")
    #expect("超过了".padded(toDisplayWidth: 4) == "超过了")
  }
}
