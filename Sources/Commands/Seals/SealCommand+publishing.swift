import CaseStore
import Files
import Git
import Messages

// Where a seal goes: with its branch to whoever shares it.
extension SealCommand {
  /// Pushes the tag with its branch, both or neither.
  ///
  /// - Returns: where to; nil where there is nowhere to push to, or nothing is to be pushed.
  func publish(
    _ tag: SealTag, of branch: String, from repository: Repository, _ session: Session
  ) async throws(Failure) -> String? {
    let name = branch.hasPrefix("refs/heads/") ? String(branch.dropFirst(11)) : branch
    let configured = try inGit(repository.configuredString("branch.\(name).remote"))
    let remote = configured ?? "origin"
    guard !noPush, remote != ".",
      try inGit(repository.configuredString("remote.\(remote).url")) != nil
    else { return nil }
    let target =
      try inGit(repository.configuredString("branch.\(name).merge")).flatMap {
        configured == nil ? nil : $0
      } ?? branch
    try requireShared(target, at: remote, in: repository)
    let output = try await running(
      await repository.git(
        "push", "--atomic", "--quiet", remote, "\(branch):\(target)",
        "\(tag.id):refs/tags/\(tag.name)"
      ).run())
    guard output.status != 0 else { return remote }
    let words = String(decoding: output.standardError, as: UTF8.self)
    session.console.writeError(words.safeLines(colours: false))
    // What git says where nobody answers; all else is a no.
    let isRefused = ![
      "Could not read from remote", "unable to access", "does not appear to be a git repository",
    ].contains { words.contains($0) }
    throw Failure(
      isRefused ? .input : .world,
      Phrase(
        zh: "没有推送成功,没有封存", en: "it could not be pushed, so nothing is sealed"),
      hint: isRefused
        ? Phrase(
          zh: "先 git pull;别人可能刚封存过", en: "git pull first; somebody may just have sealed it")
        : Phrase(zh: "只在本地封存:--no-push", en: "to seal here only: --no-push"))
  }

  /// Refuses a branch that is not the one that all share, as far as this clone knows the other side.
  private func requireShared(_ target: String, at remote: String, in repository: Repository)
    throws(Failure)
  {
    let folder = "refs/remotes/\(remote)/"
    let known = Set(try inGit(repository.references(matching: folder + "*")))
      .subtracting([folder + "HEAD"])
    // The first that is pushed is the one.
    guard !known.isEmpty else { return }
    let name = target.hasPrefix("refs/heads/") ? String(target.dropFirst(11)) : target
    let shared = try inGit(repository.symbolicTarget(of: folder + "HEAD"))
    guard shared.map({ $0 == folder + name }) ?? known.contains(folder + name) else {
      throw Self.notShared(name, remote)
    }
  }

  private static func notShared(_ branch: String, _ remote: String) -> Failure {
    Failure(
      .input,
      Phrase(
        zh: "\(branch) 不是 \(remote) 的共用分支,没有封存",
        en: "\(branch) is not the branch that is shared at \(remote), so nothing is sealed"),
      hint: Phrase(
        zh: "在共用分支上封存,如 git switch main;先合并、推送",
        en: "seal the shared one, as by git switch main, once this is merged"))
  }
}
