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

/// Whom a check of signatures trusts beside what git is told by the system's and the user's
/// configuration. What the judged repository's own configuration says is never asked: whoever made it
/// would vouch for himself.
package struct TrustedKeys: Sendable {
  /// Public ssh keys, in the place of `gpg.ssh.allowedSignersFile`, with the names that the verdicts give
  /// their owners; none for what git itself is told.
  package var ssh: [(name: String, key: String)] = []
  /// OpenPGP keys as `gpg --import` takes them, in the place of the keys of who runs this; none for those.
  package var openPGP: [[UInt8]] = []

  package init() {}
}

extension Repository {
  /// Checks the signatures of many commits in one run of git, which calls `gpg` or `ssh-keygen`.
  ///
  /// - Throws: `.failed`, `.cannotRun`; `.system` if the temporary folder cannot be written.
  package func signatures(of ids: [OID], trusting keys: TrustedKeys)
    async throws(GitError) -> [OID: SignatureVerdict]
  {
    guard !ids.isEmpty else { return [:] }
    var verdicts: [OID: SignatureVerdict] = [:]
    let output = try await trusting(keys) { git async throws(GitError) in
      let child = git(
        [
          "log", "--no-walk=unsorted", "--stdin", "--no-show-signature",
          "--format=%H%x00%G?%x00%GF%x00%GP%x00%GS",
        ], Array(ids.map { "\($0)\n" }.joined().utf8))
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
  package func goodSignature(ofTag id: OID, trusting keys: TrustedKeys)
    async throws(GitError) -> String?
  {
    let output = try await trusting(keys) { git async throws(GitError) in
      try await running(await git(["verify-tag", "--raw", "\(id)"], []).run())
    }
    return output.status == 0 ? String(decoding: output.standardError, as: UTF8.self) : nil
  }

  /// Calls `body` with a git that trusts these keys.
  private func trusting<T: Sendable>(
    _ keys: TrustedKeys,
    _ body: ((_ arguments: [String], _ input: [UInt8]) -> Child)
      async throws(GitError) -> T
  ) async throws(GitError) -> T {
    let signers = keys.ssh.map { "\($0.name) namespaces=\"git\" \($0.key)\n" }.joined()
    let scratch = FilePlace(
      "\(environment["TMPDIR"] ?? "/tmp")/duban-git-keys-\(UInt64.random(in: 0 ... .max))")
    var options = checkingOptions
    let isAlone = signers.isEmpty && keys.openPGP.isEmpty
    defer { if !isAlone { try? scratch.removeAll() } }
    var variables: [String: String] = [:]
    if !isAlone {
      try onDisk(scratch.makePrivateFolder())
      if !signers.isEmpty {
        let file = scratch.file("signers")
        try onDisk(file.create(with: Array(signers.utf8), permissions: 0o600, durable: false))
        options += ["-c", "gpg.ssh.allowedSignersFile=\(file)"]
      }
      if !keys.openPGP.isEmpty {
        try await importKeys(keys.openPGP, into: scratch)
        variables["GNUPGHOME"] = "\(scratch)"
      }
    }
    return try await body { arguments, input in
      var child = git(["--no-replace-objects"] + options + arguments, input: input)
      child.environment.variables.merge(variables) { $1 }
      return child
    }
  }

  /// A key that gpg does not take is not there, which the verdicts will say.
  private func importKeys(_ keys: [[UInt8]], into folder: FilePlace) async throws(GitError) {
    for (index, key) in keys.enumerated() {
      let file = folder.file(RelativePath("\(index).asc"))
      try onDisk(file.create(with: key, permissions: 0o600, durable: false))
    }
    let child = Child(
      trustedSetting("gpg.openpgp.program") ?? trustedSetting("gpg.program") ?? "gpg",
      ["--homedir", "\(folder)", "--batch", "--quiet", "--no-autostart", "--import"]
        + keys.indices.map { "\(folder)/\($0).asc" }, environment: environment, in: "\(folder)")
    _ = try? await child.run()
  }

  /// What git checks signatures by, said so that the repository's own configuration does not count.
  private var checkingOptions: [String] {
    let program = trustedSetting("gpg.program") ?? "gpg"
    let settings = [
      ("gpg.program", program),
      ("gpg.openpgp.program", trustedSetting("gpg.openpgp.program") ?? program),
      ("gpg.x509.program", trustedSetting("gpg.x509.program") ?? "gpgsm"),
      ("gpg.ssh.program", trustedSetting("gpg.ssh.program") ?? "ssh-keygen"),
      (
        "gpg.ssh.allowedSignersFile",
        trustedSetting("gpg.ssh.allowedSignersFile") ?? "/dev/null"
      ),
      ("gpg.minTrustLevel", trustedSetting("gpg.minTrustLevel") ?? "undefined"),
    ]
    let revoked = trustedSetting("gpg.ssh.revocationFile") ?? "/dev/null"
    let isRevoking = !((try? ownValues(of: "gpg.ssh.revocationFile")) ?? []).isEmpty
    return (settings + (isRevoking ? [("gpg.ssh.revocationFile", revoked)] : []))
      .flatMap { ["-c", "\($0.0)=\($0.1)"] }
  }
}
