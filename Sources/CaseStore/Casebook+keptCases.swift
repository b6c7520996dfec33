import FrontMatter
package import Git
package import Supervision

/// What was made of the cases of a working tree on a day.
package struct MadeCases<Made: KeptCase>: Sendable {
  /// In the order of the cases' paths.
  package let cases: [Made]
  /// The paths of cases in which something could not be read, so that what was made of them is a
  /// guess.
  package let unreliable: [GitPath]
  package let schema: Schema
}

extension Casebook {
  /// The cases in which something is owed on a day.
  ///
  /// - Parameters:
  ///   - today: the day that is most likely asked about next.
  ///   - program: the version of this program.
  /// - Complexity: only cases of which nothing is known for that day, or that the index does not
  ///   prove unchanged, are read; on all cores.
  package func owing<Owing: KeptCase>(
    in listing: CaseListing, asOf: Day, today: Day, program: String
  ) async throws(CaseStoreError) -> MadeCases<Owing> {
    do throws(GitError) {
      let rules = try SchemaFiles { path throws(GitError) in
        try folder.file(at: path).read()?.bytes
      }
      let known = KeptCases(
        "owed", contents: "owed 1", under: rules, program: program, in: repository)
      let making = CaseMaking(
        folder: folder, schema: rules.schema, asOf: asOf, today: today, known: known)
      return try await making.made(of: listing.items)
    } catch {
      throw .git(error)
    }
  }
}

/// Makes something of cases, or takes what is known of them.
private struct CaseMaking: Sendable {
  let folder: CaseFolder
  let schema: Schema
  let asOf: Day
  let today: Day
  let known: KeptCases

  private struct Outcome<Made: Sendable>: Sendable {
    let made: Made?
    /// Whether what was made is a guess.
    var isUnreliable = false
    /// What to keep from now on; nil for what is kept already.
    var bytes: [UInt8]?
  }

  func made<Made: KeptCase>(of items: CaseListing.Items) async throws(GitError)
    -> MadeCases<Made>
  {
    let outcomes = try await mapConcurrently(items) { item throws(GitError) -> Outcome<Made> in
      try outcome(of: item)
    }
    if outcomes.contains(where: { $0.bytes != nil }) {
      known.keep(
        zip(items, outcomes).compactMap { item, outcome in
          guard let blob = item.blob else { return nil }
          return (outcome.bytes?[...] ?? known.bytes(of: blob)).map { (blob, $0) }
        })
    }
    return MadeCases(
      cases: outcomes.compactMap(\.made),
      unreliable: zip(items, outcomes).compactMap { $1.isUnreliable ? $0.path : nil },
      schema: schema)
  }

  private func outcome<Made: KeptCase>(of item: CaseListing.Item) throws(GitError)
    -> Outcome<Made>
  {
    let entry = item.blob.flatMap { known.entry(of: $0) }
    if let entry, entry.validity.includes(asOf),
      let made: Made? = entry.made(at: "\(item.path)", asOf: asOf)
    {
      return Outcome(made: made)
    }
    guard let bytes = try folder.file(at: item.path).read()?.bytes else {
      return Outcome(made: nil)
    }
    let file = CaseFile(path: item.path, bytes: bytes)
    let state = CaseState(folding: file.subject, schema: schema, asOf: asOf)
    let made = Made(state, path: "\(item.path)")
    guard !file.isUnreliable else { return Outcome(made: made, isUnreliable: true) }
    // The file may have changed since the index was asked.
    guard let blob = item.blob, Repository.hash(blob: bytes) == blob,
      let validity = validity(of: state, instead: entry?.validity)
    else { return Outcome(made: made) }
    return Outcome(made: made, bytes: KeptCases.bytes(of: made, validity))
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
