import Foundation
import PackagePlugin

/// Puts a number into a target that stands for all its sources and those of the targets it is made
/// of, whatever they are: what the target has worked out is only as good as long as none of them
/// changes. It is made anew when one of them does, and at no other build.
@main struct EmbedFingerprint: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let root = context.package.directoryURL
    let targets = [target] + target.recursiveTargetDependencies
    // Other packages are no part of it: what they do does not depend on cases.
    let files = targets.compactMap(\.sourceModule)
      .flatMap { $0.sourceFiles.map(\.url) }
      .filter { $0.path.hasPrefix(root.appending(path: "Sources/").path) }
    let output = context.pluginWorkDirectoryURL.appending(path: "SourceFingerprint.swift")
    return [
      .buildCommand(
        displayName: "Embedding the fingerprint of \(target.name)",
        executable: try context.tool(named: "embed-fingerprint").url,
        arguments: [root, output].map { $0.path(percentEncoded: false) }
          + Set(files.map { $0.path(percentEncoded: false) }).sorted(),
        inputFiles: files, outputFiles: [output])
    ]
  }
}
