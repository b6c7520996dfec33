package import Supervision

/// One thing of a case that a query can ask about. The catalogue is behind the parser, the near
/// names in its messages and the help.
package struct QueryField: Sendable {
  package struct Choice: Sendable, Hashable {
    package let name: String
    package let identifier: String
  }

  package enum Kind: Sendable {
    /// `:` looks for a part, `=` for the whole.
    case text(@Sendable (LedgerRow) -> [String])
    /// The value is a place among the choices; `<` and `>` only where they are a scale.
    case choice([Choice], isScale: Bool, @Sendable (LedgerRow) -> Int?)
    case number(@Sendable (LedgerRow) -> Int?)
    case day(@Sendable (LedgerRow) -> Day?)
  }

  package let identifier: String
  /// As it is named in Chinese; further names are understood.
  package let name: String
  package let aliases: [String]
  package let kind: Kind

  private init(_ identifier: String, _ name: String, _ aliases: [String] = [], _ kind: Kind) {
    self.identifier = identifier
    self.name = name
    self.aliases = aliases
    self.kind = kind
  }

  private static func term<T: Term>(
    _ identifier: String, _ name: String, _ aliases: [String] = [], isScale: Bool = false,
    _ value: @escaping @Sendable (LedgerRow) -> T?
  ) -> QueryField {
    let all = Array(T.allCases)
    return QueryField(
      identifier, name, aliases,
      .choice(all.map { Choice(name: $0.name, identifier: $0.rawValue) }, isScale: isScale) {
        value($0).flatMap(all.firstIndex)
      })
  }

  private static func flag(
    _ identifier: String, _ name: String, _ value: @escaping @Sendable (LedgerRow) -> Bool
  ) -> QueryField {
    let choices = [Choice(name: "否", identifier: "no"), Choice(name: "是", identifier: "yes")]
    return QueryField(
      identifier, name, [], .choice(choices, isScale: false) { value($0) ? 1 : 0 })
  }

  package static let catalogue: [QueryField] = [
    term("state", "状态") { $0.state },
    term("stage", "阶段") { $0.state.stage },
    term("light", "灯", isScale: true) { $0.light },
    term("class", "类别", ["批示类别"]) { $0.instruction.instructionClass },
    term("urgency", "缓急") { $0.urgency },
    term("classification", "密级", isScale: true) { $0.classification },
    term("watch", "关注") { $0.watch },
    term("risk", "风险", isScale: true) { $0.risk },
    term("what", "节点", ["下一节点", "next"]) { $0.next?.what },
    term("step", "最近步骤", ["lastStep", "步骤"]) { $0.lastStep?.kind },
    term("revisit", "回访结果", ["lastRevisit"]) { $0.milestones.lastRevisit?.result },
    flag("ended", "了结") { $0.hasEnded },
    flag("overdue", "逾期") { $0.light == .red },

    .init("unit", "单位", ["承办单位"], .text { $0.units }),
    .init("lead", "牵头单位", ["牵头"], .text { [$0.lead].compactMap { $0 } }),
    .init("coUnit", "协办单位", ["协办", "coUnits"], .text { $0.coUnits }),
    .init("leader", "领导", ["批示领导"], .text { [$0.instruction.leader].compactMap { $0 } }),
    .init("who", "责任方", ["该谁办"], .text { [$0.next?.who].compactMap { $0 } }),
    .init("officer", "责任人", ["承办责任人"], .text { [$0.officer].compactMap { $0 } }),
    .init("id", "案号", ["编号"], .text { [$0.id] }),
    .init("title", "标题", ["事项"], .text { [$0.title] }),
    .init("gist", "摘要", .text { [$0.instruction.gist].compactMap { $0 } }),
    .init("letterNumber", "文号", ["letter"], .text { [$0.letterNumber].compactMap { $0 } }),
    .init(
      "archiveNumber", "档号", .text { [$0.milestones.archiveNumber].compactMap { $0 } }),
    .init("path", "文件", .text { [$0.path] }),
    .init("text", "全文", ["文字"], .text { [$0.id, $0.title] + $0.texts }),

    .init("due", "到期", ["到期日", "下一节点日期"], .day { $0.next?.due?.day }),
    .init("instructed", "批示日期", ["date"], .day { $0.instruction.day }),
    .init("registered", "登记日期", ["登记"], .day { $0.registered }),
    .init("issued", "交办日期", ["发函日期", "交办"], .day { $0.issued }),
    .init("limit", "现行时限", ["时限"], .day { $0.limit?.current.day }),
    .init("originalLimit", "原定时限", .day { $0.limit?.original }),
    .init("lastProgress", "最近进展", ["进展"], .day { $0.lastProgress?.day }),
    .init("submitted", "呈报日期", ["呈报"], .day { $0.milestones.submitted }),
    .init("closed", "办结日期", ["办结"], .day { $0.milestones.closed }),
    .init("archived", "归档日期", ["归档"], .day { $0.milestones.archived }),
    .init("revisitedOn", "最近回访", .day { $0.milestones.lastRevisit?.day }),

    .init("round", "轮次", .number { $0.round }),
    .init("tasks", "任务", ["任务数"], .number { $0.tasks.all }),
    .init("undone", "未完成任务", .number { $0.tasks.all - $0.tasks.done }),
    .init("urged", "催办", .number { $0.counts.urged }),
    .init("returned", "退回", .number { $0.counts.returned }),
    .init("extended", "延期", .number { $0.counts.extended }),
    .init("inspected", "核查", .number { $0.counts.inspected }),
    .init("revisited", "回访", ["回访次数"], .number { $0.counts.revisited }),
  ]

  private init(_ identifier: String, _ name: String, _ kind: Kind) {
    self.init(identifier, name, [], kind)
  }

  private static let named = Dictionary(
    catalogue.flatMap { field in
      ([field.identifier, field.name] + field.aliases).map { ($0.lowercased(), field) }
    }, uniquingKeysWith: { first, _ in first })

  /// The field that a person means, in Chinese or by its identifier.
  package init?(named name: String) {
    guard let found = Self.named[name.lowercased()] else { return nil }
    self = found
  }

  /// Whether the field looks into texts that a row holds only if asked to.
  var needsText: Bool { identifier == "text" }
}
