import TestSupport

/// A history of some cases, at random: branches and merges, steps, moves, removals, cases that come
/// back, and clocks that are off.
struct RandomHistory {
  static let ids = ["2018-0001", "2018-0002", "2018-0003"]
  private static let folders = ["cases/2018", "cases/旧", "cases"]

  private struct Commit {
    let mark: Int
    var files: [String: String]
  }

  private var random: SplitMix64
  private var commits: [Commit] = []
  private var time = 1_532_300_000
  private(set) var stream = ""
  let clocksAreRight: Bool

  /// - Parameter clocksAreRight: whether each commit is a second younger than the one made before.
  init(seed: UInt64, commits count: Int, clocksAreRight: Bool) {
    random = SplitMix64(seed: seed)
    self.clocksAreRight = clocksAreRight
    for _ in 0..<count { add() }
    // What every query begins with.
    stream += "reset refs/heads/main\nfrom :\(count)\n\n"
  }

  private mutating func add() {
    let recent = commits.suffix(4).map(\.self)
    let first = recent.randomElement(using: &random)
    let isMerge = recent.count > 1 && Int.random(in: 0..<4, using: &random) == 0
    let second =
      isMerge ? recent.filter { $0.mark != first?.mark }.randomElement(using: &random) : nil
    var files = first?.files ?? [:]
    if let second {
      // Of each file one side's, or something new.
      for path in Set(files.keys).union(second.files.keys).sorted() {
        switch Int.random(in: 0..<5, using: &random) {
        case 0, 1: files[path] = second.files[path]
        case 2: files[path] = text(of: path)
        default: break
        }
      }
    } else {
      for _ in 0..<Int.random(in: 0...2, using: &random) { change(&files) }
    }
    let mark = commits.count + 1
    write(mark, after: [first, second].compactMap { $0?.mark }, files: files)
    commits.append(Commit(mark: mark, files: files))
  }

  private mutating func change(_ files: inout [String: String]) {
    let id = Self.ids.randomElement(using: &random)!
    let known = files.keys.sorted().filter { $0.hasSuffix("\(id).md") }.randomElement(
      using: &random)
    let path = "\(Self.folders.randomElement(using: &random)!)/\(id).md"
    switch (known, Int.random(in: 0..<6, using: &random)) {
    case (let known?, 0): files[known] = nil
    case (let known?, 1): files[path] = files.removeValue(forKey: known)
    case (let known?, _): files[known] = text(of: known)
    case (nil, _): files[path] = text(of: path)
    }
    if Bool.random(using: &random) { files["说明.md"] = "\(random.next())\n" }
  }

  /// A case with some of a few steps.
  private mutating func text(of path: String) -> String {
    var text = "---\n编号: \(path.suffix(12).dropLast(3))\n过程:\n"
    for day in 1...4 where day == 1 || Bool.random(using: &random) {
      text += "  - 日期: 2018-07-0\(day)\n    步骤: \(day == 1 ? "登记" : "沟通")\n"
    }
    return text + "---\n第\(Int.random(in: 0..<3, using: &random))稿\n"
  }

  private mutating func write(_ mark: Int, after parents: [Int], files: [String: String]) {
    time += clocksAreRight ? 1 : Int.random(in: -2...2, using: &random)
    let who = "督查室 <office@example.org> \(time) +0800"
    stream += "commit refs/heads/b\(mark)\nmark :\(mark)\nauthor \(who)\ncommitter \(who)\n"
    stream += data("第\(mark)次\n")
    for (word, parent) in zip(["from", "merge"], parents) { stream += "\(word) :\(parent)\n" }
    stream += "deleteall\n"
    for (path, text) in files.sorted(by: { $0.key < $1.key }) {
      stream += "M 100644 inline \(path)\n" + data(text)
    }
    stream += "\n"
  }

  private func data(_ text: String) -> String { "data \(text.utf8.count)\n\(text)\n" }

  /// Writes the history into a new repository: a branch `b1`, `b2`, … for every commit.
  func make(in git: GitCLI) async throws {
    try await git("init", "--quiet", "--initial-branch=main")
    try await git(["fast-import", "--quiet"], input: stream)
  }
}
