import CaseStore
import Git
import Messages
import Supervision
package import Views

/// The cases in which something is owed, and what it takes to say which of them are not recorded.
struct Owed {
  let cases: [OwingCase]
  let vintage: Vintage
  let schema: Schema
  /// Nil where there is nothing to record: the cases are those of a commit, or in no repository.
  fileprivate let work: (book: Casebook, listing: CaseListing)?
}

extension OwingCase: KeptCase {}

extension Session {
  /// - Parameter rev: the commit to read; nil for the files on disk.
  func owed(asOf: Day, rev: String?) async throws(Failure) -> Owed {
    guard rev == nil, let (book, listing) = try await work() else {
      let ledger = try await ledger(asOf: asOf, rev: rev)
      return Owed(
        cases: ledger.rows.owing, vintage: ledger.vintage, schema: ledger.schema, work: nil)
    }
    let owing: MadeCases<OwingCase> = try await askingStore(
      await book.owing(
        in: listing, asOf: asOf, today: today))
    warn(ofUnreliable: owing.unreliable.map { shown("\($0)", in: book.folder.place) })
    return Owed(
      cases: owing.cases, vintage: Vintage(asOf: asOf), schema: owing.schema,
      work: (book, listing))
  }

  /// The paths of cases and rules that were edited and not recorded, as seen from where we are.
  func unrecorded(in owed: Owed) throws(Failure) -> [String] {
    guard let (book, listing) = owed.work else { return [] }
    return try unrecorded(in: book, listing)
  }

  /// The same where nothing else is asked of the cases.
  func unrecorded() async throws(Failure) -> [String] {
    guard let (book, listing) = try await work() else { return [] }
    return try unrecorded(in: book, listing)
  }

  private func unrecorded(in book: Casebook, _ listing: CaseListing) throws(Failure) -> [String] {
    let paths = try inStore(book.edited(in: listing)).map(\.path) + inStore(book.editedRules())
    return paths.map { shown("\($0)", in: book.folder.place) }
  }

  /// The cases with their repository, and how they stand on disk; nil where the case folder is not
  /// the top of one.
  private func work() async throws(Failure) -> (book: Casebook, listing: CaseListing)? {
    let folder = try caseFolder()
    // While libgit2 starts.
    let names = folder.caseNames()
    guard let book = try casebook(of: folder) else { return nil }
    return (book, try await askingStore(await book.listing(of: names)))
  }

  /// The same where there are so many cases that to leave some unread pays for the start of
  /// libgit2; nil where none may be left unread either.
  func work(worthwhileIn folder: CaseFolder) async throws(Failure) -> (
    book: Casebook, listing: CaseListing
  )? {
    if environment.avoidsCaches { return nil }
    let names = folder.caseNames()
    guard try await askingStore(await names.value.get()).count > 500,
      let book = try casebook(of: folder)
    else {
      return nil
    }
    return (book, try await askingStore(await book.listing(of: names)))
  }

  private func casebook(of folder: CaseFolder) throws(Failure) -> Casebook? {
    do throws(CaseStoreError) {
      return try Casebook(at: folder, environment: environment)
    } catch {
      switch error {
      case .git(.noRepository), .notTheTop: return nil
      default: throw Failure(error)
      }
    }
  }
}
