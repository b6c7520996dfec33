import Git

/// The commits that the index does not have yet, with what has to be known to compare them.
struct NewCommits {
  private let index: HistoryIndex
  private let repository: Repository
  private let boundary: Set<OID>
  private var numbers: [OID: UInt32] = [:]
  private(set) var contents: IndexContents
  /// Of each commit, in the order of their numbers.
  private(set) var trees: [OID] = []
  /// Of the commits that start a run their first parents, by number; nil for a first commit.
  private(set) var bases: [UInt32: OID?] = [:]

  /// A commit whose parents are being seen to.
  private struct Open {
    let node: CommitNode
    let parents: [OID]
    var seen = 0
  }

  /// Numbers whatever leads to `tips` and is not in the index: parents first, and the commits of a
  /// branch one after the other.
  init(leadingTo tips: [OID], since index: HistoryIndex, in repository: Repository)
    throws(IndexError)
  {
    self.index = index
    self.repository = repository
    contents = IndexContents(first: index.count)
    boundary = try fromGit { () throws(GitError) in
      repository.isShallow ? try repository.shallowCommits() : []
    }
    for tip in tips { try add(tip) }
    try settleHeads()
  }

  private mutating func add(_ tip: OID) throws(IndexError) {
    guard try number(of: tip) == nil else { return }
    var open = [try self.open(tip)]
    while let last = open.last {
      if last.seen == last.parents.count {
        try close(last)
        open.removeLast()
      } else {
        open[open.count - 1].seen += 1
        let parent = last.parents[last.seen]
        if try number(of: parent) == nil { open.append(try self.open(parent)) }
      }
    }
  }

  private func open(_ id: OID) throws(IndexError) -> Open {
    let node = try fromGit { () throws(GitError) in try repository.node(id) }
    return Open(node: node, parents: boundary.contains(id) ? [] : node.parents)
  }

  private mutating func close(_ one: Open) throws(IndexError) {
    let number = index.count + UInt32(trees.count)
    var (parents, time, generation) = ([UInt32](), one.node.time, UInt32(0))
    for parent in one.parents {
      // Seen to before: each has a number.
      guard let known = try self.number(of: parent) else { throw .broken }
      let commit = try commit(known)
      parents.append(known)
      time = max(time, commit.time)
      generation = max(generation, commit.generation)
    }
    if trees.isEmpty || parents != [number - 1] {
      contents.runs.append(IndexRun(start: number, parents: parents))
      bases.updateValue(one.parents.first, forKey: number)
    }
    numbers[one.node.id] = number
    trees.append(one.node.tree)
    contents.commits.append(
      IndexedCommit(id: one.node.id, time: time, generation: generation + 1))
  }

  private func number(of id: OID) throws(IndexError) -> UInt32? {
    if let number = numbers[id] { return number }
    return try index.number(of: id)
  }

  private func commit(_ number: UInt32) throws(IndexError) -> IndexedCommit {
    number < contents.first
      ? try index.commit(number) : contents.commits[Int(number - contents.first)]
  }

  /// The last commit of a run is a head unless another run starts from it.
  private mutating func settleHeads() throws(IndexError) {
    var heads = Set(try index.heads)
    for run in contents.runs where run.start > contents.first { heads.insert(run.start - 1) }
    if !trees.isEmpty { heads.insert(contents.first + UInt32(trees.count) - 1) }
    for run in contents.runs { heads.subtract(run.parents) }
    contents.heads = heads.sorted()
  }
}

/// `body`, whose errors are not the index's.
func fromGit<T>(_ body: () throws(GitError) -> T) throws(IndexError) -> T {
  do throws(GitError) { return try body() } catch { throw .git(error) }
}
