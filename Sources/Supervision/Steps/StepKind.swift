import FrontMatter
package import Messages

/// What a step is. Raw values are the identifiers used in data, trailers and on the command line.
package enum StepKind: String, Term {
  case register, assess, docket, decline, approve, issue
  case object, uphold, acknowledge, nameOfficer, contact, progress, urge
  case requestExtension, extend, refuseExtension, reassign, stocktake, bulletin, emergencyNotice
  case furtherInstruction, suspend, resume, withdraw
  case finalReport, inspect, review, submit, close
  case archive, revisit, reopen, correct

  package var specification: StepSpecification {
    // Total, as a test says. A search among 33 bytes is faster than hashing a raw value.
    StepSpecification.catalogue[StepSpecification.kinds.firstIndex(of: self)!]
  }

  package var name: String { specification.name }
}

/// One row of the step table: names, keys, and which states it leads from and to.
///
/// A class, so that a step's row is one reference to hand on rather than a copy of its lists.
package final class StepSpecification: Sendable {
  package struct Field: Sendable {
    package let key: StepKey
    package let shape: Shape
    package let isRequired: Bool
  }

  /// Who does it.
  enum Doer: Sendable {
    case office
    /// A unit; the office at most writes it down.
    case unit
  }

  /// What decides between the ways a step may lead.
  package enum Condition: Sendable, Hashable {
    case always
    /// The review's 结论.
    case conclusion(ReviewConclusion)
    /// The instruction's class is not 参阅性.
    case demandsAction
  }

  package struct Transition: Sendable {
    /// Each state once.
    package let from: [State]
    /// Nil where the state stays as it is.
    package let to: State?
    package let condition: Condition
    package let opensRound: Bool
  }

  package let kind: StepKind
  package let name: String
  /// Nil for a step of any stage.
  package let stage: Stage?
  let doer: Doer
  /// Whether it can set or move the day on which something falls due.
  let movesDates: Bool
  /// What the kind itself needs, in the order of the table; every step also has the common ones.
  package let fields: [Field]
  /// Every key the step may have, in the order in which a step is written.
  package let allFields: [Field]
  private let vocabulary: Vocabulary<Field>
  /// The first that fits is taken. None for 登记, which only begins a case.
  package let transitions: [Transition]
  /// Whether the step acts on an archived case as from the state before archiving.
  package let seesThroughArchive: Bool
  package let purpose: Phrase

  fileprivate init(
    _ kind: StepKind, _ name: String, _ stage: Stage?, by doer: Doer, movesDates: Bool,
    _ fields: [Field], _ transitions: [Transition], seesThroughArchive: Bool = false,
    _ purpose: Phrase
  ) {
    self.kind = kind
    self.name = name
    self.stage = stage
    self.doer = doer
    self.movesDates = movesDates
    self.fields = fields
    let common = Self.commonFields.filter { field in !fields.contains { $0.key == field.key } }
    // Written in this order: what every step has, its own keys, what any step may have.
    allFields = Self.leadingFields + fields + common
    vocabulary = Vocabulary(allFields) { $0.key.name }
    self.transitions = transitions
    self.seesThroughArchive = seesThroughArchive
    self.purpose = purpose
  }

  /// The keys that any step may have besides 日期 and 步骤.
  package static let commonFields: [Field] = [
    .lateEntry, .handler, .note, .attachments, .origin,
  ].map {
    Field(key: $0, shape: $0.shape, isRequired: false)
  }

  package static let leadingFields: [Field] = [.date, .kind].map {
    Field(key: $0, shape: $0.shape, isRequired: true)
  }

}

extension StepSpecification {
  /// The field whose key is written as `key`.
  func field(written key: Node) -> Field? { vocabulary[key.word] }
}

private typealias Field = StepSpecification.Field
private typealias Transition = StepSpecification.Transition

extension StepSpecification.Field {
  fileprivate static func required(_ key: StepKey, _ shape: Shape? = nil) -> Self {
    Self(key: key, shape: shape ?? key.shape, isRequired: true)
  }

  fileprivate static func optional(_ key: StepKey, _ shape: Shape? = nil) -> Self {
    Self(key: key, shape: shape ?? key.shape, isRequired: false)
  }
}

extension StepSpecification.Transition {
  fileprivate static func staying(in states: Set<State>) -> Self {
    Self(from: Array(states), to: nil, condition: .always, opensRound: false)
  }

  fileprivate static func from(
    _ states: Set<State>, to state: State, when condition: StepSpecification.Condition = .always,
    opensRound: Bool = false
  ) -> Self {
    Self(from: Array(states), to: state, condition: condition, opensRound: opensRound)
  }
}

extension StepSpecification {
  fileprivate static let kinds = catalogue.map(\.kind)
  static let vocabulary = Vocabulary(kinds) { $0.name }

  /// The step table of the file format; the only place that says what a step needs and does.
  package static let catalogue: [StepSpecification] = [
    .init(
      .register, "登记", .assess, by: .office, movesDates: false, [], [],
      Phrase(zh: "登记收到的批示件", en: "register the instruction received")),
    .init(
      .assess, "研判", .assess, by: .office, movesDates: false, [.required(.opinion)],
      [.staying(in: [.registered])],
      Phrase(zh: "研读批示,提出分类和立项意见", en: "assess what the instruction wants")),
    .init(
      .docket, "立项", .assess, by: .office, movesDates: false, [.required(.approvedBy)],
      [.from([.registered, .declined], to: .docketed)],
      Phrase(zh: "批准立项督办", en: "docket the case")),
    .init(
      .decline, "不立项", .assess, by: .office, movesDates: false,
      [.required(.reason), .optional(.destination)],
      [.from([.registered], to: .declined)],
      Phrase(zh: "不立项并写明理由", en: "decline to docket, with the reason")),
    .init(
      .approve, "审定", .assess, by: .office, movesDates: false, [.required(.approver)],
      [.staying(in: [.docketed, .handling])],
      Phrase(zh: "领导审定督办函", en: "approve the letter")),
    .init(
      .issue, "发函", .assess, by: .office, movesDates: true,
      [
        .required(.addressees), .optional(.letterNumber, .letterNumber), .optional(.sameLetter),
        .optional(.lead), .optional(.coUnits), .optional(.limit), .optional(.tasks),
        .optional(.redo),
      ],
      [.from([.docketed], to: .handling), .staying(in: [.handling])],
      Phrase(zh: "印发督办函", en: "issue the letter")),
    .init(
      .object, "异议", .track, by: .unit, movesDates: false, [.required(.unit), .required(.reason)],
      [.staying(in: [.handling])],
      Phrase(zh: "承办单位对交办提出异议", en: "a unit objects to the assignment")),
    .init(
      .uphold, "维持", .track, by: .office, movesDates: false,
      [.required(.unit), .required(.approvedBy), .optional(.reason)],
      [.staying(in: [.handling])],
      Phrase(zh: "维持原交办", en: "uphold the assignment")),
    .init(
      .acknowledge, "签收", .track, by: .unit, movesDates: false, [.required(.unit)],
      [.staying(in: State.span(.handling, .submitted))],
      Phrase(zh: "承办单位签收督办函", en: "a unit acknowledges the letter")),
    .init(
      .nameOfficer, "报责任人", .track, by: .unit, movesDates: false,
      [.required(.unit), .required(.officer)],
      [.staying(in: State.span(.handling, .submitted))],
      Phrase(zh: "承办单位报承办责任人", en: "a unit names its officer")),
    .init(
      .contact, "沟通", .track, by: .office, movesDates: false,
      [
        .required(.means, .choice(of: ContactMeans.self)), .required(.unit), .optional(.reminded),
        .optional(.messageID),
      ],
      [.staying(in: State.span(.handling, .submitted).union([.suspended]))],
      Phrase(zh: "与承办单位联系沟通", en: "contact a unit")),
    .init(
      .progress, "进展", .track, by: .unit, movesDates: false,
      [
        .required(.unit), .optional(.reportType), .optional(.task), .optional(.completion),
        .optional(.problems, .text), .optional(.plan), .optional(.risk),
      ],
      [.staying(in: State.span(.handling, .submitted))],
      Phrase(zh: "承办单位报告进展", en: "a unit reports progress")),
    .init(
      .urge, "催办", .track, by: .office, movesDates: false,
      [.required(.unit), .required(.level), .optional(.means)],
      [.staying(in: [.handling])],
      Phrase(zh: "催办(蓝、橙、红)", en: "urge a unit (blue, orange, red)")),
    .init(
      .requestExtension, "申请延期", .track, by: .unit, movesDates: false,
      [.required(.unit), .required(.reason), .required(.newLimit), .optional(.task)],
      [.staying(in: [.handling])],
      Phrase(zh: "承办单位申请延期", en: "a unit asks for more time")),
    .init(
      .extend, "延期", .track, by: .office, movesDates: true,
      [.required(.approvedBy), .required(.newLimit), .optional(.unit), .optional(.task)],
      [.staying(in: [.handling])],
      Phrase(zh: "批准延期", en: "grant an extension")),
    .init(
      .refuseExtension, "不准延期", .track, by: .office, movesDates: false,
      [.required(.approvedBy), .optional(.unit), .optional(.task), .optional(.reason)],
      [.staying(in: [.handling])],
      Phrase(zh: "不批准延期", en: "refuse an extension")),
    .init(
      .reassign, "改派", .track, by: .office, movesDates: true,
      [
        .required(.formerUnit), .required(.newUnit), .required(.approvedBy), .optional(.task),
        .optional(.newLimit),
      ],
      [.staying(in: [.handling])],
      Phrase(zh: "改派承办单位", en: "reassign to another unit")),
    .init(
      .stocktake, "调度", .track, by: .office, movesDates: false, [.required(.note)],
      [.staying(in: [.handling])],
      Phrase(zh: "调度各单位进展", en: "take stock of progress")),
    .init(
      .bulletin, "通报", .track, by: .office, movesDates: false, [.optional(.letterNumber)],
      [.staying(in: State.span(.handling, .closed))],
      Phrase(zh: "印发通报", en: "send out a bulletin")),
    .init(
      .emergencyNotice, "紧急通知", .track, by: .office, movesDates: false,
      [.required(.title), .required(.addressees), .optional(.letterNumber)],
      [.staying(in: State.span(.handling, .submitted))],
      Phrase(zh: "印发紧急通知", en: "send a notice to all at once")),
    .init(
      .furtherInstruction, "续批", .track, by: .office, movesDates: true,
      [.required(.leader), .required(.instructionClass), .required(.gist), .optional(.source)],
      [
        .from([.submitted, .closed], to: .handling, when: .demandsAction, opensRound: true),
        .from([.declined], to: .registered, when: .demandsAction),
        .staying(in: Set(State.allCases).subtracting([.withdrawn])),
      ], seesThroughArchive: true,
      Phrase(zh: "领导再次批示", en: "a further instruction")),
    .init(
      .suspend, "中止", .track, by: .office, movesDates: false,
      [.required(.reason), .required(.approvedBy), .optional(.expectedResume)],
      [.from([.handling], to: .suspended)],
      Phrase(zh: "中止办理", en: "suspend the case")),
    .init(
      .resume, "恢复", .track, by: .office, movesDates: true, [],
      [.from([.suspended], to: .handling)],
      Phrase(zh: "恢复办理", en: "resume the case")),
    .init(
      .withdraw, "撤销", .track, by: .office, movesDates: false,
      [.required(.reason), .required(.approvedBy)],
      [.from(State.open, to: .withdrawn)],
      Phrase(zh: "撤销督办", en: "withdraw the case")),
    .init(
      .finalReport, "报结", .review, by: .unit, movesDates: false,
      [.required(.unit), .optional(.letterNumber)],
      [.from([.handling], to: .underReview)],
      Phrase(zh: "牵头单位报送办结报告", en: "the lead's final report")),
    .init(
      .inspect, "核查", .review, by: .office, movesDates: false,
      [
        .required(.means, .choice(of: InspectionMeans.self)), .required(.place),
        .required(.facts), .required(.agreement),
      ],
      [.staying(in: State.span(.handling, .archived))],
      Phrase(zh: "实地核查", en: "inspect on the spot")),
    .init(
      .review, "审核", .review, by: .office, movesDates: true,
      [
        .required(.reviewer), .required(.checks), .required(.conclusion), .optional(.reason),
        .optional(.supplementLimit), .optional(.exempt),
      ],
      [
        .from([.underReview], to: .reviewed, when: .conclusion(.passed)),
        .from([.underReview], to: .handling, when: .conclusion(.returned)),
      ],
      Phrase(zh: "按五查审核报告", en: "review the report by the five checks")),
    .init(
      .submit, "呈报", .review, by: .office, movesDates: false, [.required(.recipient)],
      [.from([.reviewed, .submitted], to: .submitted)],
      Phrase(zh: "呈报领导", en: "submit the result")),
    .init(
      .close, "办结", .review, by: .office, movesDates: false, [.required(.answer)],
      [.from([.submitted], to: .closed)],
      Phrase(zh: "领导阅示后办结", en: "close after the leader's answer")),
    .init(
      .archive, "归档", .revisit, by: .office, movesDates: false, [.required(.archiveNumber)],
      [.from([.closed, .declined, .withdrawn], to: .archived)],
      Phrase(zh: "归档", en: "archive the case")),
    .init(
      .revisit, "回访", .revisit, by: .office, movesDates: false,
      [.required(.means), .required(.result), .optional(.next)],
      [.staying(in: [.closed, .archived])],
      Phrase(zh: "回访成效", en: "revisit the case")),
    .init(
      .reopen, "重启", .revisit, by: .office, movesDates: true,
      [.required(.reason), .required(.approvedBy)],
      [.from([.closed], to: .handling, opensRound: true)], seesThroughArchive: true,
      Phrase(zh: "重启督办", en: "reopen the case")),
    .init(
      .correct, "更正", nil, by: .office, movesDates: true,
      [
        .required(.target), .required(.field), .required(.original), .required(.replacement),
        .required(.reason), .optional(.approvedBy),
      ],
      [.staying(in: Set(State.allCases))],
      Phrase(zh: "更正已记录的内容", en: "correct what was recorded")),
  ]
}
