import Foundation
import PackagePlugin

/// Puts texts into the program, so that an installed binary needs no checkout and each stands in one
/// place: the project's own `cases/` and `schema/` into `Commands`, and into any other target the
/// style sheets, scripts and parts of documents that lie among its sources.
@main struct EmbedFiles: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let root = context.package.directoryURL
    let folders =
      target.name == "Commands"
      ? ["cases", "schema"].map { root.appending(path: $0) }
      : [target.directoryURL]
    let types =
      target.name == "Commands" ? ["md", "yaml", "tsv", "json"] : ["css", "js", "xml", "rels"]
    let files = folders.flatMap { Self.files(below: $0, of: types) }
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedFiles.swift")
    return [
      .buildCommand(
        displayName: "Embedding texts in \(target.name)",
        executable: try context.tool(named: "embed-files").url,
        arguments: [root.path(percentEncoded: false), output.path(percentEncoded: false)]
          + files.map { $0.path(percentEncoded: false) },
        inputFiles: files, outputFiles: [output])
    ]
  }

  private static func files(below folder: URL, of types: [String]) -> [URL] {
    let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    return (found?.compactMap { $0 as? URL } ?? [])
      // `.rels` is all suffix, and no extension.
      .filter { file in types.contains { file.lastPathComponent.hasSuffix(".\($0)") } }
      .sorted { $0.path < $1.path }
  }
}
