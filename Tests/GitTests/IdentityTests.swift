import Git
import TestSupport
import Testing

@Suite struct IdentityTests {
  @Test(
    arguments: rows([
      [], ["author.name=甲"], ["committer.email=c@example.org"], ["author.email=a@example.org"],
    ])) func authorAndCommitterAreAsGitHasThem(settings: [String]) async throws
  {
    try await withRepository { repository in
      var git = GitCLI(directory: repository.directory)
      git.variables = repository.variables.filter {
        !$0.key.hasPrefix("GIT_AUTHOR_") && !$0.key.hasPrefix("GIT_COMMITTER_")
      }
      for setting in ["user.name=督查室", "user.email=office@example.org"] + settings {
        let words = setting.split(separator: "=").map(String.init)
        try await git("config", words[0], words[1])
      }
      let who = try await git.open().identity()
      for (ours, name) in [(who.author, "AUTHOR"), (who.committer, "COMMITTER")] {
        let theirs = try #require(Signature(ident: try await git("var", "GIT_\(name)_IDENT")))
        #expect(ours.person == theirs.person && ours.offset == theirs.offset)
      }
    }
  }
}
