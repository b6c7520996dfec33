import Git
import Messages
import Supervision

/// Those who answer for a commit, or for one that is about to be made, as the rules in force know them on
/// its day.
struct ActingPeople {
  let schema: Schema
  let day: Day
  /// In small letters.
  let author, committer: String
  /// Whom a commit is asked of: a host (平台) that commits what somebody wrote is nobody.
  let addresses: [String]
  /// Those of them who are listed.
  let listed: [Roles.Person]

  /// - Parameter day: by which it is told who holds what.
  init(_ author: Signature, _ committer: Signature, under schema: Schema, on day: Day) {
    (self.schema, self.day) = (schema, day)
    self.author = author.email.lowercased()
    self.committer = committer.email.lowercased()
    let isAlone = self.author == self.committer || schema.roles.platforms.contains(self.committer)
    addresses = isAlone ? [self.author] : [self.author, self.committer].sorted()
    listed = addresses.compactMap { schema.roles.person($0, on: day) }
  }

  private var roles: Roles { schema.roles }

  /// Whose signature the commit has to have.
  var signer: String { roles.platforms.contains(committer) ? author : committer }

  var unlisted: [String] {
    roles.people.isEmpty ? [] : addresses.filter { roles.person($0, on: day) == nil }
  }

  /// All addresses of who has this one.
  func aliases(of address: String) -> Set<String> {
    roles.person(address, on: day).map(roles.addresses) ?? [address]
  }

  /// The author and the committer, where they are two persons.
  var pair: (author: Roles.Person, committer: Roles.Person)? {
    guard addresses.count > 1, let author = roles.person(author, on: day),
      let committer = roles.person(committer, on: day), !roles.areOne(author, committer)
    else { return nil }
    return (author, committer)
  }

  /// What keeps any of them from what a record needs.
  func faults(in need: Need) -> [(person: Roles.Person, fault: RoleFault)] {
    listed.compactMap { person in
      roles.fault(of: person, in: need, under: schema).map { (person, $0) }
    }
  }

  /// How severe it is that somebody has not the right to a record of a case (越权).
  var severity: Rule.Severity { roles.enforcement == .warn ? .warning : .error }
}

// MARK: Findings

extension ActingPeople {
  /// What is said of an address that is nobody's on the day.
  func notListed(_ address: String, at range: Range<Int> = 0..<0) -> Diagnostic {
    let phrase =
      roles.lists(address)
      ? Phrase(
        zh: "\(address) 在 \(day) 不在任(见“起”“止”)",
        en: "\(address) is listed, but not for \(day) (起, 止)")
      : .unlisted(address)
    return Diagnostic(.unknownPerson, phrase, at: range)
  }

  /// That a commit is one person's record of what another wrote: a remark, and where all is to be signed
  /// an error, unless the office records what a unit does and says in 经办 who did it.
  func recordedForAnother(_ added: [Step]) -> Diagnostic? {
    guard let pair else { return nil }
    let (author, committer) = (pair.author.email.value, pair.committer.email.value)
    var finding = Diagnostic(
      .recordedForAnother,
      Phrase(
        zh: "\(author) 撰写,\(committer) 提交", en: "written by \(author), committed by \(committer)"),
      at: 0..<0)
    let isForUnit =
      roles.recordsForUnits && pair.committer.isOfOffice(schema.office)
      && added.allSatisfy { $0.isOfUnit && $0[.handler] != nil }
    if roles.requiresSignature, !added.isEmpty, !isForUnit { finding.severity = .error }
    return finding
  }
}

extension Diagnostic {
  static func roleFault(_ fault: RoleFault, _ person: Roles.Person, at range: Range<Int>)
    -> Diagnostic
  {
    switch fault {
    case .notPermitted(let kind, let role):
      Diagnostic(
        .roleNotPermitted,
        Phrase(zh: "“\(role)”不能记录“\(kind.name)”", en: "\(role) may not record \(kind.name)"),
        at: range)
    case .otherUnit(let unit), .notForUnits(let unit):
      Diagnostic(
        .actOfOtherUnit,
        Phrase(
          zh: "\(person.email.value) 不能替“\(unit)”记录",
          en: "\(person.email.value) may not record for \(unit)"), at: range)
    case .lacks(let right):
      Diagnostic(.roleNotPermitted, .lacks(right, person.email.value), at: range)
    }
  }

  /// - Parameter file: in which the step stands.
  static func roleFault(_ fault: RoleFault, _ person: Roles.Person, _ step: Step) -> Diagnostic {
    let range =
      switch fault {
      case .otherUnit, .notForUnits: step.place(of: .unit)
      case .notPermitted, .lacks: step.kindRange
      }
    return roleFault(fault, person, at: range)
  }
}

extension Phrase {
  fileprivate static func lacks(_ right: Right, _ email: String) -> Phrase {
    let (zh, en) =
      switch right {
      case .edit: ("不能修订别的单位的案件", "may not edit what is another unit's matter")
      case .importing: ("不能导入案件", "may not import cases")
      case .renumber: ("不能改号", "may not renumber cases")
      case .changeRules: ("不能改规矩", "may not change the rules")
      case .seal: ("不能封存", "may not seal the history")
      }
    return Phrase(
      zh: "\(email) 没有“\(right.name)”的权限,\(zh)",
      en: "\(email) has not the right \(right.name) and \(en)")
  }
}
