/// The languages that messages are written in.
package enum Language: String, Sendable, CaseIterable {
  case zh, en
}

/// One message in every language. There is no way to write it in only one of them.
package struct Phrase: Sendable, Hashable {
  package let zh: String
  package let en: String

  package init(zh: String, en: String) {
    self.zh = zh
    self.en = en
  }

  package subscript(language: Language) -> String {
    switch language {
    case .zh: zh
    case .en: en
    }
  }
}

extension Int {
  /// So many of something in English: `1 commit`, `2 commits`.
  package func counted(_ noun: String, _ plural: String? = nil) -> String {
    "\(self) \(self == 1 ? noun : plural ?? noun + "s")"
  }
}
