import Messages
import Prose
import TestSupport
import Testing
import Views

/// What a small text can make the library do, reckoned before it is asked.
@Suite struct ProseBurdenTests {
  private static func times(_ count: Int, _ text: String) -> String {
    String(repeating: text, count: count)
  }

  /// Each is cheap to write and dear to lay out.
  static let bombs: [(String, String)] = [
    (
      "a table that is filled up",
      "\(times(5000, "|a"))|\n\(times(5000, "|-"))|\n\(times(20_000, "|a\n"))"
    ),
    (
      "the same in a quote",
      "> \(times(500, "|a"))\n> \(times(500, "|-"))\n\(times(20_000, "> |a\n"))"
    ),
    (
      "the same in a list",
      "- \(times(500, "|a"))\n  \(times(500, "|:-"))\n\(times(20_000, "  |a\n"))"
    ),
    ("a row of many cells", times(40_000, "|")),
    ("quotes in quotes", times(20_000, ">")),
    ("lists in lists, and blank lines", times(5000, "- ") + "a" + times(20_000, "\n")),
    (
      "lists that go in a line at a time",
      (0..<300).map { times($0, "  ") + "- a\n" }.joined()
    ),
    ("numbered lists in lists", times(5000, "1. ") + "a"),
    ("brackets that open", times(40_000, "[")),
    ("pictures in pictures", times(10_000, "![") + "a" + times(10_000, "](b)")),
    ("addresses that do not end", times(20_000, "[a](<b")),
    ("remarks that do not end", times(20_000, "<!--")),
    ("instructions that do not end", times(20_000, "<?")),
    ("emphasis in emphasis", times(20_000, "*a **a ")),
    ("signs of code of all lengths", (1..<400).map { "e" + times($0, "`") }.joined()),
    (
      "heads of tables that are none",
      times(10_000, "a\n|-|-\n")
    ),
    (
      "a long address that is named often",
      "[a]: /\(times(20_000, "x"))\n\n" + times(5000, "[a] \n\n")
    ),
    (
      "a long address below its name",
      "[a]:\n/\(times(20_000, "x"))\n\n" + times(5000, "[a] \n\n")
    ),
  ]

  @Test(arguments: rows(bombs, named: \.0))
  func whatWouldBurdenTheLibraryIsShownAsItWasWritten(bomb: Named<(String, String)>) throws {
    let text = bomb.value.1
    #expect(!ProseBurden(of: text).isBearable)
    let markup = try #require(try Prose().html(of: text)).source
    #expect(markup.hasPrefix("<p class=\"warning\">") && markup.contains("<pre>"))
    // Each byte becomes six at most: `&quot;`.
    #expect(markup.utf8.count < 6 * text.utf8.count + 1000)
  }

  @Test(
    arguments: rows(
      [
        // A table of a province's counties, with its figures.
        ("a large table", "|县|一|二|\n|-|-|-|\n" + times(3000, "|某县|12|3|\n")),
        (
          "a wide table",
          times(100, "|列") + "\n" + times(100, "|-") + "\n" + times(50, times(100, "|1") + "\n")
        ),
        ("a long list with links", times(2000, "- [通知](https://example.org/notice)、**重点**\n")),
        ("a list of five levels", (0..<5).map { times($0, "  ") + "- 甲\n" }.joined()),
        ("a paragraph of many marks", times(300, "**一**、[二](三)")),
        ("rules across the page", times(200, "- ") + "\n\n" + times(200, "* ") + "\n"),
        ("a line that stands far in", times(150, " ") + "某某办公室"),
        ("long prose", times(20_000, "领导要求,立即核查。\n")),
        ("many links by name", times(200, "见[一]。\n\n") + "[一]: https://example.org/notice\n"),
      ], named: \.0))
  func whatPeopleWriteIsLaidOut(text: Named<(String, String)>) throws {
    let burden = ProseBurden(of: text.value.1)
    #expect(burden.isBearable, "\(burden)")
    let markup = try #require(try Prose().html(of: text.value.1)).source
    #expect(!markup.contains("warning"))
  }

  /// What is just allowed grows no more than the limits say.
  @Test(arguments: rows([100, 1000, 5000]))
  func theMarkupOfATableIsBounded(rows count: Int) throws {
    var columns = 2
    func table() -> String {
      Self.times(columns, "|a") + "\n" + Self.times(columns, "|-") + "\n"
        + Self.times(count, "|a\n")
    }
    while ProseBurden(of: table()).isBearable { columns += 1 }
    columns -= 1
    let text = table()
    let markup = try #require(try Prose().html(of: text)).source
    let cells = ProseBurden.mostCells.each * text.utf8.count + ProseBurden.mostCells.free
    #expect(markup.utf8.count < 20 * cells)
  }

  @Test func theNoteIsInTheLanguageOfThePage() throws {
    let text = Self.times(1000, "> ")
    #expect(try Prose().html(of: text + "a", language: .zh)?.source.contains("按原文显示") == true)
    #expect(
      try Prose().html(of: text + "a", language: .en)?.source.contains("as it was written") == true)
  }
}
