import Files
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

  /// Names that git trims, and conditions that libgit2 does not know.
  @Test(
    arguments: rows([
      ["督查室"], ["督查室(一处)"], ["A. B."], [" 甲 "], ["甲<乙>"], ["\"甲\""], ["甲 乙"], ["甲\u{7f}乙"],
      ["甲", "remote.origin.url=https://example.org/x", "hasconfig"],
    ])) func aNameIsWhatGitMakesOfIt(settings: [String]) async throws
  {
    try await withRepository { repository in
      var git = GitCLI(directory: repository.directory)
      git.variables = repository.variables.filter {
        !$0.key.hasPrefix("GIT_AUTHOR_") && !$0.key.hasPrefix("GIT_COMMITTER_")
      }
      git.variables["TZ"] = Environment.ofProcess()["TZ"]
      try await git("config", "user.name", settings[0])
      try await git("config", "user.email", "office@example.org")
      for setting in settings.dropFirst() where setting.contains("=") {
        let words = setting.split(separator: "=").map(String.init)
        try await git("config", words[0], words[1])
      }
      if settings.contains("hasconfig") {
        let other = repository.directory + "/.git/other"
        try await git("config", "-f", other, "user.name", "乙")
        try await git(
          "config", "includeIf.hasconfig:remote.*.url:https://example.org/**.path", other)
      }
      let ours = try await git.open().identity().committer
      let theirs = try #require(Signature(ident: try await git("var", "GIT_COMMITTER_IDENT")))
      #expect(ours.person == theirs.person && ours.offset == theirs.offset)
      #expect(abs(ours.time - theirs.time) < 600)
    }
  }
}
