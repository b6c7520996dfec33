import Messages
import TestSupport
import Testing

/// Nothing that anybody wrote does anything at a terminal.
@Suite struct SafeTextTests {
  @Test(
    arguments: rows([
      ("\u{1B}[31m红", "␛[31m红"), ("一\u{9B}31m", "一<U+009B>31m"), ("a\u{202E}b", "a<U+202E>b"),
      ("空\u{200B}格", "空<U+200B>格"), ("a\u{200D}b", "a<U+200D>b"), ("a\u{2060}b", "a<U+2060>b"),
      ("软\u{AD}连", "软<U+00AD>连"), ("填\u{3164}充", "填<U+3164>充"), ("a\u{E0041}b", "a<U+E0041>b"),
      ("头\u{FEFF}", "头<U+FEFF>"), ("a\u{34F}b", "a<U+034F>b"), ("响\u{7}", "响␇"),
      // What can be seen stays: punctuation, ideographs of plane 2, emoji with the form they have.
      ("甲、乙。(丙)“丁”", "甲、乙。(丙)“丁”"), ("𠮷野家", "𠮷野家"), ("⚠\u{FE0F}好", "⚠\u{FE0F}好"),
      ("葛\u{E0100}", "葛\u{E0100}"),
    ]))
  func whatCannotBeSeenIsShown(text: String, shown: String) {
    #expect(text.safeForTerminal == shown)
    #expect(text.oneLine == shown)
    #expect(text.safeLines() == shown)
  }

  @Test func linesAndTabsStay() {
    #expect("一\t二\r\n三\n四\r五".safeLines() == "一\t二\r\n三\n四␍五")
  }

  @Test(
    arguments: rows(["\u{1B}[2J", "\u{1B}]0;题\u{7}", "\u{1B}[31", "\u{1B}", "\u{1B}[31;mx\u{1B}c"]))
  func onlyColoursAreColours(text: String) {
    let shown = text.safeLines(colours: true)
    #expect(!shown.replacing("\u{1B}[31;m", with: "").contains("\u{1B}"))
  }

  /// Every scalar is either looked at or plain: the quick look may not miss what the long one finds.
  @Test func theQuickLookMissesNothing() {
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value), scalar.stand != nil else { continue }
      #expect(!("甲" + String(scalar) + "乙").isPlain(), "\(scalar.codePoint)")
    }
  }
}
