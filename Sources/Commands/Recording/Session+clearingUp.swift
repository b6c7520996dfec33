import CaseStore
import Git
import Messages

extension Session {
  /// Puts right what a killed run left behind, and says so, whichever verb comes next.
  ///
  /// What cannot be put right now, since somebody else holds a lock or the disk takes nothing, keeps
  /// nobody from reading; who records hears of it.
  func clearUp() async {
    guard let folder = try? CaseFolder.find(from: start),
      Recording.hasBegun(inRepositoryAt: folder.place, environment)
    else { return }
    try? await casebook().clearUp()
  }

  /// Says what was put right.
  func tell(_ mending: Recording.Mending) { console.writeError(self(mending.words) + "\n") }
}

extension Recording.Mending {
  /// What a killed process had left, and what was done about it.
  fileprivate var words: Phrase {
    switch self {
    case .removedLock(let path):
      Phrase(zh: "已清除上次中断留下的锁 \(path)", en: "removed a lock that a killed run had left: \(path)")
    case .removedTemporaryFile(let path):
      Phrase(zh: "已清除上次中断留下的临时文件 \(path)", en: "removed a temporary file of a killed run: \(path)")
    case .putBack(let path):
      Phrase(
        zh: "已还原上次中断的移动:\(path)", en: "put back \(path), which a killed run was about to move")
    case .refreshedIndexEntry(let path):
      Phrase(
        zh: "已补上上次中断时 \(path) 的索引", en: "refreshed the index entry of \(path) after a killed run")
    }
  }
}
