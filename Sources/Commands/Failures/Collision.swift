import CaseStore
import Files
import Git
import Messages

/// Two cases that two clones have registered under one number, and the way out.
struct Collision {
  let id: String

  init(_ path: RelativePath) {
    id = CaseFile.id(at: path)
  }

  var words: Phrase {
    let commands = "duban-git renumber \(id) && git pull --no-rebase"
    return Phrase(
      zh:
        "两边各自登记了一件 \(id)。先放弃合并(git merge --abort,变基时 git rebase --abort),给自己这件改号再拉:\(commands)",
      en:
        "both sides registered a case \(id). Give the merge up (git merge --abort, or git rebase --abort), then give yours another number and pull: \(commands)"
    )
  }
}

extension Session {
  /// Of some files, those that stand in conflict because two clones have registered a case under one
  /// number: the index has both sides' and nothing that they go back to.
  func collisions(in files: [FileFindings]) async -> [Collision] {
    let marked = files.filter { $0.findings.contains { $0.rule.id == "conflict-marker" } }
      .map { RelativePath($0.text.path) }
    // Without a repository, or an index that can be read, there is nothing to say.
    guard !marked.isEmpty,
      let repository = try? Repository.discover(from: "\(directory)", environment: environment),
      let index = try? await repository.wholeIndex()
    else { return [] }
    return marked.filter { path in
      Set(index.entries(at: path).map(\.stage)) == [2, 3]
    }.map(Collision.init)
  }
}
