import FoundationEssentials
import Testing
import TestSupport

/// A case with a recorded attachment, which is moved to another folder.
enum AttachedCase {
  static let attachment = "cases/2026/附件/纪要.txt"
  static let moved = "cases/教育/2026-0001.md"
  static let movedAttachment = "cases/教育/附件/纪要.txt"

  static func make(in git: GitCLI, _ duban: DubanCLI) async throws {
    try git.write("纪要\n", to: attachment)
    let step = try await duban("step", "2026-0001", "研判", "--意见", "再议", "--附件", "附件/纪要.txt")
    #expect(step.status == 0, "\(step.errors)")
    try await git("add", ".")
    try await git("commit", "--quiet", "--allow-empty", "-m", "附件")
  }

  static func moveAlone(in git: GitCLI) throws {
    try git.write(try git.read(HooksTests.path), to: moved)
    try FileManager.default.removeItem(atPath: git.path(HooksTests.path))
  }
}

/// `check` names what was done to what is recorded, where `commit` names it and as it does, and says
/// which command mends it.
@Suite(.seeded) struct HeldAgainstHeadTests {
  enum Tampering: String, CaseIterable, Sendable {
    case step, removedStep, reordered, field, deletion, stepWithANewOne

    var rule: String {
      switch self {
      case .step, .stepWithANewOne: "recorded-step-changed"
      case .removedStep: "recorded-step-removed"
      case .reordered: "recorded-steps-reordered"
      case .field: "fixed-field-changed"
      case .deletion: "case-deleted"
      }
    }

    func make(in git: GitCLI) throws {
      let path = HooksTests.path
      let text = try git.read(path)
      switch self {
      case .step: try git.write(text.replacing("建议立项", with: "不立"), to: path)
      case .stepWithANewOne:
        try git.write(text.replacing("建议立项", with: "不立"), to: path)
        try HooksTests.append(
          "  - {日期: 2026-03-02, 步骤: 审定, 审定人: 省委秘书长}\n", in: git)
      case .removedStep, .reordered:
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let start = try #require(lines.firstIndex { $0.contains("步骤: 研判") }) - 1
        let end = try #require(lines.firstIndex { $0.contains("步骤: 立项") }) - 1
        let close = try #require(lines[end...].firstIndex { $0 == "---" })
        let kept = self == .reordered ? lines[start..<end] : []
        try git.write(
          (lines[..<start] + lines[end..<close] + kept + lines[close...])
            .joined(separator: "\n"), to: path)
      case .field: try git.write(text.replacing("省委主要领导", with: "省政府主要领导"), to: path)
      case .deletion: try FileManager.default.removeItem(atPath: git.path(path))
      }
    }
  }

  /// Where findings of a rule are, as a compiler says it.
  private func places(of rule: String, in text: String) -> [Substring] {
    text.split(separator: "\n").filter { $0.hasSuffix("[\(rule)]") }
  }

  @Test(arguments: rows(Tampering.allCases))
  func whatCommitRefusesCheckNamesAndMends(tampering: Tampering) async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      let docketed = try await duban("step", "2026-0001", "立项", "--批准", "省委秘书长")
      #expect(docketed.status == 0, "\(docketed.errors)")
      try tampering.make(in: git)
      let check = try await duban("check")
      #expect(check.status == 1, "\(check.errors)")
      let found = places(of: tampering.rule, in: check.output)
      #expect(!found.isEmpty, "\(check.output)")
      let since = try await duban("check", "--since", "HEAD")
      #expect(places(of: tampering.rule, in: since.output) == found, "\(since.output)")
      let commit = try await duban("commit")
      #expect(commit.status == 4, "\(commit.output)")
      #expect(places(of: tampering.rule, in: commit.errors) == found, "\(commit.errors)")
      // The file by itself has nothing wrong with it, and that is said too.
      if tampering == .step {
        let alone = try await duban("check", HooksTests.path)
        #expect(alone.errors.hasSuffix("(not held against HEAD)\n"), "\(alone.errors)")
      }

      try await git("add", "--all")
      let staged = try await duban("check", "--staged")
      #expect(staged.status == 1, "\(staged.output)\(staged.errors)")
      #expect(places(of: tampering.rule, in: staged.output) == found, "\(staged.output)")

      let help = try #require(
        check.output.split(separator: "\n").first { $0.contains("git checkout") })
      if tampering == .stepWithANewOne {
        #expect(help.contains("git checkout -p HEAD -- "), "\(help)")
        return
      }
      let command = try #require(help.split(separator: ": git ").last).prefix { $0 != ";" }
      try await git(command.split(separator: " ").map(String.init))
      let mended = try await duban("check")
      #expect(mended.status == 0, "\(mended.output)")
      #expect(mended.errors.hasSuffix("0 errors, 0 warnings\n"), "\(mended.errors)")
    }
  }

  @Test func aCaseMovesWithItsAttachments() async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      try await AttachedCase.make(in: git, duban)
      try AttachedCase.moveAlone(in: git)
      let check = try await duban("check")
      #expect(check.status == 1)
      #expect(check.output.contains("[attachment-removed]"), "\(check.output)")
      #expect(!check.output.contains("[attachment-missing]"), "\(check.output)")
      let refused = try await duban("commit")
      #expect(refused.status == 4 && refused.errors.contains("[attachment-removed]"))

      let mended = try await duban("check", "--fix")
      #expect(mended.status == 0, "\(mended.output)")
      #expect(try git.read(AttachedCase.movedAttachment) == "纪要\n")
      let commit = try await duban("commit")
      #expect(commit.status == 0, "\(commit.errors)")
      #expect(try await git("status", "--porcelain") == "")
      #expect(
        try await git(
          "-c", "core.quotePath=off", "diff", "--name-status", "-M", "HEAD~1")
            == """
            R100\t\(HooksTests.path)\t\(AttachedCase.moved)
            R100\t\(AttachedCase.attachment)\t\(AttachedCase.movedAttachment)

            """)
    }
  }

  /// In a merge the steps of the other side stand between ours, and that is no finding.
  @Test func aMergeIsHeldAgainstBothSides() async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      _ = try await duban("hooks", "install")
      try await git("checkout", "--quiet", "-b", "其他")
      _ = try await duban("step", "2026-0001", "立项", "--批准", "省委秘书长")
      try await git("checkout", "--quiet", "main")
      _ = try await duban("step", "2026-0001", "研判", "--意见", "再议")
      try await git("merge", "--quiet", "--no-commit", "其他")
      let check = try await duban("check")
      #expect(!check.output.contains("[step-not-appended]"), "\(check.output)")
      let text = try git.read(HooksTests.path)
      try git.write(text.replacing("省委秘书长", with: "省委副秘书长"), to: HooksTests.path)
      let changed = try await duban("check")
      #expect(changed.output.contains("[recorded-step-changed]"), "\(changed.output)")
    }
  }
}
