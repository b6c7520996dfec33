package import ByteCoding
import FrontMatter

/// A word of the trade with a closed list of values: Chinese in files, an identifier in data.
package protocol Term: Sendable, Hashable, CaseIterable, RawRepresentable, ByteCodable
where RawValue == String, AllCases == [Self] {
  /// As it stands in a case file.
  var name: String { get }
}

extension Term {
  /// The term written `name` in a case file; nil where the trade has none such.
  package init?(name: String) {
    self.init(word: Word(name))
  }

  init?(word: Word?) {
    guard let word, let found = Self.allCases.first(where: { Word($0.name) == word }) else {
      return nil
    }
    self = found
  }

  /// The term a person typed, in Chinese or by its identifier.
  package init?(typed: String) {
    guard let found = Self(name: typed) ?? Self(rawValue: typed) else { return nil }
    self = found
  }
}

/// 批示类别: how an instruction is to be treated.
package enum InstructionClass: String, Term {
  case actionable, guiding, informative

  package var name: String {
    switch self {
    case .actionable: "批办性"
    case .guiding: "指导性"
    case .informative: "参阅性"
    }
  }
}

/// 缓急
package enum Urgency: String, Term {
  case mostUrgent, urgent, ordinary

  package var name: String {
    switch self {
    case .mostUrgent: "特急"
    case .urgent: "急件"
    case .ordinary: "平件"
    }
  }
}

/// 密级. A case of one of the last three is only a pointer to papers kept elsewhere.
package enum Classification: String, Term {
  case `public`, `internal`, secret, confidential, topSecret

  package var name: String {
    switch self {
    case .public: "公开"
    case .internal: "内部"
    case .secret: "秘密"
    case .confidential: "机密"
    case .topSecret: "绝密"
    }
  }

  package var isSecret: Bool {
    switch self {
    case .public, .internal: false
    case .secret, .confidential, .topSecret: true
    }
  }
}

/// 关注: whether and when revisits are owed.
package enum Watch: String, Term {
  case ordinary, key, longTerm

  package var name: String {
    switch self {
    case .ordinary: "普通"
    case .key: "重点"
    case .longTerm: "长期"
    }
  }
}

/// 风险, as a unit declares it in a report.
package enum Risk: String, Term {
  case none, low, controllable, uncontrollable

  package var name: String {
    switch self {
    case .none: "无"
    case .low: "低"
    case .controllable: "可控"
    case .uncontrollable: "不可控"
    }
  }
}

/// 催办等级: the ladder of slips.
package enum UrgeLevel: String, Term {
  case blue, orange, red

  package var name: String {
    switch self {
    case .blue: "蓝"
    case .orange: "橙"
    case .red: "红"
    }
  }
}

/// 进展类型
package enum ReportType: String, Term {
  case initial, periodic

  package var name: String {
    switch self {
    case .initial: "初报"
    case .periodic: "续报"
    }
  }
}

/// 沟通方式
package enum ContactMeans: String, Term {
  case telephone, inPerson, onSite, letter, message

  package var name: String {
    switch self {
    case .telephone: "电话"
    case .inPerson: "当面"
    case .onSite: "实地"
    case .letter: "函"
    case .message: "消息"
    }
  }
}

/// 核查方式
package enum InspectionMeans: String, Term {
  case open, unannounced

  package var name: String {
    switch self {
    case .open: "明察"
    case .unannounced: "暗访"
    }
  }
}

/// 相符: whether what an inspection found agrees with the report.
package enum Agreement: String, Term {
  case agrees, partly, contradicts

  package var name: String {
    switch self {
    case .agrees: "是"
    case .partly: "部分"
    case .contradicts: "否"
    }
  }
}

/// 审核结论
package enum ReviewConclusion: String, Term {
  case passed, returned

  package var name: String {
    switch self {
    case .passed: "通过"
    case .returned: "退回"
    }
  }
}

/// 回访结果
package enum RevisitResult: String, Term {
  case consolidated, advanced, rebounded

  package var name: String {
    switch self {
    case .consolidated: "巩固"
    case .advanced: "推进"
    case .rebounded: "反弹"
    }
  }
}

/// 起算: what the limit for naming the officer runs from.
package enum ClockStart: String, Term {
  case issue, acknowledge

  package var name: String {
    switch self {
    case .issue: "发函"
    case .acknowledge: "签收"
    }
  }
}

/// 五查: the five questions a final report is read against.
package enum Check: String, Term {
  case deviation, omission, evasion, emptiness, unfulfilled

  package var name: String {
    switch self {
    case .deviation: "跑偏走样"
    case .omission: "漏题错项"
    case .evasion: "避重就轻"
    case .emptiness: "空洞违规"
    case .unfulfilled: "漂浮落空"
    }
  }

  /// What stands for "nothing wrong".
  package static let nothing = "无"
}

/// 灯. Worst last.
package enum Light: String, Term, Comparable {
  case none, green, yellow, red

  package var name: String {
    switch self {
    case .none: "无"
    case .green: "绿"
    case .yellow: "黄"
    case .red: "红"
    }
  }

  package static func < (lhs: Light, rhs: Light) -> Bool { lhs.rank < rhs.rank }

  private var rank: Int {
    switch self {
    case .none: 0
    case .green: 1
    case .yellow: 2
    case .red: 3
    }
  }
}

/// Whether something is so.
package enum Answer: String, Term {
  case no, yes

  package init(_ isSo: Bool) { self = isSo ? .yes : .no }

  package var name: String {
    switch self {
    case .no: "否"
    case .yes: "是"
    }
  }
}
