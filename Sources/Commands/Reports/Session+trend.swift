import CaseStore
import Supervision
import Views

extension Session {
  /// What was open, overdue and closed at the end of each month since the first case was registered.
  ///
  /// - Parameter query: which cases are meant, as they are on `day`; nil for all.
  func trend(of source: PaperSource, on day: Day, matching query: String?)
    async throws(Failure) -> (MonthEnds, LedgerBasis)
  {
    let cases = source.source.cases
    let schema = source.schema
    let paths = try await paths(ofCasesMatching: query, of: source, on: day)
    let firsts = try await askingStore(
      await cases.map { file in
        paths?.contains("\(file.path)") ?? true ? file.subject.steps.first?.day : nil
      })
    let days = MonthEnds.days(from: firsts.results.min() ?? day, through: day)
    let passage = try await askingStore(
      await cases.map { file in
        guard paths?.contains("\(file.path)") ?? true else {
          return (share: MonthEnds.Share?.none, fault: FaultyCase?.none)
        }
        let state = CaseState(folding: file.subject, schema: schema, asOf: day)
        return (
          share: MonthEnds.Share(file.subject, schema: schema, on: days),
          fault: FaultyCase(file, state)
        )
      })
    let unreliable = passage.results.compactMap(\.fault)
    warn(of: passage.unread, unreliable: unreliable, below: cases.folder?.place)
    let basis = source.basis(
      asOf: day, query: query, showsCommit: false, unread: unread(passage.unread, unreliable))
    return (MonthEnds(passage.results.compactMap(\.share), on: days), basis)
  }
}
