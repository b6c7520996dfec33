import ArgumentParser
import Messages
import Supervision
import Views

/// `duban-git explain`: a diagnostic's page, or the list of them.
struct Explain: Verb {
  static let name = "explain"
  static let configuration = CommandConfiguration.verb(
    name,
    abstract: text(
      zh: "解释一条检查规则:是什么、为什么、怎样改",
      en: "Explain a diagnostic: what it is, why, and how to mend it."))

  @Argument(
    help: help(
      zh: "诊断编号(方括号里的);不写则列出全部", en: "a diagnostic's id; without it the list", valueName: "id"))
  var id: String?

  func run() async throws {
    let session = Session.running
    guard let id else {
      let width = Rule.catalogue.map(\.id.count).max() ?? 0
      let lines = Rule.catalogue.map { rule in
        let padding = String(repeating: " ", count: width - rule.id.count)
        let severity = rule.severity.rawValue
        return
          "\(rule.id)\(padding)  \(severity)\(String(repeating: " ", count: 7 - severity.count))  "
          + "\(session(rule.title))\n"
      }
      session.console.write(lines.joined())
      return
    }
    guard let rule = Rule.named(id) else {
      let near = Spelling.nearest(to: id, among: Rule.catalogue.map(\.id)).joined(separator: ", ")
      throw Failure.usage(
        Phrase(zh: "没有诊断“\(id)”", en: "there is no diagnostic '\(id)'"),
        hint: near.isEmpty
          ? Phrase(zh: "duban-git explain 列出全部", en: "duban-git explain lists them")
          : Phrase(zh: "是不是 \(near)?", en: "did you mean \(near)?"))
    }
    session.console.write(rule.page(in: session.language))
  }
}
