import Files

/// What the real program says of a commit's signature.
package struct SignatureVerdict: Sendable, Hashable {
  /// The letters of `%G?`, git-log(1).
  package enum Status: Character, Sendable {
    case good = "G"
    /// Good, by a key whose owner is not known.
    case goodUnknown = "U"
    /// Good, by a key that has expired since.
    case goodKeyExpired = "Y"
    case bad = "B"
    case expired = "X"
    case revoked = "R"
    /// It cannot be checked: the key is not there.
    case unchecked = "E"
    case none = "N"
  }

  package let status: Status
  /// The fingerprints of the key and of the key it belongs to; empty where there is none.
  package let fingerprints: [String]
  /// As the key names its owner: `督查室 <office@example.org>`; for ssh what the file of allowed
  /// signers calls him.
  package let signer: String
}

extension Repository {
  /// Checks the signatures of many commits in one run of git, which calls `gpg` or `ssh-keygen`.
  ///
  /// - Parameter sshKeys: the public keys to trust in the place of `gpg.ssh.allowedSignersFile`, with
  ///   the names that the verdicts give their owners; none for what git itself is told.
  /// - Throws: `.failed`, `.cannotRun`; `.system` if the temporary folder cannot be written.
  package func signatures(of ids: [OID], trusting sshKeys: [(name: String, key: String)])
    async throws(GitError) -> [OID: SignatureVerdict]
  {
    guard !ids.isEmpty else { return [:] }
    var verdicts: [OID: SignatureVerdict] = [:]
    let output = try await trusting(sshKeys) { options async throws(GitError) in
      let child = git(
        ["--no-replace-objects"] + options + [
          "log", "--no-walk=unsorted", "--stdin", "--no-show-signature",
          "--format=%H%x00%G?%x00%GF%x00%GP%x00%GS",
        ], input: Array(ids.map { "\($0)\n" }.joined().utf8))
      return try await running(await child.output())
    }
    for line in output.split(separator: UInt8(ascii: "\n")) {
      let fields = line.split(separator: 0, omittingEmptySubsequences: false).map {
        String(decoding: $0, as: UTF8.self)
      }
      guard fields.count == 5, let id = OID(hex: fields[0]) else { continue }
      verdicts[id] = SignatureVerdict(
        status: fields[1].first.flatMap { SignatureVerdict.Status(rawValue: $0) } ?? .unchecked,
        fingerprints: fields[2...3].filter { !$0.isEmpty }, signer: fields[4])
    }
    return verdicts
  }

  /// What `git verify-tag` says of a tag's signature, in gpg's words; nil where it is not good.
  package func goodSignature(ofTag id: OID, trusting sshKeys: [(name: String, key: String)])
    async throws(GitError) -> String?
  {
    let output = try await trusting(sshKeys) { options async throws(GitError) in
      let child = git(["--no-replace-objects"] + options + ["verify-tag", "--raw", "\(id)"])
      return try await running(await child.run())
    }
    return output.status == 0 ? String(decoding: output.standardError, as: UTF8.self) : nil
  }

  /// Calls `body` with the options by which git trusts these ssh keys, and no others.
  private func trusting<T: Sendable>(
    _ sshKeys: [(name: String, key: String)], _ body: ([String]) async throws(GitError) -> T
  ) async throws(GitError) -> T {
    let signers = sshKeys.map { "\($0.name) namespaces=\"git\" \($0.key)\n" }.joined()
    guard !signers.isEmpty else { return try await body([]) }
    let folder = environment["TMPDIR"] ?? "/tmp"
    let file = FilePlace("\(folder)/duban-git-signers-\(UInt64.random(in: 0 ... .max))")
    try onDisk(file.create(with: Array(signers.utf8), permissions: 0o600, durable: false))
    defer { try? file.remove() }
    return try await body(["-c", "gpg.ssh.allowedSignersFile=\(file)"])
  }
}
