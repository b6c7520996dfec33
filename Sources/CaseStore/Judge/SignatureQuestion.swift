import Git
import Messages
import Supervision

/// A commit whose signature is to be checked, and whose it has to be.
struct SignatureQuestion: Sendable, Hashable {
  let commit: OID
  let time: Int64
  /// The committer's address.
  let email: String
  /// The committer's key (公钥), where roles.yaml has one.
  let key: String?
  /// 要求签名
  let isRequired: Bool
}

extension SignatureQuestion {
  /// Asks git about several at once: those of known ssh keys by these keys, all others by git's own
  /// configuration.
  static func findings(_ questions: [SignatureQuestion], in repository: Repository)
    async throws(GitError) -> [ProofFinding]
  {
    let listed = questions.filter { $0.key?.sshKey != nil }
    var keys: [(name: String, key: String)] = []
    for key in Set(listed.compactMap { $0.key?.sshKey }).sorted() {
      keys.append(("key-\(keys.count + 1)", key))
    }
    var verdicts = try await repository.signatures(of: listed.map(\.commit), trusting: keys)
    let others = questions.filter { $0.key?.sshKey == nil }
    verdicts.merge(try await repository.signatures(of: others.map(\.commit), trusting: [])) {
      one, _ in one
    }
    let names = Dictionary(keys.map { ($0.key, $0.name) }, uniquingKeysWith: { one, _ in one })
    return questions.compactMap { $0.finding(verdicts[$0.commit], names) }
  }

  private func finding(_ verdict: SignatureVerdict?, _ names: [String: String]) -> ProofFinding? {
    switch verdict?.status ?? .none {
    case .none:
      return untrusted(Phrase(zh: "提交没有签名", en: "the commit is not signed"))
    case .unchecked:
      return untrusted(
        Phrase(zh: "签名的公钥不在,无法核对", en: "the key of the signature is not there to check it with"))
    case .expired: return untrusted(Phrase(zh: "签名已过期", en: "the signature has expired"))
    case .revoked:
      return untrusted(Phrase(zh: "签名的钥匙已吊销", en: "the key of the signature is revoked"))
    case .bad:
      return finding(
        .badSignature, Phrase(zh: "签名与提交不符", en: "the signature is not of this commit"))
    case .good, .goodUnknown, .goodKeyExpired: break
    }
    guard let verdict, let key else { return unlistedKey(verdict) }
    let isSigner =
      key.sshKey.map { names[$0] == verdict.signer && verdict.status == .good }
      ?? verdict.fingerprints.contains { $0.isKey(key) }
    return isSigner ? nil : wrongSigner()
  }

  /// Without 公钥 git's own configuration says whom it knows, and the address has to be his.
  private func unlistedKey(_ verdict: SignatureVerdict?) -> ProofFinding? {
    guard isRequired, let verdict else { return nil }
    guard verdict.status == .good else {
      return untrusted(
        Phrase(zh: "不知道是谁的签名", en: "it is not known whose the signature is"))
    }
    return verdict.signer.address.lowercased() == email.lowercased() ? nil : wrongSigner()
  }

  private func untrusted(_ message: Phrase) -> ProofFinding? {
    isRequired ? finding(.unsigned, message) : nil
  }

  private func wrongSigner() -> ProofFinding {
    finding(
      .signerNotCommitter,
      Phrase(zh: "签名不是 \(email) 的", en: "the signature is not that of \(email)"))
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
