package import Git
package import Messages
import Supervision

extension CommitJudge {
  /// Clocks of two machines differ, but not by more than this many seconds.
  private static let tolerance: Int64 = 3600
  private static let secondsOfDay: Int64 = 86_400

  /// Holds the dates of new steps against that of their commit.
  mutating func judgeTimes(
    of added: [Step], in file: CaseFile, _ judged: JudgedCommit, isImport: Bool = false
  ) {
    let (day, written) = (judged.commit.committer.day, judged.commit.author.day)
    let office = judged.schema.office
    for step in added {
      if step.day > judged.commit.committer.lastDay(in: office) {
        report(.stepAfterCommit(step, day), file, in: judged)
      } else if step.day > judged.commit.author.lastDay(in: office) {
        report(
          Diagnostic(
            .commitTimeImplausible,
            Phrase(
              zh: "步骤日期 \(step.day) 晚于撰写日期 \(written)",
              en: "the step is dated \(step.day) and was written on \(written)"),
            at: step.dayRange), file, in: judged)
      } else if !isImport,
        judged.schema.calendar.deadline(judged.schema.office.lateEntry, from: step.day).day < day
      {
        report(
          Diagnostic(
            .recordedLate,
            Phrase(
              zh: "\(step.day) 的步骤,\(day) 才记录", en: "of \(step.day), recorded on \(day)"),
            at: step.dayRange), file, in: judged)
      }
    }
  }

  /// Reports times that no record has.
  mutating func judgeRange(_ judged: JudgedCommit) {
    let people = Set([judged.commit.author, judged.commit.committer])
    for who in people.sorted(by: { $0.time < $1.time }) where !who.isOfRecordableTime {
      report(.commitTimeOutOfRange, .timeOutOfRange(who), in: judged)
    }
  }

  /// Holds the times of a commit against those of its parents and against one another.
  mutating func judgeTimes(_ judged: JudgedCommit) {
    let commit = judged.commit
    let latest = judged.parents.max { $0.time < $1.time }
    if let latest, commit.committer.time < latest.time - Self.secondsOfDay {
      let parent = Signature(name: "", email: "", time: latest.time, offset: 480)
      report(
        .commitTimeImplausible,
        Phrase(
          zh: "提交时间 \(commit.committer.digitsText) 早于父提交 \(latest.id.short)(\(parent.digitsText))",
          en:
            "committed on \(commit.committer.digitsText), before the parent \(latest.id.short) (\(parent.digitsText))"
        ), in: judged)
    }
    if commit.author.time > commit.committer.time + Self.tolerance {
      report(
        .commitTimeImplausible,
        Phrase(
          zh: "撰写时间 \(commit.author.digitsText) 晚于提交时间 \(commit.committer.digitsText)",
          en:
            "written on \(commit.author.digitsText), committed on \(commit.committer.digitsText)"
        ), in: judged)
    }
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

extension Diagnostic {
  /// - Parameter day: of the commit.
  static func stepAfterCommit(_ step: Step, _ day: Day) -> Diagnostic {
    Diagnostic(
      .stepAfterCommit,
      Phrase(
        zh: "步骤日期 \(step.day) 晚于提交日期 \(day)",
        en: "the step is dated \(step.day), its commit \(day)"), at: step.dayRange)
  }
}
