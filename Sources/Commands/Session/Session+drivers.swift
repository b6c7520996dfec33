import CaseStore
import Messages

extension Session {
  /// Sets up the merge and diff drivers of a clone, and says so.
  func installDrivers(of book: Casebook) async throws(Failure) {
    let hasWritten = try await askingStore(await book.installDrivers(program: Program.path))
    let done = Phrase(
      zh: "已在本仓库启用合并与差异驱动\n", en: "the merge and diff drivers are set up in this repository\n")
    console.write(self(done))
    if hasWritten {
      hint(Phrase(zh: ".gitattributes 有改动,请提交", en: ".gitattributes has changed; commit it"))
    }
  }

  /// Takes them away.
  ///
  /// - Returns: whether they were there.
  func uninstallDrivers(of book: Casebook) async throws(Failure) -> Bool {
    guard try await askingStore(await book.uninstallDrivers()) else { return false }
    let done = Phrase(
      zh: "已停用合并与差异驱动\n", en: "the merge and diff drivers are taken away\n")
    console.write(self(done))
    return true
  }

  /// Says on standard error what may be done next, or is good to know.
  func hint(_ words: Phrase) {
    console.writeError("\(self(Phrase(zh: "提示", en: "hint"))): \(self(words))\n")
  }
}
