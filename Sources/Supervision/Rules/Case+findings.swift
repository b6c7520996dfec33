import FrontMatter
package import Messages

extension Case {
  /// Everything that is wrong with the case on its own, in the order of the file.
  ///
  /// - Parameters:
  ///   - fileName: the last component of the file's path.
  ///   - asOf: no step after it is judged.
  ///   - today: what a date may not be later than.
  package func findings(
    schema: Schema, fileName: String, asOf: Day, today: Day
  ) -> [Diagnostic] {
    guard document.root != nil else { return schema.office.setting(document.findings, in: self) }
    let corrected = corrected(asOf: asOf, under: schema)
    let live = corrected.steps.keeping { !$0.isVoid }
    var found = corrected.findings
    let misdated = corrected.misdatedFindings(
      live.keeping { $0.day <= asOf }, isNewer: schema.office.judging.areNew)
    found += misdated + corrected.instructionFindings(live)
    found += corrected.unitFindings(schema.units)
    found += corrected.limitFindings(schema.calendar, live)
    found += corrected.secrecyFindings() + attachmentFindings(schema.office.judging)
    found += corrected.correctionFindings(live) + numberFindings(live)
    found += corrected.approvalFindings(live, under: schema, today: today)
    found +=
      corrected.repetitionFindings(live) + live.twiceToldFindings + corrected.originFindings(live)
    if !found.isEmpty {
      found = found.outside(corrected.steps.filter { $0.day > asOf }.map(\.range))
    }
    var impossible: [Diagnostic] = []
    for step in live {
      if step.day > today {
        impossible.append(.dateInFuture(step.day, today: today, at: step.dayRange))
      } else if !step.day.isRecordable {
        impossible.append(.dateOutOfRange(step.day, at: step.dayRange))
      }
    }
    found += impossible
    if let id = header.id, !fileName.utf8.elementsEqual("\(id.value).md".utf8) {
      found.append(.fileNameDiffers(id, fileName))
    }
    var fold = Fold(corrected, schema: schema, asOf: asOf)
    // Who is brought in by a correction is there from then on; who was there before stays.
    if corrected !== self, steps.contains(where: { $0.kind == .correct }) {
      fold.members = Set(header.units.union(letterUnits).map(schema.units.presentName))
    }
    fold.run()
    let doubt = corrected.firstDoubt(dates: misdated + impossible)
    found += fold.findings.filter { $0.range.lowerBound < doubt }
    if doubt == .max && document.slips.isEmpty { found += officerFindings(fold.result) }
    found += document.findings
    return schema.office.setting(inForce(found), in: self)
      .sorted {
        ($0.range.lowerBound, $0.range.upperBound, $0.rule.id) < (
          $1.range.lowerBound, $1.range.upperBound, $1.rule.id
        )
      }
  }

  /// The units that the letters name as they are written.
  private var letterUnits: [String] {
    steps.filter { $0.kind == .issue && !$0.isVoid }.flatMap { $0.namedUnits.map(\.value) }
  }

  /// From where in the file the course of the case cannot be judged: a value that could not be read
  /// would make what follows it look wrong, for one cause. `Int.max` where all was read.
  private func firstDoubt(dates: [Diagnostic]) -> Int {
    // A step of a wrong date is taken in a wrong place, and may make any other look wrong.
    guard dates.isEmpty, !document.diagnostics.contains(where: { $0.severity == .error }) else {
      return 0
    }
    let faults = findings.filter { $0.severity == .error }.map(\.range.lowerBound)
    guard !faults.isEmpty, let root = document.root else { return .max }
    for entry in root.entries {
      let end = max(entry.key.range.upperBound, entry.value.range.upperBound)
      let within = faults.filter { (entry.key.range.lowerBound...end).contains($0) }
      guard let first = within.min() else { continue }
      switch HeaderKey(written: entry.key) {
      case .steps:
        return entry.value.items.first { $0.range.upperBound >= first }?.range.lowerBound ?? 0
      case .instruction, .classification, .lead, .coUnits, .tasks, .firstReport, .limit: return 0
      case .id, .title, .source, .urgency, .secrecyTerm, .keptAt, .cycle, .watch, .contactLine,
        .attachments, .stocktakes, .bulletins, nil:
        break
      }
    }
    return .max
  }
}

extension Office {
  /// `findings` with the severities that the office has set; an error stays an error.
  ///
  /// - Parameter subject: the case that they are about, of which what was written before 起 of a setting
  ///   keeps its severity.
  package func setting(_ findings: [Diagnostic], in subject: Case? = nil) -> [Diagnostic] {
    guard !severities.isEmpty else { return findings }
    return findings.compactMap { finding in
      guard finding.rule.severity != .error, let setting = severities[finding.rule.id] else {
        return finding
      }
      if let since = severitiesSince[finding.rule.id], let day = subject?.day(of: finding),
        day < since
      {
        return finding
      }
      var finding = finding
      switch setting {
      case .off: return nil
      case .error: finding.severity = .error
      case .warning: finding.severity = .warning
      case .info: finding.severity = .info
      }
      return finding
    }
  }
}

// MARK: Dates

extension Case {
  /// - Parameter isNewer: whether the newer rules (判规) hold, by which nothing is done before 登记.
  private func misdatedFindings(_ steps: [Step], isNewer: Bool) -> [Diagnostic] {
    var found: [Diagnostic] = []
    var latest = 0
    let registered = isNewer ? steps.first { $0.kind == .register } : nil
    for index in steps.indices {
      if steps[index].day >= steps[latest].day {
        latest = index
      } else if !steps[index].isLateEntry {
        found.append(.dateOutOfOrder(steps[index], before: steps[latest]))
      } else if let registered, steps[index].day < registered.day, steps[index].day.isRecordable {
        found.append(.lateEntry(steps[index], before: registered))
      }
    }
    return found
  }

  private func instructionFindings(_ steps: [Step]) -> [Diagnostic] {
    guard let date = header.instruction?.date,
      let register = steps.first(where: { $0.kind == .register }), date.value > register.day
    else { return [] }
    return [.instructionAfterRegistration(date, register)]
  }

  private func limitFindings(_ calendar: WorkingCalendar, _ steps: [Step]) -> [Diagnostic] {
    var found: [Diagnostic] = []
    func judge(_ limit: Limit?, _ range: Range<Int>?) {
      guard case .date(let day) = limit?.measure, let range else { return }
      if calendar.published != nil, !calendar.isPublished(day) {
        found.append(.deadlineBeyondCalendar(day, at: range))
      } else if !calendar.isWorkingDay(day) {
        found.append(.deadlineOnDayOff(day, calendar, at: range))
      }
    }
    for limit in [header.limit, header.firstReport] { judge(limit?.value, limit?.range) }
    for task in header.tasks { judge(task.limit?.value, task.limit?.range) }
    for step in steps {
      for field in step.fields {
        if case .limit(let limit) = field.value { judge(limit, field.range) }
        guard case .tasks(let tasks) = field.value else { continue }
        for task in tasks { judge(task.limit?.value, task.limit?.range) }
      }
    }
    return found
  }

  private func officerFindings(_ state: CaseState) -> [Diagnostic] {
    let late = state.duePoints.filter { $0.what == .nameOfficer && $0.light == .red }
    guard !late.isEmpty else { return [] }
    // Where each unit was last handed the matter: by a letter, or by reassigning.
    var places: [String: Range<Int>] = [:]
    for step in state.subject.steps where !step.isVoid && step.day <= state.asOf {
      if let unit = step[.newUnit] { places[unit] = step.place(of: .newUnit) }
      guard step.kind == .issue else { continue }
      for unit in step.texts(.addressees).reversed() { places[unit.value] = unit.range }
    }
    return late.compactMap { point in
      places[point.who].map { .officerNotNamed(point, at: $0) }
    }
  }
}

// MARK: Units

extension Case {
  private func unitFindings(_ units: UnitDirectory) -> [Diagnostic] {
    guard !units.entries.isEmpty else { return [] }
    var found: [Diagnostic] = []
    forEachUnit { name, range in
      if !units.lists(name), !hasSlip(in: range) {
        found.append(.unknownUnit(Located(name, at: range), in: units))
      }
    }
    return found
  }

  /// Whether a slip of the pen lies in `range`: `[甲，乙]` is one unit only by mistake.
  private func hasSlip(in range: Range<Int>) -> Bool {
    document.slips.contains { range.overlaps($0.range) }
  }

  /// Every place where the case names a unit, but for steps that are void.
  package var namedUnits: [Located<String>] {
    var named: [Located<String>] = []
    forEachUnit { named.append(Located($0, at: $1)) }
    return named
  }

  private func forEachUnit(_ body: (String, Range<Int>) -> Void) {
    if let lead = header.lead { body(lead.value, lead.range) }
    for unit in header.coUnits { body(unit.value, unit.range) }
    for task in header.tasks { if let unit = task.unit { body(unit.value, unit.range) } }
    for step in steps where !step.isVoid { step.forEachUnit(body) }
  }
}

// MARK: Steps against one another

extension Case {
  private func repetitionFindings(_ steps: [Step]) -> [Diagnostic] {
    // Most steps are the only one of their kind on their day, and need no closer look.
    if steps.areFewAndDifferent { return [] }
    struct Act: Hashable {
      let kind: StepKind
      let day: Day
    }
    let groups = Dictionary(grouping: steps) { Act(kind: $0.kind, day: $0.day) }
    return groups.values.filter { $0.count > 1 }.flatMap { group in
      var seen: [String: Step] = [:]
      return group.compactMap { step -> Diagnostic? in
        let signature = signature(of: step)
        if let first = seen[signature] { return .stepRepeated(step, first: first) }
        seen[signature] = step
        return nil
      }
    }
  }

  /// Where one row of a sheet (来源) is answered by two steps of a kind that differ.
  private func originFindings(_ steps: [Step]) -> [Diagnostic] {
    var first: [StepOrigin: Step] = [:]
    return steps.compactMap { step in
      guard let origin = step.origin else { return nil }
      guard let before = first[origin] else {
        first[origin] = step
        return nil
      }
      // The same twice is only repeated.
      return signature(of: step) == signature(of: before)
        ? nil : .originAnsweredTwice(step, first: before)
    }
  }

  /// The keys and values of a step as they are written, whatever their order.
  private func signature(of step: Step) -> String {
    let fields = step.fields.map { field in
      "\(field.key.rawValue)=\(String(decoding: document.text.bytes[field.range], as: UTF8.self))"
    }
    return ([step.kind.rawValue, "\(step.day)"] + fields.sorted()).joined(separator: "\u{1}")
  }

  private func attachmentFindings(_ judging: JudgingRules) -> [Diagnostic] {
    guard judging.areNew else { return [] }
    let found = attachments.compactMap { one in
      Attachment.fault(of: one.path.value).map { Diagnostic.attachmentPath(one.path, $0) }
    }
    return found.isEmpty ? [] : measuring(found, by: judging)
  }

  /// Findings that only newer rules know, with the severity that they have on the day of what they are
  /// about: before these rules bind, a warning.
  package func measuring(_ findings: [Diagnostic], by judging: JudgingRules) -> [Diagnostic] {
    findings.map { finding in
      let isOlder =
        judging.since.map { since in day(of: finding).map { $0 < since } ?? false } ?? false
      guard isOlder || !judging.areNew, finding.severity == .error else { return finding }
      var finding = finding
      finding.severity = .warning
      return finding
    }
  }

  private func correctionFindings(_ steps: [Step]) -> [Diagnostic] {
    let corrections = steps.filter { $0.kind == .correct && $0.renumbering == nil }
    guard !corrections.isEmpty else { return [] }
    let items = document.root?[HeaderKey.steps.name]?.items.map { $0 } ?? []
    var replaced: [CaseParser.Place: String] = [:]
    return corrections.compactMap { step in
      guard let place = step.corrected, case .any(let original)? = step.field(.original)?.value,
        case .any(let replacement)? = step.field(.replacement)?.value
      else { return nil }
      if case .step(let number) = place.target, number >= step.number {
        return .correctionOfLaterStep(number, at: step.place(of: .target))
      }
      let node = node(at: place, items: items)
      guard let now = replaced[place] ?? node?.flat ?? (isAddable(place, items) ? "" : nil) else {
        return .correctionFindsNothing(step[.field] ?? "", at: step.place(of: .field))
      }
      replaced[place] = replacement.flat
      guard original.flat != now else { return nil }
      return .correctionMismatch(
        now, written: node?.range ?? step.range, at: step.place(of: .original))
    }
  }
}

extension Case {
  /// Whether a correction may add a value where none is written: the number of a letter that went out
  /// without one, the officer of a task, an attachment.
  private func isAddable(_ place: CaseParser.Place, _ items: [Node]) -> Bool {
    guard let name = place.path.last else { return false }
    let owner = CaseParser.Place(target: place.target, path: Array(place.path.dropLast()))
    guard node(at: owner, items: items)?.kind == .mapping else { return false }
    if owner.path.first == HeaderKey.tasks.name {
      return owner.path.count == 2 && name == TaskKey.officer.name
    }
    guard owner.path.isEmpty else { return false }
    switch place.target {
    case .header: return HeaderKey.addable(name) != nil
    case .step(let number):
      let step = steps.first { $0.number == number }
      return step?.kind.specification.addable(name) != nil
    }
  }

  /// A 更正 of 编号 is the one that is carried out in the file itself: each gives up the number that
  /// the one before it gave, and the last gives the one that is written.
  ///
  /// - Precondition: the case is as it is written, without its corrections.
  private func numberFindings(_ steps: [Step]) -> [Diagnostic] {
    let given = steps.filter { $0.renumbering != nil }
    guard let written = header.id else { return [] }
    var found: [Diagnostic] = []
    for (before, after) in zip(given, given.dropFirst()) {
      guard let now = before.renumbering?.replacement, after.renumbering?.number != now else {
        continue
      }
      found.append(
        .correctionMismatch(
          now, written: before.place(of: .replacement), at: after.place(of: .original)))
    }
    if let last = given.last, last.renumbering?.replacement != written.value {
      found.append(.numberNotAsCorrected(written, at: last.place(of: .replacement)))
    }
    return found
  }
}

extension [Step] {
  /// What units were told of twice (催报): by two clerks, who did not know of each other.
  fileprivate var twiceToldFindings: [Diagnostic] {
    var first: [[String]: Step] = [:]
    return compactMap { step in
      guard step.kind == .contact, step.field(.reminded) != nil else { return nil }
      var finding: Diagnostic?
      for told in step.texts(.reminded) {
        let key = [step[.unit] ?? "", told.value]
        if let earlier = first[key] {
          finding = finding ?? .toldTwice(told, first: earlier)
        } else {
          first[key] = step
        }
      }
      return finding
    }
  }

  /// Those that `isKept` holds of; nothing is copied where that is all.
  fileprivate func keeping(_ isKept: (Step) -> Bool) -> [Step] {
    allSatisfy(isKept) ? self : filter(isKept)
  }

  /// Whether no two of a few steps are of one kind and day.
  fileprivate var areFewAndDifferent: Bool {
    guard count <= 64 else { return false }
    for index in indices {
      for other in 0..<index
      where self[other].day == self[index].day && self[other].kind == self[index].kind {
        return false
      }
    }
    return true
  }
}

extension [Diagnostic] {
  /// Those that do not lie in `ranges`, which stand in order.
  fileprivate func outside(_ ranges: [Range<Int>]) -> [Diagnostic] {
    guard !ranges.isEmpty else { return self }
    return filter { finding in
      var (low, high) = (0, ranges.count)
      while low < high {
        let middle = (low + high) / 2
        if ranges[middle].upperBound <= finding.range.lowerBound {
          low = middle + 1
        } else {
          high = middle
        }
      }
      return low == ranges.count || !ranges[low].contains(finding.range.lowerBound)
    }
  }
}

extension Node {
  /// The texts of a value, for comparing and for messages.
  var flat: String {
    switch kind {
    case .scalar: text
    case .sequence: items.map(\.flat).joined(separator: "、")
    case .mapping: entries.map { "\($0.key.text): \($0.value.flat)" }.joined(separator: "、")
    }
  }
}
