package import Files
import Supervision

/// What a time stamp (RFC 3161) says, and how far it is to be believed.
package struct TimeStamp: Sendable, Hashable {
  /// Seconds since 1970.
  package let time: Int64
  /// What was stamped: SHA-256, as digits.
  let digest: String
  /// Of who stamped it, where the stamp has it.
  package let certificate: Certificate?
  /// By what the certificate is trusted; nil where nothing here vouches for it.
  package let trust: Trust?
  /// Whether the certificate has run out since it stamped.
  package let hasExpired: Bool

  package struct Certificate: Sendable, Hashable {
    /// `CN=…`
    package let subject: String
    /// SHA-256, in capital hexadecimal digits and colons, as openssl prints it.
    package let fingerprint: String
  }

  package enum Trust: Sendable, Hashable {
    /// A file that was named.
    case given
    case system
    /// The repository's own `schema/tsa.pem`: by its own word only.
    case repository
  }
}

/// Why there is no time stamp, or none that says anything.
package enum TimeStampFault: Error, Hashable, Sendable {
  /// The authority could not be reached, or does not answer as one.
  case noAnswer(url: String, words: String)
  /// It refused to stamp.
  case notGranted(words: String)
  /// What is there is none.
  case unreadable(words: String)
  /// It is of something else, or answers another request.
  case ofOtherText
  /// It is not by the certificate that it has, or that was not valid then.
  case broken(words: String)
  /// `--tsa-ca` was named, and the certificate is another's.
  case otherCertificate(TimeStamp)
}

/// Asks for time stamps and judges them. All of it is done by the program `openssl`, and what goes over the network
/// by `curl`.
package struct TimeStamper: Sendable {
  private let environment: Environment
  /// Certificates of authorities (PEM) that are trusted.
  private let given: [String]

  /// - Parameter given: files; none for those that the system trusts.
  package init(environment: Environment, trusting given: [String] = []) {
    (self.environment, self.given) = (environment, given)
  }
}

// MARK: Asking

extension TimeStamper {
  /// A request to stamp a digest.
  package func request(of digest: String) async throws(CaseStoreError) -> [UInt8] {
    try await running(
      await openssl(["ts", "-query", "-digest", digest, "-sha256", "-cert"], []).output())
  }

  /// What an authority answers.
  ///
  /// - Throws: `.timeStamp(.noAnswer)`.
  package func answer(to request: [UInt8], from url: String)
    async throws(CaseStoreError) -> [UInt8]
  {
    var child = Child(
      "curl",
      [
        "--silent", "--show-error", "--fail", "--location", "--max-time", "60", "--max-filesize",
        "1000000", "--proto", "=http,https", "--proto-redir", "=http,https", "--header",
        "Content-Type: application/timestamp-query", "--header",
        "Accept: application/timestamp-reply", "--data-binary", "@-", "--output", "-", "--url", url,
      ], environment: environment, input: request)
    // No stamp is nearly so long.
    child.mostOutput = 1_000_000
    let output: Child.Output
    do throws(FileError) {
      output = try await child.run()
    } catch {
      guard case .cannotRun(let program, let reason) = error else { throw .file(error) }
      throw .timeStamp(.noAnswer(url: url, words: "\(program): \(reason)"))
    }
    guard output.status == 0 else {
      throw .timeStamp(.noAnswer(url: url, words: output.standardError.lastLine))
    }
    return output.standardOutput
  }

  /// The stamp in an answer, in base64.
  ///
  /// - Parameter request: what it has to answer, where that is known.
  /// - Throws: `.timeStamp(.notGranted)`, `.timeStamp(.unreadable)`.
  package func stamp(in answer: [UInt8]) async throws(CaseStoreError) -> String {
    try await inScratch { scratch async throws(CaseStoreError) in
      let file = try scratch.write(answer, "response.tsr")
      let token = scratch.file("token.der")
      let output = try await running(
        await openssl(["ts", "-reply", "-in", "\(file)", "-token_out", "-out", "\(token)"]).run())
      guard output.status == 0, let bytes = try onDisk(token.read())?.bytes else {
        let text = try await running(
          await openssl(["ts", "-reply", "-in", "\(file)", "-text"]).run())
        let lines = String(decoding: text.standardOutput, as: UTF8.self).split(separator: "\n")
        guard text.status == 0, !lines.contains("Status: Granted.") else {
          throw .timeStamp(.unreadable(words: output.standardError.lastLine))
        }
        let words = lines.filter { $0.hasPrefix("Status") || $0.hasPrefix("Failure") }
        throw .timeStamp(.notGranted(words: words.joined(separator: ", ")))
      }
      let text = try await running(await openssl(["base64"], bytes).output())
      return String(decoding: text, as: UTF8.self)
    }
  }
}

// MARK: Judging

extension TimeStamper {
  /// What a stamp says.
  ///
  /// - Parameters:
  ///   - stamp: in base64.
  ///   - digest: what it has to be of.
  ///   - own: the repository's own `schema/tsa.pem`.
  /// - Throws: `.timeStamp`.
  package func judge(_ stamp: String, of digest: String, own: [UInt8]?)
    async throws(CaseStoreError) -> TimeStamp
  {
    try await inScratch { scratch async throws(CaseStoreError) in
      let decoded = try await running(
        await openssl(["base64", "-d"], Array(stamp.utf8)).run()
      ).standardOutput
      let token = try scratch.write(decoded, "token.der")
      let text = try await running(
        await openssl(["ts", "-reply", "-token_in", "-in", "\(token)", "-token_out", "-text"]).run()
      )
      guard text.status == 0, let read = StampText(text.standardOutput) else {
        throw .timeStamp(.unreadable(words: text.standardError.lastLine))
      }
      guard read.digest == digest else { throw .timeStamp(.ofOtherText) }
      /// What openssl says of it, with these certificates trusted; nil if it is good.
      func fault(trusting options: [String], at time: Int64?) async throws(CaseStoreError)
        -> String?
      {
        let output = try await running(
          await openssl(
            ["ts", "-verify", "-digest", digest, "-in", "\(token)", "-token_in"] + options
              + (time.map { ["-attime", "\($0)"] } ?? [])
          ).run())
        return output.status == 0 ? nil : output.standardError.verifyError
      }
      let own = try own.map { bytes throws(CaseStoreError) in
        try scratch.write(bytes, "own.pem")
      }
      let certificates = try await certificates(in: token, scratch)
      if let file = certificates.file {
        let words = try await fault(
          trusting: ["-partial_chain", "-CAfile", "\(file)"], at: read.time)
        if let words { throw .timeStamp(.broken(words: words)) }
      }
      var trusted: (trust: TimeStamp.Trust, options: [String])?
      let sources = try await sources(own: own.map { "\($0)" })
      for source in sources where trusted == nil {
        if try await fault(trusting: source.options, at: read.time) == nil { trusted = source }
      }
      let hasExpired =
        if let trusted { try await fault(trusting: trusted.options, at: nil) != nil } else { false }
      let stamp = TimeStamp(
        time: read.time, digest: digest, certificate: certificates.signer, trust: trusted?.trust,
        hasExpired: hasExpired)
      if trusted == nil, !given.isEmpty { throw .timeStamp(.otherCertificate(stamp)) }
      return stamp
    }
  }

  /// What may vouch for a certificate, and how openssl is told of it.
  private func sources(own: String?) async throws(CaseStoreError)
    -> [(trust: TimeStamp.Trust, options: [String])]
  {
    if !given.isEmpty { return given.map { (.given, ["-CAfile", $0]) } }
    let words = try await running(await openssl(["version", "-d"]).output())
    let folder = String(decoding: words, as: UTF8.self).split(separator: "\"").dropFirst().first
    let system = folder.map { ["-CApath", "\($0)/certs"] } ?? []
    return [(.system, system)] + (own.map { [(.repository, ["-CAfile", $0])] } ?? [])
  }

  /// The certificates that a stamp has, and that which it is by.
  private func certificates(in token: FilePlace, _ scratch: FilePlace)
    async throws(CaseStoreError) -> (file: FilePlace?, signer: TimeStamp.Certificate?)
  {
    let printed = try await running(
      await openssl(["pkcs7", "-inform", "DER", "-in", "\(token)", "-print_certs"]).run())
    let end = "-----END CERTIFICATE-----"
    let blocks = String(decoding: printed.standardOutput, as: UTF8.self).split(separator: end)
      .filter { $0.contains("-----BEGIN CERTIFICATE-----") }.map { $0 + end + "\n" }
    guard printed.status == 0, !blocks.isEmpty else { return (nil, nil) }
    let file = try scratch.write(Array(blocks.joined().utf8), "certificates.pem")
    for block in blocks {
      let words = try await running(
        await openssl(
          [
            "x509", "-noout", "-subject", "-fingerprint", "-sha256", "-ext", "extendedKeyUsage",
            "-nameopt", "utf8,sep_comma_plus",
          ], Array(block.utf8)
        ).run())
      let lines = String(decoding: words.standardOutput, as: UTF8.self).split(separator: "\n")
      func value(_ name: String) -> String? {
        lines.first { $0.lowercased().hasPrefix(name) }?.split(separator: "=", maxSplits: 1).last
          .map { String($0) }
      }
      guard lines.contains(where: { $0.contains("Time Stamping") }),
        let subject = value("subject="), let fingerprint = value("sha256 fingerprint=")
      else { continue }
      return (file, TimeStamp.Certificate(subject: subject, fingerprint: fingerprint))
    }
    return (file, nil)
  }
}

// MARK: openssl

/// What `openssl ts -reply -text` prints of a stamp.
private struct StampText {
  let time: Int64
  let digest: String

  init?(_ bytes: [UInt8]) {
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    guard lines.contains("Hash Algorithm: sha256"),
      let line = lines.first(where: { $0.hasPrefix("Time stamp: ") }),
      let time = Self.time(line.dropFirst("Time stamp: ".count)),
      let start = lines.firstIndex(of: "Message data:")
    else { return nil }
    // `    0000 - 58 91 …-6d …   X...`: sixteen bytes a line.
    let digits = lines[(start + 1)...].prefix { $0.hasPrefix("    ") }.flatMap { line in
      line.utf8.dropFirst("    0000 - ".utf8.count).prefix(16 * 3).filter {
        $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "-")
      }
    }
    self.time = time
    digest = String(decoding: digits, as: UTF8.self)
  }

  /// `Nov 30 20:34:50.25 2026 GMT`
  private static func time(_ text: Substring) -> Int64? {
    let words = text.split(separator: " ")
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    guard words.count == 5, words[4] == "GMT", let month = months.firstIndex(of: String(words[0])),
      let day = Int(words[1]), let year = Int(words[3]),
      let date = Day(year: year, month: month + 1, day: day)
    else { return nil }
    let clock = words[2].split(separator: ".")[0].split(separator: ":").compactMap { Int64($0) }
    guard clock.count == 3 else { return nil }
    return Int64(date.ordinal) * 86_400 + clock[0] * 3600 + clock[1] * 60 + clock[2]
  }
}

extension TimeStamper {
  private func openssl(_ arguments: [String], _ input: [UInt8] = []) -> Child {
    Child("openssl", arguments, environment: environment, input: input)
  }

  /// Gives `body` a folder that nobody else can read, for as long as it runs.
  private func inScratch<T: Sendable>(
    _ body: (FilePlace) async throws(CaseStoreError) -> T
  ) async throws(CaseStoreError) -> T {
    let scratch = FilePlace(
      "\(environment["TMPDIR"] ?? "/tmp")/duban-git-stamp-\(UInt64.random(in: 0 ... .max))")
    try onDisk(scratch.makePrivateFolder())
    defer { try? scratch.removeAll() }
    return try await body(scratch)
  }
}

extension FilePlace {
  fileprivate func write(_ bytes: [UInt8], _ name: String) throws(CaseStoreError) -> FilePlace {
    let place = file(RelativePath(name))
    try onDisk(place.create(with: bytes, permissions: 0o600, durable: false))
    return place
  }
}

extension [UInt8] {
  fileprivate var lastLine: String {
    String(decoding: self, as: UTF8.self).split(whereSeparator: \.isNewline).last
      .map { String($0) } ?? ""
  }

  /// What openssl says is wrong, at the end of the line that says so.
  fileprivate var verifyError: String {
    let lines = String(decoding: self, as: UTF8.self).split(whereSeparator: \.isNewline)
    let line = lines.last { $0.contains(":error:") } ?? lines.last ?? ""
    return line.split(separator: ":").last.map { String($0) } ?? ""
  }
}
