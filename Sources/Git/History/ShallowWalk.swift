import Files

/// The walk through a shallow clone: it stops where git's list of boundary commits says so.
///
/// Reads all that it will give before the first commit comes, which a shallow clone, being
/// shallow, allows.
struct ShallowWalk {
  private var ready: [OID] = []
  private(set) var boundary: [OID] = []

  init(in repository: Repository, from tips: [OID], hiding: [OID], firstParentOnly: Bool)
    throws(GitError)
  {
    let ends = try repository.shallowCommits()
    func parents(_ commit: CommitSummary) -> [OID] {
      if ends.contains(commit.id) { return [] }
      return firstParentOnly ? Array(commit.parents.prefix(1)) : commit.parents
    }
    func reachable(from tips: [OID], without hidden: Set<OID>) throws(GitError)
      -> [OID: CommitSummary]
    {
      var (found, waiting) = ([OID: CommitSummary](), tips)
      while let id = waiting.popLast() {
        guard found[id] == nil, !hidden.contains(id) else { continue }
        let commit = try repository.commit(id)
        found[id] = commit
        waiting += parents(commit)
      }
      return found
    }
    let hidden = try reachable(from: hiding, without: [])
    let commits = try reachable(from: tips, without: Set(hidden.keys))
    boundary = ends.filter { commits[$0] != nil }.sorted()
    ready = Self.ordered(commits, parents: parents).reversed()
  }

  mutating func next() -> OID? { ready.popLast() }

  /// Children before parents; of those that are ready, the newest first.
  private static func ordered(
    _ commits: [OID: CommitSummary], parents: (CommitSummary) -> [OID]
  ) -> [OID] {
    var children: [OID: Int] = [:]
    for commit in commits.values {
      for parent in parents(commit) { children[parent, default: 0] += 1 }
    }
    func newest(_ one: CommitSummary, _ other: CommitSummary) -> Bool {
      (one.committer.time, one.id) < (other.committer.time, other.id)
    }
    // Sorted with the newest last; a commit is put in its place when its children are done.
    var open = commits.values.filter { children[$0.id] == nil }.sorted(by: newest)
    var order: [OID] = []
    while let commit = open.popLast() {
      order.append(commit.id)
      for parent in parents(commit) {
        children[parent, default: 0] -= 1
        guard children[parent] == 0, let next = commits[parent] else { continue }
        open.insert(next, at: open.firstIndex { newest(next, $0) } ?? open.endIndex)
      }
    }
    return order
  }
}

extension Repository {
  /// The commits at which a shallow clone ends, from the file `shallow`.
  package func shallowCommits() throws(GitError) -> Set<OID> {
    guard let (bytes, _) = try onDisk(FilePlace(commonDirectory + "shallow").read()) else {
      return []
    }
    return Set(
      bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
        OID(hex: String(decoding: line, as: UTF8.self))
      })
  }
}
