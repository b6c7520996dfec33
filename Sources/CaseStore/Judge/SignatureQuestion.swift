import Files
import Git
import Messages
import Supervision

/// A commit whose signature is to be checked, and whose it has to be.
struct SignatureQuestion: Sendable, Hashable {
  let commit: OID
  let time: Int64
  /// All addresses of who has to have signed, the present one first.
  let emails: [String]
  /// The keys (公钥) that are theirs on the day, where roles.yaml has any.
  let keys: [String]
  /// 要求签名
  let isRequired: Bool
  /// The folder of the rules in force that has OpenPGP keys (`schema/keys`).
  var keyFolder: OID?
  /// What is found where the signature is by one of the keys, which a merge brings in although the other
  /// side no longer has them; nil where it has to be by one of them.
  var withdrawn: WithdrawnKey?

  struct WithdrawnKey: Sendable, Hashable {
    let finding: ProofFinding
    let record: ProofPart.Withdrawn
  }
}

extension SignatureQuestion {
  /// What the checks come to.
  struct Answer: Sendable {
    var findings: [ProofFinding] = []
    /// The commits that are to be signed and whose signatures could not be checked for want of a key.
    var unchecked: [OID] = []
    var withdrawn: [ProofPart.Withdrawn] = []
  }

  /// Asks git about several at once: those of known keys by these keys, all others by git's own
  /// configuration; and what cannot be checked so, by the keys that come with the rules.
  static func answer(_ questions: [SignatureQuestion], in repository: Repository)
    async throws(GitError) -> Answer
  {
    let listed = questions.filter { !$0.sshKeys.isEmpty }
    var trusted = TrustedKeys()
    for key in Set(listed.flatMap(\.sshKeys)).sorted() {
      trusted.ssh.append((name: "key-\(trusted.ssh.count + 1)", key: key))
    }
    var verdicts = try await repository.signatures(of: listed.map(\.commit), trusting: trusted)
    let others = questions.filter(\.sshKeys.isEmpty)
    verdicts.merge(
      try await repository.signatures(of: others.map(\.commit), trusting: TrustedKeys())
    ) { one, _ in one }
    // Nothing at all is said where gpg cannot even look for a key.
    let unchecked = questions.filter {
      $0.keyFolder != nil && [.unchecked, .none].contains(verdicts[$0.commit]?.status ?? .none)
    }
    let fromRules = try await byKeysOfRules(unchecked, in: repository)
    let names = Dictionary(
      trusted.ssh.map { ($0.key, $0.name) }, uniquingKeysWith: { one, _ in one })
    var answer = Answer()
    for question in questions {
      let ruled = fromRules[question.commit]
      let verdict = ruled ?? verdicts[question.commit]
      if let withdrawn = question.withdrawn {
        guard let verdict, question.isSigned(verdict, names) else { continue }
        answer.findings.append(withdrawn.finding)
        answer.withdrawn.append(withdrawn.record)
        continue
      }
      if let finding = question.finding(verdict, names, isOfRules: ruled != nil) {
        answer.findings.append(finding)
        if finding.rule == .keyMissing, question.isRequired {
          answer.unchecked.append(finding.commit)
        }
      }
    }
    return answer
  }

  /// The verdicts by the keys that came with the rules of each, where these can check it.
  private static func byKeysOfRules(_ questions: [SignatureQuestion], in repository: Repository)
    async throws(GitError) -> [OID: SignatureVerdict]
  {
    var verdicts: [OID: SignatureVerdict] = [:]
    for (folder, group) in Dictionary(grouping: questions, by: \.keyFolder) {
      guard let folder else { continue }
      var keys = TrustedKeys()
      let root = TreeEntry(path: "keys", id: folder, mode: .folder)
      for file in try TreeReader(repository).files(in: root)
      where file.mode.isFile && file.path.bytes.suffix(4).elementsEqual(".asc".utf8) {
        keys.openPGP.append(try repository.blob(file.id))
      }
      guard !keys.openPGP.isEmpty else { continue }
      let found = try await repository.signatures(of: group.map(\.commit), trusting: keys)
      verdicts.merge(found.filter { ![.unchecked, .none].contains($0.value.status) }) { one, _ in
        one
      }
    }
    return verdicts
  }

  private var sshKeys: [String] { keys.compactMap(\.sshKey) }

  /// - Parameter isOfRules: whether the keys were those that the office has put beside its rules, of which
  ///   git knows nothing else.
  private func finding(
    _ verdict: SignatureVerdict?, _ names: [String: String], isOfRules: Bool
  ) -> ProofFinding? {
    switch verdict?.status ?? .none {
    case .none:
      return untrusted(Phrase(zh: "提交没有签名", en: "the commit is not signed"))
    case .unchecked:
      guard isRequired || !keys.isEmpty else { return nil }
      return finding(
        .keyMissing,
        Phrase(
          zh: "签名的公钥不在,无法核对", en: "the key of the signature is not there to check it with"))
    case .expired: return untrusted(Phrase(zh: "签名已过期", en: "the signature has expired"))
    case .revoked:
      return untrusted(Phrase(zh: "签名的钥匙已吊销", en: "the key of the signature is revoked"))
    case .bad:
      return finding(
        .badSignature, Phrase(zh: "签名与提交不符", en: "the signature is not of this commit"))
    case .good, .goodUnknown, .goodKeyExpired: break
    }
    guard let verdict, !keys.isEmpty else { return unlistedKey(verdict, isOfRules: isOfRules) }
    return isSigned(verdict, names) ? nil : wrongSigner()
  }

  /// Whether a good signature is by one of the keys.
  private func isSigned(_ verdict: SignatureVerdict, _ names: [String: String]) -> Bool {
    guard [.good, .goodUnknown, .goodKeyExpired].contains(verdict.status) else { return false }
    return keys.contains { key in
      key.sshKey.map { names[$0] == verdict.signer && verdict.status == .good }
        ?? verdict.fingerprints.contains { $0.isKey(key) }
    }
  }

  /// Without 公钥 git's own configuration says whom it knows, and the address has to be his.
  private func unlistedKey(_ verdict: SignatureVerdict?, isOfRules: Bool) -> ProofFinding? {
    guard isRequired, let verdict else { return nil }
    guard verdict.status == .good || isOfRules else {
      return untrusted(
        Phrase(zh: "不知道是谁的签名", en: "it is not known whose the signature is"))
    }
    return emails.contains(verdict.signer.address.lowercased()) ? nil : wrongSigner()
  }

  private func untrusted(_ message: Phrase) -> ProofFinding? {
    isRequired ? finding(.unsigned, message) : nil
  }

  private func wrongSigner() -> ProofFinding {
    finding(
      .signerNotCommitter,
      Phrase(
        zh: "签名不是 \(emails.first ?? "") 的", en: "the signature is not that of \(emails.first ?? "")"
      ))
  }

  private func finding(_ rule: Rule, _ message: Phrase) -> ProofFinding {
    ProofFinding(
      commit: commit, time: time, path: nil, place: nil, rule: rule, severity: rule.severity,
      message: message)
  }
}

extension String {
  /// An ssh public key without its comment: `ssh-ed25519 AAAA…`; nil for anything else.
  var sshKey: String? {
    let text = hasPrefix("key::") ? dropFirst("key::".count) : self[...]
    let words = text.split(separator: " ")
    guard words.count >= 2, words[1].hasPrefix("AAAA") else { return nil }
    return "\(words[0]) \(words[1])"
  }

  /// Whether this fingerprint is the OpenPGP key written as `key`: the fingerprint or its last 16
  /// digits, blanks and `0x` left aside.
  func isKey(_ key: String) -> Bool {
    var digits = key.uppercased().filter { !$0.isWhitespace }
    if digits.hasPrefix("0X") { digits.removeFirst(2) }
    return digits.utf8.count >= 16 && uppercased().hasSuffix(digits)
  }

  /// What stands between `<` and `>`, or all.
  fileprivate var address: String {
    guard let open = lastIndex(of: "<"), let close = lastIndex(of: ">"), open < close else {
      return self
    }
    return String(self[index(after: open)..<close])
  }
}

extension JudgedCommit {
  /// What is to be asked of the commit's signature; nil where it has none and needs none.
  var signatureQuestion: SignatureQuestion? {
    let isRequired = schema.roles.requiresSignature
    guard isRequired || commit.isSigned else { return nil }
    let person = schema.roles.person(people.signer, on: people.day)
    return SignatureQuestion(
      commit: commit.id, time: commit.committer.time, emails: person?.addresses ?? [people.signer],
      keys: person?.keys(on: people.day) ?? [], isRequired: isRequired)
  }
}
