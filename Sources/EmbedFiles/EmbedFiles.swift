import Foundation
import PackagePlugin

/// Puts the project's own `cases/` and `schema/` into the program, so that an installed binary
/// needs no checkout and the texts stand in one place.
@main struct EmbedFiles: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let root = context.package.directoryURL
    let files = ["cases", "schema"].flatMap { Self.files(below: root.appending(path: $0)) }
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedFiles.swift")
    return [
      .buildCommand(
        displayName: "Embedding cases and schema",
        executable: try context.tool(named: "embed-files").url,
        arguments: [root.path(percentEncoded: false), output.path(percentEncoded: false)]
          + files.map { $0.path(percentEncoded: false) },
        inputFiles: files, outputFiles: [output])
    ]
  }

  private static func files(below folder: URL) -> [URL] {
    let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    return (found?.compactMap { $0 as? URL } ?? [])
      .filter { ["md", "yaml", "tsv", "json"].contains($0.pathExtension) }
      .sorted { $0.path < $1.path }
  }
}
