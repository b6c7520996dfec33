import Supervision
import XMLReader

/// How numbers of a workbook read: which of its formats are of days, and from when days count.
struct CellFormats {
  /// By the number of the cell's format.
  private var areDates: [Bool] = []
  /// Whether day 0 is 1904-01-01, as on old Macintoshes.
  var countsFrom1904 = false

  /// - Parameter bytes: `xl/styles.xml`; nil where there is none.
  init(_ bytes: [UInt8]?) throws(WorkbookError) {
    guard let bytes else { return }
    var codes: [Int: String] = [:]
    var formats: [Int] = []
    var isInside = false
    try XMLEvent.read(bytes, of: "styles.xml") { event throws(WorkbookError) in
      switch event {
      case .start("numFmt", let attributes):
        if let id = attributes["numFmtId"].flatMap({ Int($0) }) {
          codes[id] = attributes["formatCode"] ?? ""
        }
      case .start("cellXfs", _): isInside = true
      case .end("cellXfs"): isInside = false
      case .start("xf", let attributes) where isInside:
        formats.append(attributes["numFmtId"].flatMap { Int($0) } ?? 0)
      case .start, .end, .text: break
      }
    }
    areDates = formats.map { id in codes[id].map(Self.isDate) ?? Self.isBuiltInDate(id) }
  }

  /// ECMA-376 part 1, 18.8.30, with those of East Asia.
  private static func isBuiltInDate(_ id: Int) -> Bool {
    (14...22).contains(id) || (27...36).contains(id) || (45...47).contains(id)
      || (50...58).contains(id)
  }

  /// Whether a format shows parts of a day: outside of quotes, brackets and escapes.
  private static func isDate(_ code: String) -> Bool {
    var isQuoted = false
    var isBracketed = false
    var isEscaped = false
    for character in code {
      if isEscaped {
        isEscaped = false
      } else if character == "\"" {
        isQuoted.toggle()
      } else if isQuoted {
        continue
      } else if "\\_*".contains(character) {
        isEscaped = true
      } else if character == "[" || character == "]" {
        isBracketed = character == "["
      } else if !isBracketed, "yYmMdDhHsS".contains(character) {
        return true
      }
    }
    return false
  }

  /// A number as it reads: `43303` as `2018-07-22` in a format of days, with the time if it has one.
  func text(of number: String, format: Int) -> String {
    guard let value = Double(number), value.isFinite else { return number }
    if areDates.indices.contains(format), areDates[format], let day = date(value) { return day }
    // What is exact as a whole number is one.
    return value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : "\(value)"
  }

  /// Nil for what is no day: Excel's 1900-02-29, times of day, and what no calendar holds.
  private func date(_ serial: Double) -> String? {
    guard serial >= 1, serial < 2_958_466 else { return nil }
    let seconds = Int((serial * 86_400).rounded())
    let (count, second) = seconds.quotientAndRemainder(dividingBy: 86_400)
    // Excel counts a 29 February 1900, which is day 60.
    guard countsFrom1904 || count != 60 else { return nil }
    let day = Day(ordinal: count - (countsFrom1904 ? 24_107 : count < 60 ? 25_568 : 25_569))
    guard second > 0 else { return "\(day)" }
    let (hour, minute) = (second / 3600, second / 60 % 60)
    return "\(day) \(hour):\(minute < 10 ? "0" : "")\(minute)"
  }
}
