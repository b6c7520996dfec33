package import ArgumentParser

package struct DubanGit: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "duban-git", abstract: "Keep supervision cases in git.")
  package init() {}
}
