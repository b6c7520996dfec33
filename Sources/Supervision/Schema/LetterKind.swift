package import Messages

/// The papers an office writes in a case.
package enum LetterKind: String, Term {
  case supervision, urging, returned, submission, closing, revisit, feedback, extensionRequest
  case inspectionRecord

  package var name: String {
    switch self {
    case .supervision: "督办函"
    case .urging: "催办单"
    case .returned: "退办函"
    case .submission: "呈报单"
    case .closing: "办结通知"
    case .revisit: "回访函"
    case .feedback: "反馈表"
    case .extensionRequest: "延期申请表"
    case .inspectionRecord: "核查记录"
    }
  }

  /// The step that a paper of this kind is written about, whose day it then bears; nil for a form
  /// that is to be filled in.
  package var occasion: StepKind? {
    switch self {
    case .supervision: .issue
    case .urging: .urge
    case .returned: .review
    case .submission: .submit
    case .closing: .close
    case .revisit, .feedback, .extensionRequest, .inspectionRecord: nil
    }
  }
}

/// The texts that an office can edit: `schema/templates/<name>.md`.
package enum TemplateKind: Sendable, Hashable {
  case letter(LetterKind)
  case bulletin
  /// 卷内目录
  case contents
  /// What a unit is told of what it owes, and the form in which a web hook takes it.
  case reminder, hook

  package static let all =
    LetterKind.allCases.map(TemplateKind.letter) + [
      .bulletin, .contents, .reminder, .hook,
    ]

  package var name: String {
    switch self {
    case .letter(let kind): kind.name
    case .bulletin: "通报"
    case .contents: "卷内目录"
    case .reminder: "催报"
    case .hook: "消息"
    }
  }

  package var vocabulary: Template.Vocabulary {
    switch self {
    case .letter: .letter
    case .bulletin: .bulletin
    case .contents: .contents
    case .reminder: .reminder
    case .hook: .hook
    }
  }
}

extension Template {
  /// Reads a file of `schema/templates`, whose name tells what it is for.
  package static func findings(in text: SourceText) -> [Diagnostic] {
    let file = String(text.path.split(separator: "/").last ?? "")
    guard let kind = TemplateKind.all.first(where: { "\($0.name).md" == file }) else {
      return [.unknownTemplate(file)]
    }
    return Template(text, for: kind.vocabulary).findings
  }
}
