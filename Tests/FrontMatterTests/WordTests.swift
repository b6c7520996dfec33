import FrontMatter
import Messages
import Testing
import TestSupport

@Suite struct WordTests {
  @Test(arguments: rows(["", "a", "登记", "不准延期", "五个汉字啊", "牵头单位abc"]))
  func aShortTextIsOneWord(text: String) {
    #expect(Word(text) != nil && Word(text) == Word(String(text.unicodeScalars)))
    #expect(Word(text) != Word(text + "\0"))
  }

  @Test(arguments: rows(["六个汉字不是", "sixteen letters!"]))
  func aLongTextIsNone(text: String) {
    #expect(Word(text) == nil)
  }

  /// `é` in one scalar and in two are the same to a string.
  @Test func bytesAreComparedAndNotCharacters() {
    #expect(Word("\u{E9}") != Word("e\u{301}"))
  }

  @Test func aVocabularyKnowsItsWordsOnly() throws {
    let numbers = Vocabulary(Array(0..<3)) { ["零", "一", "二"][$0] }
    #expect(numbers[Word("二")] == 2)
    #expect(numbers[Word("三")] == nil)
    #expect(numbers[nil] == nil)
    let root = Document(yaml: SourceText("一: 二\n'一': [零]\n\"\\u4e00\": |\n  零\n")).root
    let entries = try #require(root?.entries.map { $0 })
    #expect(entries.map { numbers[$0.key.word] } == [1, 1, 1])
    #expect(entries.map { numbers[$0.value.word] } == [2, nil, nil])
  }

  @Test(
    arguments: rows([
      ("a:", true), ("a: ''", true), ("a: \"\"", true), ("a: |", true), ("a: |+\n\n", false),
      ("a: >-\n  甲", false), ("a: 甲", false), ("a: ' '", false), ("a: |\n\n", true),
    ]))
  func whetherATextIsEmptyIsKnownWithoutReadingIt(text: String, isEmpty: Bool) throws {
    let value = try #require(Document(yaml: SourceText(text)).root?["a"])
    #expect(value.isEmptyText == isEmpty)
    #expect(value.isEmptyText == value.text.isEmpty)
  }
}
