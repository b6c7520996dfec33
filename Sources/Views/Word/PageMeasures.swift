/// Lengths on paper, in twentieths of a point, as Word has them.
struct Twips: Sendable, Hashable {
  let count: Int

  init(_ count: Int) {
    self.count = count
  }

  init(millimetres: Double) {
    count = Int((millimetres * 1440 / 25.4).rounded())
  }

  init(points: Double) {
    count = Int((points * 20).rounded())
  }

  static func + (lhs: Twips, rhs: Twips) -> Twips { Twips(lhs.count + rhs.count) }
  static func - (lhs: Twips, rhs: Twips) -> Twips { Twips(lhs.count - rhs.count) }
}

extension Twips: CustomStringConvertible {
  var description: String { "\(count)" }
}

/// Lengths of drawings: 36,000 to a millimetre.
struct Emus: Sendable, Hashable, CustomStringConvertible {
  let count: Int

  init(millimetres: Double) {
    count = Int((millimetres * 36_000).rounded())
  }

  var description: String { "\(count)" }
}

/// The page of GB/T 9704-2012: A4, a text block of 156 mm by 225 mm, 22 lines of 28 characters.
enum PageMeasures {
  static let width = Twips(11_906)
  static let height = Twips(16_838)
  static let top = Twips(millimetres: 37)
  static let left = Twips(millimetres: 28)
  /// 156 mm and a little: what 28 characters take at a pitch of whole twips, and what a program may
  /// lose by rounding.
  static let textWidth = Twips(28 * 316 + 8)
  static let right = width - left - textWidth
  static let bottom = height - top - Twips(millimetres: 225)

  /// A twenty-second of 225 mm, rounded down so that 22 lines fit.
  static let linePitch = Twips(579)
  /// A twenty-eighth of 156 mm, in twips.
  ///
  /// The space after a character, -4 in the styles, takes from the size what is too much. Word's grid
  /// of characters would do the same, but LibreOffice gives each character that is wider than a
  /// cell, as these are, two cells.
  static let characterPitch = 316.0
  /// 三号, the size of the text.
  static let textSize = 16.0
  /// 二号 小标宋: at most so many to a line.
  static let titleCharacters = 20

  /// A form is no 公文: its text block is 247 mm high, so that an ordinary one is a single page.
  static let formTop = Twips(millimetres: 25)
  static let formBottom = height - formTop - Twips(millimetres: 247)

  /// 7 mm below the text block to the dashes beside the page number, in 四号: half a character more
  /// to the line's foot.
  static func footer(below bottom: Twips) -> Twips {
    bottom - Twips(millimetres: 7) - Twips(points: 7)
  }

  /// Seven eighths of a character of 三号, between a red line and text, less what a line has above
  /// its characters: programs set a line's foot a fifth of its height below the writing.
  static let besideRedLine = Twips(points: textSize * 7 / 8 - (28.95 * 0.8 - textSize * 0.86))

  /// Nothing stands there.
  static let headerTop = Twips(millimetres: 15)

  static func characters(_ count: Double) -> Twips {
    Twips(Int((count * characterPitch).rounded()))
  }
}

/// 信函格式, GB/T 9704-2012, 10.1. Millimetres from the page's upper left corner.
struct Letterhead: Sendable {
  struct Bar: Sendable, Hashable {
    let top: Double
    let thickness: Double
  }

  static let nameTop = 30.0
  static let lineWidth = 170.0
  static let lineLeft = (210 - lineWidth) / 2
  /// The upper one of the lower line's 20 mm.
  static let lowerLineBottom = 297.0 - 20
  private static let thick = 0.8
  private static let thin = 0.3
  private static let gap = 0.5

  /// Points. One that lets the name stand on one line of the text block.
  let nameSize: Double

  init(name: String) {
    let units = max(1, name.printedWidth)
    let fitting = Double(PageMeasures.textWidth.count) / 20 / units
    nameSize = min(36, (fitting * 2).rounded(.down) / 2)
  }

  /// What a character of the name takes from its upper to its lower edge: it does not fill its square.
  private var nameHeight: Double { nameSize * 0.92 * 25.4 / 72 }
  private var upperLineTop: Double { Self.nameTop + nameHeight + 4 }

  /// Thick over thin below the name; thin over thick at the foot.
  var bars: [Bar] {
    let foot = Self.lowerLineBottom
    return [
      Bar(top: upperLineTop, thickness: Self.thick),
      Bar(top: upperLineTop + Self.thick + Self.gap, thickness: Self.thin),
      Bar(top: foot - Self.thick - Self.gap - Self.thin, thickness: Self.thin),
      Bar(top: foot - Self.thick, thickness: Self.thick),
    ]
  }

  var upperLineBottom: Double { upperLineTop + Self.thick + Self.gap + Self.thin }
}

extension String {
  /// The width in full characters; Latin letters and digits take half of one.
  var printedWidth: Double {
    unicodeScalars.reduce(0) { $0 + ($1.value < 0x80 ? 0.5 : 1) }
  }
}
