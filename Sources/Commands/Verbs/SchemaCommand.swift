import ArgumentParser
import Views

/// `duban-git schema`: the JSON Schema of a case, for editors and other tools.
struct SchemaCommand: Verb {
  static let name = "schema"
  static let configuration = CommandConfiguration.verb(
    name,
    abstract: text(
      zh: "输出案件表头的 JSON Schema(2020-12),供编辑器和别的工具使用",
      en: "Print the JSON Schema (2020-12) of a case's front matter, for editors and other tools."))

  func run() async throws {
    Session.running.console.write(caseSchema().pretty + "\n")
  }
}
