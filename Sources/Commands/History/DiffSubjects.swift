import CaseStore
import Files
import Git
import Messages
import Supervision

/// What the arguments of `diff` mean: two moments, and which cases.
struct DiffSubjects {
  let old: ComparedState
  let new: ComparedState
  /// By number; nil for all.
  let cases: Set<String>?

  init(
    _ arguments: [String], in repository: Repository, _ folder: CaseFolder?, _ session: Session
  ) throws(Failure) {
    var names: [String] = []
    var ids: Set<String> = []
    for argument in arguments {
      let path =
        argument.hasSuffix(".md") ? folder?.path(of: session.place(of: argument)) : nil
      if let path {
        ids.insert(CaseFile.id(at: path))
      } else if CaseNumber(argument) != nil {
        ids.insert(argument)
      } else if let range = Self.range(argument, in: repository) {
        names += range
      } else {
        names.append(argument)
      }
    }
    guard names.count <= 2 else {
      throw .usage(
        Phrase(
          zh: "最多比较两个时点,这里写了\(names.count)个:\(names.joined(separator: "、"))",
          en: "two moments can be compared, not \(names.count): \(names.joined(separator: ", "))"))
    }
    cases = ids.isEmpty ? nil : ids
    do throws(GitError) {
      if let name = names.first {
        old = try repository.comparedState(name)
      } else {
        old = try repository.comparedStateOfHead(today: session.today)
      }
      if names.count == 2 {
        new = try repository.comparedState(names[1])
      } else if repository.isBare {
        new = try repository.comparedStateOfHead(today: session.today)
      } else {
        new = ComparedState(.workTree, day: session.today)
      }
    } catch {
      guard case .unknownRevision(let name) = error else { throw Failure(error) }
      throw Self.unknown(name)
    }
  }

  /// `A..B` is A and B; `A...B` what B has done since the two parted, as with `git diff`.
  private static func range(_ text: String, in repository: Repository) -> [String]? {
    guard let dots = text.indices.first(where: { text[$0...].hasPrefix("..") }) else { return nil }
    let isSymmetric = text[dots...].hasPrefix("...")
    func side(_ text: Substring) -> String { text.isEmpty ? "HEAD" : String(text) }
    let left = side(text[..<dots])
    let right = side(text[dots...].dropFirst(isSymmetric ? 3 : 2))
    guard isSymmetric else { return [left, right] }
    guard let one = try? repository.comparedState(left).commit,
      let other = try? repository.comparedState(right).commit,
      let base = try? repository.mergeBases(one, other)?.first
    else { return [left, right] }
    return ["\(base)", right]
  }

  private static func unknown(_ name: String) -> Failure {
    .usage(
      Phrase(
        zh: "“\(name)”既不是案件,也不是日期或版本",
        en: "'\(name)' is neither a case nor a date nor a revision"))
  }

  /// Refuses a case that is nowhere: silence would look like "nothing has changed".
  func requireKnown(
    by comparison: Comparison, in repository: Repository, _ folder: CaseFolder?
  ) throws(Failure) {
    guard let cases else { return }
    let found = comparison.entries.flatMap { entry in
      [entry.id] + [entry.formerPath].compactMap { $0.map(CaseFile.id(at:)) }
    }
    let missing = cases.subtracting(found)
    guard !missing.isEmpty else { return }
    var known: Set<String> = []
    for commit in [comparison.old, comparison.new].compactMap(\.commit) {
      known.formUnion(
        try inGit(repository.entries(under: "cases", in: commit)).map { CaseFile.id(at: $0.path) })
    }
    for id in missing.subtracting(known).sorted() {
      guard let folder else { throw Failure(.unknownCase(id, near: [])) }
      try inStore(folder.path(meant: id))
    }
  }
}
