/// A seal as it is written somewhere: in a tag, or typed from paper, where digits stand in groups, lines are
/// broken, colons may be wide, and not all is there.
package struct WrittenSeal: Sendable, Hashable {
  package private(set) var values: [SealField: [String]] = [:]
  package private(set) var beside: [SealField.Beside: String] = [:]

  /// - Parameter text: lines of `名称: 值`; what comes before the first is passed over, and a line without
  ///   a name goes on with the value before it.
  package init(_ text: some StringProtocol) {
    var last: Line?
    for line in text.split(whereSeparator: \.isNewline) {
      if let (name, value) = Line.named(line) {
        add(value, to: name)
        last = name
      } else if let last {
        goOn(line.trimmingBlanks, with: last)
      }
    }
    for field in SealField.allCases where field.isDigits {
      values[field] = values[field]?.map(\.digitsOnly)
    }
    values[.previous] = values[.previous]?.map { $0.lowercased() }
    if let digest = beside[.digest] { beside[.digest] = digest.digitsOnly }
  }

  private enum Line {
    case field(SealField)
    case beside(SealField.Beside)

    static func named(_ line: some StringProtocol) -> (Line, String)? {
      guard let colon = line.firstIndex(where: { $0 == ":" || $0 == "：" }) else { return nil }
      let name = line[..<colon].trimmingBlanks
      let value = line[line.index(after: colon)...].trimmingBlanks
      if let field = SealField(rawValue: name) ?? SealField(rawValue: name.lowercased()) {
        return (.field(field), value)
      }
      return SealField.Beside(rawValue: name).map { (.beside($0), value) }
    }
  }

  private mutating func add(_ value: String, to line: Line) {
    switch line {
    case .field(let field): values[field, default: []].append(value)
    case .beside(let field): beside[field] = value
    }
  }

  private mutating func goOn(_ text: String, with line: Line) {
    switch line {
    case .field(let field):
      let before = values[field]?.popLast() ?? ""
      values[field, default: []].append(before + text)
    case .beside(let field): beside[field, default: ""] += text
    }
  }

  package subscript(field: SealField) -> String? { values[field]?.first }

  /// Nil where something is missing or is not what its line wants.
  package var statement: SealStatement? {
    func number(_ field: SealField) -> Int? { self[field].flatMap { Int($0) } }
    guard number(.version) == SealStatement.version, let office = self[.office],
      let commit = self[.commit], commit.utf8.count == 40, commit.isHex,
      let day = self[.day].flatMap({ Day($0) }), let commits = number(.commits),
      let cases = number(.cases), let steps = number(.steps),
      let attachments = number(.attachments), let files = digest(.filesSHA256),
      let history = digest(.commitsSHA256), let findings = number(.findings),
      let findingsDigest = digest(.findingsSHA256), let previous
    else { return nil }
    var tally = SealStatement.Tally()
    (tally.commits, tally.cases, tally.steps) = (commits, cases, steps)
    tally.attachments = attachments
    var digests = SealStatement.Digests(files: files, commits: history)
    if values[.filesSM3] != nil || values[.commitsSM3] != nil {
      guard let files = digest(.filesSM3), let commits = digest(.commitsSM3) else { return nil }
      digests.sm3 = SealStatement.Digests.Pair(files: files, commits: commits)
    }
    return SealStatement(
      office: office, commit: commit, day: day, tally: tally, digests: digests,
      findings: SealStatement.Findings(count: findings, digest: findingsDigest),
      previous: previous, note: values[.note] ?? [])
  }

  /// The lines that a seal has to have and this has not, or not once.
  package var missing: [SealField] {
    SealField.allCases.filter { !$0.isOptional && values[$0]?.count != 1 }
  }

  private func digest(_ field: SealField) -> String? {
    guard let text = self[field], text.utf8.count == 64, text.isHex else { return nil }
    return text
  }

  private var previous: [SealStatement.Previous]? {
    let (names, commits, digests) = (
      values[.previous] ?? [], values[.previousCommit] ?? [], values[.previousSHA256] ?? []
    )
    guard names.count == commits.count, names.count == digests.count,
      commits.allSatisfy({ $0.utf8.count == 40 && $0.isHex }),
      digests.allSatisfy({ $0.utf8.count == 64 && $0.isHex })
    else { return nil }
    return names.indices.map {
      SealStatement.Previous(name: names[$0], commit: commits[$0], digest: digests[$0])
    }
  }

  /// The lines that say something else than `statement`, of those that are there.
  package func differences(from statement: SealStatement) -> [SealField] {
    let expected = Dictionary(grouping: statement.fields, by: \.field).mapValues { $0.map(\.value) }
    return SealField.allCases.filter { field in
      guard let written = values[field] else { return false }
      return written.map(\.withoutBlanks) != (expected[field] ?? []).map(\.withoutBlanks)
    }
  }
}

extension StringProtocol {
  fileprivate var trimmingBlanks: String {
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(self[first...last])
  }

  fileprivate var withoutBlanks: String { String(filter { !$0.isWhitespace }) }

  /// Digits as they are written down by hand: in groups, perhaps in capitals, after `sha256:`.
  fileprivate var digitsOnly: String {
    let text = withoutBlanks.lowercased()
    return text.hasPrefix("sha256:") ? String(text.dropFirst("sha256:".count)) : text
  }

  fileprivate var isHex: Bool {
    utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }
}
