import CaseStore
import FrontMatter
import Git
import Supervision
import Views

/// What `verify` found, to be written out.
struct VerifyReport {
  let proof: HistoryProof
  let head: OID?
  /// Anchors that are not in the history.
  let lost: [String]
  /// Where a shallow clone ends.
  let boundary: [OID]
  /// `refs/replace/…` and `info/grafts`, which show another history than the recorded one.
  let overlays: [String]

  var hasErrors: Bool { errors > 0 }
  private var errors: Int {
    lost.count + proof.findings.count { $0.diagnostic.severity == .error }
  }
  private var warnings: Int {
    proof.findings.count { $0.diagnostic.severity == .warning }
  }

  func text(in language: Language) -> String {
    var lines = proof.findings.map { finding in
      let place = finding.path.map { path in
        guard let text = finding.text else { return "\(path)" }
        let at = text.location(of: finding.diagnostic.range.lowerBound)
        return "\(path):\(at.line):\(at.column)"
      }
      let parts = [
        String(finding.commit.abbreviated), place,
        "\(finding.diagnostic.severity.rawValue)",
        "\(finding.diagnostic.message[language]) [\(finding.diagnostic.rule.id)]",
      ]
      return parts.compactMap(\.self).joined(separator: ": ")
    }
    lines += lost.map {
      Phrase(zh: "error: 历史中没有提交 \($0)", en: "error: the history does not hold the commit \($0)")[
        language]
    }
    lines += boundary.map {
      Phrase(
        zh: "浅克隆到 \($0) 为止,更早的没有核对", en: "a shallow clone ends at \($0); nothing earlier was proved"
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
          "\(proof.commits) commits and \(proof.steps) steps proved: \(errors) errors, \(warnings) warnings; head \(head)"
      )[language])
    return lines.map(\.safe).joined(separator: "\n") + "\n"
  }

  func json(in language: Language) -> JSON {
    .object([
      ("version", .int(1)), ("head", head.map { .string("\($0)") } ?? .null),
      (
        "findings",
        .array(
          proof.findings.map { finding in
            let at = finding.text?.location(of: finding.diagnostic.range.lowerBound)
            return .object([
              ("id", .string(finding.diagnostic.rule.id)),
              ("severity", .string(finding.diagnostic.severity.rawValue)),
              ("message", .string(finding.diagnostic.message[language])),
              ("commit", .string("\(finding.commit)")),
              ("path", finding.path.map { .string("\($0)") } ?? .null),
              ("line", at.map { .int($0.line) } ?? .null),
              ("column", at.map { .int($0.column) } ?? .null),
            ])
          })
      ),
      ("lostAnchors", .strings(lost)), ("boundary", .strings(boundary.map { "\($0)" })),
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

extension String {
  fileprivate var safe: String {
    String(unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? "\u{FFFD}" : Character($0) })
  }
}

extension Repository {
  /// Whether a full id, or whatever git takes for a revision, is in the history of `tips`.
  func isProven(_ name: String, in tips: [OID]) throws(GitError) -> Bool {
    let anchor: OID
    do throws(GitError) {
      anchor = try resolveCommit(name)
    } catch {
      return false
    }
    for tip in tips where try isAncestor(anchor, of: tip) { return true }
    return false
  }

  /// Those of `ids` that git does not find well signed, asked for all at once.
  func unsigned(_ ids: [OID]) async throws(GitError) -> Set<OID> {
    guard !ids.isEmpty else { return [] }
    var child = git("log", "--no-walk=unsorted", "--stdin", "--format=%H %G?")
    child.input = Array(ids.map { "\($0)\n" }.joined().utf8)
    let output = String(decoding: try await child.output(), as: UTF8.self)
    var good: Set<OID> = []
    for line in output.split(separator: "\n") {
      let parts = line.split(separator: " ")
      if parts.count == 2, parts[1] == "G", let id = OID(hex: String(parts[0])) { good.insert(id) }
    }
    return Set(ids).subtracting(good)
  }
}
