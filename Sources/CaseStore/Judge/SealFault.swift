package import Git
import Supervision

/// Why a tag is no seal of the history.
package enum SealFault: Hashable, Sendable {
  /// It is no annotated tag of a commit that names its maker, and itself as it is called.
  case notASeal
  /// Who made it has not the right (封存).
  case notPermitted(String)
  /// It has no good signature of his, where commits are to be signed (要求签名).
  case notSigned
  /// It has a signature that can be checked here, and that is not of it.
  case falselySigned
}

extension Repository {
  /// What is wrong with a tag as a seal, by the rules of the commit that it seals; nil for nothing.
  ///
  /// - Parameter name: what its reference is called, `seal/…`.
  package func sealFault(of id: OID, named name: String) async throws(GitError) -> SealFault? {
    guard let tag = try tag(id), tag.isOfCommit, tag.name == name, let tagger = tag.tagger else {
      return .notASeal
    }
    let schema = try SchemaFiles { path throws(GitError) in
      try blob(at: path, in: tag.target)
    }.schema
    guard !schema.roles.people.isEmpty else { return nil }
    guard let person = schema.sealer(tagger) else { return .notPermitted(tagger.email) }
    guard schema.roles.requiresSignature else { return nil }
    let keys = person.keys(on: tagger.day)
    if try await isSigned(id, by: keys) { return nil }
    // A key of OpenPGP may only be missing here.
    return tag.message.contains("-----BEGIN SSH SIGNATURE-----")
      && keys.contains { $0.sshKey != nil }
      ? .falselySigned : .notSigned
  }

  /// - Parameter keys: the maker's; without any, git's own configuration says whom it knows.
  private func isSigned(_ tag: OID, by keys: [String]) async throws(GitError) -> Bool {
    var trusted = TrustedKeys()
    trusted.ssh = keys.compactMap(\.sshKey).map { (name: "key", key: $0) }
    if !trusted.ssh.isEmpty, try await goodSignature(ofTag: tag, trusting: trusted) != nil {
      return true
    }
    let others = keys.filter { $0.sshKey == nil }
    if others.isEmpty, !keys.isEmpty { return false }
    guard let words = try await goodSignature(ofTag: tag, trusting: TrustedKeys()) else {
      return false
    }
    return keys.isEmpty
      || words.split(whereSeparator: \.isWhitespace).contains { word in
        others.contains { String(word).isKey($0) }
      }
  }
}

extension Schema {
  /// Who somebody is that has the right to seal; nil for anybody else.
  func sealer(_ who: Signature) -> Roles.Person? {
    roles.person(who.email, on: who.day).flatMap { person in
      roles.grants(.seal, to: person, of: office) ? person : nil
    }
  }
}
