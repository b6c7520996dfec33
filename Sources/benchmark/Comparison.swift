/// One row of the bounds: our command beside another on the same repository in the same run.
struct Comparison {
  let name: String
  /// The command of a round: what records must record something new each time.
  let ours: (Int) -> [String]
  let other: (Int) -> [String]
  /// How many times the other's wall time ours may take.
  let bound: Double

  init(
    _ name: String, _ ours: @escaping @autoclosure () -> [String],
    beside other: @escaping @autoclosure () -> [String], bound: Double
  ) {
    self.init(name, { _ in ours() }, beside: { _ in other() }, bound: bound)
  }

  init(
    _ name: String, _ ours: @escaping (Int) -> [String], beside other: @escaping (Int) -> [String],
    bound: Double
  ) {
    self.name = name
    self.ours = ours
    self.other = other
    self.bound = bound
  }

  struct Outcome {
    let name: String
    let ours: Double
    let other: Double
    let ratio: Double
    let bound: Double
    /// Bytes, at the highest of all runs.
    let memory: (ours: Int, other: Int)
    /// Whether a command failed, so that its time means nothing.
    let hasFailed: Bool
  }

  /// Runs the two in turn, so that a change of the machine's speed meets both.
  func run(times: Int, in folder: String) -> Outcome {
    var (ours, others): ([Measured], [Measured]) = ([], [])
    for round in 0...times {
      let mine = Measured.run(self.ours(round), in: folder)
      let theirs = Measured.run(other(round), in: folder)
      // The first pair only warms the caches.
      if round > 0 {
        ours.append(mine)
        others.append(theirs)
      }
    }
    let (mine, theirs) = (Self.median(ours.map(\.wall)), Self.median(others.map(\.wall)))
    return Outcome(
      name: name, ours: mine, other: theirs,
      ratio: Self.median(zip(ours, others).map { $0.wall / max($1.wall, 1e-6) }), bound: bound,
      memory: (ours.map(\.memory).max() ?? 0, others.map(\.memory).max() ?? 0),
      hasFailed: (ours + others).contains { $0.status != 0 })
  }

  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
  }
}
