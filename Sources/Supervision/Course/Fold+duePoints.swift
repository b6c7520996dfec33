// What is owed at the end of the fold, with its lights and reasons.
extension Fold {
  mutating func settleDuePoints() {
    for reporting in periodic {
      guard let owner = owner(of: reporting) else { continue }
      clocks.append(
        Clock(
          what: reporting.what, owner: owner,
          start: Clock.Event(
            kind: .issue, day: reporting.start, limit: .cycle(reporting.cycle)),
          due: reporting.due, original: reporting.due.day, period: reporting.period))
    }
    guard clocks.count > 1 else {
      result.duePoints = clocks.map(duePoint)
      return
    }
    let ranked = clocks.enumerated().map { index, clock in
      let unit =
        switch clock.owner {
        case .office, .leader: -1
        case .unit(let name): result.place(of: name) ?? .max
        }
      let day = clock.due?.day.ordinal ?? .max
      return (key: (day, clock.what.rank, unit, clock.task ?? 0, index), clock: clock)
    }
    result.duePoints = ranked.sorted { $0.key < $1.key }.map { duePoint($0.clock) }
  }

  /// Reports are the present lead's; what else is periodic is the office's own.
  private func owner(of reporting: Reporting) -> Owner? {
    reporting.what == .progress ? result.lead.map(Owner.unit) : .office
  }

  private func duePoint(_ clock: Clock) -> DuePoint {
    let (light, cause) = light(of: clock)
    return DuePoint(
      what: clock.what, owner: clock.owner, who: name(of: clock.owner), due: clock.due,
      original: clock.original, light: light, event: clock.start, cause: cause,
      task: clock.task, period: clock.period)
  }

  private func name(of owner: Owner) -> String {
    switch owner {
    case .office: office.name
    case .leader: result.leader
    case .unit(let name): name
    }
  }
}
