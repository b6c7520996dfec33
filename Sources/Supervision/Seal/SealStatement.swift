/// What a seal (封存) says of a history: the text of its tag, in the form that the page "Seals" documents.
///
/// Digests and names of objects are small hexadecimal digits, as `sha256sum` and git print them.
package struct SealStatement: Sendable, Hashable {
  /// 机关
  package var office: String
  /// 提交: 40 digits.
  package var commit: String
  /// 日期
  package var day: Day
  package var tally: Tally
  package var digests: Digests
  package var findings: Findings
  /// The earlier seals of its history that no other names.
  package var previous: [Previous]
  /// 说明, line by line.
  package var note: [String]

  package init(
    office: String, commit: String, day: Day, tally: Tally, digests: Digests, findings: Findings,
    previous: [Previous], note: [String]
  ) {
    (self.office, self.commit, self.day) = (office, commit, day)
    (self.tally, self.digests, self.findings) = (tally, digests, findings)
    (self.previous, self.note) = (previous, note)
  }

  /// How much the sealed commit has.
  package struct Tally: Sendable, Hashable {
    package var commits = 0
    package var cases = 0
    package var steps = 0
    /// Recorded files.
    package var attachments = 0

    package init() {}
  }

  package struct Digests: Sendable, Hashable {
    /// Of the list of files.
    package var files: String
    /// Of the commits since the seals before.
    package var commits: String
    /// SM3 (GB/T 32905) of the same two, where the office asks for it.
    package var sm3: Pair?

    package struct Pair: Sendable, Hashable {
      package let files, commits: String

      package init(files: String, commits: String) { (self.files, self.commits) = (files, commits) }
    }

    package init(files: String, commits: String, sm3: Pair? = nil) {
      (self.files, self.commits, self.sm3) = (files, commits, sm3)
    }
  }

  /// What `verify` finds wrong up to the commit.
  package struct Findings: Sendable, Hashable {
    package let count: Int
    package let digest: String

    package init(count: Int, digest: String) { (self.count, self.digest) = (count, digest) }
  }

  package struct Previous: Sendable, Hashable {
    /// `seal/2026-10-31-01234567`
    package let name: String
    package let commit: String
    /// SHA-256 of its text.
    package let digest: String

    package init(name: String, commit: String, digest: String) {
      (self.name, self.commit, self.digest) = (name, commit, digest)
    }
  }

  /// What the form is called that this program writes.
  package static let version = 1

  /// `seal/2026-11-30-01234567`
  package var name: String { "seal/\(day)-\(commit.prefix(8))" }

  /// The lines of the text.
  package var fields: [(field: SealField, value: String)] {
    var fields: [(SealField, String)] = [
      (.version, "\(Self.version)"), (.office, office), (.commit, commit), (.day, "\(day)"),
      (.commits, "\(tally.commits)"), (.cases, "\(tally.cases)"), (.steps, "\(tally.steps)"),
      (.attachments, "\(tally.attachments)"), (.filesSHA256, digests.files),
      (.commitsSHA256, digests.commits),
    ]
    if let sm3 = digests.sm3 { fields += [(.filesSM3, sm3.files), (.commitsSM3, sm3.commits)] }
    fields += [(.findings, "\(findings.count)"), (.findingsSHA256, findings.digest)]
    for one in previous {
      fields += [
        (.previous, one.name), (.previousCommit, one.commit), (.previousSHA256, one.digest),
      ]
    }
    return fields + note.map { (.note, $0) }
  }

  /// What is signed, stamped and printed the digest of.
  package var text: String {
    "封存 \(office) \(day)\n\n"
      + fields.map { "\($0.field.rawValue): \($0.value)\n" }.joined()
  }
}
