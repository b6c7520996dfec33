package import Messages

/// A file read: its structure, its bytes, and everything that is wrong with its syntax.
///
/// The structure keeps to a strict subset of YAML 1.2. Whatever is read without a diagnostic, any
/// YAML reader reads alike, taking scalars as strings.
package struct Document: Sendable {
  package let text: SourceText
  /// A mapping; nil if there is none to read.
  package let root: Node?
  /// Between the two fence lines; all of a file without fences.
  package let frontMatter: Range<Int>
  /// After the closing fence line.
  package let body: Range<Int>
  /// What makes the file not of the subset, by place. With any of these the structure is what was
  /// most likely meant.
  package let diagnostics: [Diagnostic]
  /// What is valid and read as written but probably not meant (`-键: 值`, `[甲、乙]`), by place:
  /// for a check to report and for plumbing to pass over.
  package let slips: [Diagnostic]
  /// Whether it was read as a case file.
  let hasFences: Bool

  /// Reads a case file: front matter between two lines `---`, and Markdown after it.
  ///
  /// - Complexity: O(n) time and memory.
  package init(markdown text: SourceText) {
    self.init(text, hasFences: true) { $0.fences(&$1) }
  }

  /// Reads a file that is all front matter and has no fences, like `schema/office.yaml`.
  ///
  /// - Complexity: O(n) time and memory.
  package init(yaml text: SourceText) {
    self.init(text, hasFences: false) { bytes, _ in
      let start = bytes.startsWithByteOrderMark ? 3 : 0
      return Fences(frontMatter: start..<bytes.count, body: bytes.count..<bytes.count)
    }
  }

  private init(
    _ text: SourceText, hasFences: Bool, locate: ([UInt8], inout ParseReport) -> Fences?
  ) {
    self.text = text
    self.hasFences = hasFences
    let bytes = text.bytes
    var report = ParseReport()
    var scan = ByteScan(bytes)
    guard bytes.isReadable(&report), let fences = locate(bytes, &report) else {
      if report.isReadable { scan.run(over: 0..<bytes.count, isFrontMatter: false, &report) }
      scan.finish(&report)
      root = nil
      frontMatter = 0..<0
      body = 0..<bytes.count
      diagnostics = scan.otherEncoding.map { [$0] } ?? report.sortedDiagnostics
      slips = []
      return
    }
    let start = bytes.startsWithByteOrderMark ? 3 : 0
    scan.run(over: start..<fences.frontMatter.lowerBound, isFrontMatter: false, &report)
    scan.run(over: fences.frontMatter, isFrontMatter: true, &report)
    scan.run(over: fences.body, isFrontMatter: false, &report)
    if let otherEncoding = scan.otherEncoding {
      // What the bytes seem to say is told of none of them.
      root = nil
      frontMatter = 0..<0
      body = 0..<bytes.count
      diagnostics = [otherEncoding]
      slips = []
      return
    }
    frontMatter = fences.frontMatter
    body = fences.body
    scan.finish(&report)
    let isValid = scan.firstInvalid == nil && !report.isFull
    var parser = Parser(
      bytes, region: fences.frontMatter, skipping: scan.skippedLines, report: report)
    parser.parse()
    root =
      parser.records.isEmpty
      ? nil
      : Node(
        tree: NodeTree(bytes: bytes, records: parser.records, isValid: isValid), index: 0)
    diagnostics = parser.report.sortedDiagnostics
    slips = parser.report.sortedSlips
  }

  /// Diagnostics and slips together, by place: what a check reports.
  package var findings: [Diagnostic] { (diagnostics + slips).sortedByPlace }
}

extension [UInt8] {
  /// Whether there is any point in looking for structure; what speaks against it is reported.
  fileprivate func isReadable(_ report: inout ParseReport) -> Bool {
    if count > FileLimit.bytes {
      report.add(.fileTooLarge(count))
    } else if isUTF16 {
      report.add(.otherEncoding("UTF-16", at: 0..<2))
    } else if isBlank {
      report.add(.emptyFile())
    } else {
      return true
    }
    report.isReadable = false
    return false
  }

  /// By its byte order mark, else by how `---` begins.
  private var isUTF16: Bool {
    let dash = UInt8(ascii: "-")
    return [[0xFF, 0xFE], [0xFE, 0xFF], [dash, 0], [0, dash]].contains { starts(with: $0) }
  }

  private var isBlank: Bool {
    let start = startsWithByteOrderMark ? 3 : 0
    return !self[start...].contains { !($0.isBlank || $0 == .lineFeed || $0 == .carriageReturn) }
  }
}
