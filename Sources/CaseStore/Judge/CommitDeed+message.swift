import Messages
import Supervision

extension CommitDeed {
  /// What the message says otherwise than the commit does, and what is done in one commit that should not
  /// be.
  ///
  /// - Parameter claim: what the message says; nil where that is not asked.
  func findings(claimedAs claim: MessageClaim?) -> [CommitFinding] {
    guard let claim else { return mixedFindings }
    if isMerge { return mergeFindings(claim) }
    let found = findings(claim)
    // Where the trailers differ too, that is said already.
    let differs = found.contains {
      [.trailersDiffer, .messageDiffers].contains($0.diagnostic.rule)
    }
    return mixedFindings + found + (differs ? [] : subjectFindings(claim.subject))
  }

  /// A merge acts for nobody, whatever it says.
  private func mergeFindings(_ claim: MessageClaim) -> [CommitFinding] {
    let (act, number) = (claim.subject.act, claim.subject.number)
    guard !claim.isEmpty || act != nil && number != nil else { return [] }
    return [
      CommitFinding(
        .messageDiffers,
        Phrase(zh: "说明写的是办了一步,实际是合并", en: "says that it does something in a case, and is a merge"),
        isNewer: true)
    ]
  }

  /// What the first line says otherwise than the commit does.
  private func subjectFindings(_ subject: SubjectClaim) -> [CommitFinding] {
    func differ(_ zh: String, _ en: String) -> [CommitFinding] {
      [CommitFinding(.messageDiffers, Phrase(zh: zh, en: en), isNewer: true)]
    }
    if subject.isOfMerge, isOfRecords {
      return differ("说明第一行写的是合并,实际不是", "the first line says that it is a merge, and it is none")
    }
    let isOfTitle = cases.contains { one in
      !subject.rest.isEmpty && one.title?.hasPrefix(subject.rest) == true
    }
    if let act = subject.act, subject.number != nil || subject.rest.isEmpty || isOfTitle,
      !acts.contains(act), !(numbers.isEmpty && subject.number == nil)
    {
      return differ(
        "说明第一行写的是“\(act.actWords.zh)”,实际不是",
        "the first line says \(act.actWords.en), and it is not so")
    }
    if let number = subject.number, !numbers.contains(number), subject.act != nil || isOfRecords {
      return differ(
        "说明第一行写的是 \(number),改动的却不是这一件",
        "the first line says \(number), which is not the case that is changed")
    }
    return []
  }

  /// What it does, as the trailer `Duban-Step` has it.
  private var acts: [String] {
    if isImport { return ["import"] }
    if isRenumbering { return ["renumber", StepKind.correct.rawValue] }
    return steps.isEmpty ? (numbers.isEmpty ? [] : ["edit"]) : steps.map(\.step.kind.rawValue)
  }

  private var mixedFindings: [CommitFinding] {
    guard !isMerge, !isBeginning, rules != .none, !numbers.isEmpty else { return [] }
    return [
      CommitFinding(
        .schemaWithCases,
        rules == .schema
          ? Phrase(
            zh: "schema/ 和案件在同一次提交中改动", en: "schema/ and cases are changed in one commit")
          : Phrase(
            zh: "规矩和案件在同一次提交中改动", en: "rules and cases are changed in one commit"),
        isNewer: rules == .outside)
    ]
  }

  private func findings(_ claim: MessageClaim) -> [CommitFinding] {
    guard !numbers.isEmpty else {
      // A commit that touches no case must not say that it does.
      return differ("Duban-Case", claim.cases, []) + differ("Duban-Step", claim.kinds, [])
        + differ("Duban-File", claim.files, attached.flatMap(\.claims), isNewer: true)
        + differ("Duban-Source", claim.sources, [], isNewer: true)
    }
    return severalSteps(claim) + trailerFindings(claim) + otherAct(claim)
  }

  private func severalSteps(_ claim: MessageClaim) -> [CommitFinding] {
    guard !claim.isImport, !isRenumbering else { return [] }
    if steps.count > 1 {
      return [
        CommitFinding(
          .severalSteps,
          Phrase(zh: "一次提交记了\(steps.count)步", en: "\(steps.count) steps in one commit"))
      ]
    }
    guard numbers.count > 1 else { return [] }
    return [
      CommitFinding(
        .severalSteps,
        Phrase(
          zh: "一次提交动了\(numbers.count)件案件", en: "\(numbers.count) cases in one commit"))
    ]
  }

  private func trailerFindings(_ claim: MessageClaim) -> [CommitFinding] {
    guard !claim.isEmpty else {
      return [
        CommitFinding(
          .trailersMissing,
          Phrase(
            zh: "提交说明没有 Duban-Case、Duban-Step、Duban-Date",
            en: "the message has no Duban-Case, Duban-Step and Duban-Date"))
      ]
    }
    let named = isRenumbering ? numbers.filter { !claim.formerNumbers.contains($0) } : numbers
    var found: [CommitFinding] = []
    if Set(claim.cases) != Set(named) { found += differ("Duban-Case", claim.cases, named.sorted()) }
    if !isRenumbering { found += differ("Duban-Renumbered", claim.formerNumbers, []) }
    found += differ("Duban-File", claim.files, attached.flatMap(\.claims), isNewer: true)
    found += sourceFindings(claim)
    if claim.isImport { return found }
    let acts =
      isRenumbering
      ? ["renumber"] : steps.isEmpty ? ["edit"] : steps.map(\.step.kind.rawValue)
    found += differ("Duban-Step", claim.kinds, acts)
    let days = steps.map { "\($0.step.day)" }
    if !steps.isEmpty, !(isRenumbering && claim.days.isEmpty) {
      found += differ("Duban-Date", claim.days, days)
    }
    return found
  }

  /// Only a step that was taken from a file (来源) names one, by its name and digest.
  private func sourceFindings(_ claim: MessageClaim) -> [CommitFinding] {
    let isTaken = steps.contains { $0.step.origin != nil }
    let named = claim.sources.filter { source in
      isTaken && source.split(separator: " ").last.flatMap { Checksum(String($0)) } != nil
    }
    return differ("Duban-Source", claim.sources, Array(named.prefix(1)), isNewer: true)
  }

  /// What a commit is follows from its trees, whatever it calls itself.
  private func otherAct(_ claim: MessageClaim) -> [CommitFinding] {
    guard claim.isImport && !isImport || claim.isRenumber && !isRenumbering else { return [] }
    let (zh, en) =
      claim.isImport ? ("导入", "an import") : ("改号", "a renumbering")
    return [
      CommitFinding(
        .messageDiffers,
        Phrase(zh: "说明写的是\(zh),改动的却不是", en: "calls itself \(en), and is none"),
        isNewer: true)
    ]
  }

  private func differ(
    _ key: String, _ said: [String], _ done: [String], isNewer: Bool = false
  ) -> [CommitFinding] {
    guard said.sorted() != done.sorted() else { return [] }
    func list(_ values: [String]) -> String {
      values.prefix(5).joined(separator: ", ") + (values.count > 5 ? ", …" : "")
    }
    let (said, done) = (list(said), list(done))
    return [
      CommitFinding(
        .trailersDiffer,
        done.isEmpty
          ? Phrase(zh: "\(key) 写的是“\(said)”,实际没有", en: "\(key) says \"\(said)\", and it is not so")
          : Phrase(
            zh: "\(key) 写的是“\(said)”,实际是“\(done)”",
            en: "\(key) says \"\(said)\", the change is \"\(done)\""), isNewer: isNewer)
    ]
  }
}

extension String {
  /// An act in words.
  fileprivate var actWords: Phrase {
    switch self {
    case "edit": Phrase(zh: "修订", en: "修订 (edit)")
    case "renumber": Phrase(zh: "改号", en: "改号 (renumber)")
    case "import": Phrase(zh: "导入", en: "导入 (import)")
    default:
      StepKind(rawValue: self).map { Phrase(zh: $0.name, en: "\($0.name) (\(self))") }
        ?? Phrase(zh: self, en: self)
    }
  }
}

extension CaseDeed {
  fileprivate var title: String? {
    switch self {
    case .extended(let file, _), .removed(let file): file.subject.header.shownTitle
    case .revised(let revision): revision.new.subject.header.shownTitle
    case .joined, .taken: nil
    }
  }
}
