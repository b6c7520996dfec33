package import Files
package import Git
package import Messages
package import Supervision

/// What was made of the cases of a source on a day.
package struct MadeCases<Made: KeptCase>: Sendable {
  /// In the order of the cases' paths.
  package internal(set) var cases: [Made] = []
  /// Of what was made of these nothing is certain.
  package internal(set) var unreliable: [FaultyCase] = []
  package internal(set) var unread: [Unread] = []
  /// What is to be kept of some, by their places.
  fileprivate var new: [(place: Int, bytes: [UInt8])] = []
}

/// A case in which something could not be read, so that what is made of it is a guess.
package struct FaultyCase: Sendable, Hashable {
  package let path: RelativePath
  /// The first error in it.
  package let fault: Diagnostic
  /// Whether there is a guess at all on the day that was asked about.
  package let isKnown: Bool

  /// Nil for a case without errors, and one that is registered later.
  package init?(_ file: CaseFile, _ state: CaseState) {
    guard let fault = file.fault else { return nil }
    isKnown = state.state != nil
    if !isKnown, file.subject.steps.contains(where: { $0.day > state.asOf }) { return nil }
    (path, self.fault) = (file.path, fault)
  }
}

extension CaseSource {
  /// The cases in which something is owed on a day.
  ///
  /// - Parameters:
  ///   - today: the day that is most likely asked about next.
  ///   - repository: which keeps the answers; nil where none does.
  /// - Complexity: only cases of which nothing is known for that day, or that the index does not
  ///   prove unchanged, are read; on all cores.
  package func owing<Owing: KeptCase>(
    asOf: Day, today: Day, keptIn repository: Repository?
  ) async throws(CaseStoreError) -> MadeCases<Owing> {
    try await made(
      asOf: asOf, today: today,
      repository.flatMap { KeptCases("owed", Owing.fingerprint, under: rules, in: $0) })
  }

  /// The rows of the ledger on a day.
  ///
  /// - Parameters: as for `owing`.
  /// - Complexity: as for `owing`; of what is kept only a few pieces are in memory at a time.
  package func rows<Row: KeptCase>(
    asOf: Day, today: Day, keptIn repository: Repository?
  ) async throws(CaseStoreError) -> MadeCases<Row> {
    try await made(
      asOf: asOf, today: today,
      repository.flatMap { KeptCases("rows", Row.fingerprint, share: 64, under: rules, in: $0) })
  }

  private func made<Made: KeptCase>(asOf: Day, today: Day, _ known: KeptCases?)
    async throws(CaseStoreError) -> MadeCases<Made>
  {
    let making = CaseMaking(source: self, asOf: asOf, today: today, known: known)
    do throws(GitError) {
      var made = try await workInStretches(
        over: cases.count, .reading, by: stretch, into: MadeCases<Made>(),
        beginning: { () throws(GitError) in CaseMaking.Worker(making) },
        { worker, range throws(GitError) in try making.made(in: range, by: &worker) },
        adding: { $0.add($1) })
      made.unread = told(with: made.unread)
      making.keep(made.new)
      return made
    } catch {
      throw .git(error)
    }
  }
}

extension MadeCases {
  fileprivate mutating func add(_ next: MadeCases) {
    cases += next.cases
    unreliable += next.unreliable
    unread += next.unread
    new += next.new
  }
}

/// Makes something of cases, or takes what is known of them.
private struct CaseMaking: Sendable {
  let source: CaseSource
  let asOf: Day
  let today: Day
  let known: KeptCases?

  /// What a task keeps from one stretch of the cases to its next.
  struct Worker {
    var reader: CaseReader
    var walk: KeptCases.Walk?

    init(_ making: CaseMaking) {
      reader = CaseReader(making.source)
      walk = making.known?.walk()
    }
  }

  func made<Made: KeptCase>(in range: Range<Int>, by worker: inout Worker) throws(GitError)
    -> MadeCases<Made>
  {
    var made = MadeCases<Made>()
    var place = range.lowerBound
    while place < range.upperBound {
      var entry: KeptCases.Entry?
      if worker.walk != nil {
        guard
          let next = worker.walk?.next(
            from: place, before: range.upperBound, in: source.cases, asOf: asOf)
        else { break }
        (place, entry) = next
      }
      try add(place, entry, read: &worker.reader, to: &made)
      place += 1
    }
    return made
  }

  /// - Parameter entry: what is kept of the case.
  private func add<Made: KeptCase>(
    _ place: Int, _ entry: KeptCases.Entry?, read reader: inout CaseReader,
    to all: inout MadeCases<Made>
  ) throws(GitError) {
    let item = source.cases[place]
    if let entry, entry.validity.includes(asOf),
      let made: Made = entry.made(at: "\(item.path)", asOf: asOf),
      // What is kept of a case says nothing of whether the file is a copy.
      made.id == CaseFile.id(at: item.path), source.numbers.twin(of: item.path) == nil
    {
      all.cases.append(made)
      return
    }
    let file: CaseFile
    switch try reader.read(item) {
    case .file(let read):
      if let fault = read.illegibility {
        return all.unread.append(Unread(read.path, .illegible(fault)))
      }
      file = read
    case .unread(let unread): return all.unread.append(unread)
    case .copy(let file, let original):
      return all.unread.append(Unread(file.path, .copy(of: original)))
    case .gone: return
    }
    let state = CaseState(folding: file.subject, schema: source.schema, asOf: asOf)
    let made = Made(state, path: "\(item.path)")
    if let made { all.cases.append(made) }
    if file.isUnreliable {
      if let faulty = FaultyCase(file, state) { all.unreliable.append(faulty) }
    } else if keeps, let blob = item.blob,
      let validity = validity(of: state, instead: entry?.validity),
      // The file may have changed since the index was asked.
      Repository.hash(blob: file.text.bytes) == blob
    {
      all.new.append((place, KeptCases.bytes(of: made, validity)))
    }
  }

  /// What is kept is of the files on disk: a look at another commit takes from it, and puts nothing
  /// in their place.
  private var keeps: Bool { source.folder != nil && known != nil }

  func keep(_ new: [(place: Int, bytes: [UInt8])]) {
    let cases = source.cases
    guard let known, known.isWorthKeeping(new.count, of: cases.count) else { return }
    var next = new[...]
    known.keep(
      cases.indices.compactMap { place in
        let bytes = next.first?.place == place ? next.removeFirst().bytes : nil
        return cases.blob(at: place).map { ($0, bytes) }
      })
  }

  /// For which days to keep what was made of a case; nil where what is kept of it already is worth
  /// more.
  ///
  /// A look at another day costs the next look at today nothing: what is known for a day gives way
  /// only to today's, or to what serves for good.
  private func validity(of state: CaseState, instead former: KeptCases.Validity?)
    -> KeptCases.Validity?
  {
    if state.duePoints.isEmpty, let last = state.subject.steps.map(\.day).max(), last <= asOf {
      return .from(last)
    }
    return former == nil || asOf == today ? .on(asOf) : nil
  }
}
