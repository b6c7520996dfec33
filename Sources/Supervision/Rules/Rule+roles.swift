import Messages

// What is wrong with `schema/roles.yaml`.
extension Rule {
  static let duplicatePerson = Rule(
    "duplicate-person", .error,
    title: Phrase(zh: "人员重复", en: "a person listed twice"),
    explanation: Phrase(
      zh: "一个邮箱(含曾用邮箱)在同一天只属于一项。提交按邮箱认人,列两次就分不清用哪个角色。换了角色的,前一项写“止”,后一项写“起”。",
      en:
        "On any day an address, present or former (曾用邮箱), is of one entry: commits are told apart by it, and it has one role. Where somebody's role changes, the first entry ends (止) before the next begins (起)."
    ))

  static let periodReversed = Rule(
    "period-reversed", .error,
    title: Phrase(zh: "止早于起", en: "a period that ends before it begins"),
    explanation: Phrase(
      zh: "人员、邮箱、公钥自“起”之日到“止”之日有效,两天都算在内;按提交的日期核对。",
      en:
        "A person, an address or a key counts from the day of 起 to that of 止, both within, by the date of the commit."
    ),
    wrong: "人员:\n  - {邮箱: a@example.org, 角色: 督查员, 起: 2026-07-01, 止: 2026-01-31}\n",
    right: "人员:\n  - {邮箱: a@example.org, 角色: 督查员, 起: 2026-01-31, 止: 2026-07-01}\n")

  static let badPublicKey = Rule(
    "bad-public-key", .warning,
    title: Phrase(zh: "公钥写法不对", en: "no public key"),
    explanation: Phrase(
      zh: "“公钥”写 ssh 公钥(ssh-ed25519 AAAA…)或 OpenPGP 指纹(至少16位)。几把钥匙写成列表,每把可以写“起”“止”。",
      en:
        "公钥 is an ssh key (ssh-ed25519 AAAA…) or an OpenPGP fingerprint (16 digits at least). Several keys are a list, each with 起 and 止 where that is wanted."
    ))

  static let unknownRole = Rule(
    "unknown-role", .error,
    title: Phrase(zh: "角色没有列出", en: "a role that is not listed"),
    explanation: Phrase(
      zh: "人员的角色要在“角色”下列出,并写明可以记录哪些步骤;没有列出的角色什么也不能记录。",
      en:
        "Roles are listed under 角色 with the steps they may record; one that is not may record nothing."
    ))

  static let badSeparation = Rule(
    "bad-separation", .error,
    title: Phrase(zh: "分离的写法不对", en: "a wrong pair of separated steps"),
    explanation: Phrase(
      zh: "“分离”的每一项是方括号里的两个不同步骤:同一案件中,这两步不能由一人记录。",
      en:
        "Each item of 分离 is two different steps in brackets, which one person must not both record in a case."
    ),
    wrong: "分离:\n  - [立项, 审定, 发函]\n", right: "分离:\n  - [立项, 审定]\n  - [审定, 发函]\n")

  static let roleRules: [Rule] = [
    duplicatePerson, periodReversed, badPublicKey, unknownRole, badSeparation,
  ]
}

extension Diagnostic {
  static func duplicatePerson(_ email: Located<String>, first: Located<String>) -> Diagnostic {
    Diagnostic(
      .duplicatePerson,
      Phrase(zh: "“\(email.value)”已经列过", en: "\(email.value) is listed already"),
      at: email.range,
      notes: [Note(Phrase(zh: "第一次在这里", en: "first listed here"), at: first.range)])
  }

  static func periodReversed(_ period: Period, at range: Range<Int>) -> Diagnostic {
    let (since, until) = (period.since.map { "\($0)" } ?? "", period.until.map { "\($0)" } ?? "")
    return Diagnostic(
      .periodReversed,
      Phrase(zh: "止 \(until) 早于起 \(since)", en: "止 \(until) is before 起 \(since)"), at: range)
  }

  static func badPublicKey(_ key: Located<String>) -> Diagnostic {
    Diagnostic(
      .badPublicKey,
      Phrase(
        zh: "不是 ssh 公钥,也不是 OpenPGP 指纹", en: "neither an ssh key nor an OpenPGP fingerprint"),
      at: key.range)
  }

  static func unknownRole(_ role: Located<String>, among roles: [String]) -> Diagnostic {
    let near = Spelling.nearest(to: role.value, among: roles, most: 1).first
    return Diagnostic(
      .unknownRole,
      Phrase(zh: "没有“\(role.value)”这个角色", en: "there is no role \"\(role.value)\""),
      at: role.range, help: near.map { Phrase(zh: "是不是“\($0)”?", en: "did you mean \"\($0)\"?") })
  }

  static func badSeparation(at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .badSeparation,
      Phrase(zh: "“分离”的每一项应是两个不同的步骤", en: "an item of 分离 is two different steps"),
      at: range, help: Phrase(zh: "例如 [立项, 审定]", en: "for example [立项, 审定]"))
  }
}
