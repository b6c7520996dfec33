import Messages
import OnDemand
import Spreadsheet
import Views
import XMLReader
import Zip

/// A Word document or a workbook, whoever wrote it last: its parts, what people read of it, and what else
/// is in it.
///
/// How large its parts say they are is not believed, and of a document type nothing is read.
struct OfficePackage {
  enum Kind: String {
    case docx, xlsx
  }

  let kind: Kind
  /// By their paths.
  let parts: [String: [UInt8]]
  /// Paths that stand more than once, of which programs take one or the other.
  let repeated: [String]
  /// Paragraphs, or cells.
  let words: [PaperWord]
  /// How often each kind of mark stands in the parts that hold the words: `drawing`, `vanish`, `sz 32`.
  let marks: [String: Int]

  /// Why it cannot be read.
  enum Fault: Error {
    case cannotUse(LibraryFault)
    case unreadable(Phrase)
  }

  init(_ bytes: [UInt8]) throws(Fault) {
    let limit = min(WorkbookTable.mostBytes, (32 << 20) + 100 * bytes.count)
    var parts: [String: [UInt8]] = [:]
    var repeated: [String] = []
    do throws(ZipError) {
      let archive = try ZipReader(bytes, limit: limit)
      for name in try archive.names() {
        if parts[name] != nil { repeated.append(name) }
        parts[name] = try archive.file(at: name)
      }
    } catch {
      throw Fault(error)
    }
    (self.parts, self.repeated) = (parts, repeated)
    var reader = MarkReader()
    do throws(XMLError) {
      if let document = parts["word/document.xml"] {
        kind = .docx
        words = try WordReader.paragraphs(in: document)
      } else if parts["xl/workbook.xml"] != nil {
        kind = .xlsx
        words = try Self.cells(of: bytes, limit: limit)
      } else {
        throw XMLError.refused(reason: "no document and no workbook")
      }
      for (path, part) in parts where path.holdsWords { try reader.read(part) }
    } catch {
      throw Fault(error)
    }
    marks = reader.marks
  }

  /// The stamp, among the properties that every program keeps.
  var stamp: String? {
    guard let core = parts["docProps/core.xml"], core.count < 8 * Stamp.mostBytes else {
      return nil
    }
    var (text, isDescription) = ("", false)
    try? XMLEvent.read(core) { event in
      switch event {
      case .start("description", _): isDescription = true
      case .end("description"): isDescription = false
      case .text(let more) where isDescription: text += more
      case .start, .end, .text: break
      }
      return true
    }
    return text.hasPrefix("duban-git ") ? text : nil
  }

  private static func cells(of bytes: [UInt8], limit: Int) throws(XMLError) -> [PaperWord] {
    do throws(WorkbookError) {
      return try WorkbookCells(bytes, limit: limit).cells.map {
        PaperWord(Phrase(zh: $0.place, en: $0.place), $0.text)
      }
    } catch {
      switch error {
      case .cannotUse(let fault): throw .cannotUse(fault)
      case .malformed(let part, let reason): throw .refused(reason: "\(part): \(reason)")
      case .tooLarge: throw .refused(reason: "too large")
      case .hasMacros, .noSheet, .refused: throw .refused(reason: "no sheet")
      }
    }
  }
}

extension OfficePackage {
  /// Where the words differ from those of the paper as it was made again.
  func differences(from original: OfficePackage) -> [PaperDifference] {
    kind == .xlsx
      ? PaperDifference.byPlace(from: original.words, to: words)
      : PaperDifference.inOrder(from: original.words, to: words)
  }

  /// What else is otherwise than in the original: parts, then drawings, hidden text, comments, formats.
  func remarks(besides original: OfficePackage) -> [Phrase] {
    func named(_ paths: some Sequence<String>, _ zh: String, _ en: String) -> [Phrase] {
      paths.sorted().map { Phrase(zh: "\(zh) \($0)", en: "\(en) \($0)") }
    }
    let (here, there) = (Set(parts.keys), Set(original.parts.keys))
    let differing = here.intersection(there).filter { parts[$0] != original.parts[$0] }
    let more = marks.filter { $0.value > original.marks[$0.key, default: 0] }
      .filter { Self.telling[$0.key] != nil || original.marks[$0.key] == nil }
    func isFirst(_ one: String, _ other: String) -> Bool {
      (Self.telling[one] == nil ? 1 : 0, one) < (Self.telling[other] == nil ? 1 : 0, other)
    }
    let counted = more.sorted { isFirst($0.key, $1.key) }.map { mark, count in
      let (name, was) = (Self.telling[mark], original.marks[mark, default: 0])
      return Phrase(
        zh: "原件没有的\(name?.zh ?? "标记或格式 \(mark)"):\(count - was)处",
        en: "\(name?.en ?? "marks or formats \(mark)") that the original has not: \(count - was)")
    }
    // What hides or shows something comes first: a list may be cut.
    return counted + named(Set(repeated), "写了两次的部件", "a part that stands twice:")
      + named(here.subtracting(there), "原件没有的部件", "a part that the original has not:")
      + named(there.subtracting(here), "缺少的部件", "a part that is missing:")
      + named(differing, "与原件不同的部件", "a part that differs:")
  }

  /// What is told by name, since it shows or hides something.
  fileprivate static let telling: [String: Phrase] = [
    "drawing": Phrase(zh: "图形", en: "drawings"), "pict": Phrase(zh: "图形(旧)", en: "old drawings"),
    "object": Phrase(zh: "嵌入的对象", en: "embedded objects"),
    "vanish": Phrase(zh: "隐藏文字", en: "hidden runs"),
    "commentReference": Phrase(zh: "批注", en: "comments"),
    "ins": Phrase(zh: "修订(插入)", en: "tracked insertions"),
    "del": Phrase(zh: "修订(删除)", en: "tracked deletions"),
    "hyperlink": Phrase(zh: "链接", en: "links"), "f": Phrase(zh: "公式", en: "formulas"),
    "row hidden": Phrase(zh: "隐藏的行", en: "hidden rows"),
    "col hidden": Phrase(zh: "隐藏的列", en: "hidden columns"),
    "sheet hidden": Phrase(zh: "隐藏的工作表", en: "hidden sheets"),
  ]
}

extension String {
  fileprivate var holdsWords: Bool {
    hasSuffix(".xml")
      && (self == "word/document.xml" || self == "xl/workbook.xml"
        || hasPrefix("xl/worksheets/sheet"))
  }
}

extension OfficePackage.Fault {
  init(_ error: ZipError) {
    switch error {
    case .cannotUse(let fault): self = .cannotUse(fault)
    case .failed(_, let reason):
      self = .unreadable(
        error.isTooLarge
          ? Phrase(zh: "解开后太大", en: "too large when unpacked") : Phrase(zh: reason, en: reason))
    }
  }

  init(_ error: XMLError) {
    switch error {
    case .cannotUse(let fault): self = .cannotUse(fault)
    case .malformed(let reason, let line, _):
      self = .unreadable(Phrase(zh: "\(reason)(第\(line)行)", en: "\(reason) (line \(line))"))
    case .refused(let reason): self = .unreadable(Phrase(zh: reason, en: reason))
    }
  }
}

/// Reads the paragraphs of a Word document as they are seen: no hidden runs, and of what is written twice
/// for old programs the new one.
private final class WordReader {
  private var paragraphs: [PaperWord] = []
  /// Those that are open: a text box stands within another paragraph.
  private var open: [String] = []
  private var (isRun, isText, isHidden) = (false, false, false)
  /// How deep within what is for old programs only.
  private var skipped = 0

  static func paragraphs(in bytes: [UInt8]) throws(XMLError) -> [PaperWord] {
    let reader = WordReader()
    try XMLEvent.read(bytes) { event in
      reader.take(event)
      return true
    }
    return reader.paragraphs
  }

  private func take(_ event: XMLEvent) {
    switch event {
    case .start("Fallback", _): skipped += 1
    case .end("Fallback"): skipped -= 1
    case _ where skipped > 0: break
    case .start("p", _): open.append("")
    case .end("p"): end()
    case .start("r", _): (isRun, isHidden) = (true, false)
    case .end("r"): isRun = false
    case .start("vanish", let attributes) where isRun:
      isHidden = !["0", "false", "off"].contains(attributes["val"])
    case .start("t", _): isText = isRun && !isHidden
    case .end("t"): isText = false
    case .start("tab", _) where isRun && !isHidden: add("\t")
    case .start("br", _) where isRun && !isHidden: add("\n")
    case .text(let text) where isText: add(text)
    case .start, .end, .text: break
    }
  }

  private func add(_ text: String) {
    if !open.isEmpty { open[open.count - 1] += text }
  }

  private func end() {
    guard let text = open.popLast() else { return }
    let shown = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard !shown.isEmpty else { return }
    let number = paragraphs.count + 1
    paragraphs.append(
      PaperWord(Phrase(zh: "第\(number)段", en: "paragraph \(number)"), shown))
  }
}

/// Counts what stands in the parts that hold the words.
private struct MarkReader {
  private(set) var marks: [String: Int] = [:]

  mutating func read(_ bytes: [UInt8]) throws(XMLError) {
    var found: [String: Int] = [:]
    var within: [String] = []
    func count(_ mark: String) {
      let isKept = found.count < Self.mostKinds || OfficePackage.telling[mark] != nil
      found[isKept || found[mark] != nil ? mark : "…", default: 0] += 1
    }
    try XMLEvent.read(bytes) { event in
      switch event {
      case .start(let name, let attributes):
        // How a run looks is told by the value.
        let value = within.last == "rPr" ? attributes["val"].map { " \($0)" } ?? "" : ""
        count(name + value)
        let state = attributes["hidden"] ?? attributes["state"] ?? "0"
        if !["0", "false", "visible", "frozen", "split"].contains(state) {
          count("\(name) hidden")
        }
        within.append(name)
      case .end: within.removeLast()
      case .text: break
      }
      return true
    }
    marks.merge(found) { $0 + $1 }
  }

  /// Of a paper's own there are some sixty; others beyond are counted together.
  private static let mostKinds = 2_000
}
