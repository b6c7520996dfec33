import FrontMatter
import Messages

/// A heading of the prose, as Markdown has it.
struct MarkdownHeading {
  /// Of its line in the file.
  let offset: Int
  let level: Int
  let text: String
}

extension Case {
  /// The headings that are seen where the prose is shown: none of a fence of code, a comment or other
  /// HTML (CommonMark 4.2 to 4.6).
  var markdownHeadings: [MarkdownHeading] {
    var found: [MarkdownHeading] = []
    var hidden = HiddenMarkdown()
    var start = document.body.lowerBound
    var before: (offset: Int, line: MarkdownLine)?
    for bytes in document.text.bytes[document.body].split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    {
      let line = MarkdownLine(bytes)
      if hidden.takes(line) {
        before = nil
      } else if let (level, text) = line.heading {
        found.append(MarkdownHeading(offset: start, level: level, text: text))
        before = nil
      } else if let level = line.underline, let above = before {
        found.append(MarkdownHeading(offset: above.offset, level: level, text: above.line.text))
        before = nil
      } else {
        before = line.isText ? (start, line) : nil
      }
      start += bytes.count + 1
    }
    return found
  }
}

/// A line of Markdown without its ending and the blanks that it begins with.
private struct MarkdownLine {
  /// How far it is indented; a tab is as good as four blanks.
  let indentation: Int
  let content: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) {
    let blanks = bytes.prefix { $0 == 0x20 || $0 == 0x09 }
    indentation = blanks.contains(0x09) ? 4 : blanks.count
    let rest = bytes.dropFirst(blanks.count)
    content = rest.last == UInt8(ascii: "\r") ? rest.dropLast() : rest
  }

  var text: String { String(decoding: content, as: UTF8.self) }
  var isBlank: Bool { content.isEmpty }
  /// Whether it may be the text of a heading whose next line underlines it.
  var isText: Bool { indentation < 4 && !isBlank }

  /// `## 督办函`
  var heading: (level: Int, text: String)? {
    let level = content.prefix { $0 == UInt8(ascii: "#") }.count
    let rest = content.dropFirst(level)
    guard indentation < 4, (1...6).contains(level),
      rest.first.map({ $0 == 0x20 || $0 == 0x09 }) ?? true
    else { return nil }
    return (level, String(decoding: rest, as: UTF8.self))
  }

  /// The level of the heading that a line of `=` or `-` makes of the one above.
  var underline: Int? {
    guard indentation < 4, let mark = content.first, mark == 0x3D || mark == 0x2D,
      content.drop(while: { $0 == mark }).allSatisfy({ $0 == 0x20 || $0 == 0x09 })
    else { return nil }
    return mark == 0x3D ? 1 : 2
  }

  /// The marks that a fence of code begins or ends with.
  var fence: ArraySlice<UInt8>? {
    guard indentation < 4, let mark = content.first, mark == 0x60 || mark == 0x7E else {
      return nil
    }
    let marks = content.prefix { $0 == mark }
    return marks.count >= 3 ? marks : nil
  }
}

/// What of Markdown is shown as it is written, or not at all.
private struct HiddenMarkdown {
  private enum Block {
    case fence(ArraySlice<UInt8>)
    /// Up to a line with one of these in it.
    case html(until: [String])
    /// HTML up to a blank line.
    case element
  }

  private var open: Block?

  /// Takes the next line, and says whether it belongs to such a block.
  mutating func takes(_ line: MarkdownLine) -> Bool {
    switch open {
    case .fence(let marks)?:
      if let end = line.fence, end.first == marks.first, end.count >= marks.count,
        line.content.dropFirst(end.count).allSatisfy({ $0 == 0x20 || $0 == 0x09 })
      {
        open = nil
      }
      return true
    case .html(let ends)?:
      if Self.has(ends, line.content) { open = nil }
      return true
    case .element?:
      if line.isBlank { open = nil }
      return !line.isBlank
    case nil: return begins(with: line)
    }
  }

  private mutating func begins(with line: MarkdownLine) -> Bool {
    if let marks = line.fence {
      let isFence = marks.first != 0x60 || !line.content.dropFirst(marks.count).contains(0x60)
      if isFence { open = .fence(marks) }
      return isFence
    }
    guard line.indentation < 4, line.content.first == UInt8(ascii: "<") else { return false }
    let text = line.text.lowercased()
    for (start, ends) in Self.starts where text.hasPrefix(start) {
      if !Self.has(ends, line.content.dropFirst(start.utf8.count)) { open = .html(until: ends) }
      return true
    }
    let name = text.dropFirst(text.hasPrefix("</") ? 2 : 1)
      .prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    guard name.first?.isLetter == true,
      name.endIndex == text.endIndex || " \t>/".contains(text[name.endIndex])
    else { return false }
    open = .element
    return true
  }

  /// What begins a stretch of HTML, and what ends it.
  private static let starts: [(start: String, ends: [String])] =
    ["<script", "<pre", "<style", "<textarea"].map {
      ($0, ["</script>", "</pre>", "</style>", "</textarea>"])
    } + [("<!--", ["-->"]), ("<?", ["?>"]), ("<![cdata[", ["]]>"]), ("<!", [">"])]

  private static func has(_ ends: [String], _ line: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: line, as: UTF8.self).lowercased()
    return ends.contains(where: text.contains)
  }
}
