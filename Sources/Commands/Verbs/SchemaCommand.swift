import ArgumentParser
import Views

/// `duban-git schema`: the JSON Schema of a case or of the rules of assessment, for editors and other tools.
struct SchemaCommand: Verb {
  enum Subject: String, CaseIterable, ExpressibleByArgument {
    case `case`, assessment
  }

  static let name = "schema"
  static let configuration = CommandConfiguration.verb(
    name,
    abstract: text(
      zh: "输出案件表头(或考核办法)的 JSON Schema(2020-12),供编辑器和别的工具使用",
      en:
        "Print the JSON Schema (2020-12) of a case's front matter, or of schema/assessment.yaml, for editors and other tools."
    ))

  @Argument(help: help(zh: "case(默认)或 assessment", en: "case (by default) or assessment"))
  var subject = Subject.case

  func run() async throws {
    let schema =
      switch subject {
      case .case: caseSchema()
      case .assessment: assessmentSchema()
      }
    Session.running.console.write(schema.pretty + "\n")
  }
}
