import CaseGeneration
import CaseStore
import Files
import Git
import Messages
import Supervision
import TestSupport
import Testing

/// What `check` finds clean in a working tree `commit` records, as far as the content goes; and what it
/// refuses for its content `check` names, at the same place and by the same rule.
@Suite(.seeded) struct EditLawTests {
  private static let numbers = (1...6).map { CaseNumber(year: 2018, sequence: $0) }
  private static let rounds = 60

  @Test func checkAndCommitAgreeOverRandomEdits() async throws {
    var random = Seed.generator()
    try await withDirectory { folder in
      let office = try await Office(at: folder, lives: Self.numbers, &random)
      for round in 1...Self.rounds {
        let edit = WorkTreeEdit.allCases.randomElement(using: &random) ?? .prose
        try office.make(edit, &random)
        try await office.expectAgreement("round \(round): \(edit)")
        try await office.reset()
      }
    }
  }

  /// What somebody may do to the files of a working tree.
  enum WorkTreeEdit: CaseIterable {
    case line, digit, removedStep, swappedSteps, anotherStep, severalSteps, prose, removal, copy,
      move,
      anotherNumber
  }

  /// A repository of cases of random lives, all recorded.
  private struct Office {
    let git: GitCLI
    let lives: [(path: String, text: String, days: [Day])]
    let today: Day

    init(at folder: String, lives numbers: [CaseNumber], _ random: inout SplitMix64) async throws {
      var git = GitCLI(directory: folder)
      // Lives are long; of clocks other tests tell.
      for role in ["AUTHOR", "COMMITTER"] {
        git.variables["GIT_\(role)_DATE"] = "2090-03-02T09:00:00+08:00"
      }
      self.git = git
      lives = numbers.map { number in
        let life = CaseGenerator.generate(seed: random.next() % 100_000)
        let text = life.markdown().replacing("2018-0007", with: "\(number)")
        return ("cases/2018/\(number).md", text, life.days)
      }
      today = lives.compactMap(\.days.last).max()?.advanced(by: 30) ?? Day(ordinal: 17_000)
      try await git("init", "--quiet", "--initial-branch=main")
      for name in ["office.yaml", "holidays.tsv"] {
        let bytes = try ProjectFiles.bytes(of: "schema/\(name)")
        try git.write(String(decoding: bytes, as: UTF8.self), to: "schema/\(name)")
      }
      for life in lives { try git.write(life.text, to: life.path) }
      try await git("add", ".")
      try await git("commit", "--quiet", "-m", "开始")
      try await git("tag", "开始标记")
    }

    func reset() async throws {
      try await git("reset", "--quiet", "--hard", "开始标记")
      try await git("clean", "--quiet", "-d", "--force")
    }

    func make(_ edit: WorkTreeEdit, _ random: inout SplitMix64) throws {
      guard let life = lives.randomElement(using: &random),
        let other = lives.randomElement(using: &random)
      else { return }
      var lines = life.text.split(separator: "\n", omittingEmptySubsequences: false).map(
        String.init)
      let starts = lines.indices.filter { lines[$0].hasPrefix("  - 日期: ") }
      let end = lines.lastIndex(of: "---") ?? lines.endIndex
      func step(_ number: Int) -> Range<Int> {
        starts[number]..<(number + 1 < starts.count ? starts[number + 1] : end)
      }
      let chosen = Int.random(in: 0..<starts.count, using: &random)
      switch edit {
      case .line: lines.remove(at: Int.random(in: 1..<end, using: &random))
      case .digit:
        let places = lines.indices.filter { lines[$0].contains("1") }
        if let place = places.randomElement(using: &random) {
          lines[place] = lines[place].replacing("1", with: "2", maxReplacements: 1)
        }
      case .removedStep: lines.removeSubrange(step(chosen))
      case .swappedSteps:
        let moved = lines[step(chosen)]
        lines.removeSubrange(step(chosen))
        lines.insert(contentsOf: moved, at: starts[0])
      case .anotherStep, .severalSteps:
        let foreign = other.text.split(separator: "\n").map(String.init)
        let places = foreign.indices.filter { foreign[$0].hasPrefix("  - 日期: ") }
        for _ in 0..<(edit == .anotherStep ? 1 : 3) {
          guard let place = places.randomElement(using: &random) else { break }
          let rest = foreign[(place + 1)...].prefix { !$0.hasPrefix("  - ") && $0 != "---" }
          let day = (life.days.last ?? today).advanced(by: Int.random(in: 0...20, using: &random))
          let close = lines.lastIndex(of: "---") ?? lines.endIndex
          lines.insert(contentsOf: ["  - 日期: \(day)"] + rest, at: close)
        }
      case .prose: lines.append("又一段。")
      case .removal: return try FilePlace(git.path(life.path)).remove()
      case .copy: return try git.write(life.text, to: life.path.replacing(".md", with: " - 副本.md"))
      case .move:
        try FilePlace(git.path(life.path)).remove()
        return try git.write(life.text, to: life.path.replacing("2018/", with: "旧/"))
      case .anotherNumber:
        let number = life.path.suffix(12).dropLast(3)
        return try git.write(
          life.text.replacing(number, with: "2018-0009"), to: "cases/2018/2018-0009.md")
      }
      try git.write(lines.joined(separator: "\n"), to: life.path)
    }

    private struct Fault: Hashable {
      let path: String
      let place: Int
      let rule: String
    }

    private func faults(_ files: [FileFindings]) -> Set<Fault> {
      Set(
        files.flatMap { file in
          file.findings.filter { $0.severity == .error }.map {
            Fault(path: file.text.path, place: $0.range.lowerBound, rule: $0.rule.id)
          }
        })
    }

    func expectAgreement(_ what: String) async throws {
      let book = try Casebook(
        at: CaseFolder(FilePlace(git.directory)), environment: Environment(git.variables))
      let listing = try await book.listing()
      let edits = try book.edited(in: listing)
      let source = try CaseSource(listing, of: book, judging: true)
      let judging = Judging(asOf: today, today: today) { _, _ in [] }
      let alone = try await source.findings(
        judging, keptIn: nil, behind: Set(edits.map(\.path)))
      let held = try await book.findings(of: edits, under: source.schema, today: today)
      let named = faults(alone.files.adding(held))
      for edit in edits {
        let path = "\(edit.path)"
        if edit.kind == .removed {
          #expect(named.contains { $0.path == path && $0.rule == "case-deleted" }, "\(what)")
          continue
        }
        var former: RelativePath?
        if case .moved(let from) = edit.kind { former = from }
        do throws(CaseStoreError) {
          _ = try await book.recordEdits(at: edit.path, from: former, today: today)
        } catch {
          guard case .wrongInput(let files) = error else { throw error }
          let refused = faults(files)
          #expect(!refused.isEmpty && refused.isSubset(of: named), "\(what): \(refused) \(named)")
        }
      }
    }
  }
}
