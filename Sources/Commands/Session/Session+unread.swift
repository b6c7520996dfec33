import CaseStore
import Files
import Messages
import Views

// Never is anything left out without a word: nobody could tell it from there being nothing.
extension Session {
  /// Says what lies among the cases and was not read, and that what is shown of some is a guess.
  ///
  /// - Parameters:
  ///   - unreliable: the cases that have errors.
  ///   - top: what paths count from; nil where they are shown as they are.
  func warn(of unread: [Unread], unreliable: [FaultyCase] = [], below top: FilePlace?) {
    func shown(_ path: RelativePath) -> String {
      top.map { self.shown("\(path)", in: $0) } ?? "\(path)"
    }
    let (absent, named) = (unread.filter(\.isAbsent), unread.filter { !$0.isAbsent })
    for one in named.prefix(Self.mostNamed) {
      let what = one.finding.message
      warn(Phrase(zh: "\(shown(one.path)):\(what.zh)", en: "\(shown(one.path)): \(what.en)"))
    }
    if named.count > Self.mostNamed {
      let others = named.count - Self.mostNamed
      warn(
        Phrase(
          zh: "还有\(others)处读不出来;运行 duban-git check",
          en: "\(others) more cannot be read; run duban-git check"))
    }
    if !absent.isEmpty {
      let (are, them) = absent.count == 1 ? ("case is", "it") : ("cases are", "them")
      warn(
        Phrase(
          zh: "有\(absent.count)件没有检出,这个部分克隆中也没有内容,未列出;运行 git fetch --refetch --no-filter",
          en:
            "\(absent.count) \(are) not checked out, and this partial clone lacks \(them): not shown; run git fetch --refetch --no-filter"
        ))
    }
    if let first = unreliable.first {
      let (path, others) = (shown(first.path), unreliable.count - 1)
      let zh = others == 0 ? "\(path) 写法有错" : "\(path) 等\(unreliable.count)件写法有错"
      let en = others == 0 ? "\(path) has errors" : "\(path) and \(others) more have errors"
      warn(
        Phrase(
          zh: "\(zh),下面可能漏列或列错;运行 duban-git check",
          en: "\(en): shown unreliably or not at all; run duban-git check"))
    }
  }

  /// The lines that what was not read, or only with errors, has in a view.
  func unread(_ unread: [Unread], _ unreliable: [FaultyCase]) -> [UnreadCase] {
    let hidden = unread.filter(\.hidesCases).map { one in
      UnreadCase(
        path: "\(one.path)", rule: one.finding.rule.id, reason: one.finding.message,
        isGuessed: false)
    }
    let faulty = unreliable.map { one in
      UnreadCase(
        path: "\(one.path)", rule: one.fault.rule.id, reason: one.fault.message,
        isGuessed: one.isKnown)
    }
    return (hidden + faulty).sorted { RelativePath($0.path) < RelativePath($1.path) }
  }

  /// Says what was found in files of which nothing is shown.
  func warn(of files: [FileFindings], below top: FilePlace) {
    let lines = files.flatMap { file in file.findings.map { (path: file.text.path, $0) } }
    for (path, finding) in lines.prefix(Self.mostNamed) {
      let (what, help) = (finding.message, finding.help ?? Phrase(zh: "", en: ""))
      let path = shown(path, in: top)
      warn(
        Phrase(
          zh: "\(path):\(what.zh);\(help.zh)", en: "\(path): \(what.en); \(help.en)"))
    }
    if lines.count > Self.mostNamed {
      let others = lines.count - Self.mostNamed
      warn(
        Phrase(
          zh: "还有\(others)件;运行 duban-git check", en: "and \(others) more; run duban-git check"))
    }
  }

  private static let mostNamed = 10

  func warn(_ words: Phrase) {
    let label = self(Phrase(zh: "警告", en: "warning"))
    console.writeError("duban-git: \(label): \(self(words))\n")
  }
}

extension Unread {
  fileprivate var isAbsent: Bool { if case .absent = reason { true } else { false } }
}
