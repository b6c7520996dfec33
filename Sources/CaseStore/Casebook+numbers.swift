package import Git
package import Supervision

/// The numbers that cases have, on disk or in `HEAD`, and where.
package struct TakenNumbers: Sendable {
  /// By the name of the file, which is the number.
  package let paths: [String: GitPath]

  /// The number after the highest of a year.
  package func next(in year: Int) -> CaseNumber {
    let used = paths.keys.compactMap { CaseNumber($0) }.filter { $0.year == year }
    return CaseNumber(year: year, sequence: (used.map(\.sequence).max() ?? 0) + 1)
  }
}

extension Casebook {
  /// Looks at the names of all case files; reads none.
  package func takenNumbers() throws(CaseStoreError) -> TakenNumbers {
    do throws(GitError) {
      var paths = try folder.casePaths()
      if let head = try repository.head().commit {
        paths += try repository.entries(under: "cases", in: head).map(\.path)
          .filter(CaseFile.isCase)
      }
      return TakenNumbers(
        paths: Dictionary(
          paths.map { (String(decoding: $0.lastComponent.dropLast(3), as: UTF8.self), $0) },
          uniquingKeysWith: { first, _ in first }))
    } catch {
      throw .git(error)
    }
  }
}
