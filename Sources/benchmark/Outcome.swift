/// What a row came to.
struct Outcome {
  struct Side {
    /// Seconds, the median; of what was stopped, the limit that it passed.
    let wall: Double
    /// Seconds of processor time, the median.
    let processor: Double
    /// Bytes, at the highest.
    var memory: Int?
    var instructions: Int?
    /// Whether it had taken as long as it may, so that all the figures are at least what they say.
    var isStopped = false
  }

  /// How many times the other's time ours is.
  enum Ratio {
    case exactly(Double)
    case below(Double)
    case above(Double)
  }

  let name: String
  let bound: RowComparison.Bound?
  let ours: Side
  let other: Side?
  /// Whether a command failed, so that its time means nothing.
  var hasFailed = false
  /// Whether the other is git, which our memory is held against.
  var isBesideGit = false

  /// Nil where there is nobody to be held against, or both were stopped.
  var ratio: Ratio? {
    other.flatMap { other in
      let quotient = ours.wall / max(other.wall, 1e-6)
      return switch (ours.isStopped, other.isStopped) {
      case (false, false): .exactly(quotient)
      case (false, true): .below(quotient)
      case (true, false): .above(quotient)
      case (true, true): nil
      }
    }
  }

  /// Of processor time, which other programs on the machine disturb less; nil where one was stopped.
  var processorRatio: Double? {
    guard let other, !ours.isStopped, !other.isStopped else { return nil }
    return ours.processor / max(other.processor, 1e-6)
  }

  /// Nil where nothing is asked, or where what was stopped leaves it open.
  var isWithin: Bool? {
    guard let bound else { return nil }
    let allowed =
      switch bound {
      case .times(let times, let plus): times * (other?.wall ?? .infinity) + plus
      case .seconds(let seconds): seconds
      }
    // What was stopped would have taken longer: the one can only be more over, the other allow more.
    return if ours.wall <= allowed {
      ours.isStopped ? nil : true
    } else {
      other?.isStopped == true ? nil : false
    }
  }

  /// Whether memory is within twice git's on the same job and 8 MB; nil where that is not asked, or
  /// left open.
  var isSmall: Bool? {
    guard isBesideGit, let mine = ours.memory, let theirs = other?.memory else { return nil }
    return if mine <= 2 * theirs + 8_000_000 {
      ours.isStopped ? nil : true
    } else {
      other?.isStopped == true ? nil : false
    }
  }
}

/// What the rows of a run came to, in their order.
struct Results {
  enum Row {
    case measured(Outcome)
    /// The other's files could not be made, and why.
    case skipped(name: String, why: String)
  }

  let history: GeneratedHistory
  let runs: Int
  /// Seconds that a run might take.
  let limit: Double
  var rows: [Row] = []
  /// The programs that have no rows.
  var notInstalled: [String] = []
}
