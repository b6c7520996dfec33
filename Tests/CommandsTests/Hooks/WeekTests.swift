import Testing
import TestSupport

/// A week of three people, each with a clone and an editor of its own ways, who share a repository whose
/// hook judges every push.
@Suite(.seeded) struct WeekTests {
  private enum Editor: String, CaseIterable {
    case plain = "甲"
    case carriageReturns = "乙"
    case mark = "丙"

    /// As it saves a text.
    func saved(_ text: String) -> String {
      let plain = text.replacing("\r\n", with: "\n").replacing("\u{FEFF}", with: "")
      return switch self {
      case .plain: plain
      case .carriageReturns: plain.replacing("\n", with: "\r\n")
      case .mark: "\u{FEFF}" + plain
      }
    }
  }

  private struct Clone {
    var git: GitCLI
    let editor: Editor

    var duban: DubanCLI {
      var duban = DubanCLI(git)
      duban.variables["DUBAN_TODAY"] = git.variables["DUBAN_TODAY"]
      return duban
    }

    mutating func turn(to day: Int, _ minute: Int) {
      git.variables["DUBAN_TODAY"] = "2026-03-0\(day)"
      for role in ["AUTHOR", "COMMITTER"] {
        git.variables["GIT_\(role)_DATE"] =
          "2026-03-0\(day)T1\(minute / 60):\(minute % 60 / 10)\(minute % 10):00+08:00"
      }
    }

    func edit(_ path: String, _ change: (String) -> String) throws {
      try git.write(editor.saved(change(Editor.plain.saved(try git.read(path)))), to: path)
    }
  }

  private static let prose = Editor.allCases.map { "## \($0.rawValue)记\n\n\($0.rawValue):\n\n" }

  @Test func threeClonesLoseNothing() async throws {
    try await PushHooksTests().withServer(hooks: true) { server, one, other in
      var random = Seed.generator()
      var third = GitCLI(directory: one.path("../丙"))
      third.variables = one.variables
      try await one("clone", "--quiet", "file://\(server.git.directory)", "../丙")
      try await expect(DubanCLI(third)("hooks", "install"))
      var clones = zip([one, other, third], Editor.allCases).map { Clone(git: $0, editor: $1) }
      let numbers = ["2026-0001", "2026-0002", "2026-0003"]
      try await begin(numbers, in: clones[0])
      for clone in clones { try await clone.git("pull", "--quiet", "--ff-only") }

      var recorded: [(number: String, words: String)] = []
      var minute = 0
      for day in 2...8 {
        for place in clones.indices.shuffled(using: &random) {
          for _ in 0..<Int.random(in: 1...2, using: &random) {
            minute = (minute + 1) % 400
            clones[place].turn(to: day, minute)
            let number = numbers.randomElement(using: &random) ?? numbers[0]
            let words = "第\(recorded.count + 100)件事"
            let way = Int.random(in: 0..<4, using: &random)
            try await record(words, in: number, way, by: clones[place], on: day)
            recorded.append((number, words))
          }
          if Int.random(in: 0..<3, using: &random) > 0 {
            try await share(clones[place], byRebase: Bool.random(using: &random))
          }
        }
      }
      for clone in clones { try await share(clone, byRebase: false) }
      let proof = try await server("verify", "--full")
      #expect(proof.status == 0 && proof.output.contains(" 0 errors"), "\(proof.output)")
      for (number, words) in recorded {
        let text = try await server.git("show", "main:cases/2026/\(number).md")
        #expect(text.split(separator: words).count == 2, "\(number): \(words)")
      }
      try await server.git("fsck", "--strict")
    }
  }

  private func begin(_ numbers: [String], in clone: Clone) async throws {
    for number in numbers {
      if number != numbers[0] {
        try await expect(
          clone.duban(
            "new", "--title", "学校食堂", "--leader", "省委主要领导", "--instruction-date", "2026-02-27",
            "--class", "批办性", "--gist", "查清情况"))
      }
      try clone.edit("cases/2026/\(number).md") { $0 + "\n" + Self.prose.joined() }
    }
    try await expect(clone.duban("commit"))
    try await clone.git("push", "--quiet")
  }

  /// Records a step by the program or by hand, or edits one's own lines.
  private func record(
    _ words: String, in number: String, _ way: Int, by clone: Clone, on day: Int
  ) async throws {
    let path = "cases/2026/\(number).md"
    let step = "  - {日期: 2026-03-0\(day), 步骤: 续批, 领导: 省委主要领导, 类别: 参阅性, 摘要: \(words)}\n---\n"
    switch way {
    case 0:
      try await expect(
        clone.duban("step", number, "续批", "--领导", "省委主要领导", "--类别", "参阅性", "--摘要", words))
      return
    case 1, 2:
      try clone.edit(path) { $0.replacing("\n---\n", with: "\n\(step)", maxReplacements: 1) }
    default:
      let name = clone.editor.rawValue
      try clone.edit(path) { $0.replacing("\(name):", with: "\(name):\(words),") }
    }
    if way == 1 {
      try await clone.git("commit", "--quiet", "--all")
    } else {
      try await expect(clone.duban("commit"))
    }
  }

  private func share(_ clone: Clone, byRebase: Bool) async throws {
    try await clone.git(
      ["pull", "--quiet"] + (byRebase ? ["--rebase"] : ["--no-rebase", "--no-edit"]))
    try await clone.git("push", "--quiet")
  }
}
