import Foundation
import PackagePlugin

/// Tells the program which commit of its checkout it is built from.
@main struct EmbedCommit: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let root = context.package.directoryURL
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedCommit.swift")
    let sources = FileManager.default.enumerator(
      at: root.appending(path: "Sources"), includingPropertiesForKeys: nil)
    // The last grows with every commit; there is none where the sources came without a repository.
    let inputs =
      (sources?.compactMap { $0 as? URL } ?? []).filter { !$0.hasDirectoryPath }
      + ["Package.swift", ".git/logs/HEAD"].map { root.appending(path: $0) }
    return [
      .buildCommand(
        displayName: "Embedding the commit",
        executable: try context.tool(named: "embed-commit").url,
        arguments: [root, output].map { $0.path(percentEncoded: false) },
        inputFiles: inputs.filter { FileManager.default.fileExists(atPath: $0.path) },
        outputFiles: [output])
    ]
  }
}
