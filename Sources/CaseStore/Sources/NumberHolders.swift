import Files
import FrontMatter
import Git
import Messages
import Supervision
import Synchronization

/// Which file a number is of where several hold it: the others are copies, which a file manager, a
/// synchroniser or a person made, and are counted nowhere.
///
/// Asked, not made beforehand: most repositories have no copies, and few names tell that.
final class NumberHolders: Sendable {
  private let cases: CaseList
  private let home: @Sendable (CaseNumber) -> String
  /// Whether git knows the file.
  private let isTracked: @Sendable (RelativePath) -> Bool
  private let found = Mutex(Found())

  private struct Found {
    var mayHaveTwins: Bool?
    /// By the names of the files.
    var holders: [ArraySlice<UInt8>: RelativePath]?
  }

  init(
    of cases: CaseList, under rules: SchemaFiles,
    isTracked: @escaping @Sendable (RelativePath) -> Bool = { _ in false }
  ) {
    (self.cases, self.isTracked) = (cases, isTracked)
    let office = rules.schema.office
    home = { office.path(for: $0) }
  }

  /// The other file that has the number which a file holds, by its name or by what it says; nil where
  /// the number is its own.
  func original(of file: CaseFile) -> RelativePath? {
    let said = file.subject.id
    if let said, said != file.id, let number = CaseNumber(said) {
      if let holder = holder(of: number), holder != file.path { return holder }
    }
    return twin(of: file.path)
  }

  /// The file that a number is of, if any has its name.
  func holder(of number: CaseNumber) -> RelativePath? {
    holders()[ArraySlice("\(number).md".utf8)]
  }

  /// The file of the same name that the number is of, where that is another.
  ///
  /// - Complexity: the first time, one look at the names; where none comes twice that is all.
  func twin(of path: RelativePath) -> RelativePath? {
    guard mayHaveTwins, CaseNumber(CaseFile.id(at: path)) != nil,
      let holder = holders()[path.lastComponent], holder != path
    else { return nil }
    return holder
  }

  private var mayHaveTwins: Bool {
    found.withLock { found in
      if let known = found.mayHaveTwins { return known }
      let answer = !cases.namesAscend
      found.mayHaveTwins = answer
      return answer
    }
  }

  private func holders() -> [ArraySlice<UInt8>: RelativePath] {
    found.withLock { found in
      if let known = found.holders { return known }
      var holders: [ArraySlice<UInt8>: RelativePath] = [:]
      for entry in cases {
        let path = entry.path
        if let other = holders[path.lastComponent], !isBetter(path, than: other) { continue }
        holders[path.lastComponent] = path
      }
      found.holders = holders
      return holders
    }
  }

  /// Of two files of one name the one is meant that git knows, then the one where the office keeps its
  /// cases, then the first.
  private func isBetter(_ path: RelativePath, than other: RelativePath) -> Bool {
    let (here, there) = (isTracked(path), isTracked(other))
    if here != there { return here }
    return CaseNumber(CaseFile.id(at: path)).map { "\(path)" == home($0) } ?? false
  }
}
