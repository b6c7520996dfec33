import FrontMatter
package import Messages

/// How an office's own ledger is to be read: the mapping file of `import`.
///
///     列: {交办时间: 交办日期, 主办: 牵头单位}     # a heading and the column it stands for
///     值:                                          # what stands in a column and what it means
///       类别: {圈阅: 参阅性, 批办: 批办性}
///     缺省: {批示领导: 省委主要领导}               # where a cell is empty, or the column absent
///     忽略: [经办科室]
///     年份: 2018                                   # of days that have none
package struct ImportMapping: Sendable {
  package var columns: [String: LedgerFact] = [:]
  package var values: [LedgerFact: [String: String]] = [:]
  package var defaults: [LedgerFact: String] = [:]
  package var ignored: Set<String> = []
  package var year: Int?

  package init() {}

  static let keys = ["列", "值", "缺省", "忽略", "年份"]

  /// Reads a mapping file.
  package static func reading(_ text: SourceText) -> SchemaFile<ImportMapping> {
    let document = Document(yaml: text)
    var mapping = ImportMapping()
    var reader = CaseParser(document)
    if let root = document.root {
      reader.entries(of: root, named: "对照表", at: CaseParser.Place(target: .header)) {
        reader, entry, value, _ in
        mapping.read(entry, value, by: &reader)
      }
    }
    return SchemaFile(value: mapping, text: text, findings: document.findings + reader.diagnostics)
  }

  private mutating func read(_ entry: Entry, _ value: Node, by reader: inout CaseParser) {
    let name = entry.key.text
    let place = CaseParser.Place(target: .header)
    switch name {
    case "列":
      reader.entries(of: value, named: name, at: place) { reader, entry, value, _ in
        guard let text = reader.line(value, named: entry.key.text) else { return }
        columns[entry.key.text] = reader.field(text, named: entry.key.text)
      }
    case "值":
      reader.entries(of: value, named: name, at: place) { reader, entry, value, _ in
        let key = Located(entry.key.text, at: entry.key.range)
        guard let field = reader.field(key, named: name) else { return }
        reader.entries(of: value, named: key.value, at: place) { reader, entry, value, _ in
          values[field, default: [:]][entry.key.text] =
            reader.line(value, named: entry.key.text)?.value ?? ""
        }
      }
    case "缺省":
      reader.entries(of: value, named: name, at: place) { reader, entry, value, _ in
        let key = Located(entry.key.text, at: entry.key.range)
        guard let field = reader.field(key, named: name) else { return }
        defaults[field] = reader.line(value, named: key.value)?.value
      }
    case "忽略":
      let names: [Located<String>] = reader.list(value, named: name, at: place) {
        $0.line($1, named: name)
      }
      ignored = Set(names.map(\.value))
    case "年份":
      guard let text = reader.line(value, named: name) else { return }
      year = Self.year(text.value)
      if year == nil { reader.report(.badYear(text)) }
    default: reader.report(.unknownKey(entry.key, in: "对照表", among: Self.keys))
    }
  }

  /// The field that a heading stands for.
  func field(of heading: String) -> LedgerFact? {
    if ignored.contains(heading) { return nil }
    let bare = heading.bare
    if ignored.contains(bare) { return nil }
    return columns[heading] ?? columns[bare] ?? LedgerFact(heading: bare)
      ?? LedgerFact(heading: String(bare.prefix { !"(（".contains($0) }))
  }

  /// `2018` or `2018年`; nil for what no ledger is of.
  package static func year(_ text: String) -> Int? {
    let digits = Spelling.halfWidth(text.hasSuffix("年") ? String(text.dropLast()) : text)
    return Int(digits).flatMap { (1949...2200).contains($0) ? $0 : nil }
  }

  /// Adds `类别=批办性`: what to write where a cell is empty or the column absent.
  ///
  /// - Returns: false where it is not that.
  package mutating func setDefault(_ text: String) -> Bool {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let field = LedgerFact(heading: parts[0].trimmed) else { return false }
    let value = parts[1].trimmed
    guard !value.isEmpty else { return false }
    defaults[field] = value
    return true
  }
}

extension CaseParser {
  fileprivate mutating func field(_ text: Located<String>, named name: String) -> LedgerFact? {
    guard let field = LedgerFact(heading: text.value) else {
      report(.badChoice(text, named: name, among: LedgerFact.importable.map(\.name)))
      return nil
    }
    return field
  }
}

extension ImportMapping {
  /// The file that says the same.
  package var text: String {
    var entries: [Value.Entry] = []
    func add(_ key: String, _ pairs: [(String, Value)]) {
      guard !pairs.isEmpty else { return }
      entries.append(Value.Entry(key, .mapping(pairs.map { Value.Entry($0, $1) })))
    }
    let facts = LedgerFact.importable
    add("列", columns.sorted { $0.key < $1.key }.map { ($0, .text($1.name)) })
    add(
      "值",
      facts.compactMap { fact in
        values[fact].map { words in
          (
            fact.name,
            .mapping(words.sorted { $0.key < $1.key }.map { Value.Entry($0, .text($1)) })
          )
        }
      })
    add("缺省", facts.compactMap { fact in defaults[fact].map { (fact.name, .text($0)) } })
    if !ignored.isEmpty {
      entries.append(Value.Entry("忽略", .list(ignored.sorted().map { .text($0) })))
    }
    if let year { entries.append(Value.Entry("年份", .text("\(year)"))) }
    return Document.text(of: entries)
  }
}
