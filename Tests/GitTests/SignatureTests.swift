import Git
import TestSupport
import Testing

@Suite struct SignatureTests {
  @Test(
    arguments: rows([
      (Int64.max, "9999-12-31 07:59:59 +0800"), (.min, "1000-01-02 08:00:00 +0800"),
      (-1, "1970-01-01 07:59:59 +0800"), (1_772_413_200, "2026-03-02 09:00:00 +0800"),
    ]))
  func anyTimeIsShown(time: Int64, shown: String) {
    let who = Signature(name: "督查室", email: "office@example.org", time: time, offset: 480)
    #expect(who.digitsText == shown)
    #expect(who.dateText.hasSuffix(" +0800"))
  }

  @Test(arguments: rows([Int32.min, .max, 841, -841]))
  func anOffsetThatNoPlaceHasIsUTC(offset: Int32) {
    let who = Signature(name: "", email: "", time: 0, offset: offset)
    #expect(who.digitsText == "1970-01-01 00:00:00 +0000")
  }

  @Test(arguments: rows([Int32(840), -840, 0]))
  func offsetsOfPlacesAreKept(offset: Int32) {
    #expect(Signature(name: "", email: "", time: 0, offset: offset).offset == offset)
  }
}
