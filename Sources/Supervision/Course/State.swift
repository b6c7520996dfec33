/// Where a case stands. Derived by folding its steps, never stored.
package enum State: String, Term {
  case registered, declined, docketed, handling, suspended, underReview, reviewed, submitted
  case closed, archived, withdrawn

  package var name: String {
    switch self {
    case .registered: "待研判"
    case .declined: "不立项"
    case .docketed: "待发函"
    case .handling: "办理中"
    case .suspended: "已中止"
    case .underReview: "待审核"
    case .reviewed: "待呈报"
    case .submitted: "待阅示"
    case .closed: "已办结"
    case .archived: "已归档"
    case .withdrawn: "已撤销"
    }
  }

  package var stage: Stage {
    switch self {
    case .registered, .docketed, .declined: .assess
    case .handling, .suspended, .withdrawn: .track
    case .underReview, .reviewed, .submitted: .review
    case .closed, .archived: .revisit
    }
  }

  /// Whether the case may still be withdrawn: it is neither answered nor ended otherwise.
  package static let open: Set<State> = [
    .registered, .docketed, .handling, .suspended, .underReview, .reviewed, .submitted,
  ]

  /// The states a case is in when nothing more has to be done but what is still owed.
  package static let ends: Set<State> = [.declined, .withdrawn, .closed, .archived]

  /// "A … B" of the step table: A to B along the way of a case.
  static func span(_ first: State, _ last: State) -> Set<State> {
    let way: [State] = [.handling, .underReview, .reviewed, .submitted, .closed, .archived]
    guard let from = way.firstIndex(of: first), let to = way.firstIndex(of: last) else { return [] }
    return Set(way[from...to])
  }
}

/// 四个阶段
package enum Stage: String, Term {
  case assess, track, review, revisit

  package var name: String {
    switch self {
    case .assess: "研判"
    case .track: "跟踪"
    case .review: "审核"
    case .revisit: "回访"
    }
  }
}
