import Files
import Git
import Testing
import TestSupport

/// Trees compared as bytes differ where git says they do.
@Suite struct TreeReaderTests {
  @Test(.seeded) func whatDiffersIsWhatGitFinds() async throws {
    try await withRepository { git in
      let repository = try git.open()
      let trees = try TreeReader(repository)
      var random = Seed.generator()
      let names = ["a", "a.md", "a/b", "a/b/c", "a0", "督/1.md", "督/2.md", "督.md", "督0", "z"]
      for round in 0..<20 {
        for name in names where Bool.random(using: &random) {
          try await git("rm", "-rfq", "--ignore-unmatch", "--", name)
          let parts = name.split(separator: "/").map { String($0) }
          // A file may stand where the folder is to be.
          for end in 1..<max(parts.count, 1) {
            let folder = parts.prefix(end).joined(separator: "/")
            if try await git("ls-files", "--", folder) == "\(folder)\n" {
              try await git("rm", "-fq", "--", folder)
            }
          }
          if Int.random(in: 0..<3, using: &random) > 0 {
            try git.write("\(Int.random(in: 0..<3, using: &random))\n", to: name)
            try await git("add", "--", name)
          }
        }
        try await git("commit", "--quiet", "--allow-empty", "--message=\(round)")
        let words = try await git(
          "diff-tree", "-r", "--raw", "--no-renames", "--no-abbrev", "HEAD~1", "HEAD")
        var expected: [String] = []
        for line in words.split(separator: "\n") {
          let fields = line.dropFirst().split { $0 == " " || $0 == "\t" }
          expected.append("\(fields[5]) \(fields[2]) \(fields[3])")
        }
        func top(_ revision: String) throws -> TreeEntry? {
          try repository.entry(at: .root, in: try repository.resolveCommit(revision))
        }
        let zero = String(repeating: "0", count: 40)
        // As git has it: what becomes a folder has gone and come.
        let found = try trees.changes(from: try top("HEAD~1"), to: try top("HEAD")).map {
          "\($0.path) \($0.old.map { "\($0.id)" } ?? zero) \($0.new.map { "\($0.id)" } ?? zero)"
        }
        #expect(found.sorted() == expected.sorted())
      }
    }
  }

  @Test func aTreeWhoseBytesAreNotItsOwnIsNotRead() async throws {
    try await withRepository { git in
      try git.write("一\n", to: "a/b")
      try await git("add", "--all")
      try await git("commit", "--quiet", "--message=一")
      let name = try await git("rev-parse", "HEAD:a").dropLast()
      let other = try await git("rev-parse", "HEAD^{tree}").dropLast()
      func file(_ id: Substring) -> String { ".git/objects/\(id.prefix(2))/\(id.dropFirst(2))" }
      let top = try #require(OID(hex: String(other)))
      let folder = try #require(try git.open().entry(at: "a", in: top))
      let bytes = try git.bytes(file(other))
      try FilePlace(git.path(file(name))).remove()
      try git.write(bytes, to: file(name))
      let repository = try git.open()
      #expect(throws: GitError.self) { try TreeReader(repository).files(in: folder) }
      // Unhashed, the tree holds itself.
      await #expect(throws: GitError.self) {
        try await repository.skimming { () throws(GitError) in
          try TreeReader(repository).files(in: folder)
        }
      }
    }
  }
}
