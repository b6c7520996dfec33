package import Messages
package import Supervision

/// A case of which nothing is known for certain: a line of its own in every view, since nobody could
/// tell it from there being nothing.
package struct UnreadCase: Sendable, Hashable {
  package let path: String
  /// By which rule it cannot be read.
  package let rule: String
  package let reason: Phrase
  /// Whether what can be made of it is shown all the same.
  package let isGuessed: Bool

  package init(path: String, rule: String, reason: Phrase, isGuessed: Bool) {
    (self.path, self.rule) = (path, rule)
    (self.reason, self.isGuessed) = (reason, isGuessed)
  }

  /// The name of its file, by which people know it.
  package var id: String { Self.id(at: path) }

  static func id(at path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return name.hasSuffix(".md") ? String(name.dropLast(3)) : name
  }

  /// `(读不出来:是符号链接,没有读)`
  var words: Phrase {
    isGuessed
      ? Phrase(zh: "(写法有错:\(reason.zh))", en: "(has errors: \(reason.en))")
      : Phrase(zh: "(读不出来:\(reason.zh))", en: "(cannot be read: \(reason.en))")
  }
}

extension [UnreadCase] {
  /// Those of which a list has no other line.
  package var unlisted: [UnreadCase] { filter { !$0.isGuessed } }

  /// `;另有2件读不出来`, nothing where all can be.
  var tally: String {
    let count = unlisted.count
    return count == 0 ? "" : ";另有\(count)件读不出来"
  }
}

extension UnreadCase {
  /// Its line in the 台账: what its place tells, and why there is no more.
  package func cell(_ fact: LedgerFact) -> Cell {
    if fact == .id { return .text(id) }
    if fact == .title { return .text(words.zh) }
    return fact == .path ? .text(path) : .none
  }
}

extension JSON {
  /// The member `unread` of data: what is not among the cases, or uncertain there.
  static func unread(_ cases: [UnreadCase]) -> JSON {
    .array(
      cases.map { one in
        [
          "id": .string(one.id), "path": .string(one.path), "rule": .string(one.rule),
          "message": .string(one.reason.zh), "guessed": .bool(one.isGuessed),
        ]
      })
  }
}
