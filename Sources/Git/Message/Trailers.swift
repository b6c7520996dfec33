import CGit2

/// A line `Key: value` at the end of a message.
package struct Trailer: Sendable, Hashable {
  package let key: String
  /// On one line.
  package let value: String

  package init(_ key: String, _ value: String) {
    self.key = key
    self.value = value
  }
}

/// The trailers of a commit's message, as `git log --format=%(trailers)` shows them: in the last
/// paragraph, if that is not the title.
package struct Trailers: Sendable, Hashable {
  package let all: [Trailer]
  /// The message above them; the whole where it has none.
  package let above: Substring

  /// The values of a trailer, in their order; the case of its letters does not matter.
  package subscript(key: String) -> [String] {
    all.filter { $0.key.lowercased() == key.lowercased() }.map(\.value)
  }

  /// - Parameter mark: what the lines begin with that git takes for comments.
  /// - Precondition: a repository has been opened, so that libgit2 is there.
  /// - Complexity: O(n) in the length of the message.
  package init(in message: String, commentMark mark: String = "#") {
    let bytes = Array(message.utf8)
    let mark = Array(mark.utf8)
    let paragraph = Self.lastParagraph(of: bytes, commentMark: mark)
    all = paragraph.map { Trailer.read(in: $0, commentMark: mark) } ?? []
    let start = all.isEmpty ? nil : paragraph?.first?.startIndex
    above =
      message[
        ..<message.utf8.index(message.startIndex, offsetBy: start ?? bytes.count)]
  }

  /// The lines from the last blank one to the last that is no comment; nil where they are the title.
  private static func lastParagraph(of message: [UInt8], commentMark mark: [UInt8]) -> Paragraph? {
    var lines = message.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)[...]
    if let cut = lines.firstIndex(where: { $0.isScissors(commentMark: mark) }) {
      lines = lines[..<cut]
    }
    guard let last = lines.lastIndex(where: { !$0.isBlank && !$0.starts(with: mark) }),
      let blank = lines[..<last].lastIndex(where: \.isBlank)
    else { return nil }
    return lines[(blank + 1)...last]
  }
}

/// Lines without their breaks.
private typealias Paragraph = ArraySlice<ArraySlice<UInt8>>

extension Trailer {
  /// Reads a paragraph by libgit2, put so that it reads what git would.
  ///
  /// To libgit2 1.5 a line that begins with `---` ends the message, only `#` makes a comment, only
  /// a space goes on with the line above, and an empty value takes the next line with it.
  fileprivate static func read(in paragraph: Paragraph, commentMark mark: [UInt8]) -> [Trailer] {
    // The first paragraph is a title, whatever it looks like.
    var text = Array("-\n\n".utf8)
    for line in paragraph {
      if line.starts(with: mark) {
        text += "#".utf8
      } else {
        if line.first?.isSpace == true { text += " ".utf8 }
        if line.first == UInt8(ascii: "#") || line.starts(with: "---".utf8) { text += ".".utf8 }
        text += line
      }
      text += "\r\n".utf8
    }
    text.append(0)
    var read = git_message_trailer_array()
    defer { git_message_trailer_array_free(&read) }
    // It has no way to fail but for want of memory.
    _ = text.withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) { git_message_trailers(&read, $0.baseAddress) }
    }
    return (0..<read.count).compactMap { Trailer(read.trailers[$0]) }
  }

  /// Nil for a line that begins with the colon.
  private init?(_ raw: git_message_trailer) {
    key = String(cString: raw.key)
    guard !key.isEmpty else { return nil }
    value = Array(String(cString: raw.value).utf8).split(separator: UInt8(ascii: "\n"))
      .map(\.trimmed).filter { !$0.isEmpty }
      .map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
  }
}

extension UInt8 {
  /// `isspace` of C.
  fileprivate var isSpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}

extension ArraySlice<UInt8> {
  fileprivate var isBlank: Bool { allSatisfy(\.isSpace) }

  fileprivate var trimmed: ArraySlice<UInt8> {
    guard let last = lastIndex(where: { !$0.isSpace }) else { return [] }
    return self[...last].drop(while: \.isSpace)
  }

  fileprivate func isScissors(commentMark mark: [UInt8]) -> Bool {
    starts(with: mark) && dropFirst(mark.count).elementsEqual(Scissors.afterMark.utf8)
  }
}
