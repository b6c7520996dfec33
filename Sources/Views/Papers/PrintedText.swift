import Messages
import Supervision

// How facts stand in a Chinese paper.

extension Day {
  /// `2018年7月24日`, as GB/T 9704 has dates.
  var spelled: String {
    let parts = components
    return "\(parts.year)年\(parts.month)月\(parts.day)日"
  }
}

extension Day? {
  /// Empty where there is no day.
  var spelled: String { self?.spelled ?? "" }
}

extension Urgency {
  /// 紧急程度 as it is marked on a paper (党政机关公文处理工作条例, 9); empty for an ordinary one.
  var mark: String {
    switch self {
    case .mostUrgent: "特急"
    case .urgent: "加急"
    case .ordinary: ""
    }
  }
}

extension Office {
  /// What the office calls itself: `我室`.
  var ownName: String {
    guard let last = name.last, "室局处科办组委厅部".contains(last) else { return "我机关" }
    return "我\(last)"
  }
}

extension String {
  /// On one line, its punctuation full-width where it stands beside Chinese.
  var asPrinted: String { oneLine.fullWidthPunctuated }

  /// Without the stop at its end, for a place where the sentence goes on.
  var withoutStop: String {
    var text = self[...]
    while let last = text.last, "。.；;，, \n\r\n".contains(last) { text.removeLast() }
    return String(text)
  }

  /// Half-width punctuation beside a Chinese character in its full-width form: `查,办` as `查，办`.
  /// Between digits and Latin letters (`12:30`, `a,b`) it stays.
  var fullWidthPunctuated: String {
    guard utf8.contains(where: { ",;:?!()".utf8.contains($0) }) else { return self }
    let scalars = Array(unicodeScalars)
    var text = ""
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      index += 1
      guard let wide = scalar.fullWidth else {
        text.unicodeScalars.append(scalar)
        continue
      }
      let before = index >= 2 ? scalars[index - 2] : nil
      let after = scalars[index...].first { $0 != " " }
      guard before?.isChinese == true || after?.isChinese == true else {
        text.unicodeScalars.append(scalar)
        continue
      }
      text.unicodeScalars.append(wide)
      while index < scalars.count, scalars[index] == " " { index += 1 }
    }
    return text
  }
}

extension Unicode.Scalar {
  fileprivate var fullWidth: Unicode.Scalar? {
    switch self {
    case ",": "，"
    case ";": "；"
    case ":": "："
    case "?": "？"
    case "!": "！"
    case "(": "（"
    case ")": "）"
    default: nil
    }
  }

  /// A Chinese character, or the punctuation that stands with it.
  fileprivate var isChinese: Bool {
    switch value {
    case 0x2018...0x201D, 0x2E80...0xFFEF, 0x20000...0x3FFFF: true
    default: false
    }
  }
}

extension String {
  /// For a place between quotes, where others are single ones.
  var quotedWithin: String {
    String(map { $0 == "“" ? "‘" : $0 == "”" ? "’" : $0 })
  }
}
