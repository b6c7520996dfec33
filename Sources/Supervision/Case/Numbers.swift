/// 编号: `2018-0007`. The year and four or more digits.
package struct CaseNumber: Sendable, Hashable, Comparable, CustomStringConvertible {
  package let year: Int
  package let sequence: Int
  package let description: String

  /// Nil unless the text is exactly a case number.
  package init?(_ text: String) {
    let bytes = text.utf8.span
    guard (9...14).contains(bytes.count), bytes[4] == UInt8(ascii: "-"),
      let year = bytes.extracting(0..<4).number, let sequence = bytes.extracting(5...).number
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

extension Span<UInt8> {
  /// The number whose digits these are; nil where there are others, or none. At most nine.
  var number: Int? {
    guard (1...9).contains(count) else { return nil }
    var number = 0
    for index in indices {
      guard (0x30...0x39).contains(self[index]) else { return nil }
      number = number * 10 + Int(self[index] - 0x30)
    }
    return number
  }

  /// Where a character of three bytes first stands.
  fileprivate func firstIndex(of character: Character) -> Int? {
    let wanted = Array(character.utf8)
    for index in 0..<Swift.max(count - 2, 0)
    where self[index] == wanted[0] && self[index + 1] == wanted[1] && self[index + 2] == wanted[2] {
      return index
    }
    return nil
  }
}

/// 发文字号: 机关代字〔年份〕序号号, a full year in hexagonal brackets, no leading zero, no 第
/// (GB/T 9704-2012, 7.2.5).
package struct LetterNumber: Sendable, Hashable {
  package let code: String
  package let year: Int
  package let sequence: Int

  package init?(_ text: String) {
    let bytes = text.utf8.span
    // 〔 and 〕 have three bytes each, and so has 号.
    guard let open = bytes.firstIndex(of: "〔"), open > 0, open + 10 <= bytes.count,
      bytes.firstIndex(of: "〕") == open + 7, bytes.firstIndex(of: "号") == bytes.count - 3
    else { return nil }
    let number = bytes.extracting((open + 10)..<(bytes.count - 3))
    guard (1...6).contains(number.count), number[0] != 0x30, let sequence = number.number,
      let year = bytes.extracting((open + 3)..<(open + 7)).number
    else { return nil }
    code = String(decoding: text.utf8.prefix(open), as: UTF8.self)
    self.year = year
    self.sequence = sequence
  }

  /// What a number is told from others by: however it is spelled, with blanks, in full width, in other
  /// brackets, with leading zeros or 第, it is the same letter's.
  static func key(of text: String) -> String {
    let isPlain = !text.utf8.contains { $0 <= 0x20 || $0 == 0xC2 || $0 == 0xE2 || $0 == 0xEF }
    if isPlain, LetterNumber(text) != nil { return text }
    return mended(text) ?? Spelling.halfWidth(text)
  }

  /// What a loose writing surely means: `×督函[2018]31号`, `(2018)`, `【2018】`, `第31号`, `031号`.
  static func mended(_ text: String) -> String? {
    var mended = ""
    for character in Spelling.halfWidth(text) where character != "第" {
      switch character {
      case "[", "(", "【", "﹝", "〖", "{", "〘", "〚", "❲", "<", "〈", "《": mended.append("〔")
      case "]", ")", "】", "﹞", "〗", "}", "〙", "〛", "❳", ">", "〉", "》": mended.append("〕")
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
