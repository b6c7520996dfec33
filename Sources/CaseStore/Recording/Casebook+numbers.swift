package import Files
import Git
package import Supervision

/// The numbers that cases have, and where: on disk, in `HEAD`, and in what was fetched from
/// elsewhere.
package struct TakenNumbers: Sendable {
  /// By the name of the file, which is the number.
  package let paths: [String: RelativePath]
  /// Of those, the ones that only what was fetched has.
  package let elsewhere: Set<String>
  /// Of those, the ones that are on disk only.
  package let unrecorded: Set<String>
  /// Of those, the ones whose cases were deleted.
  let deleted: Set<String>

  /// The number after the highest of a year.
  package func next(in year: Int) -> CaseNumber {
    let used = paths.keys.compactMap { CaseNumber($0) }.filter { $0.year == year }
    return CaseNumber(year: year, sequence: (used.map(\.sequence).max() ?? 0) + 1)
  }
}

extension Casebook {
  /// Looks at the names of case files; reads none.
  package func takenNumbers() async throws(CaseStoreError) -> TakenNumbers {
    let head = try inGit(repository.head().commit)
    var here = folder.names().allPaths
    var unrecorded = Set(here.map(CaseFile.id(at:)))
    if let head {
      let recorded = try inGit(repository.entries(under: "cases", in: head).map(\.path))
        .filter(CaseFile.isCase)
      unrecorded.subtract(recorded.map(CaseFile.id(at:)))
      here += recorded
    }
    let deleted = try await deletedCases(lookingAt: nil).map(\.path)
      .filter { path in !here.contains { $0.lastComponent == path.lastComponent } }
    here += deleted
    let names = Set(here.map(CaseFile.id(at:)))
    var fetched: [RelativePath] = []
    for tip in try await fetchedTips() {
      // What was fetched in part is known in part.
      let changes = try? repository.changes(from: head, to: tip, under: "cases")
      fetched += (changes ?? []).filter { $0.new != nil }.map(\.path).filter(CaseFile.isCase)
    }
    return TakenNumbers(
      paths: Dictionary(
        (here + fetched).map { (CaseFile.id(at: $0), $0) },
        uniquingKeysWith: { $1 == $0 ? $1 : $0 }),
      elsewhere: Set(fetched.map(CaseFile.id(at:))).subtracting(names), unrecorded: unrecorded,
      deleted: Set(deleted.map(CaseFile.id(at:))))
  }

  /// The commits that the remote-tracking branches are at.
  func fetchedTips() async throws(CaseStoreError) -> [OID] {
    let words = try await running(
      await repository.git("for-each-ref", "--format=%(objectname)", "refs/remotes").output())
    let tips = String(decoding: words, as: UTF8.self).split(separator: "\n").compactMap {
      OID(hex: $0)
    }
    return Set(tips).sorted { "\($0)" < "\($1)" }
  }

  /// Refuses a number that a case has, or has given up.
  ///
  /// A new number is always later than the one it replaces, and of the same year, so only cases with
  /// later numbers can have had this one: none is read for the next number of a year.
  func requireFree(_ number: CaseNumber, among taken: TakenNumbers) throws(CaseStoreError) {
    if let path = taken.paths[number.description] {
      let isElsewhere =
        taken.elsewhere.contains(number.description) || taken.deleted.contains(number.description)
      if isElsewhere { throw .numberTaken(number, by: path) }
      throw .caseExists(path)
    }
    for (name, path) in taken.paths.sorted(by: { $0.key < $1.key }) {
      guard let other = CaseNumber(name), other.year == number.year, other > number,
        try formerNumbers(ofCaseAt: path).contains(number.description)
      else { continue }
      throw .numberTaken(number, by: path)
    }
  }

  private static let correction = Array(StepKind.correct.name.utf8)

  /// Who has which number, or has given it up: what an import must not use.
  ///
  /// - Complexity: every case file is read; those that correct nothing are not parsed.
  func numberHolders(_ taken: TakenNumbers) throws(CaseStoreError) -> [CaseNumber: NumberHolder] {
    var holders: [CaseNumber: NumberHolder] = [:]
    for (name, path) in taken.paths {
      let isFetched = taken.elsewhere.contains(name)
      if let number = CaseNumber(name) {
        holders[number] =
          isFetched
          ? .fetched("\(path)")
          : taken.unrecorded.contains(name)
            ? .unrecorded("\(path)", try bytes(ofCaseAt: path) ?? []) : .present("\(path)")
      }
      if isFetched { continue }
      for former in try formerNumbers(ofCaseAt: path).compactMap({ CaseNumber($0) })
      where holders[former] == nil {
        holders[former] = .former("\(path)")
      }
    }
    return holders
  }

  private func formerNumbers(ofCaseAt path: RelativePath) throws(CaseStoreError) -> [String] {
    guard let bytes = try bytes(ofCaseAt: path), bytes.contains(Self.correction) else { return [] }
    return CaseFile(path: path, bytes: bytes).subject.formerNumbers.map(\.number)
  }

  /// Nil where the case cannot be read, which whoever goes over the cases is told. What a sparse
  /// checkout leaves out is read from `HEAD`.
  private func bytes(ofCaseAt path: RelativePath) throws(CaseStoreError) -> [UInt8]? {
    do throws(Unreadable) {
      if let bytes = try folder.bytes(ofFileAt: path) { return bytes }
    } catch {
      return nil
    }
    guard let head = try inGit(repository.head().commit) else { return nil }
    return (try? repository.blob(at: path, in: head)) ?? nil
  }
}
