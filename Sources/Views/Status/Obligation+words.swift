import Messages
import Supervision

extension DuePoint {
  /// `任务2`, `task 2`
  var whatWords: Phrase {
    guard let task else { return what.words }
    return Phrase(zh: "\(what.words.zh)\(task)", en: "\(what.words.en) \(task)")
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
