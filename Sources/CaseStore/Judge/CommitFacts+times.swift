package import Git
package import Messages
import Supervision

extension CommitFacts {
  /// Clocks of two machines differ, but not by more than this many seconds.
  private static let tolerance: Int64 = 3600
  private static let secondsOfDay: Int64 = 86_400

  /// The last day that is lawful in what the commit records: the cases are judged by it, so that no step
  /// it may have goes unjudged. The first rules knew the commit's own day only.
  var lastDay: Day { bindsNewerRules ? committer.lastDay(in: schema.office) : committer.day }

  /// What is wrong with the times of the commit, and with the days of its steps.
  var timeFindings: [CommitFinding] {
    let range = deed.changesRecords ? rangeFindings : []
    guard deed.isOfRecords else { return range }
    return range
      + deed.steps.compactMap { one in
        timeFinding(of: one.step).map { CommitFinding($0, in: one.file.text) }
      } + clockFindings
  }

  /// Holds the date of a new step against those of its commit.
  private func timeFinding(of step: Step) -> Diagnostic? {
    let (day, written, office) = (committer.day, author.day, schema.office)
    if step.day > committer.lastDay(in: office) {
      return Diagnostic(
        .stepAfterCommit,
        Phrase(
          zh: "步骤日期 \(step.day) 晚于提交日期 \(day)",
          en: "the step is dated \(step.day), its commit \(day)"), at: step.dayRange)
    }
    if step.day > author.lastDay(in: office) {
      return Diagnostic(
        .commitTimeImplausible,
        Phrase(
          zh: "步骤日期 \(step.day) 晚于撰写日期 \(written)",
          en: "the step is dated \(step.day) and was written on \(written)"), at: step.dayRange)
    }
    guard !deed.isImport, schema.calendar.deadline(office.lateEntry, from: step.day).day < day
    else {
      return nil
    }
    return Diagnostic(
      .recordedLate,
      Phrase(zh: "\(step.day) 的步骤,\(day) 才记录", en: "of \(step.day), recorded on \(day)"),
      at: step.dayRange)
  }

  /// Holds the times of the commit against those of its parents and against one another.
  private var clockFindings: [CommitFinding] {
    var found: [CommitFinding] = []
    let latest = parents.max { $0.time < $1.time }
    if let latest, committer.time < latest.time - Self.secondsOfDay {
      let parent = Signature(name: "", email: "", time: latest.time, offset: 480)
      found.append(
        CommitFinding(
          .commitTimeImplausible,
          Phrase(
            zh:
              "提交时间 \(committer.digitsText) 早于父提交 \(latest.id.short)(\(parent.digitsText))",
            en:
              "committed on \(committer.digitsText), before the parent \(latest.id.short) (\(parent.digitsText))"
          )))
    }
    if author.time > committer.time + Self.tolerance {
      found.append(
        CommitFinding(
          .commitTimeImplausible,
          Phrase(
            zh: "撰写时间 \(author.digitsText) 晚于提交时间 \(committer.digitsText)",
            en: "written on \(author.digitsText), committed on \(committer.digitsText)")))
    }
    return found
  }

  /// Times that no record has.
  private var rangeFindings: [CommitFinding] {
    Set([author, committer]).sorted { $0.time < $1.time }.filter { !$0.isOfRecordableTime }
      .map { CommitFinding(.commitTimeOutOfRange, .timeOutOfRange($0)) }
  }
}

extension Signature {
  /// Whether records can have its time: git is of 2005, and no office plans beyond 2200.
  package var isOfRecordableTime: Bool {
    (1_104_537_600..<7_289_654_400).contains(time)
  }
}

extension Phrase {
  package static func timeOutOfRange(_ who: Signature) -> Phrase {
    Phrase(
      zh: "\(who.email) 的时间 \(who.digitsText) 不在2005年到2200年之间",
      en: "the time of \(who.email), \(who.digitsText), is not of the years 2005 to 2200")
  }
}
