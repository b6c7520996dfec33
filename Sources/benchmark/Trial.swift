/// How rows are measured.
struct Trial {
  /// How often each command runs after the one that warms the caches.
  let runs: Int
  /// Seconds after which a run is stopped.
  let limit: Double
  /// The repository.
  let folder: String
  let gauges: Gauges

  /// What takes longer than so many seconds is measured once: other programs disturb it little.
  private static let long = 20.0

  /// Runs the two in turn, so that a change of the machine's speed meets both.
  func outcome(of row: RowComparison) -> Outcome {
    for command in row.preparing { _ = Measured.run(command, in: folder) }
    func before() { if let command = row.beforeEach { _ = Measured.run(command, in: folder) } }
    before()
    var mine = Runs(first: gauged(row.ours(0)), planned: runs)
    var theirs = row.other.map { Runs(first: gauged($0(0)), planned: runs) }
    for round in 1...max(runs, 1) {
      if mine.isDue(round) {
        before()
        mine.measured.append(.run(row.ours(round), in: folder, limit: limit))
      }
      if let other = row.other, theirs?.isDue(round) == true {
        theirs?.measured.append(.run(other(round), in: folder, limit: limit))
      }
    }
    let sides = (mine.side(limit: limit), theirs?.side(limit: limit))
    // Where a run is so short that its time says little, and something is asked of it.
    let isShort =
      sides.0.processor < 0.02 && (sides.1?.processor ?? 0) < 0.2 && row.beforeEach == nil
      && row.bound != nil
    let counts =
      isShort ? (counted(row.ours(runs + 1)), row.other.flatMap { counted($0(runs + 1)) }) : nil
    return Outcome(
      name: row.name, bound: row.bound, ours: sides.0.with(instructions: counts?.0),
      other: sides.1?.with(instructions: counts?.1),
      hasFailed: mine.hasFailed || theirs?.hasFailed == true,
      isBesideGit: row.other?(0).arguments.first == "git")
  }

  private func gauged(_ command: Command) -> (measured: Measured, memory: Int?) {
    gauges.run(command, in: folder, limit: limit)
  }

  private func counted(_ command: Command) -> Int? {
    gauges.instructions(of: command, in: folder, limit: limit)
  }

  /// The runs of one side.
  private struct Runs {
    /// Which warms the caches and tells the memory.
    let first: (measured: Measured, memory: Int?)
    var measured: [Measured] = []
    private let planned: Int

    init(first: (measured: Measured, memory: Int?), planned: Int) {
      self.first = first
      // What was stopped once would be stopped again.
      self.planned =
        first.measured.isStopped ? 0 : first.measured.wall > Trial.long ? 1 : max(planned, 1)
    }

    func isDue(_ round: Int) -> Bool { round <= planned && !isStopped }

    private var all: [Measured] { [first.measured] + measured }
    private var isStopped: Bool { all.contains(where: \.isStopped) }
    var hasFailed: Bool { !isStopped && measured.contains { $0.status != 0 } }

    func side(limit: Double) -> Outcome.Side {
      Outcome.Side(
        wall: isStopped ? limit : median(measured.map(\.wall)),
        processor: median((measured.isEmpty ? all : measured).map(\.processor)),
        memory: first.memory, isStopped: isStopped)
    }
  }
}

extension Outcome.Side {
  fileprivate func with(instructions: Int?) -> Self {
    var side = self
    side.instructions = instructions
    return side
  }
}

private func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
}
