import FoundationEssentials
import TestSupport
import Testing

/// The hook of the shared repository is asked whichever of git's servers a push comes by.
@Suite(.seeded) struct ServedPushTests {
  /// Pushes what is lawful, then what is not, by a way that `push` goes.
  private func judge(
    _ push: (_ git: GitCLI, _ server: GitCLI, _ arguments: [String]) async throws -> Void
  ) async throws {
    try await PushHooksTests().withServer { server, one, _ in
      try await PushHooksTests().step(one)
      try await push(one, server.git, ["HEAD:main"])
      let lawful = try await one("rev-parse", "HEAD")
      #expect(try await server.git("rev-parse", "main") == lawful)
      try await PushHooksTests().tamper(one)
      for (arguments, words) in [
        (["HEAD:main"], "[recorded-step-changed]"), (["+HEAD~2:main"], "is not rewritten"),
        ([":main"], "is not deleted"),
      ] {
        let refusal = await #expect(throws: GitCLI.Failure.self) {
          try await push(one, server.git, arguments)
        }
        #expect(refusal?.message.contains(words) == true, "\(refusal?.message ?? "")")
        #expect(try await server.git("rev-parse", "main") == lawful)
      }
    }
  }

  @Test func overAPath() async throws {
    try await judge { git, server, arguments in
      try await git(["push", "--quiet", "--no-verify", server.directory] + arguments)
    }
  }

  @Test func byTheDaemon() async throws {
    try await judge { git, server, arguments in
      let daemon =
        "git daemon --inetd --log-destination=none --export-all --enable=receive-pack --base-path=\(server.directory) \(server.directory)"
      try await git(
        ["-c", "protocol.ext.allow=always", "push", "--quiet", "--no-verify"]
          + ["ext::\(daemon) %G/"] + arguments)
    }
  }

  /// `git http-backend`, as behind any server of pages that runs programs.
  @Test(.needs("python3")) func overHTTP() async throws {
    try await judge { git, server, arguments in
      try await server("config", "http.receivepack", "true")
      try git.write(Self.gateway, to: ".git/gateway.py")
      try await git.run(
        "python3", [git.path(".git/gateway.py"), server.directory, git.directory] + arguments)
    }
  }

  @Test(.needs("sshd"), .enabled(if: Self.runsSSH, "sshd has no folder to run in"))
  func overSSH() async throws {
    try await judge { git, server, arguments in
      let folder = git.path(".git/ssh")
      if !git.exists(".git/ssh") {
        try git.write("", to: ".git/ssh/known")
        for key in ["host", "own"] {
          try await git.run(
            "ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", "\(folder)/\(key)"])
        }
        let key = try git.read(".git/ssh/own.pub")
        try git.write(
          "restrict,command=\"git shell -c \\\"$SSH_ORIGINAL_COMMAND\\\"\" \(key)",
          to: ".git/ssh/authorized")
      }
      let sshd = try #require(Installed.path(of: "sshd"))
      let options = [
        "HostKey=\(folder)/host", "AuthorizedKeysFile=\(folder)/authorized", "StrictModes=no",
        "UsePAM=no", "PidFile=none",
      ].map { "-o \($0)" }.joined(separator: " ")
      var client = git
      client.variables["GIT_SSH_COMMAND"] =
        "ssh -F none -i \(folder)/own -o UserKnownHostsFile=\(folder)/known -o StrictHostKeyChecking=no -o LogLevel=ERROR -o 'ProxyCommand=\(sshd) -i -f /dev/null \(options)'"
      try await client(
        ["push", "--quiet", "--no-verify", "ssh://localhost\(server.directory)"] + arguments)
    }
  }

  /// Run by root it wants a folder, which the unit of its service makes.
  private static let runsSSH = FileManager.default.fileExists(atPath: "/run/sshd")

  /// Serves one repository by `git http-backend`, pushes to it, and ends as the push does.
  private static let gateway = """
    import http.server, os, subprocess, sys, threading

    server, client, *refs = sys.argv[1:]

    class Gateway(http.server.BaseHTTPRequestHandler):
        def answer(self):
            path, _, query = self.path.partition("?")
            length = self.headers.get("Content-Length") or "0"
            variables = dict(
                os.environ, GIT_PROJECT_ROOT=server, GIT_HTTP_EXPORT_ALL="", PATH_INFO=path, QUERY_STRING=query,
                REQUEST_METHOD=self.command, CONTENT_LENGTH=length,
                CONTENT_TYPE=self.headers.get("Content-Type") or "",
                HTTP_CONTENT_ENCODING=self.headers.get("Content-Encoding") or "")
            done = subprocess.run(
                ["git", "http-backend"], env=variables, input=self.rfile.read(int(length)), stdout=subprocess.PIPE)
            head, _, body = done.stdout.partition(b"\\r\\n\\r\\n")
            fields = [line.split(": ", 1) for line in head.decode().split("\\r\\n")]
            self.send_response(int(dict(fields).get("Status", "200").split()[0]))
            for name, value in fields:
                if name != "Status":
                    self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
        do_GET = do_POST = answer
        def log_message(self, *words):
            pass

    gateway = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Gateway)
    threading.Thread(target=gateway.serve_forever, daemon=True).start()
    url = "http://127.0.0.1:%d/" % gateway.server_port
    sys.exit(subprocess.run(["git", "-C", client, "push", "--quiet", "--no-verify", url] + refs).returncode)

    """
}
