import CaseStore
import Git
import Messages
import Supervision
import Views

/// What `verify` found, to be written out.
struct VerifyReport {
  let proof: HistoryProof
  /// What the proof of the commits does not show, such as an anchor that is gone.
  var more: [ProofFinding] = []
  /// What the seals come to.
  var seals = SealProof()
  /// Whether what a seal knows of counts as well.
  var countsKnown = false
  let head: OID?
  /// Where a shallow clone ends.
  let boundary: [OID]
  /// `refs/replace/…` and `info/grafts`, which show another history than the recorded one.
  let overlays: [String]

  var hasErrors: Bool { errors > 0 }
  private var errors: Int { findings.count { $0.severity == .error } }
  private var warnings: Int { findings.count { $0.severity == .warning } }

  /// What is told one by one: not what a seal states already.
  private var findings: [ProofFinding] {
    let known = Set(countsKnown ? [] : seals.known)
    return proof.findings.filter { !known.contains($0) } + more + seals.findings
  }

  private var knownErrors: Int { seals.known.count { $0.severity == .error } }

  func text(in language: Language) -> String {
    var lines = findings.map { Self.line(of: $0, in: language) }
    lines += boundary.map {
      Phrase(
        zh: "浅克隆到 \($0) 为止,更早的没有核对", en: "a shallow clone ends at \($0); nothing earlier was proved"
      )[
        language]
    }
    lines += proof.unjudged.filter { !boundary.contains($0) }.map {
      Phrase(
        zh: "合并 \($0) 的两边在浅克隆之外分开,没有核对;取全:git fetch --unshallow",
        en:
          "the sides of the merge \($0) parted before the shallow clone begins, so it was not proved; get all by git fetch --unshallow"
      )[
        language]
    }
    lines += overlays.map {
      Phrase(
        zh: "\($0) 使 git 显示另一种历史;核对的是原来的",
        en: "\($0) makes git show another history; the recorded one was proved")[
          language]
    }
    lines += sealLines.map { $0[language] }
    let head = head.map { "\($0)" } ?? "-"
    lines.append(
      Phrase(
        zh:
          "核对了\(proof.commits)个提交、\(proof.steps)个步骤:\(errors)个错误,\(warnings)个警告;最新提交 \(head)",
        en:
          "\(proof.commits.counted("commit")) and \(proof.steps.counted("step")) proved: \(errors.counted("error")), \(warnings.counted("warning")); head \(head)"
      )[language])
    return lines.map(\.safeForTerminal).joined(separator: "\n") + "\n"
  }

  private var sealLines: [Phrase] {
    guard let latest = seals.latest else { return [] }
    let time = latest.stamp.map { stamp in
      Phrase(zh: ",时间戳 \(stamp.text)", en: ", time-stamped \(stamp.text)")
    }
    var lines = [
      Phrase(
        zh:
          "封存到 \(latest.statement.commit):\(latest.tag.name)\(time?.zh ?? ""),共\(seals.seals.count)次封存",
        en:
          "sealed up to \(latest.statement.commit): \(latest.tag.name)\(time?.en ?? ""), \(seals.seals.count.counted("seal")) in all"
      )
    ]
    if !seals.known.isEmpty, !countsKnown {
      let (errors, warnings) = (knownErrors, seals.known.count - knownErrors)
      lines.append(
        Phrase(
          zh: "封存时已有:\(errors)个错误,\(warnings)个警告;逐条列出:verify --full --strict",
          en:
            "known when it was sealed: \(errors.counted("error")), \(warnings.counted("warning")); verify --full --strict lists them"
        ))
    }
    return lines
  }

  static func line(of finding: ProofFinding, in language: Language) -> String {
    let place = finding.path.map { path in
      finding.place.map { "\(path):\($0.line):\($0.column)" } ?? "\(path)"
    }
    let parts = [
      finding.commit.short, place, finding.severity.rawValue,
      "\(finding.message[language]) [\(finding.rule.id)]",
    ]
    return parts.compactMap(\.self).joined(separator: ": ")
  }

  func json(in language: Language) -> JSON {
    .object([
      ("version", .int(1)), ("head", head.map { .string("\($0)") } ?? .null),
      (
        "findings",
        .array(
          findings.map { finding in
            .object([
              ("id", .string(finding.rule.id)), ("severity", .string(finding.severity.rawValue)),
              ("message", .string(finding.message[language])),
              ("commit", .string("\(finding.commit)")),
              ("path", finding.path.map { .string("\($0)") } ?? .null),
              ("line", finding.place.map { .int($0.line) } ?? .null),
              ("column", finding.place.map { .int($0.column) } ?? .null),
            ])
          })
      ),
      ("boundary", .strings(boundary.map { "\($0)" })),
      ("unjudged", .strings(proof.unjudged.map { "\($0)" })),
      ("overlays", .strings(overlays)),
      (
        "seals",
        .array(
          seals.seals.map { seal in
            .object([
              ("name", .string(seal.tag.name)), ("commit", .string(seal.statement.commit)),
              ("date", .day(seal.statement.day)), ("by", .string(seal.tag.tagger.email)),
              ("stamped", seal.stamp.map { .string($0.text) } ?? .null),
            ])
          })
      ),
      (
        "known",
        .object([
          ("errors", .int(knownErrors)), ("warnings", .int(seals.known.count - knownErrors)),
        ])
      ),
      (
        "summary",
        .object([
          ("commits", .int(proof.commits)), ("steps", .int(proof.steps)), ("errors", .int(errors)),
          ("warnings", .int(warnings)),
        ])
      ),
    ])
  }
}

extension Repository {
  /// The newest commits whose time has not come yet, by a day and more.
  func comingCommits(_ tips: [OID], after today: Day) throws(GitError) -> [ProofFinding] {
    var found: [ProofFinding] = []
    for tip in tips {
      let committer = try commit(tip).committer
      guard committer.time >= Int64(today.ordinal + 2) * 86_400 else { continue }
      found.append(
        try finding(
          .commitTimeImplausible, tip,
          Phrase(
            zh: "提交时间 \(committer.digitsText) 还没有到",
            en: "committed on \(committer.digitsText), which is still to come")))
    }
    return found
  }

  func finding(_ rule: Rule, _ id: OID, _ message: Phrase) throws(GitError)
    -> ProofFinding
  {
    ProofFinding(
      commit: id, time: try commit(id).committer.time, path: nil, place: nil, rule: rule,
      severity: rule.severity, message: message)
  }
}
