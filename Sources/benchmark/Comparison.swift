/// One row of the bounds: our command beside another's on the same repository in the same run.
struct Comparison {
  /// What the row asks of us.
  enum Bound {
    /// So many times the other's time, and so many seconds that starting libgit2 takes.
    case times(Double, plus: Double = 0)
    case seconds(Double)
  }

  let name: String
  let bound: Bound
  /// The command of a round: what records must record something new each time.
  let ours: (Int) -> Command
  /// Nil where there is nobody to be held against.
  let other: ((Int) -> Command)?
  /// What has to be run once before.
  var preparing: [Command] = []
  /// What has to be run before each of ours, unmeasured.
  var beforeEach: Command?

  init(
    _ name: String, _ bound: Bound, _ ours: Command, beside other: Command? = nil,
    preparing: [Command] = [], beforeEach: Command? = nil
  ) {
    self.init(
      name, bound, { _ in ours }, beside: other.map { other in { _ in other } },
      preparing: preparing, beforeEach: beforeEach)
  }

  init(
    _ name: String, _ bound: Bound, _ ours: @escaping (Int) -> Command,
    beside other: ((Int) -> Command)?, preparing: [Command] = [], beforeEach: Command? = nil
  ) {
    (self.name, self.bound, self.ours, self.other) = (name, bound, ours, other)
    (self.preparing, self.beforeEach) = (preparing, beforeEach)
  }
}

/// What a row came to.
struct Outcome {
  struct Side {
    /// Seconds, the median.
    let wall: Double
    /// Seconds of processor time, the median.
    let processor: Double
    /// Bytes, at the highest.
    let memory: Int?
    let instructions: Int?
  }

  let name: String
  let bound: Comparison.Bound
  let ours: Side
  let other: Side?
  /// Whether a command failed, so that its time means nothing.
  let hasFailed: Bool
  private let isBesideGit: Bool

  /// Runs the two in turn, so that a change of the machine's speed meets both.
  init(of row: Comparison, runs: Int, in folder: String, _ gauges: Gauges) {
    for command in row.preparing { _ = Measured.run(command, in: folder) }
    var (mine, theirs): ([Measured], [Measured]) = ([], [])
    func before() { if let command = row.beforeEach { _ = Measured.run(command, in: folder) } }
    before()
    // The first pair warms the caches.
    let memory = (
      gauges.memory(of: row.ours(0), in: folder),
      row.other.flatMap { gauges.memory(of: $0(0), in: folder) }
    )
    for round in 1...max(runs, 1) {
      before()
      mine.append(.run(row.ours(round), in: folder))
      if let other = row.other { theirs.append(.run(other(round), in: folder)) }
    }
    let walls = (Self.median(mine.map(\.wall)), Self.median(theirs.map(\.wall)))
    let times = (Self.median(mine.map(\.processor)), Self.median(theirs.map(\.processor)))
    // Where a run is so short that its time says little.
    let isShort = times.0 < 0.02 && row.beforeEach == nil
    let round = max(runs, 1) + 1
    let instructions =
      isShort
      ? (
        gauges.instructions(of: row.ours(round), in: folder),
        row.other.flatMap { gauges.instructions(of: $0(round), in: folder) }
      ) : (nil, nil)
    name = row.name
    bound = row.bound
    ours = Side(wall: walls.0, processor: times.0, memory: memory.0, instructions: instructions.0)
    other =
      row.other == nil
      ? nil
      : Side(wall: walls.1, processor: times.1, memory: memory.1, instructions: instructions.1)
    hasFailed = (mine + theirs).contains { $0.status != 0 }
    isBesideGit = row.other?(0).arguments.first == "git"
  }

  /// Of processor time, which other programs on the machine disturb less.
  var processorRatio: Double? { other.map { ours.processor / max($0.processor, 1e-6) } }

  var ratio: Double? { other.map { ours.wall / max($0.wall, 1e-6) } }

  var isWithin: Bool {
    switch bound {
    case .times(let times, let plus): ours.wall <= times * (other?.wall ?? .infinity) + plus
    case .seconds(let seconds): ours.wall <= seconds
    }
  }

  /// Whether memory is within twice git's on the same job and 8 MB; nil where that is not asked.
  var isSmall: Bool? {
    guard isBesideGit, let mine = ours.memory, let theirs = other?.memory else { return nil }
    return mine <= 2 * theirs + 8_000_000
  }

  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
  }
}
