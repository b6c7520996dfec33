import Files
package import Git
package import Supervision

/// A tag among the seals, as it is written.
package struct SealTag: Sendable, Hashable {
  /// `seal/2026-11-30-01234567`
  package let name: String
  package let id: OID
  package let target: OID
  package let tagger: Signature
  /// What is stamped and printed the digest of: the message before its time stamp and signature.
  package let text: String
  /// The time stamp in base64; nil where there is none.
  let stamp: String?

  package var written: WrittenSeal { WrittenSeal(text) }

  /// What the text says; nil where it is not in the form that seals have, to the byte.
  package var statement: SealStatement? {
    guard let statement = written.statement, statement.text == text else { return nil }
    return statement
  }

  /// No seal of ours is nearly so long.
  static let mostBytes = 1 << 20
  /// Where seals are.
  static let folder = "refs/tags/"
  static let pattern = "refs/tags/seal/*"
  /// What a line begins with that ends the text.
  private static let ends = [SealField.Beside.timeStamp.rawValue + ":", "-----BEGIN "]

  init(_ tag: TagSummary, by tagger: Signature, id: OID, named name: String) {
    (self.name, self.id, target, self.tagger) = (name, id, tag.target, tagger)
    (text, stamp) = Self.parts(of: tag.message)
  }

  /// The text of a message, and the time stamp behind it.
  static func parts(of message: String) -> (text: String, stamp: String?) {
    let lines = message.split(separator: "\n", omittingEmptySubsequences: false)
    guard let end = lines.firstIndex(where: { line in ends.contains { line.hasPrefix($0) } })
    else { return (message, nil) }
    let text = lines[..<end].map { "\($0)\n" }.joined()
    guard lines[end].hasPrefix(ends[0]) else { return (text, nil) }
    let stamp = lines[(end + 1)...].prefix { !$0.hasPrefix(ends[1]) && !$0.isEmpty }
    return (text, stamp.map { "\($0)\n" }.joined())
  }

  /// The message of a tag with this text.
  static func message(_ text: String, stamp: String?) -> String {
    text + (stamp.map { "\(ends[0]) RFC 3161\n\($0)" } ?? "")
  }

  /// SHA-256 of a text, which is stamped and printed.
  package static func digest(of text: String) throws(GitError) -> String {
    try Checksum(of: Array(text.utf8)).digits
  }
}

extension Repository {
  /// The tags among the seals, oldest first; those that are no annotated tags of a commit with their maker
  /// and own name apart.
  func sealTags() throws(GitError) -> (tags: [SealTag], others: [(name: String, target: OID)]) {
    var tags: [SealTag] = []
    var others: [(name: String, target: OID)] = []
    for reference in try references(matching: SealTag.pattern).sorted() {
      let name = String(reference.dropFirst(SealTag.folder.count))
      // Not what it leads to: that would be the commit.
      guard let id = try target(of: reference) else { continue }
      let tag = try tag(id)
      if let tag, tag.isOfCommit, tag.name == name, let tagger = tag.tagger,
        tag.message.utf8.count <= SealTag.mostBytes
      {
        tags.append(SealTag(tag, by: tagger, id: id, named: name))
      } else {
        others.append((name, tag?.target ?? id))
      }
    }
    tags.sort { ($0.tagger.time, $0.name) < ($1.tagger.time, $1.name) }
    return (tags, others)
  }
}
