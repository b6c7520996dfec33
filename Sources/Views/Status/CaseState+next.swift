package import Messages
package import Supervision

extension CaseState {
  /// What is owed next, as it is told after a step: `接下来:省教育厅 报责任人,2018-09-04前(还剩3个工作日)`.
  package var nextWords: Phrase {
    guard let next else {
      return Phrase(zh: "接下来:没有要办的了", en: "next: nothing is owed any more")
    }
    // Several units often owe the same by the same day.
    let who = duePoints.filter {
      $0.what == next.what && $0.task == next.task && $0.due == next.due
    }
    .map(\.who)
    let (day, reason) = (next.due?.day, next.reason)
    return Phrase(
      zh: "接下来:\(who.joined(separator: "、")) \(next.whatWords.zh)"
        + (day.map { ",\($0)前" } ?? "") + (reason.map { "(\($0.zh))" } ?? ""),
      en: "next: \(who.joined(separator: ", ")): \(next.whatWords.en)"
        + (day.map { " by \($0)" } ?? "") + (reason.map { " (\($0.en))" } ?? ""))
  }
}
