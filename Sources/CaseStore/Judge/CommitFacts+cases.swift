import Files
import FrontMatter
import Messages
import Supervision

extension CommitFacts {
  /// What is wrong with the cases as the commit leaves them.
  var caseFindings: [CommitFinding] {
    deed.cases.flatMap { one -> [CommitFinding] in
      switch one {
      case .taken: []
      case .extended(let file, _): importFindings(file)
      case .revised(let revision):
        (revision.old == nil ? [] : importFindings(revision.new)) + findings(revision)
      case .removed(let file):
        [
          CommitFinding(
            .caseDeleted,
            Phrase(zh: "案件文件被删除", en: "the file of the case is removed"), in: file.text)
        ]
      case .joined(let joined): joined.findings(under: schema, on: lastDay)
      }
    }
  }

  private func findings(_ revision: CaseRevision) -> [CommitFinding] {
    (revision.change.findings + revision.newErrors.errors + revision.daysCorrectedAhead).map {
      CommitFinding($0, in: revision.new.text)
    }
  }

  /// - Parameter file: a case that was there before.
  private func importFindings(_ file: CaseFile) -> [CommitFinding] {
    guard claim?.isImport == true else { return [] }
    return [
      CommitFinding(
        .importChangesCase,
        Phrase(zh: "导入改动了已有的案件", en: "an import changes a case that is there"),
        in: file.text)
    ]
  }

  /// What is wrong with the files that cases attach.
  var attachmentFindings: [CommitFinding] {
    deed.attached.flatMap { attached in
      attached.findings.map { CommitFinding($0, in: attached.file.text) }
    }
  }

  /// 判规 is not lowered.
  var ruleFindings: [CommitFinding] {
    guard let (before, now) = deed.schemas,
      let former = before.map(\.office.judging.version).first(where: {
        now.office.judging.version < $0
      })
    else { return [] }
    let version = now.office.judging.version
    return [
      CommitFinding(
        .judgingRulesLowered,
        Phrase(
          zh: "判规从第\(former)版降到第\(version)版",
          en: "判规 goes from version \(former) to \(version)"),
        in: SourceText(path: "schema/office.yaml", bytes: []), isNewer: true)
    ]
  }
}

/// A case as a merge has it, beside what it joins.
struct JoinedCase {
  let file: CaseFile
  /// As the sides have it, whatever its number was there.
  let sides: [CaseFile]
  /// As both go back to it.
  let base: CaseFile?
  /// Whether both sides registered it, each for itself.
  let isNewOnBoth: Bool
  /// The folders in which the file may lie; nil for any.
  let folders: Set<RelativePath>?
  /// Why the merge may not have the file at all.
  var excess: Excess?

  struct Excess {
    let reason: Phrase
    let isNewer: Bool

    init(_ reason: Phrase, isNewer: Bool) { (self.reason, self.isNewer) = (reason, isNewer) }
  }

  /// What is wrong with it.
  func findings(under schema: Schema, on day: Day) -> [CommitFinding] {
    let unsettled = unsettled(under: schema, on: day).map {
      CommitFinding($0.unsettled, in: file.text, isNewer: true)
    }
    let own = file.ownErrors(beside: sides, under: schema, on: day).map {
      CommitFinding($0, in: file.text, isNewer: true)
    }
    return joinFindings + faultFindings + own + unsettled
  }

  /// What is wrong with how it was joined.
  var joinFindings: [CommitFinding] {
    let join = CaseJoin(of: sides.map(\.subject), from: base?.subject, in: file.subject)
    var found = join.findings.map {
      CommitFinding($0.diagnostic, in: file.text, isNewer: $0.isNewer)
    }
    func add(_ rule: Rule, _ message: Phrase) {
      found.append(CommitFinding(rule, message, in: file.text, isNewer: true))
    }
    if sides.isEmpty {
      add(.mergeAddsChange, Phrase(zh: "哪一边都没有这个文件", en: "neither side has this file"))
    }
    if let excess {
      found.append(
        CommitFinding(.numberReused, excess.reason, in: file.text, isNewer: excess.isNewer))
    }
    if isNewOnBoth {
      add(
        .duplicateCaseNumber,
        Phrase(zh: "两边都登记了 \(file.id)", en: "both sides registered \(file.id)"))
    }
    if let folders, !folders.contains(file.path.parent) {
      add(.mergeDropsChange, Phrase(zh: "一边移动过案件文件", en: "one side has moved the file"))
    }
    return found
  }

  /// What makes the file unreadable, conflict markers above all.
  private var faultFindings: [CommitFinding] {
    guard !sides.isEmpty else { return [] }
    func faults(_ file: CaseFile) -> [Diagnostic] {
      (file.subject.document.findings + file.subject.findings).filter { $0.severity == .error }
    }
    let found = faults(file)
    return found.isEmpty
      ? [] : found.beyond(sides.map(faults)).map { CommitFinding($0, in: file.text) }
  }

  /// What is lawful on either side and not together is put right by a 更正 after the merge.
  func unsettled(under schema: Schema, on day: Day) -> [Diagnostic] {
    file.unsettled(beside: sides, under: schema, on: day)
  }
}
