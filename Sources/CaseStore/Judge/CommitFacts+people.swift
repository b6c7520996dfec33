import Messages
import Supervision

extension CommitFacts {
  /// What keeps those who write and make the commit from it, and what is to be remarked on.
  var peopleFindings: [CommitFinding] {
    guard deed.isOfRecords || deed.joinsRules else { return strangers }
    if deed.isMerge {
      return unlisted + (deed.choosesRules ? lacking(.changeRules, isNewer: true) : [])
    }
    let acts = deed.isImport ? lackingToImport : lackingForSteps + lackingForEdits
    let ruling =
      deed.rules == .none ? [] : lacking(.changeRules, isNewer: deed.rules == .outside)
    let other = people.recordedForAnother(deed.isImport ? [] : deed.steps.map(\.step))
      .map { CommitFinding($0, isNewer: true) }
    return unlisted + acts + ruling + [other].compactMap(\.self)
  }

  /// Those who are not listed on the day of the commit, and change cases or rules.
  private var unlisted: [CommitFinding] {
    people.unlisted.map { address in
      let finding = people.notListed(address)
      return deed.rules == .none
        ? governed(finding) : CommitFinding(finding, isNewer: deed.rules == .outside)
    }
  }

  /// Those who are not listed and touch neither a case nor rules: a remark, unless they change what else
  /// lies among the cases, such as attachments.
  private var strangers: [CommitFinding] {
    people.unlisted.map { address in
      var finding = people.notListed(address)
      finding.severity = deed.changesRecords ? severityOfActs ?? .error : .warning
      return CommitFinding(finding, isNewer: true)
    }
  }

  private var lackingForSteps: [CommitFinding] {
    var found: [CommitFinding] = []
    for one in deed.steps {
      let needs = one.file.subject.needs(of: one.step)
      for need in needs + (needs.contains(one.step.need) ? [] : [one.step.need]) {
        // The first rules asked for the step alone.
        let isOlder = need == one.step.need
        guard needs.contains(need) || !bindsNewerRules else { continue }
        for (person, fault) in people.faults(in: need) {
          found.append(
            governed(.roleFault(fault, person, one.step), in: one.file.text, isNewer: !isOlder))
        }
      }
    }
    return found
  }

  private var lackingForEdits: [CommitFinding] {
    deed.edits.flatMap { file, units in
      people.faults(in: .edit(of: units)).map { person, fault in
        governed(.roleFault(fault, person, at: 0..<0), in: file.text, isNewer: true)
      }
    }
  }

  /// An import brings in what others have done and recorded elsewhere.
  private var lackingToImport: [CommitFinding] {
    people.faults(in: .right(.importing)).map { governed(.roleFault($1, $0, at: 0..<0)) }
  }

  /// What no setting of 越权 allows.
  private func lacking(_ right: Right, isNewer: Bool) -> [CommitFinding] {
    people.faults(in: .right(right)).map {
      CommitFinding(.roleFault($1, $0, at: 0..<0), isNewer: isNewer)
    }
  }

  /// What 越权 governs.
  private func governed(_ finding: Diagnostic, in text: SourceText? = nil, isNewer: Bool = false)
    -> CommitFinding
  {
    var finding = finding
    finding.severity = severityOfActs ?? finding.severity
    return CommitFinding(finding, in: text, isNewer: isNewer)
  }

  /// How severe it is to act without the right, where 越权 says so.
  private var severityOfActs: Rule.Severity? {
    bindsNewerRules || !isMade ? people.severity : nil
  }
}

// MARK: Separated steps

extension CommitFacts {
  /// Who records which step, for what only shows when the steps of a case are together.
  ///
  /// Author and committer count alike: whose hand it was, only the signature tells. A 更正 counts as what
  /// it corrects. What came together in one import is not held against itself.
  var acts: [(act: Act, of: WrittenStep)] {
    deed.steps.flatMap { one in
      let own = one.step.kind
      let others = one.file.subject.needs(of: one.step).kinds.filter { $0 != own }
      let barred = deed.isImport ? [] : schema.roles.partners(of: [own] + others)
      return people.addresses.map { address in
        // The first rules asked the author alone.
        let act = Act(
          number: one.file.id, email: address, aliases: people.aliases(of: address), kind: own,
          others: others, isNewer: deed.isImport || address != people.author, barred: barred)
        return (act, one)
      }
    }
  }

  /// That a step is recorded by one who has recorded another beside which it may not stand (分离).
  ///
  /// - Parameter one: nil where the place of the step is known otherwise.
  func separationFinding(
    _ pair: Roles.Pair, of act: Act, isNewer: Bool, at one: WrittenStep? = nil
  ) -> CommitFinding {
    var finding = Diagnostic.notSeparated(
      pair.first, pair.second, act.email, at: one?.step.kindRange ?? 0..<0)
    finding.severity = severityOfActs ?? .error
    return CommitFinding(finding, in: one?.file.text, isNewer: act.isNewer || isNewer)
  }

  /// - Parameter known: what the people who act have recorded in the case before, by address.
  func separationFindings(_ known: [String: ActedSteps]) -> [CommitFinding] {
    guard !known.isEmpty else { return [] }
    return acts.compactMap { act, one in
      known[act.email]?.pair(barring: act).map {
        separationFinding($0.0, of: act, isNewer: $0.isNewer, at: one)
      }
    }
  }
}
