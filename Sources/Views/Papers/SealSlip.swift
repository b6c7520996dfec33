package import Supervision

/// The slip of a seal (封存凭单), for the paper archive: all that the seal says, so that its text can be made again
/// from the paper alone, and a line for the signature.
package struct SealSlip: Sendable {
  private let statement: SealStatement
  private let digest: String
  private let stamp: Stamp?

  /// Of a time stamp.
  package struct Stamp: Sendable {
    let time, subject, fingerprint: String

    package init(time: String, subject: String, fingerprint: String) {
      (self.time, self.subject, self.fingerprint) = (time, subject, fingerprint)
    }
  }

  /// - Parameter digest: SHA-256 of the text, which is signed and stamped.
  package init(of statement: SealStatement, digest: String, stamp: Stamp?) {
    (self.statement, self.digest, self.stamp) = (statement, digest, stamp)
  }

  /// What stands on it, a name and lines each; digits in groups of four.
  private var entries: [(name: String, lines: [String])] {
    var entries: [(String, [String])] = [(SealField.Beside.tag.rawValue, [statement.name])]
    entries += statement.fields.map { field, value in
      (field.rawValue, field.isDigits ? value.groupedLines : [value])
    }
    entries.append((SealField.Beside.digest.rawValue, digest.groupedLines))
    if let stamp {
      let print = stamp.fingerprint.filter { $0 != ":" }.lowercased().groupedLines
      entries.append(
        (SealField.Beside.timeStamp.rawValue, ["\(stamp.time) \(stamp.subject)"] + print))
    }
    return entries
  }

  private static let short: Set<String> = [
    SealField.version.rawValue, SealField.office.rawValue,
    SealField.day.rawValue, SealField.commits.rawValue, SealField.cases.rawValue,
    SealField.steps.rawValue, SealField.attachments.rawValue, SealField.findings.rawValue,
  ]

  /// Lines of `名称: 值`, as `verify --seal` reads them.
  package var text: String {
    entries.map { "\($0.name): \($0.lines.joined(separator: " "))\n" }.joined()
  }

  /// One page: what is short stands two to a row, the rest below, and who signs at the end.
  package var paper: Paper {
    func cells(_ entry: (name: String, lines: [String])) -> [[Paper.Line]] {
      [["\(entry.name):"], entry.lines].map { lines in
        lines.map { [Paper.Run(text: $0, isData: true)] }
      }
    }
    let (label, half) = (
      Paper.Table.Column(share: 3, isCentred: false), Paper.Table.Column(share: 5, isCentred: false)
    )
    func pairs(_ entries: [(name: String, lines: [String])]) -> Paper.Block {
      let rows = stride(from: 0, to: entries.count - 1, by: 2).map { place in
        cells(entries[place]) + cells(entries[place + 1])
      }
      return .table(
        Paper.Table(columns: [label, half, label, half], rows: rows, isForm: true))
    }
    let check = "一项一行录入文本文件,运行 duban-git verify --seal 文件"
    let long =
      entries.filter { !Self.short.contains($0.name) }
      + [(SealField.Beside.check.rawValue, [check])]
    return Paper(blocks: [
      .title([Paper.Run(text: "封存凭单")]),
      pairs(entries.filter { Self.short.contains($0.name) }),
      .table(
        Paper.Table(
          columns: [label, Paper.Table.Column(share: 13, isCentred: false)],
          rows: long.map(cells), isForm: true)),
      pairs([(SealField.Beside.maker.rawValue, [""]), (SealField.Beside.signed.rawValue, [""])]),
    ])
  }
}

extension String {
  /// Digits in groups of four; those of a digest on two lines.
  fileprivate var groupedLines: [String] {
    let digits = Array(utf8)
    let width = digits.count > 40 ? digits.count / 2 : 40
    return stride(from: 0, to: digits.count, by: width).map { start in
      stride(from: start, to: min(start + width, digits.count), by: 4).map { place in
        String(decoding: digits[place..<min(place + 4, digits.count)], as: UTF8.self)
      }.joined(separator: " ")
    }
  }
}
