import FoundationEssentials
import TestSupport
import Testing

/// Time from outside: an authority of the test's own, made with `openssl ts`.
@Suite(.seeded, .needs("openssl")) struct TimeStampTests {
  /// A time-stamping authority below a certificate of its own.
  private struct Authority {
    let git: GitCLI
    let folder: String
    var certificate: String { "\(folder)/ca.pem" }

    init(_ name: String, beside git: GitCLI) async throws {
      self.git = git
      folder = git.path(".git/\(name)")
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try git.write(Self.configuration, to: ".git/\(name)/tsa.cnf")
      try git.write("01\n", to: ".git/\(name)/serial")
      try await run(
        """
        openssl req -utf8 -config tsa.cnf -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
          -keyout ca.key -out ca.pem -days 30 -subj "/CN=\(name) CA" -extensions ca
        openssl req -utf8 -config tsa.cnf -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
          -keyout tsa.key -out tsa.csr -subj "/CN=\(name) TSA"
        openssl x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out tsa.pem -days 30 \
          -extfile tsa.cnf -extensions stamp
        """)
    }

    func run(_ script: String) async throws {
      try await git.run("bash", ["-ec", "cd '\(folder)'\nexec 2>/dev/null\n\(script)"])
    }

    /// Answers a request; paths are from the top of the repository.
    func answer(_ request: String, into answer: String) async throws {
      try await run(
        """
        openssl ts -reply -config tsa.cnf -queryfile '\(git.path(request))' -out '\(git.path(answer))'
        """)
    }

    private static let configuration = """
      [ req ]
      distinguished_name = dn
      [ dn ]
      [ ca ]
      basicConstraints = critical,CA:TRUE
      keyUsage = critical,keyCertSign
      [ stamp ]
      extendedKeyUsage = critical,timeStamping
      [ tsa ]
      default_tsa = one
      [ one ]
      serial = ./serial
      crypto_device = builtin
      signer_cert = ./tsa.pem
      certs = ./ca.pem
      signer_key = ./tsa.key
      signer_digest = sha256
      default_policy = 1.2.3.4.1
      digests = sha256
      ess_cert_id_alg = sha256

      """
  }

  /// A repository of today, in which what is sealed is a while ago.
  private func withCase(_ body: (GitCLI, DubanCLI) async throws -> Void) async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      var now = duban
      now.variables["DUBAN_TODAY"] = nil
      var today = git
      today.variables["DUBAN_TODAY"] = nil
      for role in ["AUTHOR", "COMMITTER"] { today.variables["GIT_\(role)_DATE"] = nil }
      var running = DubanCLI(today)
      running.variables = now.variables
      try await body(today, running)
    }
  }

  @Test func halvesMakeASealThatOpensslProves() async throws {
    try await withCase { git, duban in
      let authority = try await Authority("机构", beside: git)
      let asked = try await duban("seal", "-m", "年度", "--request", "请求.tsq")
      #expect(asked.status == 0 && asked.output.contains("--response"), "\(asked.errors)")
      #expect(try await SealTests.names(git) == [])
      try await authority.answer("请求.tsq", into: "应答.tsr")
      let made = try await duban(
        "seal", "--response", "应答.tsr", "--tsa-ca", authority.certificate)
      #expect(made.status == 0, "\(made.errors)")
      let seal = try #require(try await SealTests.names(git).first)
      let proof = try await duban("verify", "--tsa-ca", authority.certificate)
      #expect(proof.status == 0 && proof.output.contains("time-stamped 20"), "\(proof.output)")
      #expect(try await SealTests.rules(duban) == ["seal-time-untrusted"])
      try await authority.run(
        """
        git -C '\(git.directory)' cat-file tag '\(seal)' | sed '1,/^$/d' |
          sed '/^\\(时间戳:\\|-----BEGIN \\)/,$d' >text
        git -C '\(git.directory)' cat-file tag '\(seal)' | sed '1,/^时间戳:/d;/^-----BEGIN /,$d' |
          openssl base64 -d >token.der
        openssl ts -verify -data text -in token.der -token_in -CAfile ca.pem
        """)
      let slip = try await duban("seal", "--print", "-")
      #expect(slip.output.contains("CN=机构 TSA"), "\(slip.output)\(slip.errors)")
    }
  }

  private struct Answer: Sendable {
    let name, words: String
    let make: @Sendable (GitCLI, Authority) async throws -> Void
  }

  private static let answers = [
    Answer(name: "nonsense", words: "no time stamp") { git, _ in
      try git.write("<html>bad gateway</html>", to: "应答.tsr")
    },
    Answer(name: "empty", words: "no time stamp") { git, _ in try git.write("", to: "应答.tsr") },
    Answer(name: "of another text", words: "of something else") { git, authority in
      try git.write("别的", to: "别的.txt")
      try await authority.run(
        "openssl ts -query -data '\(git.path("别的.txt"))' -sha256 -cert -out '\(git.path("请求.tsq"))'"
      )
      try await authority.answer("请求.tsq", into: "应答.tsr")
    },
    Answer(name: "of another authority", words: "not by the authority") { git, _ in
      try await Authority("另一", beside: git).answer("请求.tsq", into: "应答.tsr")
    },
    Answer(name: "refused", words: "refuses") { git, authority in
      try await authority.run(
        "openssl ts -query -digest \(String(repeating: "00", count: 64)) -sha512 -out '\(git.path("请求.tsq"))'"
      )
      try await authority.answer("请求.tsq", into: "应答.tsr")
    },
    Answer(name: "damaged", words: "time stamp") { git, authority in
      try await authority.answer("请求.tsq", into: "应答.tsr")
      var bytes = try git.bytes("应答.tsr")
      bytes[bytes.count - 5] ^= 0x55
      try git.write(bytes, to: "应答.tsr")
    },
  ]

  @Test(arguments: rows(answers, named: \.name))
  private func anAnswerThatIsNoneMakesNoSeal(_ row: Named<Answer>) async throws {
    try await withCase { git, duban in
      let authority = try await Authority("机构", beside: git)
      #expect(try await duban("seal", "--request", "请求.tsq").status == 0)
      try await row.value.make(git, authority)
      let made = try await duban(
        "seal", "--response", "应答.tsr", "--tsa-ca", authority.certificate)
      #expect(made.status == 4 && made.errors.contains(row.value.words), "\(made.errors)")
      #expect(try await SealTests.names(git) == [])
    }
  }

  @Test func aTimeBeforeWhatIsSealedIsRefused() async throws {
    try await withCase { git, duban in
      var later = duban
      for role in ["AUTHOR", "COMMITTER"] {
        later.variables["GIT_\(role)_DATE"] = "2099-03-02T10:00:00+08:00"
      }
      later.variables["DUBAN_TODAY"] = "2099-03-02"
      #expect(try await later("step", "2026-0001", "研判", "--意见", "来自未来").status == 0)
      let authority = try await Authority("机构", beside: git)
      #expect(try await later("seal", "--request", "请求.tsq").status == 0)
      try await authority.answer("请求.tsq", into: "应答.tsr")
      let made = try await later("seal", "--response", "应答.tsr")
      #expect(made.status == 4 && made.errors.contains("is not between"), "\(made.errors)")
    }
  }

  @Test(.needs("curl"), .needs("python3"))
  func anAuthorityIsAskedOverTheNetwork() async throws {
    try await withCase { git, duban in
      let authority = try await Authority("机构", beside: git)
      let nobody = try await duban("seal", "--tsa", "http://127.0.0.1:9/")
      #expect(nobody.status == 5 && nobody.errors.contains("does not answer"), "\(nobody.errors)")
      try git.write(Self.server, to: ".git/机构/server.py")
      // Answers three times, and ends.
      let script = """
        cd '\(authority.folder)'; python3 server.py >port & for i in $(seq 100); do
        test -s port && break; sleep 0.1; done; cat port
        """
      let port = try await git.run("bash", ["-c", script])
        .split(separator: "\n")[0]
      let address = "http://127.0.0.1:\(port)"
      for (path, status) in [("/broken", Int32(5)), ("/html", 4), ("/", 0)] {
        let made = try await duban(
          "seal", "--tsa", address + path, "--tsa-ca", authority.certificate)
        #expect(made.status == status, "\(path) \(made.errors)")
      }
      #expect(try await SealTests.names(git).count == 1)
      let proof = try await duban("verify", "--full", "--tsa-ca", authority.certificate)
      #expect(proof.status == 0 && proof.output.contains("time-stamped"), "\(proof.output)")
    }
  }

  private static let server = """
    import http.server, subprocess, sys
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            open("q.tsq", "wb").write(body)
            subprocess.run("openssl ts -reply -config tsa.cnf -queryfile q.tsq -out r.tsr", shell=True,
                           stderr=subprocess.DEVNULL)
            answer = b"<html>" if self.path == "/html" else open("r.tsr", "rb").read()
            self.send_response(500 if self.path == "/broken" else 200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)
        def log_message(self, *arguments): pass
    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    server.timeout = 60
    print(server.server_address[1], flush=True)
    sys.stdout.close()
    for number in range(3): server.handle_request()

    """
}
