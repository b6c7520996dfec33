import Supervision

// How each form that is text carries a stamp, and where it is read from again.

extension Stamp {
  /// The last lines of a paper in Markdown, which nobody sees on the page.
  package var markdown: String {
    // A bracket stands in quotes only, where it may be written so.
    "\n<!-- \(text.replacing("-->", with: "--\\u{3E}")) -->\n"
  }

  /// The last line of a table in CSV: one cell.
  package var csv: [UInt8] { Grid.csvLine([.text(text)]) }

  /// In the head of a page.
  var html: HTML { "<meta name=\"duban-git\" content=\"\(text)\" />\n" }
}

extension Grid {
  /// Where a paper comes from, for its readers.
  package init(_ stamp: Stamp) {
    let facts: [(String, String?)] = [
      ("机关", stamp.office), ("截至", stamp.day.description),
      ("提交", stamp.commit ?? "(没有提交)"),
      ("未提交的改动", stamp.edits == 0 ? nil : "\(stamp.edits)个文件"),
      ("查询条件", stamp.option("where")?.value), ("排序", stamp.option("sort")?.value),
      ("命令", stamp.command), ("程序版本", stamp.program),
    ]
    self.init(
      columns: [Column("fact", "项目"), Column("value", "内容")],
      rows: facts.compactMap { name, value in value.map { [.text(name), .text($0)] } },
      caption: "说明:由 duban-git 生成,可用 duban-git verify --paper 核对")
  }
}

extension JSON {
  /// The first members of data that is handed over.
  static func stamped(by stamp: Stamp?) -> JSON {
    .object(
      [("version", .int(1))] + (stamp.map { [("stamp", .string($0.text))] } ?? []))
  }

  /// - Precondition: both are objects.
  static func + (one: JSON, other: JSON) -> JSON {
    guard case .object(let first) = one, case .object(let others) = other else {
      preconditionFailure("members of what is no object")
    }
    return .object(first + others)
  }
}

/// A form of papers that is text, as its beginning and its end tell.
package enum TextForm: String, Sendable, CaseIterable {
  case html, ics, json, md, csv

  package init(of bytes: [UInt8]) {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let start = bytes.starts(with: mark) ? bytes[3...] : bytes[...]
    let head = String(decoding: start.drop { $0 <= 0x20 }.prefix(15), as: UTF8.self).lowercased()
    if head.hasPrefix("<!doctype html") || head.hasPrefix("<html") {
      self = .html
    } else if head == "begin:vcalendar" {
      self = .ics
    } else if head.hasPrefix("{") {
      self = .json
    } else {
      self = Self.comment(in: bytes) == nil ? .csv : .md
    }
  }

  /// What stands where a paper of this form has its stamp; nil where nothing does.
  ///
  /// - Complexity: looks at the first or the last of the bytes only, however many there are.
  package func stamp(in bytes: [UInt8]) -> String? {
    let head = bytes.prefix(Self.mostLooked)
    switch self {
    case .html:
      let found = head.stretch(from: "<meta name=\"duban-git\" content=\"", to: "\"")
      return found?.withoutEntities
    case .ics:
      // A line goes on where the next begins with a blank (RFC 5545, 3.1).
      let unfolded = Array(head.filter { $0 != 0x0D }).replacing([0x0A, 0x20], with: [])
      return unfolded[...].stretch(from: "\nX-DUBAN-GIT:", to: "\n")?.withoutBackslashes
    case .json:
      guard let key = head.firstRange(of: Array("\"stamp\":".utf8)) else { return nil }
      return head[key.upperBound...].stretch(from: "\"", to: "\"", isEscaped: true)?
        .withoutBackslashes
    case .md: return Self.comment(in: bytes)
    case .csv:
      let lines = bytes.suffix(Self.mostLooked).split { $0 == 0x0A || $0 == 0x0D }
      return lines.last.flatMap(Self.firstCell)
    }
  }

  private static let mostLooked = 4 * Stamp.mostBytes

  private static func comment(in bytes: [UInt8]) -> String? {
    let tail = bytes.suffix(mostLooked)
    let opening = Array("<!-- \(Stamp.beginning)".utf8)
    guard let last = tail.ranges(of: opening).last else { return nil }
    return tail[last.lowerBound...].stretch(from: "<!-- ", to: " -->")
  }

  /// Other programs fill the line with empty cells.
  private static func firstCell(of line: ArraySlice<UInt8>) -> String? {
    let quote = UInt8(ascii: "\"")
    guard line.first == quote else {
      let cell = String(decoding: line.prefix { $0 != UInt8(ascii: ",") }, as: UTF8.self)
      return cell.hasPrefix(Stamp.beginning) ? cell : nil
    }
    guard let end = line.lastIndex(of: quote), end > line.startIndex else { return nil }
    let cell = String(decoding: line[(line.startIndex + 1)..<end], as: UTF8.self)
    return cell.hasPrefix(Stamp.beginning) ? cell.replacing("\"\"", with: "\"") : nil
  }
}

extension ArraySlice<UInt8> {
  /// The text between two marks.
  ///
  /// - Parameter isEscaped: whether a mark behind a backslash is none.
  fileprivate func stretch(from opening: String, to closing: String, isEscaped: Bool = false)
    -> String?
  {
    guard let start = firstRange(of: Array(opening.utf8))?.upperBound else { return nil }
    let mark = Array(closing.utf8)
    var place = start
    while place < endIndex {
      if self[place...].starts(with: mark) {
        return String(decoding: self[start..<place], as: UTF8.self)
      }
      place += isEscaped && self[place] == UInt8(ascii: "\\") ? 2 : 1
    }
    return nil
  }
}

extension String {
  fileprivate var withoutEntities: String {
    replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
      .replacing("&amp;", with: "&")
  }

  /// A value in which a backslash stands before what would end or part it.
  fileprivate var withoutBackslashes: String {
    var text = UnicodeScalarView()
    var rest = unicodeScalars[...]
    while let scalar = rest.popFirst() {
      text.append(scalar == "\\" ? rest.popFirst() ?? scalar : scalar)
    }
    return String(text)
  }
}
