import Files
import Git

extension CaseSource {
  /// What came of going over cases.
  package struct Passage<Result: Sendable>: Sendable {
    /// In the order of the cases' paths.
    package var results: [Result] = []
    /// What could not be read, in the order of paths.
    package var unread: [Unread] = []

    mutating func add(_ next: Passage) {
      results += next.results
      unread += next.unread
    }
  }

  /// What `transform` makes of every case, on all cores.
  ///
  /// A case is read, handed over and forgotten: memory stays that of a few cases however many there
  /// are.
  ///
  /// - Parameter legible: whether files of which nothing can be made are left out, and told.
  package func map<Result: Sendable>(
    legible: Bool = true, _ transform: @escaping @Sendable (CaseFile) -> Result?
  ) async throws(CaseStoreError) -> Passage<Result> {
    do throws(GitError) {
      var passage = try await inStretches(into: Passage<Result>()) {
        reader, range throws(GitError) in
        var part = Passage<Result>()
        for place in range {
          switch try reader.read(cases[place]) {
          case .file(let file):
            if legible, let fault = file.illegibility {
              part.unread.append(Unread(file.path, .illegible(fault)))
            } else if let result = transform(file) {
              part.results.append(result)
            }
          case .unread(let unread): part.unread.append(unread)
          case .copy(let file, let original):
            part.unread.append(Unread(file.path, .copy(of: original)))
          case .gone: break
          }
        }
        return part
      } adding: {
        $0.add($1)
      }
      passage.unread = told(with: passage.unread)
      return passage
    } catch {
      throw .git(error)
    }
  }

  /// Goes over the places of the cases, stretch by stretch on all cores, each task with a reader of
  /// its own; the sum is put together in the order of the cases.
  func inStretches<Part: Sendable, Sum: Sendable>(
    into sum: Sum,
    _ work: @escaping @Sendable (inout CaseReader, Range<Int>) throws(GitError) -> Part,
    adding add: @escaping @Sendable (inout Sum, Part) -> Void
  ) async throws(GitError) -> Sum {
    try await workInStretches(
      over: cases.count, .reading, by: stretch, into: sum,
      beginning: { () throws(GitError) in CaseReader(self) }, work, adding: add)
  }

  /// At least so many cases that a task pays, and at most so many that all cores are busy to the end.
  var stretch: Int { min(max(64, cases.count / 16), 512) }

  /// What is known beforehand to be unread and what turned out so, in the order of paths.
  func told(with found: [Unread]) -> [Unread] {
    found.isEmpty ? unread : (unread + found).sorted { $0.path < $1.path }
  }

  /// The case at a place of the list; nil if it has gone meanwhile.
  ///
  /// - Throws: `.unread` if it cannot be read; `.git`.
  package func file(at place: Int) throws(CaseStoreError) -> CaseFile? {
    var reader = CaseReader(self)
    let reading: CaseReader.Reading
    do throws(GitError) {
      reading = try reader.read(cases[place])
    } catch {
      throw .git(error)
    }
    switch reading {
    case .file(let file), .copy(let file, _): return file
    case .unread(let unread): throw .unread(unread)
    case .gone: return nil
    }
  }
}
