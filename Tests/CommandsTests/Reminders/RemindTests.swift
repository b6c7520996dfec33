import FoundationEssentials
import TestSupport
import Testing

/// Messages to units: made, sent to a program and to a web hook of the test's own, and told once.
@Suite(.seeded) struct RemindTests {
  static let units = """
    单位:
      - {名称: 省教育厅, 简称: [省教育部门], 联络员: 办公室, 电话: 0791-80000103, 邮箱: jyt@example.org}
      - {名称: 省教育厅考试院, 邮箱: ksy@example.org}
      - {名称: 省公安厅}

    """

  private static let letters = """
      - {日期: 2026-03-02, 步骤: 立项, 批准: 省委秘书长}
      - {日期: 2026-03-02, 步骤: 审定, 审定人: 省委秘书长}
      - {日期: 2026-03-02, 步骤: 发函, 文号: ×督函〔2026〕1号, 主送: [省教育厅, 省教育厅考试院]}

    """

  /// A case that two units owe something in, and a secret one that one of them does.
  static func withLetters(
    _ office: String = "", _ body: (GitCLI, DubanCLI) async throws -> Void
  ) async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      try git.write(units, to: "schema/units.yaml")
      if !office.isEmpty {
        try git.write(
          try git.read("schema/office.yaml").replacing("消息标题: 公开", with: office),
          to: "schema/office.yaml")
      }
      let header =
        "联系人: 督查室值班室，0791-80000007\n牵头单位: 省教育厅\n任务: [{事项: 排查, 单位: 省教育厅, 时限: 10日}, {事项: 通报, 单位: 省教育厅考试院, 时限: 5个工作日}]\n过程:"
      try git.write(
        try git.read(HooksTests.path).replacing("过程:", with: header), to: HooksTests.path)
      try HooksTests.append(letters, in: git)
      try git.write(
        """
        ---
        编号: 2026-0002
        密级: 机密
        保密期限: 10年
        存放处: 机要室
        批示: {领导: 省委主要领导, 日期: 2026-02-27, 类别: 批办性}
        牵头单位: 省公安厅
        过程:
          - {日期: 2026-03-02, 步骤: 登记}
          - {日期: 2026-03-02, 步骤: 研判, 意见: 立项}
          - {日期: 2026-03-02, 步骤: 立项, 批准: 省委秘书长}
          - {日期: 2026-03-02, 步骤: 审定, 审定人: 省委秘书长}
          - {日期: 2026-03-02, 步骤: 发函, 文号: ×督函〔2026〕2号, 主送: [省公安厅, 省教育厅]}
        ---

        """, to: "cases/2026/2026-0002.md")
      let result = try await duban("commit")
      try #require(result.status == 0, "\(result.errors)")
      try await body(git, duban)
    }
  }

  /// The program on another day.
  static func on(_ day: String, _ duban: DubanCLI) -> DubanCLI {
    var later = duban
    later.variables["DUBAN_TODAY"] = day
    for role in ["AUTHOR", "COMMITTER"] {
      later.variables["GIT_\(role)_DATE"] = "\(day)T10:00:00+08:00"
    }
    return later
  }

  private static let read = """
    import sys, os, email, email.policy
    for name in sorted(os.listdir(sys.argv[1])):
        if not name.endswith(".eml"): continue
        mail = email.message_from_binary_file(open(os.path.join(sys.argv[1], name), "rb"), policy=email.policy.default)
        print(name, mail.defects, mail["To"].addresses[0].addr_spec if mail["To"].addresses else "-")
        print(mail["Subject"], "|", mail["From"].addresses[0].display_name, "|", mail["Date"].datetime.isoformat())
        for part in mail.iter_attachments():
            print(part.get_content_type(), part.get_filename(), len(part.get_payload(decode=True)) > 200)
        print(mail.get_body().get_content())
    """

  @Test func aMailAUnitThatAnotherReaderTakes() async throws {
    try await Self.withLetters("消息标题: 内部") { git, duban in
      let later = Self.on("2026-03-10", duban)
      for folder in ["一", "二"] {
        let result = try await later("remind", "-o", git.path(folder))
        #expect(result.status == 0, "\(result.errors)")
      }
      #expect(
        try git.names(in: "一").sorted()
          == ["省教育厅.eml", "省教育厅.txt", "省教育厅考试院.eml", "省教育厅考试院.txt"])
      for name in try git.names(in: "一") {
        #expect(try git.readBytes("一/\(name)") == git.readBytes("二/\(name)"))
      }
      let mails = try await Python.run(Self.read, [git.path("一")])
      #expect(mails.contains("省教育厅.eml [] jyt@example.org\n"), "\(mails)")
      #expect(mails.contains("督办提醒:省教育厅 3项,逾期1项 | "), "\(mails)")
      #expect(mails.contains("| 2026-03-10T08:00:00+08:00\n"))
      #expect(mails.contains("text/calendar 督办到期事项.ics True\n"))
      #expect(mails.contains("回执-省教育厅.xlsx True\n"))
      #expect(
        mails.contains(
          "1. 2026-0001 学校食堂：报责任人，时限2026年3月9日，逾期1天，依据×督函〔2026〕1号。\n"), "\(mails)")
      #expect(mails.contains("任务1（排查），时限2026年3月12日"))
      #expect(mails.contains("联系：督查室值班室，0791-80000007。"))
      #expect(!mails.contains("2026-0002") && !mails.contains("省公安厅"))
      // What is another's stands in no calendar, though the one name begins as the other.
      let text = try git.read("一/省教育厅.eml")
      let calendar = try await Python.run(
        """
        import sys, email, email.policy
        mail = email.message_from_string(sys.stdin.read(), policy=email.policy.default)
        print(next(mail.iter_attachments()).get_content())
        """, input: Array(text.utf8))
      #expect(calendar.contains("BEGIN:VEVENT") && !calendar.contains("考试院"))
    }
  }

  @Test func titlesThatMayNotLeaveStay() async throws {
    try await Self.withLetters { git, duban in
      let shown = try await duban("remind")
      #expect(shown.status == 0 && shown.output.contains("== 省教育厅 <jyt@example.org>"))
      #expect(shown.output.contains("2026-0001 （内部件）"), "\(shown.output)")
      #expect(!shown.output.contains("学校食堂") && !shown.output.contains("排查"))
      let written = try await duban("remind", "-o", git.path("信"))
      #expect(written.status == 0, "\(written.errors)")
      let mails = try await Python.run(Self.read, [git.path("信")])
      #expect(!mails.contains("学校食堂") && !mails.contains("回执"), "\(mails)")
    }
  }

  @Test func whatAProgramTookIsToldOnceARung() async throws {
    try await Self.withLetters { git, duban in
      try git.write("#!/bin/sh\ncat > \"$1/$(ls \"$1\" | wc -l).eml\"\n", to: ".git/sendmail")
      try FileManager.default.createDirectory(
        atPath: git.path(".git/outbox"), withIntermediateDirectories: true)
      let program = "sh '\(git.path(".git/sendmail"))' '\(git.path(".git/outbox"))'"
      func sent() throws -> Int { try git.names(in: ".git/outbox").count }

      let first = try await duban("remind", "--send", program)
      #expect(first.status == 0, "\(first.errors)")
      #expect(try sent() == 2)
      let text = try git.read(HooksTests.path)
      #expect(text.contains("方式: 消息\n    单位: 省教育厅\n"), "\(text)")
      #expect(text.contains("报责任人 2026-03-09 7个工作日"), "\(text)")
      #expect(text.contains("消息号: "))
      // Nothing twice, and nothing of the secret case.
      let again = try await duban("remind", "--send", program)
      #expect(again.output == "there is nothing to remind of\n" && again.status == 0)
      #expect(try sent() == 2)
      #expect(try !git.read("cases/2026/2026-0002.md").contains("沟通"))

      // The next rung.
      var later = Self.on("2026-03-05", duban)
      let next = try await later("remind", "--send", program, "--unit", "省教育部门")
      #expect(next.status == 0 && next.output.hasPrefix("省教育厅 3 duties sent"), "\(next.output)")
      #expect(try sent() == 3)
      try await expectClean(later)

      // What is refused is not recorded.
      later = Self.on("2026-03-09", duban)
      let refused = try await later("remind", "--send", "echo no >&2; exit 75", "--unit", "省教育厅")
      #expect(refused.status == 5 && refused.errors.contains("not sent: no"), "\(refused.errors)")
      #expect(try !git.read(HooksTests.path).contains("2026-03-09 当日"))
    }
  }

  @Test func whatCannotBeRecordedIsNotSent() async throws {
    try await Self.withLetters { git, duban in
      try git.write(try git.read(HooksTests.path) + "\n手工改动\n", to: HooksTests.path)
      let sending = "touch '\(git.path(".git/sent"))'"
      let result = try await duban("remind", "--send", sending)
      #expect(result.status != 0 && result.errors.contains("not recorded"), "\(result.errors)")
      #expect(throws: (any Error).self) { try git.read(".git/sent") }
    }
  }

  @Test func aUnitWithoutAnAddressIsTold() async throws {
    try await Self.withLetters { git, duban in
      try git.write(
        Self.units.replacing(", 邮箱: ksy@example.org", with: ", 邮箱: 'a@b> Bcc c@d'"),
        to: "schema/units.yaml")
      _ = try await duban("commit")
      let result = try await duban("remind", "-o", git.path("信"), "--send", "cat >/dev/null")
      #expect(result.status == 5 && result.errors.contains("省教育厅考试院: has no usable 邮箱"))
      #expect(result.output.contains("省教育厅 1 duty sent"), "\(result.output)")
      let mail = try git.read("信/省教育厅考试院.eml")
      #expect(!mail.contains("Bcc") && !mail.contains("a@b"))
    }
  }

  @Test func aWebHookTakesJSON() async throws {
    try await Self.withLetters { git, duban in
      let server = """
        import sys, json, http.server
        class Hook(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                open(sys.argv[1] + "/posted", "a").write(body["msgtype"] + " " + body["text"]["content"].split("\\n")[0] + "\\n")
                answer = json.dumps({"errcode": 0 if self.path == "/ok" else 310000, "errmsg": "keywords not in content"}).encode()
                self.send_response(200)
                self.end_headers()
                self.wfile.write(answer)
            def log_message(self, *arguments): pass
        server = http.server.HTTPServer(("127.0.0.1", 0), Hook)
        open(sys.argv[1] + "/port.new", "w").write(str(server.server_port))
        import os; os.rename(sys.argv[1] + "/port.new", sys.argv[1] + "/port")
        for _ in range(4): server.handle_request()
        """
      let folder = git.path(".git")
      async let served = Python.run(server, [folder])
      var port = ""
      while port.isEmpty {
        try await Task.sleep(for: .milliseconds(20))
        port = (try? git.read(".git/port")) ?? ""
      }
      let refused = try await duban("remind", "--post", "http://127.0.0.1:\(port)/no")
      #expect(refused.status == 5 && refused.errors.contains("310000"), "\(refused.errors)")
      #expect(try !git.read(HooksTests.path).contains("沟通"))
      let taken = try await duban("remind", "--post", "http://127.0.0.1:\(port)/ok")
      #expect(taken.status == 0, "\(taken.errors)")
      _ = try await served
      #expect(
        try git.read(".git/posted").split(separator: "\n").suffix(2)
          == ["text 省教育厅：", "text 省教育厅考试院："])
      #expect(try await duban("remind").output == "there is nothing to remind of\n")
    }
  }

  /// Two clerks who did not know of each other: both steps are kept, and said to be two.
  @Test func whatTwoClonesSentIsKeptAndShown() async throws {
    try await Self.withLetters { git, duban in
      try await git("branch", "other")
      let first = try await duban("remind", "--send", "cat >/dev/null", "--unit", "省教育厅")
      #expect(first.status == 0, "\(first.errors)")
      try await git("switch", "-q", "other")
      var clerk = duban
      for role in ["AUTHOR", "COMMITTER"] {
        clerk.variables["GIT_\(role)_EMAIL"] = "li@example.org"
      }
      let other = try await clerk("remind", "--send", "cat >/dev/null", "--unit", "省教育厅")
      #expect(other.status == 0, "\(other.errors)")
      _ = try await duban("hooks", "install")
      try await git("merge", "-q", "--no-edit", "main")
      let text = try git.read(HooksTests.path)
      #expect(text.components(separatedBy: "步骤: 沟通").count == 3, "\(text)")
      let check = try await duban("check")
      #expect(check.status == 0 && check.output.contains("[step-repeated]"), "\(check.output)")
    }
  }

  @Test(
    arguments: rows([
      (["--record"], "nothing goes anywhere"), (["--send", "a", "--post", "http://b"], "either"),
      (["--post", "ftp://b"], "no address of the web"), (["--days", "三天"], "does not understand"),
      (["--days", "2026-03-09"], "does not understand"), (["--unit", "省教厅"], "did you mean 省教育厅"),
    ]))
  func whatMakesNoSenseIsSaid(arguments: [String], words: String) async throws {
    try await Self.withLetters { _, duban in
      let result = try await duban(["remind"] + arguments)
      #expect(result.status == 2 && result.errors.contains(words), "\(result.errors)")
    }
  }

  private func expectClean(_ duban: DubanCLI) async throws {
    let (check, verify) = (try await duban("check"), try await duban("verify", "--full"))
    #expect(check.status == 0 && verify.status == 0, "\(check.output)\(verify.output)")
  }
}
