import FrontMatter
package import Messages

/// A key of a case's header. Raw values are the identifiers used in data and on the command line.
package enum HeaderKey: String, Sendable, Hashable, CaseIterable {
  case id, title, source, instruction, urgency, classification, secrecyTerm, keptAt
  case lead, coUnits, tasks, firstReport, limit, cycle, watch, contactLine, attachments
  case stocktakes, bulletins, steps

  package var specification: HeaderSpecification {
    // Total, as a test says. A search among 20 bytes is faster than hashing a raw value.
    HeaderSpecification.catalogue[HeaderSpecification.keys.firstIndex(of: self)!]
  }

  package var name: String { specification.name }
}

/// One row of the header table.
///
/// A class, so that a key's row is one reference to hand on rather than a copy of its lists.
package final class HeaderSpecification: Sendable {
  package enum Need: Sendable, Hashable {
    case always
    /// In every case that is not a pointer to secret papers.
    case unlessSecret
    case ifSecret
    /// From this step on.
    case from(StepKind)
    case never
  }

  package let key: HeaderKey
  package let name: String
  package let shape: Shape
  package let need: Need
  /// The steps after which the field changes only through further steps.
  package let fixedBy: [StepKind]
  package let purpose: Phrase

  fileprivate init(
    key: HeaderKey, name: String, shape: Shape, need: Need, fixedBy: [StepKind], purpose: Phrase
  ) {
    self.key = key
    self.name = name
    self.shape = shape
    self.need = need
    self.fixedBy = fixedBy
    self.purpose = purpose
  }

  fileprivate static let keys = catalogue.map(\.key)
  static let vocabulary = Vocabulary(keys) { $0.name }

  /// The header table of the file format, in the order in which a header is written.
  package static let catalogue: [HeaderSpecification] = [
    .init(
      key: .id, name: "编号", shape: .caseNumber, need: .always, fixedBy: [.register],
      purpose: Phrase(zh: "案号,永不重用", en: "the case's number, never reused")),
    .init(
      key: .title, name: "标题", shape: .line, need: .unlessSecret, fixedBy: [],
      purpose: Phrase(zh: "事项标题,一行", en: "the matter in one line")),
    .init(
      key: .source, name: "来文", shape: .line, need: .never, fixedBy: [],
      purpose: Phrase(zh: "批示所在来文的名称和文号", en: "the paper the instruction stands on")),
    .init(
      key: .instruction, name: "批示", shape: .instruction, need: .always,
      fixedBy: [.docket, .decline],
      purpose: Phrase(zh: "领导批示:领导、日期、类别、摘要", en: "leader, date, class and gist")),
    .init(
      key: .urgency, name: "缓急", shape: .choice(of: Urgency.self), need: .never,
      fixedBy: [.issue], purpose: Phrase(zh: "缓急,默认平件", en: "urgency; ordinary by default")),
    .init(
      key: .classification, name: "密级", shape: .choice(of: Classification.self), need: .never,
      fixedBy: [], purpose: Phrase(zh: "密级,默认内部", en: "classification; internal by default")),
    .init(
      key: .secrecyTerm, name: "保密期限", shape: .line, need: .ifSecret, fixedBy: [],
      purpose: Phrase(zh: "涉密件的保密期限", en: "how long a secret case stays secret")),
    .init(
      key: .keptAt, name: "存放处", shape: .line, need: .ifSecret, fixedBy: [],
      purpose: Phrase(zh: "涉密件的存放处", en: "where a secret case's papers are kept")),
    .init(
      key: .lead, name: "牵头单位", shape: .unit, need: .from(.issue), fixedBy: [.issue],
      purpose: Phrase(zh: "牵头承办单位", en: "the unit that leads and reports")),
    .init(
      key: .coUnits, name: "协办单位", shape: .units, need: .never, fixedBy: [.issue],
      purpose: Phrase(zh: "协办单位", en: "the units that help")),
    .init(
      key: .tasks, name: "任务", shape: .tasks, need: .from(.issue), fixedBy: [.issue],
      purpose: Phrase(
        zh: "任务书:事项、单位、责任人、时限、标志", en: "matter, unit, officer, limit and criterion of each task")),
    .init(
      key: .firstReport, name: "初报", shape: .limit, need: .never, fixedBy: [.issue],
      purpose: Phrase(zh: "首次报告的时限", en: "limit of the lead's first report")),
    .init(
      key: .limit, name: "时限", shape: .limit, need: .never, fixedBy: [.issue],
      purpose: Phrase(zh: "全案办结报告的时限", en: "limit of the final report")),
    .init(
      key: .cycle, name: "反馈", shape: .cycle, need: .never, fixedBy: [.issue],
      purpose: Phrase(zh: "反馈周期,默认一次性", en: "how often the lead reports; once by default")),
    .init(
      key: .watch, name: "关注", shape: .choice(of: Watch.self), need: .never, fixedBy: [],
      purpose: Phrase(zh: "关注程度,决定是否回访", en: "whether and when revisits are owed")),
    .init(
      key: .contactLine, name: "联系人", shape: .line, need: .never, fixedBy: [],
      purpose: Phrase(zh: "督查室联系方式,印在函上", en: "the office's contact line for letters")),
    .init(
      key: .attachments, name: "附件", shape: .attachments, need: .never, fixedBy: [],
      purpose: Phrase(zh: "附件路径", en: "paths of attachments beside the case")),
    .init(
      key: .stocktakes, name: "调度", shape: .cycle, need: .never, fixedBy: [],
      purpose: Phrase(zh: "本机关调度的周期", en: "how often the office takes stock")),
    .init(
      key: .bulletins, name: "通报", shape: .cycle, need: .never, fixedBy: [],
      purpose: Phrase(zh: "本机关通报的周期", en: "how often the office sends a bulletin")),
    .init(
      key: .steps, name: "过程", shape: .steps, need: .always, fixedBy: [],
      purpose: Phrase(zh: "办理过程,由远及近,只增不改", en: "the steps, oldest first, only ever added to")),
  ]
}

/// A key of 批示.
package enum InstructionKey: String, Sendable, Hashable, CaseIterable {
  case leader, date, instructionClass = "class", gist

  package var name: String {
    switch self {
    case .leader: "领导"
    case .date: "日期"
    case .instructionClass: "类别"
    case .gist: "摘要"
    }
  }

  package var shape: Shape {
    switch self {
    case .leader: .line
    case .date: .day
    case .instructionClass: .choice(of: InstructionClass.self)
    case .gist: .text
    }
  }

  static let vocabulary = Vocabulary(allCases) { $0.name }
}

/// A key of a task.
package enum TaskKey: String, Sendable, Hashable, CaseIterable {
  case matter, unit, officer, limit, criterion

  package var name: String {
    switch self {
    case .matter: "事项"
    case .unit: "单位"
    case .officer: "责任人"
    case .limit: "时限"
    case .criterion: "标志"
    }
  }

  package var shape: Shape {
    switch self {
    case .matter, .officer, .criterion: .line
    case .unit: .unit
    case .limit: .limit
    }
  }

  package var isRequired: Bool { self == .matter || self == .unit }

  static let vocabulary = Vocabulary(allCases) { $0.name }
}
