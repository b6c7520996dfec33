import FrontMatter
package import Git
package import Supervision

/// The numbers that cases have, and where: on disk, in `HEAD`, and in what was fetched from
/// elsewhere.
package struct TakenNumbers: Sendable {
  /// By the name of the file, which is the number.
  package let paths: [String: GitPath]
  /// Of those, the ones that only what was fetched has.
  package let elsewhere: Set<String>

  /// The number after the highest of a year.
  package func next(in year: Int) -> CaseNumber {
    let used = paths.keys.compactMap { CaseNumber($0) }.filter { $0.year == year }
    return CaseNumber(year: year, sequence: (used.map(\.sequence).max() ?? 0) + 1)
  }
}

extension Casebook {
  /// Looks at the names of case files; reads none.
  package func takenNumbers() async throws(CaseStoreError) -> TakenNumbers {
    do throws(GitError) {
      let head = try repository.head().commit
      var here = try folder.casePaths()
      if let head {
        here += try repository.entries(under: "cases", in: head).map(\.path)
          .filter(CaseFile.isCase)
      }
      let names = Set(here.map(CaseFile.id(at:)))
      var fetched: [GitPath] = []
      for tip in try await fetchedTips() {
        // What was fetched in part is known in part.
        let changes = try? repository.changes(from: head, to: tip, under: "cases")
        fetched += (changes ?? []).filter { $0.new != nil }.map(\.path).filter(CaseFile.isCase)
      }
      return TakenNumbers(
        paths: Dictionary(
          (here + fetched).map { (CaseFile.id(at: $0), $0) },
          uniquingKeysWith: { $1 == $0 ? $1 : $0 }),
        elsewhere: Set(fetched.map(CaseFile.id(at:))).subtracting(names))
    } catch {
      throw .git(error)
    }
  }

  /// The commits that the remote-tracking branches are at.
  func fetchedTips() async throws(GitError) -> [OID] {
    let words = try await repository.git(
      "for-each-ref", "--format=%(objectname)", "refs/remotes"
    ).output()
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
      if taken.elsewhere.contains(number.description) { throw .numberTaken(number, by: path) }
      throw .caseExists(path)
    }
    for (name, path) in taken.paths.sorted(by: { $0.key < $1.key }) {
      guard let other = CaseNumber(name), other.year == number.year, other > number,
        try formerNumbers(ofCaseAt: path).contains(number.description)
      else { continue }
      throw .numberTaken(number, by: path)
    }
  }

  private func formerNumbers(ofCaseAt path: GitPath) throws(CaseStoreError) -> [String] {
    do throws(GitError) {
      guard let bytes = try folder.file(at: path).read()?.bytes else { return [] }
      return CaseFile(path: path, bytes: bytes).subject.formerNumbers.map(\.number)
    } catch {
      throw .git(error)
    }
  }
}
