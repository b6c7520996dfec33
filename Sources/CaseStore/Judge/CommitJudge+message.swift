import Git
import Messages
import Supervision

extension CommitJudge {
  /// Judges whether the message says what the commit does to cases.
  mutating func judgeMessage(
    _ claim: Claim, _ touched: [TouchedCase], _ added: [RecordedStep], isRenumbered: Bool,
    in scene: Scene
  ) {
    if !claim.isImport, !isRenumbered {
      if added.count > 1 {
        report(
          .severalSteps,
          Phrase(
            zh: "一次提交记了\(added.count)步", en: "\(added.count) steps in one commit"), in: scene)
      } else if touched.count > 1 {
        report(
          .severalSteps,
          Phrase(
            zh: "一次提交动了\(touched.count)件案件", en: "\(touched.count) cases in one commit"),
          in: scene)
      }
    }
    guard !claim.isEmpty else {
      report(
        .trailersMissing,
        Phrase(
          zh: "提交说明没有 Duban-Case、Duban-Step、Duban-Date",
          en: "the message has no Duban-Case, Duban-Step and Duban-Date"), in: scene)
      return
    }
    let numbers = touched.map(\.number)
    let named = isRenumbered ? numbers.filter { !claim.formerNumbers.contains($0) } : numbers
    if Set(claim.cases) != Set(named) {
      differ("Duban-Case", claim.cases, named.sorted(), in: scene)
    }
    if !isRenumbered, !claim.formerNumbers.isEmpty {
      differ("Duban-Renumbered", claim.formerNumbers, [], in: scene)
    }
    if claim.isImport { return }
    let acts = added.isEmpty ? ["edit"] : added.map(\.step.kind.rawValue)
    if !isRenumbered, claim.kinds.sorted() != acts.sorted() {
      differ("Duban-Step", claim.kinds, acts, in: scene)
    }
    let days = added.map { "\($0.step.day)" }
    if !added.isEmpty, claim.days.sorted() != days.sorted(), !(isRenumbered && claim.days.isEmpty) {
      differ("Duban-Date", claim.days, days, in: scene)
    }
  }

  /// A commit that touches no case must not say that it does.
  mutating func judgeEmpty(_ claim: Claim, _ scene: Scene) {
    if !claim.cases.isEmpty { differ("Duban-Case", claim.cases, [], in: scene) }
    if !claim.kinds.isEmpty { differ("Duban-Step", claim.kinds, [], in: scene) }
  }

  private mutating func differ(
    _ key: String, _ said: [String], _ done: [String], in scene: Scene
  ) {
    func list(_ values: [String]) -> String {
      values.prefix(5).joined(separator: ", ") + (values.count > 5 ? ", …" : "")
    }
    let (said, done) = (list(said), list(done))
    report(
      .trailersDiffer,
      done.isEmpty
        ? Phrase(zh: "\(key) 写的是“\(said)”,实际没有", en: "\(key) says \"\(said)\", and it is not so")
        : Phrase(
          zh: "\(key) 写的是“\(said)”,实际是“\(done)”",
          en: "\(key) says \"\(said)\", the change is \"\(done)\""), in: scene)
  }
}
