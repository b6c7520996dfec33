/// One row: our command beside another's on the same repository in the same run.
struct RowComparison {
  /// What the row asks of us.
  enum Bound {
    /// So many times the other's time, and so many seconds that starting libgit2 takes.
    case times(Double, plus: Double = 0)
    case seconds(Double)
  }

  let name: String
  /// Nil where the other is there to be looked at.
  let bound: Bound?
  /// The command of a round: what records must record something new each time.
  let ours: (Int) -> Command
  /// Nil where there is nobody to be held against.
  let other: ((Int) -> Command)?
  /// What has to be run once before.
  var preparing: [Command] = []
  /// What has to be run before each of ours, unmeasured.
  var beforeEach: Command?

  init(
    _ name: String, _ bound: Bound?, _ ours: Command, beside other: Command? = nil,
    preparing: [Command] = [], beforeEach: Command? = nil
  ) {
    self.init(
      name, bound, { _ in ours }, beside: other.map { other in { _ in other } },
      preparing: preparing, beforeEach: beforeEach)
  }

  init(
    _ name: String, _ bound: Bound?, _ ours: @escaping (Int) -> Command,
    beside other: ((Int) -> Command)?, preparing: [Command] = [], beforeEach: Command? = nil
  ) {
    (self.name, self.bound, self.ours, self.other) = (name, bound, ours, other)
    (self.preparing, self.beforeEach) = (preparing, beforeEach)
  }
}
