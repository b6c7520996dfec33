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
      entries.append((SealField.Beside.timeStamp.rawValue, [stamp.time, stamp.subject] + print))
    }
    return entries
  }

  /// Lines of `名称: 值`, as `verify --seal` reads them.
  package var text: String {
    entries.map { "\($0.name): \($0.lines.joined(separator: " "))\n" }.joined()
  }

  /// One page.
  package var paper: Paper {
    func line(_ text: String) -> Paper.Line { [Paper.Run(text: text, isData: true)] }
    let rows = entries.map { entry in [[line("\(entry.name):")], entry.lines.map(line)] }
    return Paper(blocks: [
      .title([Paper.Run(text: "封存凭单")]),
      .table(
        Paper.Table(
          columns: [.init(share: 3, isCentred: false), .init(share: 10, isCentred: false)],
          rows: rows, isForm: true)),
      .paragraph(
        [Paper.Run(text: "核对:把以上各行照样录入文件,运行 duban-git verify --seal 文件;空格、换行不计。")], .form),
      .paragraph([Paper.Run(text: "封存人:                      日期:")], .form),
    ])
  }
}

extension String {
  /// Digits in groups of four, at most eight groups a line.
  fileprivate var groupedLines: [String] {
    let digits = Array(utf8)
    return stride(from: 0, to: digits.count, by: 32).map { start in
      stride(from: start, to: min(start + 32, digits.count), by: 4).map { place in
        String(decoding: digits[place..<min(place + 4, digits.count)], as: UTF8.self)
      }.joined(separator: " ")
    }
  }
}
