import TestSupport
import Testing

/// Makes a repository with enough cases for caches of what they say, and removes it afterwards.
///
/// - Parameter text: of the case with this number.
func withManyCases(
  _ text: (Int) -> String, _ body: (GitCLI, DubanCLI) async throws -> Void
) async throws {
  try await withFolder { git in
    let duban = DubanCLI(git)
    #expect(try await duban("init", ".", "--no-hooks").status == 0)
    for number in 1...520 { try git.write(text(number), to: casePath(number)) }
    try await git("add", "cases")
    try await git("commit", "--quiet", "--no-verify", "--message=案件")
    try await git.setModified(under: "cases")
    try await body(git, duban)
  }
}

/// `2018-0007`
func caseID(_ number: Int) -> String {
  "2018-\(String(repeating: "0", count: 4 - "\(number)".count))\(number)"
}

func casePath(_ number: Int) -> String { "cases/2018/\(caseID(number)).md" }
