import Messages

// What is wrong with `schema/roles.yaml`.
extension Rule {
  static let duplicatePerson = Rule(
    "duplicate-person", .error,
    title: Phrase(zh: "人员重复", en: "a person listed twice"),
    explanation: Phrase(
      zh: "一个邮箱只列一次。提交按邮箱认人,列两次就分不清用哪个角色。",
      en: "List each address once: commits are told apart by it, and it has one role."))

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

  static let roleRules: [Rule] = [duplicatePerson, unknownRole, badSeparation]
}

extension Diagnostic {
  static func duplicatePerson(_ email: Located<String>, first: Located<String>) -> Diagnostic {
    Diagnostic(
      .duplicatePerson,
      Phrase(zh: "“\(email.value)”已经列过", en: "\(email.value) is listed already"),
      at: email.range,
      notes: [Note(Phrase(zh: "第一次在这里", en: "first listed here"), at: first.range)])
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
