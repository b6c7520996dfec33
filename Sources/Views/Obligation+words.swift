import FrontMatter
import Supervision

extension Obligation {
  /// What is owed, in words: `报责任人`, `name officer`.
  var words: Phrase { Phrase(zh: name, en: rawValue.identifierAsWords) }
}

extension DuePoint {
  /// `任务2`, `task 2`
  var whatWords: Phrase {
    guard let task else { return what.words }
    return Phrase(zh: "\(what.words.zh)\(task)", en: "\(what.words.en) \(task)")
  }
}

extension Term {
  /// As people read it: `办理中`, `under review`.
  var words: Phrase { Phrase(zh: name, en: rawValue.identifierAsWords) }
}

extension String {
  /// `underReview` as `under review`.
  var identifierAsWords: String {
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

extension Day {
  /// `2018年8月6日 星期一`, `Monday, 2018-08-06`
  var spelledOut: Phrase {
    let parts = components
    let zh = ["一", "二", "三", "四", "五", "六", "日"][weekday - 1]
    let en = [
      "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    ][weekday - 1]
    return Phrase(
      zh: "\(parts.year)年\(parts.month)月\(parts.day)日 星期\(zh)", en: "\(en), \(description)")
  }
}
