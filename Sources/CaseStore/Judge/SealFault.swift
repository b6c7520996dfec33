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
    guard let person = schema.roles.person(tagger.email),
      schema.roles.grants(.seal, to: person, of: schema.office)
    else { return .notPermitted(tagger.email) }
    guard schema.roles.requiresSignature else { return nil }
    return try await isSigned(id, by: person) ? nil : .notSigned
  }

  private func isSigned(_ tag: OID, by person: Roles.Person) async throws(GitError) -> Bool {
    let ssh = person.key?.sshKey.map { [(name: "key", key: $0)] } ?? []
    guard let words = try await goodSignature(ofTag: tag, trusting: ssh) else { return false }
    guard let key = person.key, ssh.isEmpty else { return true }
    return words.split(whereSeparator: \.isWhitespace).contains { String($0).isKey(key) }
  }
}
