/// 编号: `2018-0007`. The year and four or more digits.
package struct CaseNumber: Sendable, Hashable, Comparable, CustomStringConvertible {
  package let year: Int
  package let sequence: Int
  package let description: String

  /// Nil unless the text is exactly a case number.
  package init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].utf8.count == 4, (4...9).contains(parts[1].utf8.count),
      text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") }),
      let year = Int(parts[0]), let sequence = Int(parts[1])
    else { return nil }
    self.year = year
    self.sequence = sequence
    description = text
  }

  package init(year: Int, sequence: Int) {
    self.year = year
    self.sequence = sequence
    let digits = "\(sequence)"
    let zeros = String(repeating: "0", count: max(0, 4 - digits.utf8.count))
    description = "\(year)-\(zeros)\(digits)"
  }

  package static func < (lhs: CaseNumber, rhs: CaseNumber) -> Bool {
    (lhs.year, lhs.sequence) < (rhs.year, rhs.sequence)
  }
}

/// 发文字号: 机关代字〔年份〕序号号, a full year in hexagonal brackets, no leading zero, no 第
/// (GB/T 9704-2012, 7.2.5).
package struct LetterNumber: Sendable, Hashable {
  package let code: String
  package let year: Int
  package let sequence: Int

  package init?(_ text: String) {
    guard let open = text.firstIndex(of: "〔"), let close = text.firstIndex(of: "〕"), open < close,
      text.last == "号"
    else { return nil }
    let year = text[text.index(after: open)..<close]
    let number = text[text.index(after: close)...].dropLast()
    guard open > text.startIndex, year.utf8.count == 4, number.utf8.count <= 6,
      year.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      number.utf8.allSatisfy({ (0x30...0x39).contains($0) }), number.utf8.first != 0x30,
      let yearValue = Int(year), let sequence = Int(number)
    else { return nil }
    code = String(text[..<open])
    self.year = yearValue
    self.sequence = sequence
  }

  /// What a loose writing surely means: `×督函[2018]31号`, `(2018)`, `【2018】`, `第31号`, `031号`.
  static func mended(_ text: String) -> String? {
    var mended = ""
    for character in Spelling.halfWidth(text) where character != "第" {
      switch character {
      case "[", "(", "【", "﹝", "〖", "{": mended.append("〔")
      case "]", ")", "】", "﹞", "〗", "}": mended.append("〕")
      default: mended.append(character)
      }
    }
    if let close = mended.firstIndex(of: "〕") {
      let number = mended[mended.index(after: close)...].drop { $0 == "0" }
      mended = String(mended[...close] + number)
      if mended.last != "号" { mended.append("号") }
    }
    return LetterNumber(mended) == nil ? nil : mended
  }
}
