import Files
import Cache
import Git

extension HistoryIndex {
  /// Comes to know all that leads to `tips`.
  ///
  /// Trees are compared on all cores, each commit's with its first parent's, and what is read is not
  /// hashed: whoever shows a commit that is found here reads it again.
  ///
  /// - Complexity: what `git log --raw` takes for the new commits, shared by the cores.
  func learn(_ tips: [OID], in repository: Repository) async throws(GitError) {
    guard tips.contains(where: { commit($0) == nil }) else { return }
    try await repository.skimming { () throws(GitError) in
      let boundary: Set<OID> = repository.isShallow ? try repository.shallowCommits() : []
      var new: [NewCommit] = []
      for tip in tips { try number(tip, boundary, in: repository, to: &new) }
      for touch in try await new.touches(in: repository) {
        let id = new[touch.place].id
        // Just numbered.
        guard let commit = commits[id] else { continue }
        touches[touch.key, default: []].append(
          IndexedTouch(
            id: id, commit: commit, moves: touch.change.kind != .content,
            blob: touch.change.blob))
        if touch.change.kind == .departure, departures.last?.id != id {
          departures.append(IndexedDeparture(id: id, number: commit.number))
        }
      }
    }
    keep()
  }

  /// Numbers whatever leads to `tip` and is not in the index: parents first, and the commits of a
  /// branch one after the other.
  ///
  /// - Parameter boundary: the commits at which a shallow clone ends.
  private func number(
    _ tip: OID, _ boundary: Set<OID>, in repository: Repository, to new: inout [NewCommit]
  ) throws(GitError) {
    var open: [(node: CommitNode, parents: ArraySlice<OID>)] = []
    func visit(_ id: OID) throws(GitError) {
      guard commit(id) == nil else { return }
      let node = try repository.node(id)
      open.append((node, boundary.contains(id) ? [] : node.parents[...]))
    }
    try visit(tip)
    while let last = open.indices.last {
      if let parent = open[last].parents.popFirst() {
        try visit(parent)
      } else {
        let node = open.removeLast().node
        let parents = boundary.contains(node.id) ? [] : node.parents
        add(node, parents)
        new.append(NewCommit(id: node.id, tree: node.tree, base: parents.first))
      }
    }
  }

  private func add(_ node: CommitNode, _ parents: [OID]) {
    let number = extent.count
    let known = parents.compactMap { commit($0) }
    commits[node.id] = IndexedCommit(
      number: number, time: known.map(\.time).reduce(Int(node.time), max),
      generation: known.map(\.generation).reduce(0, max) + 1)
    let numbers = known.map(\.number)
    if commits.count == 1 || numbers != [number - 1] {
      runs.append(IndexRun(start: number, parents: numbers))
    }
    extent.heads.subtract(numbers)
    extent.heads.insert(number)
    extent.count += 1
  }
}

/// What a commit did to the file of a case.
private struct IndexedChange: Sendable {
  enum Kind {
    case content, arrival, departure
    /// A file of it went and another came.
    case move
  }

  let kind: Kind
  /// The file, where there still is one.
  let blob: OID?

  init(_ change: Repository.PathChange) {
    kind = change.new == nil ? .departure : change.old == nil ? .arrival : .content
    blob = change.new?.id
  }

  private init(kind: Kind, blob: OID?) { (self.kind, self.blob) = (kind, blob) }

  func with(_ other: IndexedChange) -> IndexedChange {
    let both: Kind =
      kind == other.kind
      ? kind : kind == .content ? other.kind : other.kind == .content ? kind : .move
    return IndexedChange(kind: both, blob: other.blob ?? blob)
  }
}

/// A commit that is not in the index yet, and the parent that it is held against.
private struct NewCommit {
  let id: OID
  let tree: OID
  let base: OID?
}

extension [NewCommit] {
  /// The cases that each touches.
  fileprivate func touches(in repository: Repository) async throws(GitError)
    -> [(place: Int, key: RecordKey, change: IndexedChange)]
  {
    let open = repository.opener
    return try await workInStretches(
      over: count, .walking, into: [(place: Int, key: RecordKey, change: IndexedChange)]()
    ) { () throws(GitError) in
      let repository = try open()
      return (trees: try TreeReader(repository), repository: repository)
    } _: { worker, range throws(GitError) in
      var found: [(place: Int, key: RecordKey, change: IndexedChange)] = []
      var before: TreeEntry?
      for place in range {
        let base = self[place].base
        if place == range.lowerBound || base != self[place - 1].id {
          before = try base.flatMap { base throws(GitError) in
            try worker.trees.entry(named: "cases", in: try worker.repository.node(base).tree)
          }
        }
        let after = try worker.trees.entry(named: "cases", in: self[place].tree)
        found += try worker.trees.touches(from: before, to: after).map { (place, $0.key, $0.value) }
        before = after
      }
      return found
    } adding: {
      $0 += $1
    }
  }
}

extension TreeReader {
  /// The cases that differ between what two commits have of them, and what became of their files.
  fileprivate func touches(from before: TreeEntry?, to after: TreeEntry?) throws(GitError)
    -> [RecordKey: IndexedChange]
  {
    var touched: [RecordKey: IndexedChange] = [:]
    for change in try changes(from: before, to: after) where CaseFile.isCase(change.path) {
      let key = RecordKey(of: CaseFile.id(at: change.path).utf8)
      let what = IndexedChange(change)
      touched[key] = touched[key].map { $0.with(what) } ?? what
    }
    return touched
  }
}
