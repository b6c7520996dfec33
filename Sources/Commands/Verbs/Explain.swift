import ArgumentParser
import Messages
import Supervision
import Views

/// `duban-git explain`: a rule's page, or the list of them.
struct Explain: Verb {
  static let name = "explain"
  static let configuration = CommandConfiguration.verb(
    name,
    abstract: text(
      zh: "解释一条规则:是什么、为什么、怎样改",
      en: "Explain a rule: what it is, why, and how to mend it."))

  @Argument(
    help: help(
      zh: "规则(方括号里的);不写则列出全部", en: "a rule, as it stands in brackets; without it the list",
      valueName: "rule"))
  var id: String?

  func run() async throws {
    let session = Session.running
    guard let id else {
      let width = Rule.catalogue.map(\.id.count).max() ?? 0
      let lines = Rule.catalogue.map { rule in
        let id = rule.id.padded(toDisplayWidth: width, alignment: .leading)
        let severity = session(rule.severity.phrase).padded(
          toDisplayWidth: session.language == .zh ? 4 : 7, alignment: .leading)
        return "\(id)  \(severity)  \(session(rule.title))\n"
      }
      session.console.write(lines.joined())
      return
    }
    guard let rule = Rule.named(id) else {
      let near = Spelling.nearest(to: id, among: Rule.catalogue.map(\.id)).joined(separator: ", ")
      throw Failure.usage(
        Phrase(zh: "没有规则“\(id)”", en: "there is no rule '\(id)'"),
        hint: near.isEmpty
          ? Phrase(zh: "duban-git explain 列出全部", en: "duban-git explain lists them")
          : Phrase(zh: "是不是 \(near)?", en: "did you mean \(near)?"))
    }
    session.console.write(rule.page(in: session.language))
  }
}
