package import Files
import FrontMatter
import Git
import Messages
package import Supervision

/// What was made of the cases of a working tree on a day.
package struct MadeCases<Made: KeptCase>: Sendable {
  /// In the order of the cases' paths.
  package let cases: [Made]
  /// The paths of cases in which something could not be read, so that what was made of them is a
  /// guess.
  package let unreliable: [RelativePath]
  package let schema: Schema
}

extension Casebook {
  /// The cases in which something is owed on a day.
  ///
  /// - Parameters:
  ///   - today: the day that is most likely asked about next.
  /// - Complexity: only cases of which nothing is known for that day, or that the index does not
  ///   prove unchanged, are read; on all cores.
  package func owing<Owing: KeptCase>(
    in listing: CaseListing, asOf: Day, today: Day
  ) async throws(CaseStoreError) -> MadeCases<Owing> {
    try await made(of: listing, asOf: asOf, today: today) { rules in
      KeptCases("owed", Owing.fingerprint, under: rules, in: repository)
    }
  }

  /// The rows of the ledger on a day.
  ///
  /// - Parameters: as for `owing`.
  /// - Complexity: as for `owing`; of what is kept only a few pieces are in memory at a time.
  package func rows<Row: KeptCase>(
    in listing: CaseListing, asOf: Day, today: Day
  ) async throws(CaseStoreError) -> MadeCases<Row> {
    try await made(of: listing, asOf: asOf, today: today) { rules in
      KeptCases("rows", Row.fingerprint, share: 64, under: rules, in: repository)
    }
  }

  /// - Parameter known: what is kept under some rules.
  private func made<Made: KeptCase>(
    of listing: CaseListing, asOf: Day, today: Day, _ known: (SchemaFiles) -> KeptCases?
  ) async throws(CaseStoreError) -> MadeCases<Made> {
    let rules = try folder.rules()
    return try await CaseMaking(
      folder: folder, schema: rules.schema, asOf: asOf, today: today, known: known(rules)
    ).made(of: listing.items)
  }
}

/// Makes something of cases, or takes what is known of them.
private struct CaseMaking: Sendable {
  let folder: CaseFolder
  let schema: Schema
  let asOf: Day
  let today: Day
  let known: KeptCases?

  /// What came of a stretch of the cases.
  private struct Piece<Made: Sendable>: Sendable {
    var cases: [Made] = []
    var unreliable: [RelativePath] = []
    /// What is to be kept of some, by their places.
    var new: [(place: Int, bytes: [UInt8])] = []
  }

  func made<Made: KeptCase>(of items: CaseListing.Items) async throws(CaseStoreError)
    -> MadeCases<Made>
  {
    let tally = Tally(.reading, of: items.count)
    defer { tally.end() }
    let pieces = try await mapPieces(of: items.count) { range throws(CaseStoreError) in
      var walk = known?.walk()
      var piece = Piece<Made>()
      var place = range.lowerBound
      while place < range.upperBound {
        var entry: KeptCases.Entry?
        if walk != nil {
          let next = walk?.next(from: place, before: range.upperBound, in: items, asOf: asOf)
          guard let next else { break }
          tally.add(next.place - place)
          (place, entry) = next
        }
        try add(items[place], at: place, entry, to: &piece)
        tally.add()
        place += 1
      }
      tally.add(range.upperBound - place)
      return piece
    }
    keep(pieces.flatMap(\.new), of: items)
    return MadeCases(
      cases: pieces.flatMap(\.cases), unreliable: pieces.flatMap(\.unreliable), schema: schema)
  }

  private func keep(_ new: [(place: Int, bytes: [UInt8])], of items: CaseListing.Items) {
    guard let known, known.isWorthKeeping(new.count, of: items.count) else { return }
    var next = new[...]
    known.keep(
      items.indices.compactMap { place in
        let bytes = next.first?.place == place ? next.removeFirst().bytes : nil
        return items.blob(at: place).map { ($0, bytes) }
      })
  }

  /// - Parameter entry: what is kept of the case.
  private func add<Made: KeptCase>(
    _ item: CaseListing.Item, at place: Int, _ entry: KeptCases.Entry?, to piece: inout Piece<Made>
  ) throws(CaseStoreError) {
    if let entry, entry.validity.includes(asOf),
      let made: Made = entry.made(at: "\(item.path)", asOf: asOf)
    {
      piece.cases.append(made)
      return
    }
    guard let bytes = try onDisk(folder.file(at: item.path).read())?.bytes else { return }
    let file = CaseFile(path: item.path, bytes: bytes)
    let state = CaseState(folding: file.subject, schema: schema, asOf: asOf)
    let made = Made(state, path: "\(item.path)")
    if let made { piece.cases.append(made) }
    if file.isUnreliable {
      piece.unreliable.append(file.path)
    } else if known != nil, let blob = item.blob,
      let validity = validity(of: state, instead: entry?.validity),
      // The file may have changed since the index was asked.
      Repository.hash(blob: bytes) == blob
    {
      piece.new.append((place, KeptCases.bytes(of: made, validity)))
    }
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
