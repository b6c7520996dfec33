package import Supervision

/// What differs in one case, and where its file is.
package struct ShownDifference: Sendable {
  package let path: String
  /// Where it was, if it is elsewhere now.
  package let formerPath: String?
  package let difference: CaseDifference

  package init(_ difference: CaseDifference, path: String, formerPath: String? = nil) {
    self.difference = difference
    self.path = path
    self.formerPath = formerPath
  }

  var id: String { difference.subject?.header.id?.value ?? path }

  var title: String {
    difference.isSecret ? "(涉密)" : difference.subject?.header.shownTitle ?? ""
  }
}

/// One of the two moments that are compared, as it is named in output.
package struct ShownState: Sendable, Hashable {
  package let day: Day
  /// The abbreviated id of a commit; nil for the files on disk, or before the first commit.
  package let rev: String?
  package let isWorkTree: Bool

  package init(day: Day, rev: String?, isWorkTree: Bool) {
    self.day = day
    self.rev = rev
    self.isWorkTree = isWorkTree
  }
}

/// How much has changed, over all cases.
package struct DifferenceTotals: Sendable, Hashable {
  package private(set) var cases = 0
  package private(set) var registered = 0
  package private(set) var removed = 0
  package private(set) var renumbered = 0
  package private(set) var stepsAdded = 0
  /// Recorded steps that were changed, removed or moved.
  package private(set) var stepsAltered = 0
  /// Of the added steps, those that are a 更正.
  package private(set) var corrections = 0
  package private(set) var states = 0
  package private(set) var lightsWorse = 0
  package private(set) var lightsBetter = 0
  package private(set) var deadlinesMoved = 0
  package private(set) var tasksDone = 0
  package private(set) var officersNamed = 0

  package init(_ differences: [CaseDifference]) {
    cases = differences.count
    for change in differences.flatMap(\.changes) { count(change) }
  }

  private mutating func count(_ change: CaseDifference.Change) {
    switch change {
    case .registered: registered += 1
    case .removed: removed += 1
    case .renumbered: renumbered += 1
    case .stepAdded(let step):
      stepsAdded += 1
      if step.kind == .correct { corrections += 1 }
    case .stepChanged, .stepRemoved, .stepMoved: stepsAltered += 1
    case .state(let from, _): if from != nil { states += 1 }
    case .light(let from, let to, _):
      // Whether a case has a green light or none says nothing about how it goes.
      if to > max(from, .green) { lightsWorse += 1 }
      if from > max(to, .green) { lightsBetter += 1 }
    case .deadline(_, let from, _, _): if from != nil { deadlinesMoved += 1 }
    case .taskDone: tasksDone += 1
    case .officer: officersNamed += 1
    case .round, .lead, .taskAdded, .taskReassigned, .taskExcused, .taskReopened, .field, .prose,
      .layout:
      break
    }
  }

  /// Each count with its name in data.
  var members: [(String, Int)] {
    [
      ("cases", cases), ("registered", registered), ("removed", removed),
      ("renumbered", renumbered), ("stepsAdded", stepsAdded), ("stepsAltered", stepsAltered),
      ("corrections", corrections), ("states", states), ("lightsWorse", lightsWorse),
      ("lightsBetter", lightsBetter), ("deadlinesMoved", deadlinesMoved),
      ("tasksDone", tasksDone), ("officersNamed", officersNamed),
    ]
  }
}
