import Supervision

extension GeneratedHistory {
  /// The whole history as `git fast-import` reads it.
  ///
  /// - Parameter schema: the files of `schema/`, by path, for the first commit.
  func fastImport(schema: [(path: String, bytes: [UInt8])], to write: ([UInt8]) -> Void) {
    func data(_ bytes: [UInt8]) -> [UInt8] { Array("data \(bytes.count)\n".utf8) + bytes + [10] }
    func commit(_ message: String, at seconds: Int) -> [UInt8] {
      let who = "督查室 <office@example.org> \(seconds) +0800\n"
      return Array("commit refs/heads/main\nauthor \(who)committer \(who)".utf8)
        + data(Array(message.utf8))
    }
    let days = start(of: 0).ordinal - 1
    var first = commit("建立督办仓库\n", at: days * 86_400)
    for file in schema { first += Array("M 100644 inline \(file.path)\n".utf8) + data(file.bytes) }
    write(first)
    var seconds = 0
    forEachStep { index, number in
      let id = self.number(of: index)
      let day = day(of: number, of: index)
      let kind = kind(of: number, of: index)
      let message =
        "\(kind.name) \(id) 第\(index + 1)件\n\nDuban-Case: \(id)\nDuban-Step: \(kind.rawValue)\n"
        + "Duban-Date: \(day)\n"
      // From nine in the morning on.
      seconds = max(seconds + 1, day.ordinal * 86_400 + 3600)
      write(
        commit(message, at: seconds)
          + Array("M 100644 inline \(path(of: index))\n".utf8)
          + data(Array(text(of: index, steps: number + 1).utf8)))
    }
  }
}
