import CaseStore
import Git
import Messages
import Supervision
package import Views

/// The cases in which something is owed.
struct Owed {
  let cases: [OwingCase]
  let basis: LedgerBasis
  let schema: Schema
  /// What they were read from.
  let source: Session.Source

  /// Whether every case could be read, so that nothing else is owed.
  var isWhole: Bool { basis.unread.isEmpty }
}

extension OwingCase: KeptCase {}

extension Schema {
  /// - Throws: `.usage` where nobody has the name or a part of it.
  func requireDebtor(_ name: String, among others: Set<String>) throws(Failure) {
    let names = others.union(units.entries.map(\.name.value) + [office.name])
    if names.contains(where: { $0.contains(name) }) { return }
    let near = Spelling.nearest(to: name, among: names.sorted()).joined(separator: "、")
    throw .usage(
      Phrase(
        zh: "没有名为“\(name)”的单位", en: "there is no unit '\(name)' in these cases or in units.yaml"),
      hint: near.isEmpty
        ? Phrase(
          zh: "单位写在 schema/units.yaml 里", en: "units are listed in schema/units.yaml")
        : Phrase(zh: "是不是 \(near)?", en: "did you mean \(near)?"))
  }
}

extension Session {
  /// - Parameter rev: the commit to read; nil for the files on disk.
  func owed(asOf: Day, rev: String?) async throws(Failure) -> Owed {
    try await owed(asOf: asOf, try await source(rev: rev, withEdits: true))
  }

  func owed(asOf: Day, _ source: Source) async throws(Failure) -> Owed {
    let owing: MadeCases<OwingCase> = try await askingStore(
      await source.cases.owing(asOf: asOf, today: today, keptIn: source.keeper))
    warn(of: owing.unread, unreliable: owing.unreliable, below: source.cases.folder?.place)
    return Owed(
      cases: owing.cases,
      basis: source.basis(asOf: asOf, unread: unread(owing.unread, owing.unreliable)),
      schema: source.cases.schema, source: source)
  }

  /// The name of the unit, the office or the leader whose duties a person asks for, or a part of it.
  ///
  /// - Throws: `.usage` where nobody has that name: that somebody owes nothing is not said of nobody.
  func debtor(meant name: String, in owed: Owed) async throws(Failure) -> String {
    let schema = owed.schema
    if let entry = schema.units.entry(meant: name) {
      return schema.units.presentName(of: entry.name.value)
    }
    var names = Set(schema.units.entries.map(\.name.value) + [schema.office.name])
    names.formUnion(owed.cases.flatMap { $0.duePoints.map(\.who) })
    if names.contains(where: { $0.contains(name) }) { return name }
    // Those that owe nothing have a part in cases all the same.
    let asOf = owed.basis.asOf
    let parts = try await askingStore(
      await owed.source.cases.map { file in
        let state = CaseState(folding: file.subject, schema: schema, asOf: asOf)
        return state.allUnits + [state.leader].compactMap { $0 }
      })
    names.formUnion(parts.results.joined())
    try schema.requireDebtor(name, among: names)
    return name
  }

  /// Says which recorded cases are not there any more, on disk or in `HEAD`.
  func warnOfDeleted(in source: Source) async throws(Failure) {
    guard let (book, listing) = source.work else { return }
    let edited = try inStore(book.edited(in: listing))
    let removed = edited.filter { $0.kind == .removed }.map { FileFindings.deletedCase($0.path) }
    // Where the index of the history has long not been asked, `check` and `verify` tell.
    let deleted = try await askingStore(await book.deletedCases(lookingAt: 500))
    warn(of: removed + deleted.map(\.findings), below: book.folder.place)
  }

  /// The seal that the office owes; nil where it wants none, and where there is no history.
  func sealPoint(in owed: Owed) throws(Failure) -> SealPoint? {
    guard owed.schema.office.sealing != nil,
      let repository = try? Repository.discover(from: "\(directory)", environment: environment),
      let due = try inGit(repository.sealDue(under: owed.schema))
    else { return nil }
    return SealPoint(last: due.last, due: due.day, under: owed.schema, on: owed.basis.asOf)
  }

  /// The files in the folders of cases that no step has recorded, as seen from where we are.
  func looseFiles(in source: Source) throws(Failure) -> [String] {
    guard let (book, listing) = source.work else { return [] }
    return try inStore(book.looseFiles(in: listing)).map { shown("\($0)", in: book.folder.place) }
  }

  /// The paths of cases and rules that were edited and not recorded, as seen from where we are; none
  /// where there is nothing to record.
  func unrecorded(in source: Source) throws(Failure) -> [String] {
    guard let (book, listing) = source.work else { return [] }
    let cases = try inStore(book.edited(in: listing)).map(\.path)
    let rules = try inStore(book.editedRules(in: listing))
    return (cases + rules).map { shown("\($0)", in: book.folder.place) }
  }
}
