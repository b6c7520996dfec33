/// Numbers as they are written in Chinese.
enum ChineseNumeral {
  static let signs: Set<Character> = Set("〇○零一二两三四五六七八九十")

  private static let digits: [Character: Int] = [
    "〇": 0, "○": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7,
    "八": 8, "九": 9,
  ]

  /// 一 to 九十九. Not 二三, which is two or three.
  static func value(of numeral: Substring) -> Int? {
    let parts = numeral.split(separator: "十", omittingEmptySubsequences: false)
    func digit(_ part: Substring) -> Int? {
      part.count == 1 ? part.first.flatMap { digits[$0] }.flatMap { $0 > 0 ? $0 : nil } : nil
    }
    switch parts.count {
    case 1: return digit(parts[0])
    case 2:
      guard let tens = parts[0].isEmpty ? 1 : digit(parts[0]),
        let ones = parts[1].isEmpty ? 0 : digit(parts[1])
      else { return nil }
      return tens * 10 + ones
    default: return nil
    }
  }

  /// 二〇一八: digit by digit, as years are written.
  static func year(of numeral: Substring) -> Int? {
    let all = numeral.compactMap { digits[$0] }
    guard numeral.count == 4, all.count == 4 else { return nil }
    return all.reduce(0) { $0 * 10 + $1 }
  }
}
