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
  let head: OID?
  /// Where a shallow clone ends.
  let boundary: [OID]
  /// `refs/replace/…` and `info/grafts`, which show another history than the recorded one.
  let overlays: [String]

  var hasErrors: Bool { errors > 0 }
  private var errors: Int { findings.count { $0.severity == .error } }
  private var warnings: Int { findings.count { $0.severity == .warning } }
  private var findings: [ProofFinding] { proof.findings + more }

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
    let head = head.map { "\($0)" } ?? "-"
    lines.append(
      Phrase(
        zh:
          "核对了\(proof.commits)个提交、\(proof.steps)个步骤:\(errors)个错误,\(warnings)个警告;最新提交 \(head)",
        en:
          "\(count(proof.commits, "commit")) and \(count(proof.steps, "step")) proved: \(count(errors, "error")), \(count(warnings, "warning")); head \(head)"
      )[language])
    return lines.map(\.safeForTerminal).joined(separator: "\n") + "\n"
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

  private func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
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
