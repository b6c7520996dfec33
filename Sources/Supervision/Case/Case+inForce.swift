package import Messages

extension Case {
  /// The findings whose rules applied already when that was written which they are about: a step on
  /// its own day, everything else in the file on the day of the first step.
  ///
  /// Without a date there is nothing that a rule could be too new for.
  package func inForce(_ findings: [Diagnostic]) -> [Diagnostic] {
    guard findings.contains(where: { $0.rule.since != nil }) else { return findings }
    return findings.filter { finding in
      guard let since = finding.rule.since, let day = day(of: finding) else { return true }
      return "\(day)" >= since
    }
  }

  /// When that was written which a finding is about; nil without a date.
  func day(of finding: Diagnostic) -> Day? {
    let place = finding.range.lowerBound
    let step = steps.first { $0.range.contains(place) || $0.range.lowerBound == place }
    return step?.day ?? steps.map(\.day).min()
  }
}
