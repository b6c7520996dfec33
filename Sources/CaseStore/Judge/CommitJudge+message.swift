import Messages
import Supervision

extension CommitJudge {
  /// Judges whether the message says what the commit does to cases.
  mutating func judgeMessage(
    _ claim: MessageClaim, _ touched: [TouchedCase], _ added: [WrittenStep], isRenumbered: Bool,
    in judged: JudgedCommit
  ) {
    if !claim.isImport, !isRenumbered {
      if added.count > 1 {
        report(
          .severalSteps,
          Phrase(
            zh: "一次提交记了\(added.count)步", en: "\(added.count) steps in one commit"), in: judged)
      } else if touched.count > 1 {
        report(
          .severalSteps,
          Phrase(
            zh: "一次提交动了\(touched.count)件案件", en: "\(touched.count) cases in one commit"),
          in: judged)
      }
    }
    guard !claim.isEmpty else {
      report(
        .trailersMissing,
        Phrase(
          zh: "提交说明没有 Duban-Case、Duban-Step、Duban-Date",
          en: "the message has no Duban-Case, Duban-Step and Duban-Date"), in: judged)
      return
    }
    let numbers = touched.map(\.number)
    let named = isRenumbered ? numbers.filter { !claim.formerNumbers.contains($0) } : numbers
    if Set(claim.cases) != Set(named) {
      differ("Duban-Case", claim.cases, named.sorted(), in: judged)
    }
    if !isRenumbered, !claim.formerNumbers.isEmpty {
      differ("Duban-Renumbered", claim.formerNumbers, [], in: judged)
    }
    if claim.isImport { return }
    let acts = added.isEmpty ? ["edit"] : added.map(\.step.kind.rawValue)
    if !isRenumbered, claim.kinds.sorted() != acts.sorted() {
      differ("Duban-Step", claim.kinds, acts, in: judged)
    }
    let days = added.map { "\($0.step.day)" }
    if !added.isEmpty, claim.days.sorted() != days.sorted(), !(isRenumbered && claim.days.isEmpty) {
      differ("Duban-Date", claim.days, days, in: judged)
    }
  }

  /// What a commit is follows from its trees, whatever it calls itself.
  mutating func reportOtherAct(_ claim: MessageClaim, in judged: JudgedCommit) {
    let (zh, en) =
      claim.isImport ? ("导入", "an import") : ("改号", "a renumbering")
    report(
      .messageDiffers,
      Phrase(zh: "说明写的是\(zh),改动的却不是", en: "calls itself \(en), and is none"), in: judged,
      isNewer: true)
  }

  /// A commit that touches no case must not say that it does.
  mutating func judgeEmpty(_ claim: MessageClaim, _ judged: JudgedCommit) {
    if !claim.cases.isEmpty { differ("Duban-Case", claim.cases, [], in: judged) }
    if !claim.kinds.isEmpty { differ("Duban-Step", claim.kinds, [], in: judged) }
  }

  private mutating func differ(
    _ key: String, _ said: [String], _ done: [String], in judged: JudgedCommit
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
          en: "\(key) says \"\(said)\", the change is \"\(done)\""), in: judged)
  }
}
