import FoundationEssentials
import Testing
import TestSupport

/// A copy of a case is one finding, and counted nowhere.
@Suite(.seeded) struct CopiedCaseTests {
  static let copies = [
    "cases/2026/2026-0001 - 副本.md", "cases/2026/2026-0001(1).md", "cases/2026/2026-0001 copy.md",
    "cases/2026/2026-0001.sync-conflict-20260302-101112-ABCDEFG.md", "cases/2026/2026-0002.md",
    "cases/2026 - 副本/2026-0001.md", "cases/备份/2026-0001.md",
  ]

  @Test(arguments: rows(copies))
  func aCopyIsOneFindingAndCountedNowhere(path: String) async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      try git.write(try git.read(HooksTests.path) + "\n抄件\n", to: path)
      for isRecorded in [false, true] {
        if isRecorded {
          try await git("add", ".")
          try await git("commit", "--quiet", "-m", "抄件")
        }
        let check = try await duban("check")
        let findings = check.output.split(separator: "\n").filter { $0.hasSuffix("]") }
        #expect(findings.count == 1, "\(check.output)")
        #expect(findings.first?.hasPrefix("\(path):2:5: error: ") == true, "\(check.output)")
        #expect(findings.first?.hasSuffix("[duplicate-case-number]") == true, "\(check.output)")
        for arguments in [
          ["ledger", "--format", "csv"], ["status", "--porcelain"], ["due", "--format", "ics"],
          ["ledger", "--by", "stage", "--format", "csv"],
        ] {
          let list = try await duban(arguments)
          #expect(list.status == 0, "\(list.errors)")
          #expect(list.errors.contains("\(path)"), "\(arguments): \(list.errors)")
          if arguments.contains("stage") {
            let numbers = list.output.split(whereSeparator: { ",\r\n".contains($0) })
            #expect(numbers.contains("1") && !numbers.contains("2"), "\(list.output)")
          } else {
            let rows = list.output.split(whereSeparator: \.isNewline)
            let count = rows.count {
              $0.contains("2026-0001") && $0.contains("学校食堂") && !$0.hasPrefix("DESCRIPTION:")
            }
            let single = rows.count { $0.contains("\t2026-0001\t") }
            #expect(max(count, single) == 1, "\(arguments): \(list.output)")
          }
        }
      }
    }
  }

  @Test(arguments: rows(copies)) func aCopyIsNotRecorded(path: String) async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      try git.write(try git.read(HooksTests.path), to: path)
      let check = try await duban("check")
      let commit = try await duban("commit")
      #expect(commit.status == 4, "\(commit.output)")
      let finding = try #require(
        check.output.split(separator: "\n").first { $0.hasSuffix("[duplicate-case-number]") })
      #expect(commit.errors.contains(finding), "\(commit.errors)\(check.output)")
      #expect(!commit.errors.contains("[file-name-differs]"), "\(commit.errors)")
    }
  }
}
