import Files
import Git
import Messages
import Supervision

extension CommitJudge {
  /// Reports what a commit puts into its trees and does not belong there: of a merge, what none of its
  /// parents has.
  mutating func judgeTrees(_ judged: JudgedCommit) throws(GitError) {
    if !judged.commit.isWellFormed {
      report(
        .malformedObject,
        Phrase(
          zh: "提交的头部不合 git 的格式", en: "the header of the commit is not as git writes it"),
        in: judged)
    }
    let tree = judged.top.tree
    var faults = Set(try trees.faults(in: tree, since: judged.parents.first?.tree))
    for parent in judged.parents.dropFirst() where !faults.isEmpty {
      faults.formIntersection(try trees.faults(in: tree, since: parent.tree))
    }
    for fault in faults.sorted(by: { $0.path < $1.path }) {
      guard let (rule, words) = fault.isOfRecords ? fault.verdict : nil else { continue }
      report(rule, words, in: judged, at: fault.path == .root ? nil : fault.path)
    }
  }

  /// Reports what was to be read as a file of the commit, and is an object of another kind.
  mutating func reportNoFiles(since known: Set<OID>, in judged: JudgedCommit) {
    for id in trees.noFiles.subtracting(known).sorted() {
      report(
        .malformedObject,
        Phrase(
          zh: "应是文件的对象 \(id) 不是文件", en: "the object \(id), which should be a file, is none"),
        in: judged)
    }
  }
}

extension StagedEdits {
  /// What the index would put into folders and does not belong there; nothing where there are no cases.
  package func findingsInFolders() async throws(CaseStoreError) -> [FileFindings] {
    guard let tree = try await tree(), try inGit(repository.hasRecords(tree)) else { return [] }
    let before = try base.map { id throws(CaseStoreError) in try inGit(repository.tree(of: id)) }
    return try inGit(TreeReader(repository).faults(in: tree, since: before))
      .filter(\.isOfRecords).map { fault in
        let (rule, words) = fault.verdict
        return FileFindings(
          text: SourceText(path: "\(fault.path)", bytes: []),
          findings: [Diagnostic(rule, words, at: 0..<0)])
      }
  }
}

extension StagedEdits {
  /// What the commit would have; nil while entries are in conflict, when git commits nothing.
  func tree() async throws(CaseStoreError) -> OID? {
    let written = try await running(await repository.git("write-tree").run())
    guard written.status == 0 else { return nil }
    return OID(hex: String(decoding: written.standardOutput, as: UTF8.self).prefix(40))
  }
}

extension Repository {
  func hasRecords(_ tree: OID) throws(GitError) -> Bool {
    if try entry(at: "cases", in: tree) != nil { return true }
    return try entry(at: "schema", in: tree) != nil
  }
}

extension TreeFault {
  /// Links and submodules that lie elsewhere are the user's own affair.
  fileprivate var isOfRecords: Bool {
    kind != .mode || path.isInside("cases") || path.isInside("schema")
      || path.lastComponent.starts(with: ".git".utf8)
  }

  fileprivate var verdict: (Rule, Phrase) {
    switch kind {
    case .name:
      (
        .unsafeName,
        Phrase(zh: "这样的名字不能用", en: "a name that leads elsewhere, or that not all systems have")
      )
    case .mode:
      (
        .notAPlainFile,
        Phrase(zh: "不是普通文件", en: "a link, a submodule, or otherwise no plain file")
      )
    case .twin(let other): (.namesAlike, .alike(other))
    case .malformed:
      (
        .malformedObject,
        Phrase(zh: "目录中的这一项不合 git 的格式", en: "an entry that is not as git writes it")
      )
    }
  }
}

extension Phrase {
  static func alike(_ other: RelativePath) -> Phrase {
    Phrase(
      zh: "与 \(other) 只差大小写或字形编码,在别的系统上是同一个",
      en: "differs from \(other) only by case or Unicode form, and is the same elsewhere")
  }
}
