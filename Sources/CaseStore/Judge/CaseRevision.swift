import Files
import FrontMatter
package import Messages
package import Supervision

/// A case as it is to be recorded on what is recorded of it, or as a commit has recorded it on what its
/// parent has: judged here once, for every door.
///
/// `step` and `commit` record where nothing is found, and `check`, the hooks and `verify` say what is.
package struct CaseRevision: Sendable {
  let old: CaseFile?
  let new: CaseFile
  let schema: Schema
  let today: Day
  let change: CaseChange
  /// What is wrong with the new file by itself, and with the recorded one.
  private let alone, before: [Diagnostic]
  /// By which rules the recorded case is yet to be settled after a merge.
  private let unsettled: Set<String>

  /// - Parameters:
  ///   - old: the case as it is recorded; nil if it is new.
  ///   - schema: the rules in force.
  ///   - unsettled: by which rules the recorded case is yet to be settled after a merge.
  package init(
    from old: CaseFile?, to new: CaseFile, schema: Schema, today: Day, unsettled: Set<String> = []
  ) {
    self.init(
      from: old, to: new, schema: schema, today: today,
      finding: new.judged(by: schema, today: today), unsettled: unsettled)
  }

  /// - Parameter found: what is wrong with the new file by itself.
  init(
    from old: CaseFile?, to new: CaseFile, schema: Schema, today: Day, finding found: [Diagnostic],
    unsettled: Set<String> = []
  ) {
    (self.old, self.new, self.schema, self.today) = (old, new, schema, today)
    self.unsettled = unsettled
    let change = CaseChange(from: old?.subject, to: new.subject)
    self.change = change
    alone = found.map { finding in
      // What is recorded now is bound by the rules of now, whatever day it is dated.
      guard finding.rule.isNewerForHistories,
        change.added.contains(where: { $0.range.contains(finding.range.lowerBound) })
      else { return finding }
      var finding = finding
      finding.severity = finding.rule.severity
      return finding
    }
    // Where nothing is wrong now, nothing is held against what was wrong before.
    let isAsked = !alone.isEmpty || change.added.count > 1 || !unsettled.isEmpty
    before = isAsked ? old?.judged(by: schema, today: today) ?? [] : []
  }

  /// What keeps the case from being recorded besides what is wrong with its file by itself: what was
  /// done to recorded steps and fixed fields, and what is wrong on the way from one new step to the
  /// next. By places in the new file.
  package var findings: [Diagnostic] {
    let changed = changeFindings
    return changed.isEmpty ? versions().findings : changed
  }

  /// What was done to recorded steps and fixed fields, with the command that undoes it.
  var changeFindings: [Diagnostic] {
    guard !change.findings.isEmpty, let old else { return [] }
    let command = undoing(old)
    let known = change.findings.filter {
      !$0.rule.isNewerForHistories || schema.office.judging.areNew
    }
    return known.map { finding in
      guard finding.rule != .stepNotAppended else { return finding }
      var finding = finding
      finding.help = finding.help.map {
        Phrase(zh: "\($0.zh):\(command)", en: "\($0.en): \(command)")
      }
      return finding
    }
  }

  /// New steps at the end are not thrown away with the rest.
  private func undoing(_ old: CaseFile) -> String {
    let restoring =
      "git checkout \(change.added.isEmpty ? "" : "-p ")HEAD -- \(old.path.shellWord)"
    return old.path == new.path
      ? restoring : "mv \(new.path.shellWord) \(old.path.shellWord) && \(restoring)"
  }

  /// What is wrong with the new file by itself and was not with the recorded one.
  var newErrors: [Diagnostic] { alone.beyond([before]).filter { $0.severity == .error } }

  /// Days later than the last that is lawful which a 更正 puts in the place of recorded ones. (A new
  /// step's own is held against its commit.)
  var daysCorrectedAhead: [Diagnostic] {
    let own = change.added.map(\.dayRange)
    return newErrors.filter { $0.rule == .dateInFuture && !own.contains($0.range) }
  }

  /// What was wrong with the recorded file, where something is with the new one.
  var formerErrors: [Diagnostic] { before.filter { $0.severity == .error } }

  /// What is remarked on, and was not before.
  var remarks: [Diagnostic] { alone.filter { $0.severity != .error && !before.contains($0) } }
}

// MARK: One version a new step

extension CaseRevision {
  /// A step with the version of the file that records it.
  struct Version {
    let step: Step
    let file: CaseFile
  }

  /// One version a new step: the header as it is now comes with the first of them, the prose with the
  /// last. They end where one cannot be recorded.
  func versions() -> (list: [Version], findings: [Diagnostic]) {
    var list: [Version] = []
    var former = before
    for (index, step) in change.added.enumerated() {
      if !step.kind.maySettle, former.contains(where: { unsettled.contains($0.rule.id) }) {
        return (list, [.beforeSettling(step)])
      }
      let later = change.added[(index + 1)...]
      let (file, cut) = new.without(later, proseOf: old)
      // The step as this version has it, where its number may differ.
      guard
        let written =
          later.isEmpty
          ? step : CaseChange(from: old?.subject, to: file.subject).added.last,
        file.subject.steps.count == new.subject.steps.count - later.count
      else { return (list, [.stepsInseparable(at: step)]) }
      if !later.isEmpty {
        former = file.judged(by: schema, today: today)
        let errors = former.beyond([alone, before]).filter { $0.severity == .error }
        if !errors.isEmpty { return (list, errors.map { $0.placed(behind: cut, or: step, file) }) }
      }
      list.append(Version(step: written, file: file))
    }
    return (list, [])
  }
}

extension Diagnostic {
  /// The same by places in the whole file, of which `cut` was left out; at the step itself where it is
  /// about the prose, which may be another.
  fileprivate func placed(behind cut: [Range<Int>], or step: Step, _ file: CaseFile) -> Diagnostic {
    func whole(_ range: Range<Int>) -> Range<Int> {
      guard range.upperBound <= file.subject.document.body.lowerBound else { return step.kindRange }
      var offset = 0
      for lines in cut where lines.lowerBound <= range.lowerBound + offset { offset += lines.count }
      return range.lowerBound + offset..<range.upperBound + offset
    }
    var finding = self
    finding.range = whole(range)
    finding.fixes = []
    for index in finding.notes.indices where finding.notes[index].path == nil {
      finding.notes[index].range = whole(finding.notes[index].range)
    }
    return finding
  }
}

extension CaseFile {
  /// What is wrong with the file by itself, by the rules of a day.
  func judged(by schema: Schema, today: Day) -> [Diagnostic] {
    subject.findings(schema: schema, fileName: fileName, asOf: today, today: today)
  }

  /// The file before some of its last steps were written, and what was cut out for that; the prose is
  /// then still that of `old`.
  fileprivate func without(_ later: ArraySlice<Step>, proseOf old: CaseFile?)
    -> (file: CaseFile, cut: [Range<Int>])
  {
    guard !later.isEmpty else { return (self, []) }
    let items = subject.stepNodes
    let front = text.bytes[..<subject.document.body.lowerBound]
    let cut = later.map { items[$0.number - 1].itemLines }
    let prose = old.map { $0.text.bytes[$0.subject.document.body] } ?? []
    return (CaseFile(path: path, bytes: Array(front).cutting(cut) + prose), cut)
  }
}

extension RelativePath {
  /// As it is typed in a shell at the top of the repository.
  var shellWord: String {
    let text = "\(self)"
    let isPlain = text.unicodeScalars.allSatisfy { scalar in
      scalar.value > 0x7F || scalar.properties.isAlphabetic
        || "0123456789-_./".unicodeScalars.contains(scalar)
    }
    return isPlain ? text : "'\(text.replacing("'", with: "'\\''"))'"
  }
}
