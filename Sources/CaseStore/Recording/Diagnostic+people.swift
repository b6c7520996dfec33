import Messages
import Supervision

extension Phrase {
  static func unlisted(_ address: String) -> Phrase {
    Phrase(zh: "名册里没有 \(address)", en: "\(address) is not listed")
  }
}

extension Diagnostic {
  static func notSeparated(
    _ kind: StepKind, _ other: StepKind, _ email: String, at range: Range<Int>
  ) -> Diagnostic {
    Diagnostic(
      .stepsNotSeparated,
      Phrase(
        zh: "“\(kind.name)”和“\(other.name)”都由 \(email) 记录",
        en: "\(kind.name) and \(other.name) are both recorded by \(email)"), at: range)
  }
}
