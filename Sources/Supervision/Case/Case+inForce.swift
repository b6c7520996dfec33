package import Messages

extension Case {
  /// The findings whose rules applied already when that was written which they are about: a step on
  /// its own day, everything else in the file on the day of the first step.
  ///
  /// Without a date there is nothing that a rule could be too new for.
  package func inForce(_ findings: [Diagnostic]) -> [Diagnostic] {
    guard findings.contains(where: { $0.rule.since != nil }) else { return findings }
    let first = steps.map(\.day).min()
    return findings.filter { finding in
      guard let since = finding.rule.since else { return true }
      let place = finding.range.lowerBound
      let step = steps.first { $0.range.contains(place) || $0.range.lowerBound == place }
      guard let day = step?.day ?? first else { return true }
      return "\(day)" >= since
    }
  }
}
