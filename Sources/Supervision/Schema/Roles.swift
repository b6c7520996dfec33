/// Who may record what: `schema/roles.yaml`. Without the file nothing is enforced.
package struct Roles: Sendable, Hashable {
  package struct Person: Sendable, Hashable {
    package let email: Located<String>
    /// 曾用邮箱: under these addresses it is the same person.
    package let formerEmails: [Dated]
    package let role: Located<String>
    /// 单位; nil for the office's own people.
    package let unit: String?
    /// 公钥
    package let keys: [Dated]
    /// 起 and 止 of the entry.
    package let period: Period

    package func isOfOffice(_ office: Office) -> Bool { unit == nil || unit == office.name }

    /// In small letters, the present one first.
    package var addresses: [String] {
      [email.value.lowercased()] + formerEmails.map { $0.value.value.lowercased() }
    }

    /// The keys that are the person's on a day.
    package func keys(on day: Day) -> [String] {
      keys.filter { $0.period.contains(day) }.map(\.value.value)
    }

    /// When the person acts under an address; nil for another's address.
    fileprivate func period(of address: String) -> Period? {
      if email.value.lowercased() == address { return period }
      return formerEmails.first { $0.value.value.lowercased() == address }
        .map { period.intersection($0.period) }
    }
  }

  /// An address or a key, and when it is the person's.
  package struct Dated: Sendable, Hashable {
    package let value: Located<String>
    package let period: Period
  }

  /// Two steps of one case that one person must not both record.
  package struct Pair: Sendable, Hashable {
    package let first: StepKind
    package let second: StepKind

    /// The other of the two; nil if `kind` is neither.
    package func partner(of kind: StepKind) -> StepKind? {
      kind == first ? second : kind == second ? first : nil
    }
  }

  package var people: [Person] = []
  /// The steps that each role may record.
  package var permitted: [String: Set<StepKind>] = [:]
  /// The rights beside steps that each role has, where the office has written them down.
  package var rights: [String: Set<Right>] = [:]
  /// 代录: whether the office may record what units do.
  package var recordsForUnits = false
  /// 分离
  package var separated: [Pair] = []
  /// 越权: what becomes of a record of somebody who has not the right to it.
  package var enforcement = RoleEnforcement.refuse
  /// 要求签名
  package var requiresSignature = false
  /// 平台: the addresses, in small letters, under which hosts commit what others have written.
  package var platforms: Set<String> = []

  package init() {}
}

// MARK: People

extension Roles {
  /// The person of an e-mail address on a day; the capitals of an address do not matter.
  package func person(_ email: String, on day: Day) -> Person? {
    let wanted = email.lowercased()
    return people.first { $0.period(of: wanted)?.contains(day) == true }
  }

  /// Whether an address is, or has been, or will be somebody's.
  package func lists(_ email: String) -> Bool {
    let wanted = email.lowercased()
    return people.contains { $0.period(of: wanted) != nil }
  }

  /// Every address under which a person is or was known, in small letters: somebody may have several
  /// entries, one after the other.
  package func addresses(of person: Person) -> Set<String> {
    var known = Set(person.addresses)
    var count = 0
    while count < known.count {
      count = known.count
      for other in people where !known.isDisjoint(with: other.addresses) {
        known.formUnion(other.addresses)
      }
    }
    return known
  }

  /// Whether two entries are of one person.
  package func areOne(_ person: Person, _ other: Person) -> Bool {
    person == other || addresses(of: person).contains(other.email.value.lowercased())
  }

  /// Two entries of one address on one day: the later one, and the earlier.
  var doublyListed: [(second: Located<String>, first: Located<String>)] {
    var seen: [String: [(email: Located<String>, period: Period)]] = [:]
    var found: [(second: Located<String>, first: Located<String>)] = []
    for person in people {
      let former = person.formerEmails.map { ($0.value, person.period.intersection($0.period)) }
      for (email, period) in [(person.email, person.period)] + former {
        let address = email.value.lowercased()
        if let first = seen[address]?.first(where: { $0.period.overlaps(period) }) {
          found.append((email, first.email))
        }
        seen[address, default: []].append((email, period))
      }
    }
    return found
  }
}

/// From a day until a day, both of them within; without an end where it is not written.
package struct Period: Sendable, Hashable {
  /// 起
  package var since: Day?
  /// 止
  package var until: Day?

  package init(since: Day? = nil, until: Day? = nil) { (self.since, self.until) = (since, until) }

  package func contains(_ day: Day) -> Bool {
    (since.map { $0 <= day } ?? true) && (until.map { day <= $0 } ?? true)
  }

  /// Whether it has no day at all.
  var isReversed: Bool {
    guard let since, let until else { return false }
    return until < since
  }

  func intersection(_ other: Period) -> Period {
    Period(
      since: [since, other.since].compactMap(\.self).max(),
      until: [until, other.until].compactMap(\.self).min())
  }

  func overlaps(_ other: Period) -> Bool { !intersection(other).isReversed }
}

/// What a role may do beside recording steps.
package enum Right: String, Term {
  case edit, importing, renumber, changeRules, seal

  package var name: String {
    switch self {
    case .edit: "修订"
    case .importing: "导入"
    case .renumber: "改号"
    case .changeRules: "规则"
    case .seal: "封存"
    }
  }
}

/// 越权: what becomes of a step that the one who records it may not record.
package enum RoleEnforcement: String, Term {
  case warn, refuse

  package var name: String {
    switch self {
    case .warn: "警告"
    case .refuse: "拒绝"
    }
  }
}
