import Files
import Git
import Supervision

/// Works out what seals say of commits. What a file comes to is worked out once, however many seals have it.
struct SealReckoning {
  private let repository: Repository
  private var known: [Reading: SealedFile] = [:]
  private var counts: [OID: Int] = [:]

  /// - Parameter sums: what files that are no cases come to, of those that were read already.
  init(in repository: Repository, knowing sums: [OID: Checksum] = [:]) {
    self.repository = repository
    for (id, sum) in sums where sum.algorithm == .sha256 {
      known[Reading(id: id, isCase: false)] = SealedFile(digits: sum.digits)
    }
  }

  /// How much a commit has, and the digests of it, by the commands that the page "Seals" gives.
  ///
  /// - Parameters:
  ///   - previous: the commits that the seals before are of.
  ///   - withSM3: whether SM3 of the same is wanted too.
  /// - Throws: `.missingObject` in a clone that has not all.
  /// - Complexity: reads every file of cases and rules once, on all cores, and every commit since the seals
  ///   before.
  mutating func reckon(_ commit: OID, after previous: [OID], withSM3: Bool)
    async throws(GitError) -> (SealStatement.Tally, SealStatement.Digests)
  {
    var tally = SealStatement.Tally()
    let files = try repository.entries(in: commit).filter(\.isSealed)
    try await read(files)
    var list = try SealHash(withSM3: withSM3)
    var attached: Set<RelativePath> = []
    for file in files {
      guard let read = known[Reading(file)] else { continue }
      list.add(Array("\(read.digits)  ".utf8) + file.path.bytes + [0x0A])
      guard CaseFile.isCase(file.path) else { continue }
      tally.cases += 1
      tally.steps += read.steps
      for path in read.attached {
        attached.insert(file.path.parent.appending(path.utf8).normalised)
      }
    }
    tally.attachments = files.count { attached.contains($0.path) }
    let (fresh, commits) = try digestOfCommits(
      from: commit, without: previous, withSM3: withSM3)
    if previous.count == 1, let before = counts[previous[0]] {
      tally.commits = before + fresh
    } else {
      tally.commits = try previous.isEmpty ? fresh : count(of: commit)
    }
    counts[commit] = tally.commits
    let listed = list.end()
    var digests = SealStatement.Digests(files: listed.sha256, commits: commits.sha256)
    if let one = listed.sm3, let other = commits.sm3 {
      digests.sm3 = SealStatement.Digests.Pair(files: one, commits: other)
    }
    return (tally, digests)
  }

  /// Reads those files of which it is not known yet what they come to.
  private mutating func read(_ files: [TreeEntry]) async throws(GitError) {
    var seen: Set<Reading> = []
    let fresh = files.filter { known[Reading($0)] == nil && seen.insert(Reading($0)).inserted }
    let open = repository.opener
    // Files of one folder are often large alike, so that few are taken at a time.
    let read = try await workInStretches(over: fresh.count, .reading, by: 4, into: [SealedFile]()) {
      () throws(GitError) in
      try open()
    } _: { repository, range throws(GitError) in
      var read: [SealedFile] = []
      for file in fresh[range] { read.append(try SealedFile(file, in: repository)) }
      return read
    } adding: {
      $0 += $1
    }
    for (file, one) in zip(fresh, read) { known[Reading(file)] = one }
  }

  private func count(of commit: OID) throws(GitError) -> Int {
    let walk = try repository.history(from: [commit])
    var count = 0
    while try walk.next() != nil { count += 1 }
    return count
  }

  /// `git rev-list COMMIT --not PREVIOUS… | LC_ALL=C sort | git cat-file --batch | sha256sum`
  private func digestOfCommits(
    from commit: OID, without previous: [OID], withSM3: Bool
  ) throws(GitError) -> (count: Int, SealHash.Digits) {
    let walk = try repository.history(from: [commit], hiding: previous)
    var ids: [OID] = []
    while let id = try walk.next() { ids.append(id) }
    ids.sort()
    var hash = try SealHash(withSM3: withSM3)
    for id in ids {
      try repository.withBytes(of: id) { bytes in
        hash.add(Array("\(id) commit \(bytes.count)\n".utf8))
        hash.add(bytes)
        hash.add([0x0A])
      }
    }
    return (ids.count, hash.end())
  }
}

/// Bytes, and how they are read: what is attached may have those of a case.
private struct Reading: Hashable {
  let id: OID
  let isCase: Bool

  init(id: OID, isCase: Bool) { (self.id, self.isCase) = (id, isCase) }

  init(_ file: TreeEntry) { self.init(id: file.id, isCase: CaseFile.isCase(file.path)) }
}

/// What a seal has to know of a file.
private struct SealedFile: Sendable {
  /// SHA-256
  let digits: String
  /// Of a case.
  var steps = 0
  /// The paths beside it of the files that a case attaches.
  var attached: [String] = []

  init(digits: String) { self.digits = digits }

  init(_ file: TreeEntry, in repository: Repository) throws(GitError) {
    var bytes: [UInt8] = []
    digits = try repository.withBytes(of: file.id) { contents throws(GitError) in
      if CaseFile.isCase(file.path) { bytes = Array(contents) }
      var hash = try Digest.ofGit("SHA256")
      hash.add(contents)
      return hash.bytes().hexadecimal
    }
    guard !bytes.isEmpty else { return }
    let read = CaseFile(path: file.path, bytes: bytes)
    steps = read.subject.steps.count
    attached = read.attachments.filter(\.isKeptHere).map(\.path.value)
  }
}

extension TreeEntry {
  /// Whether a seal is of it: what lies under `cases/` and `schema/`, and the other files of rules, links among
  /// them.
  fileprivate var isSealed: Bool {
    guard mode != .submodule else { return false }
    return path.parent.isInside("cases") || path.parent.isInside("schema")
      || RuleFiles.names.contains { path.lastComponent.elementsEqual($0.utf8) }
  }
}

/// Hashes what is added by SHA-256 and, where the office asks for it, by SM3.
private struct SealHash: ~Copyable {
  typealias Digits = (sha256: String, sm3: String?)

  private var sha256: Digest
  private var sm3: Digest?

  init(withSM3: Bool) throws(GitError) {
    let first = try Digest.ofGit("SHA256")
    var second: Digest?
    if withSM3 { second = try .ofGit("SM3") }
    sha256 = first
    sm3 = second
  }

  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    sha256.add(bytes)
    sm3?.add(bytes)
  }

  mutating func add(_ bytes: [UInt8]) { bytes.withUnsafeBytes { add($0) } }

  consuming func end() -> Digits {
    let other: String? = if let sm3 = sm3.take() { sm3.bytes().hexadecimal } else { nil }
    return (sha256.bytes().hexadecimal, other)
  }
}

extension Digest {
  /// - Throws: `.cannotUse` where OpenSSL is not to be had, or has no such digest.
  fileprivate static func ofGit(_ name: String) throws(GitError) -> Digest {
    do {
      return try Digest(name)
    } catch {
      throw .cannotUse(error)
    }
  }
}
