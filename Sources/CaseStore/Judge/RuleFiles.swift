import Files
import Git
import Messages
import Supervision

/// What else than `schema/` decides how git treats the cases: files of these names, wherever they lie.
enum RuleFiles {
  static let names = [
    ".gitattributes", ".gitmodules", ".gitignore", ".mailmap", ".lfsconfig",
  ]

  /// Whether a path is that of such a file.
  static func contain(_ path: RelativePath) -> Bool {
    guard path.lastComponent.first == UInt8(ascii: ".") else { return false }
    // On some systems capitals do not matter.
    let name = String(decoding: path.lastComponent, as: UTF8.self).lowercased()
    return names.contains(name)
  }

  static func isAttributes(_ path: RelativePath) -> Bool {
    String(decoding: path.lastComponent, as: UTF8.self).lowercased() == ".gitattributes"
  }
}

extension FileFindings {
  /// The harmful attributes that a file of attributes has and none of its former versions had; nil where
  /// there are none.
  init?(ofAttributes bytes: [UInt8], at path: RelativePath, since former: [[UInt8]]) {
    let known = former.flatMap { HarmfulAttribute.all(in: $0, at: path) }
    let text = SourceText(path: "\(path)", bytes: bytes)
    let found = HarmfulAttribute.all(in: bytes, at: path)
      .filter { one in !known.contains(where: one.isLike) }.map { $0.diagnostic(in: text) }
    guard !found.isEmpty else { return nil }
    self.init(text: text, findings: found)
  }
}

/// An attribute that would have git store, show, export or join cases or rules otherwise than they are.
struct HarmfulAttribute: Hashable {
  let pattern: String
  let attribute: String
  /// Of the line, counted from 1.
  let number: Int

  /// Those in a file.
  static func all(in bytes: [UInt8], at path: RelativePath) -> [HarmfulAttribute] {
    let lines = AttributeFile(bytes).lines
    let named = path.parent == .root ? lines.last { $0.isOfCases }?.number : nil
    return lines.flatMap { line -> [HarmfulAttribute] in
      guard line.isMacro || line.mayTouchRecords(below: path.parent) else { return [] }
      // Of all that lies below `cases/`, where a later line gives the cases themselves to our drivers.
      let isOfOthers = line.isOfAllRecords && named.map { $0 > line.number } ?? false
      let mayBeText = line.isMacro || line.mayTouchText && !isOfOthers
      return line.attributes.filter { $0.isHarmful || mayBeText && $0.isOfText }.map {
        HarmfulAttribute(pattern: line.pattern, attribute: $0.text, number: line.number)
      }
    }
  }

  /// Whether it is the same attribute of the same files, wherever its line stands.
  func isLike(_ other: HarmfulAttribute) -> Bool {
    pattern == other.pattern && attribute == other.attribute
  }

  func diagnostic(in text: SourceText) -> Diagnostic {
    let line = text.range(ofLine: number)
    return Diagnostic(
      .harmfulAttribute,
      Phrase(
        zh: "“\(pattern)”的属性 \(attribute) 会改变、隐藏或转移案件和规矩的内容",
        en: "the attribute \(attribute) of \(pattern) changes, hides or redirects cases or rules"),
      at: line)
  }
}

extension AttributeFile.Attribute {
  /// As it is written.
  fileprivate var text: String {
    switch value {
    case .set: name
    case .unset: "-\(name)"
    case .unspecified: "!\(name)"
    case .text(let text): "\(name)=\(text)"
    }
  }

  fileprivate var isHarmful: Bool {
    switch (name, value) {
    case ("filter", .text), ("filter", .set), ("working-tree-encoding", .text),
      ("working-tree-encoding", .set), ("eol", .text), ("eol", .set), ("ident", .set),
      ("export-ignore", .set), ("export-ignore", .text), ("export-subst", .set),
      ("export-subst", .text):
      true
    default: false
    }
  }

  /// Whether by it text is joined otherwise than by our driver, or not shown in differences. (`binary`
  /// unsets both.)
  fileprivate var isOfText: Bool {
    switch (name, value) {
    case ("merge", .text(let driver)): driver != "duban"
    case ("merge", .set), ("merge", .unset), ("merge", .unspecified), ("binary", .set): true
    case ("diff", .unset): true
    default: false
    }
  }
}

extension AttributeFile.Line {
  /// The lines that an office has: of all that is recorded, and then of the cases.
  static let ofAllRecords = "cases/** -text -merge -diff"
  static let ofCases = "cases/**/*.md merge=duban diff=duban"

  fileprivate var isOfAllRecords: Bool { pattern == "cases/**" }

  fileprivate var isOfCases: Bool {
    let set = attributes.map { "\($0.name)" }
    return pattern == "cases/**/*.md" && set.contains("merge") && set.contains("diff")
      && !attributes.contains(where: \.isOfText)
  }

  /// Whether the pattern can be meant for files of `cases/` or `schema/`.
  ///
  /// - Parameter folder: where the file of attributes lies.
  fileprivate func mayTouchRecords(below folder: RelativePath) -> Bool {
    if folder.isInside("cases") || folder.isInside("schema") { return true }
    // A pattern is for what lies below its own folder.
    guard folder == .root else { return false }
    let parts = pattern.split(separator: "/", omittingEmptySubsequences: false)
    let isAnchored = parts.dropLast().contains { !$0.isEmpty } || pattern.hasPrefix("/")
    guard isAnchored else { return !isOfOthers(parts.last { !$0.isEmpty } ?? "") }
    guard let first = parts.first(where: { !$0.isEmpty }) else { return true }
    return ["cases", "schema"].contains { first.mayMatch($0) }
  }

  /// Whether a name without a wildcard is that of no case: a hidden one, or another document's.
  private func isOfOthers(_ name: Substring) -> Bool {
    guard !name.contains(where: { "*?[\\".contains($0) }) else { return false }
    return name.hasPrefix(".") || name.hasSuffix(".md") && name.first?.isNumber != true
  }

  /// Whether the pattern can be meant for cases and rules themselves, not for attachments alone.
  fileprivate var mayTouchText: Bool {
    let last = pattern.split(separator: "/").last ?? ""
    guard let dot = last.lastIndex(of: ".") else { return true }
    let kind = last[last.index(after: dot)...]
    guard !kind.isEmpty, !kind.contains(where: { "*?[\\".contains($0) }) else { return true }
    return ["md", "yaml", "tsv", "json", "asc", "pem"].contains(kind.lowercased())
  }
}

extension Substring {
  /// Whether a part of a pattern can match a name: only what stands before the first wildcard is held
  /// against it.
  fileprivate func mayMatch(_ name: String) -> Bool {
    guard let wild = firstIndex(where: { "*?[\\".contains($0) }) else {
      return lowercased() == name
    }
    return name.hasPrefix(self[..<wild].lowercased())
  }
}

extension SourceText {
  /// A line, counted from 1, without its end.
  fileprivate func range(ofLine number: Int) -> Range<Int> {
    var start = 0
    for _ in 1..<max(number, 1) {
      guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) else { break }
      start = end + 1
    }
    return start..<(bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count)
  }
}
