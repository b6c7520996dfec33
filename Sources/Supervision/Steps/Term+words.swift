package import Messages

extension Term {
  /// As people read it: `办理中`, `under review`.
  package var words: Phrase { Phrase(zh: name, en: rawValue.identifierAsWords) }
}

extension String {
  /// `underReview` as `under review`.
  package var identifierAsWords: String {
    var bytes: [UInt8] = []
    // Identifiers are ASCII.
    for byte in utf8 {
      if (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) {
        bytes += [UInt8(ascii: " "), byte | 0x20]
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension Limit {
  /// The wording in Chinese, which is what people are held to; what it means in English.
  package var words: Phrase {
    func count(_ number: Int, _ noun: String) -> String {
      "\(number) \(noun)\(number == 1 ? "" : "s")"
    }
    let english =
      switch measure {
      case .workingDays(let number): count(number, "working day")
      case .days(let number): count(number, "day")
      case .months(let number): count(number, "month")
      case .sameDay: "the same day"
      case .date(let day): day.description
      }
    return Phrase(zh: wording, en: english)
  }
}

extension Cycle {
  /// As people read it: `每两周`, `fortnightly`.
  package var words: Phrase {
    let english =
      switch self {
      case .once: "once"
      case .daily: "daily"
      case .weekly: "weekly"
      case .fortnightly: "fortnightly"
      case .monthly: "monthly"
      case .quarterly: "quarterly"
      case .monthlyBy(let day): "monthly by day \(day)"
      }
    return Phrase(zh: name, en: english)
  }
}
