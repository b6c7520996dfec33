// What is owed at the end of the fold, with its lights and reasons.
extension Fold {
  mutating func settleDuePoints() {
    let running = running
    guard running.count > 1 else {
      result.duePoints = running.map(duePoint)
      return
    }
    let ranked = running.enumerated().map { index, clock in
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

  /// The clocks that run, those of what is owed once a period among them.
  var running: [Clock] { clocks + periodic.compactMap(clock) }

  /// What is owed of it now; reports are the present lead's, what else is periodic is the office's own.
  func clock(of reporting: Reporting) -> Clock? {
    let owner = reporting.what == .progress ? result.lead.map(Owner.unit) : .office
    return owner.map(reporting.clock)
  }

  private func duePoint(_ clock: Clock) -> DuePoint {
    duePoint(clock, of: name(of: clock.owner), isOwed: true)
  }

  /// - Parameter isOwed: whether it has a light: what is done, lapsed or stands still has none.
  func duePoint(_ clock: Clock, of who: String, isOwed: Bool) -> DuePoint {
    let (light, cause) = isOwed ? light(of: clock) : (.none, nil)
    return DuePoint(
      what: clock.what, owner: clock.owner, who: who, due: clock.due,
      original: clock.original, light: light, event: clock.start, cause: cause,
      task: clock.task, period: clock.period,
      contact: light == .red ? contact(of: clock.owner) : nil)
  }

  private func contact(of owner: Owner) -> UnitContact? {
    guard case .unit(let name) = owner else { return nil }
    return schema.units.contact(of: name)
  }

  func name(of owner: Owner) -> String {
    switch owner {
    case .office: office.name
    case .leader: result.leader
    case .unit(let name): name
    }
  }
}
