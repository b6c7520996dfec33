import Supervision

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
}
