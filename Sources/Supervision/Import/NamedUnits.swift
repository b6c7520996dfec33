/// The units that one cell names: `省水利厅、省公安厅`, `牵头:省水利厅 配合:省公安厅`,
/// `省水利厅(牵头)/省公安厅`, `省水利厅会同省公安厅`.
struct NamedUnits: Equatable {
  /// In their order, those that lead first.
  var leads: [String] = []
  var others: [String] = []

  private enum Role { case lead, other }

  /// Before a colon, before brackets' end, or at the end of a name.
  private static let words: [(word: String, role: Role)] = [
    ("牵头责任单位", .lead), ("牵头单位", .lead), ("牵头部门", .lead), ("主办单位", .lead), ("主责单位", .lead),
    ("责任单位", .lead), ("承办单位", .lead), ("负责单位", .lead), ("牵头负责", .lead), ("负责牵头", .lead),
    ("牵头", .lead),
    ("主办", .lead), ("主责", .lead), ("协办单位", .other), ("配合单位", .other), ("参与单位", .other),
    ("参加单位", .other),
    ("协助单位", .other), ("配合部门", .other), ("协办", .other), ("配合", .other), ("参与", .other),
    ("协助", .other),
    ("会办", .other),
  ]

  /// - Parameter isLed: whether the first that says nothing of it leads, as in a column of leads.
  init(_ text: String, isLed: Bool) {
    var role: Role?
    for piece in Self.pieces(of: text) {
      var (name, own) = (piece, Role?.none)
      for (word, meant) in Self.words where own == nil {
        for colon in [":", "："] where name.hasPrefix(word + colon) {
          name = name.dropFirst(word.count + 1).trimmed
          (role, own) = (meant, meant)
        }
        for (open, close) in [("(", ")"), ("（", "）")] where name.hasSuffix(open + word + close) {
          name = name.dropLast(word.count + 2).trimmed
          own = meant
        }
        if own == nil, name.hasSuffix(word), name.count > word.count + 1 {
          name = name.dropLast(word.count).trimmed
          own = meant
        }
      }
      for end in ["等部门", "等单位", "等"] where name.hasSuffix(end) && name.count > end.count + 1 {
        name = String(name.dropLast(end.count))
        break
      }
      guard !name.isEmpty, !leads.contains(name), !others.contains(name) else { continue }
      switch own ?? role {
      case .lead: leads.append(name)
      case .other: others.append(name)
      case nil:
        if isLed, leads.isEmpty, others.isEmpty { leads.append(name) } else { others.append(name) }
      }
    }
    // Whoever stands first leads, where the one marked so comes later.
    if isLed, leads.isEmpty, !others.isEmpty, role == nil { leads.append(others.removeFirst()) }
  }

  var all: [String] { leads + others }

  /// The names and the words before them, parted at the signs that offices use; none inside brackets.
  private static func pieces(of text: String) -> [String] {
    var pieces: [String] = []
    var piece = ""
    var depth = 0
    // 会同县 is a place.
    for character in text.replacing(/会同(?!县)/, with: "、") {
      if "(（".contains(character) { depth += 1 }
      if ")）".contains(character) { depth -= 1 }
      if depth <= 0, "、，,；;/／|｜\n\r\t".contains(character) || character.isNewline {
        pieces.append(piece)
        piece = ""
      } else {
        piece.append(character)
      }
    }
    return (pieces + [piece]).flatMap(words(of:)).flatMap(parted).map { $0.trimmed }.filter {
      !$0.isEmpty
    }
  }

  /// At blanks, unless they only fill the cell (`水 利 厅`).
  private static func words(of piece: String) -> [String] {
    let words = piece.split(whereSeparator: \.isWhitespace).map(String.init)
    let isPadded = words.contains { $0.count == 1 }
    return isPadded ? [words.joined()] : words
  }

  /// `牵头:甲配合:乙` before each word with a colon.
  private static func parted(_ piece: String) -> [String] {
    var pieces: [String] = []
    var begun = piece.startIndex
    var place = piece.startIndex
    while place < piece.endIndex {
      let rest = piece[place...]
      let word = words.first { rest.hasPrefix($0.word + ":") || rest.hasPrefix($0.word + "：") }
      if let word {
        pieces.append(String(piece[begun..<place]))
        begun = place
        place = piece.index(place, offsetBy: word.word.count + 1)
      } else {
        place = piece.index(after: place)
      }
    }
    return pieces + [String(piece[begun...])]
  }
}
