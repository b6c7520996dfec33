import Files

/// How commits are signed here, as git-config(1) says under `commit.gpgSign`, `gpg.format`,
/// `user.signingKey` and `gpg.<format>.program`.
struct Signing {
  enum Format: String {
    case openpgp, x509, ssh
  }

  private let repository: Repository
  private let format: Format
  private let program: String
  /// As configured. For `ssh` a file or a public key; nil where a command names it.
  private let key: String?
  private let keyCommand: [String]

  /// - Returns: nil where commits are not signed.
  /// - Throws: `.refused` for a format that git does not know, or where nothing names a key.
  init?(in repository: Repository) throws(GitError) {
    guard try repository.configuredBool("commit.gpgSign") == true else { return nil }
    let name = try repository.configuredString("gpg.format") ?? Format.openpgp.rawValue
    guard let format = Format(rawValue: name) else {
      throw .refused(.unknownSignatureFormat(name))
    }
    self.repository = repository
    self.format = format
    program = try repository.signingProgram(for: format)
    key = try repository.configuredString("user.signingKey")
    keyCommand = try repository.configuredString("gpg.ssh.defaultKeyCommand")?.shellWords ?? []
    if format == .ssh, key ?? "" == "", key != nil || keyCommand.isEmpty {
      throw .refused(.noSigningKey(words: ""))
    }
  }

  /// The format and the key, as configured.
  var description: String {
    let named = key ?? keyCommand.joined(separator: " ")
    return named.isEmpty ? format.rawValue : "\(format.rawValue) \(named)"
  }

  /// The signature of a commit as it is written in its header, without the final newline.
  ///
  /// - Parameters:
  ///   - buffer: the commit without its signature.
  ///   - committer: whose key is asked for where none is configured.
  ///   - scratch: a place beside which files may lie until this returns.
  /// - Throws: `.refused(.notSigned)` with the program's own words; `.refused(.noSigningKey)`.
  func sign(_ buffer: [UInt8], by committer: Signature, scratch: FilePlace)
    async throws(GitError) -> String
  {
    let signature =
      switch format {
      case .openpgp, .x509: try await signWithGPG(buffer, by: committer)
      case .ssh: try await signWithSSH(buffer, scratch: scratch)
      }
    // A program of another system may end its lines in its own way, as git knows too.
    let text = String(
      decoding: signature.filter { $0 != UInt8(ascii: "\r") }, as: UTF8.self)
    return String(text.dropLast(while: \.isNewline))
  }

  private func signWithGPG(_ buffer: [UInt8], by who: Signature) async throws(GitError)
    -> [UInt8]
  {
    let output = try await run(
      program, ["--status-fd=2", "-bsau", key ?? "\(who.name) <\(who.email)>"], input: buffer)
    // Its exit code alone is not enough: git asks for the status line too.
    let created = "[GNUPG:] SIG_CREATED "
    let words = String(decoding: output.standardError, as: UTF8.self)
    guard output.status == 0,
      words.split(separator: "\n").contains(where: { $0.hasPrefix(created) })
    else { throw refusal(words) }
    return output.standardOutput
  }

  private func signWithSSH(_ buffer: [UInt8], scratch: FilePlace) async throws(GitError)
    -> [UInt8]
  {
    let files = Self.files(beside: scratch)
    defer { for file in files.all { try? file.remove() } }
    for file in files.all { try onDisk(file.remove()) }
    try onDisk(files.buffer.create(with: buffer, permissions: 0o600, durable: false))
    let output = try await run(
      program,
      ["-Y", "sign", "-n", "git", "-f", try await keyFile(files.key), files.buffer.description])
    guard output.status == 0, let signature = try onDisk(files.signature.read())?.bytes else {
      throw refusal(String(decoding: output.standardError, as: UTF8.self))
    }
    return signature
  }

  /// The file of the key; a key that is configured by its text is first written to `place`.
  private func keyFile(_ place: FilePlace) async throws(GitError) -> String {
    let chosen: String
    if let key { chosen = key } else { chosen = try await defaultKey() }
    if let text = chosen.literalKey {
      try onDisk(place.create(with: Array("\(text)\n".utf8), permissions: 0o600, durable: false))
      return place.description
    }
    guard chosen.hasPrefix("~/"), let home = repository.environment["HOME"] else { return chosen }
    return home + chosen.dropFirst()
  }

  /// The first line that `gpg.ssh.defaultKeyCommand` prints, which has to be a public key.
  private func defaultKey() async throws(GitError) -> String {
    let output = try await run(keyCommand[0], Array(keyCommand.dropFirst()))
    let line = String(decoding: output.standardOutput, as: UTF8.self)
      .split(separator: "\n").first.map { String($0) }
    guard output.status == 0, let line, line.literalKey != nil else {
      throw .refused(
        .noSigningKey(words: String(decoding: output.standardError, as: UTF8.self)))
    }
    return line
  }

  private func run(_ program: String, _ arguments: [String], input: [UInt8] = [])
    async throws(GitError) -> Child.Output
  {
    do throws(GitError) {
      return try await running(
        await Child(
          program, arguments, environment: repository.environment,
          in: repository.workTree ?? repository.gitDirectory, input: input
        ).run())
    } catch {
      guard case .file(.cannotRun(_, let reason)) = error else { throw error }
      throw refusal(reason)
    }
  }

  private func refusal(_ words: String) -> GitError {
    .refused(.notSigned(program: program, words: words))
  }
}

extension Signing {
  /// What `ssh-keygen` is handed and what it leaves, which it does only in files.
  private struct Files {
    let buffer, signature, key: FilePlace
    var all: [FilePlace] { [buffer, signature, key] }
  }

  private static func files(beside place: FilePlace) -> Files {
    func file(_ suffix: String) -> FilePlace { FilePlace(bytes: place.bytes + suffix.utf8) }
    return Files(buffer: file(""), signature: file(".sig"), key: file(".key"))
  }

  /// Every file that signing may leave behind if it is killed.
  static func leavings(beside place: FilePlace) -> [FilePlace] { files(beside: place).all }
}

extension Repository {
  fileprivate func signingProgram(for format: Signing.Format) throws(GitError) -> String {
    let given: String?
    let usual: String
    switch format {
    case .openpgp:
      let older = try configuredPath("gpg.program")
      (given, usual) = (try configuredPath("gpg.openpgp.program") ?? older, "gpg")
    case .x509: (given, usual) = (try configuredPath("gpg.x509.program"), "gpgsm")
    case .ssh: (given, usual) = (try configuredPath("gpg.ssh.program"), "ssh-keygen")
    }
    let program = given ?? usual
    guard program.contains("/"), !program.hasPrefix("/") else { return program }
    return (workTree ?? gitDirectory) + program
  }
}

extension String {
  /// The public key that is meant by its text, `key::…` or `ssh-…`; nil where a file is meant.
  fileprivate var literalKey: String? {
    if hasPrefix("key::") { return String(dropFirst("key::".count)) }
    return hasPrefix("ssh-") ? self : nil
  }

  fileprivate func dropLast(while isDropped: (Character) -> Bool) -> Substring {
    self[..<(lastIndex { !isDropped($0) }.map(index(after:)) ?? startIndex)]
  }

  /// The words of a command line as git splits one without a shell: by spaces, with quotes and
  /// backslashes heeded.
  fileprivate var shellWords: [String] {
    var words: [String] = []
    var word: String?
    var quote: Character?
    var isEscaped = false
    for character in self {
      if isEscaped {
        word = (word ?? "") + String(character)
        isEscaped = false
      } else if character == "\\", quote != "'" {
        isEscaped = true
      } else if let open = quote {
        if character == open { quote = nil } else { word = (word ?? "") + String(character) }
      } else if character == "'" || character == "\"" {
        quote = character
        word = word ?? ""
      } else if character.isWhitespace {
        if let done = word { words.append(done) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    return words + [word].compactMap(\.self)
  }
}
