import ArgumentParser
import Git
import Glibc
import Messages

/// `duban-git hook NAME …`: what the hooks call; nothing for people.
struct HookCommand: Verb {
  static let name = "hook"
  static let configuration = CommandConfiguration.verb(
    name,
    abstract: text(zh: "钩子所调用(内部命令)", en: "What the hooks call (plumbing)."),
    shouldDisplay: false)

  @Argument(help: help(zh: "钩子名", en: "the hook", valueName: "name"))
  var name: String

  @Argument(
    parsing: .allUnrecognized, help: help(zh: "git 给钩子的参数", en: "what git gives the hook"))
  var arguments: [String] = []

  func run() async throws {
    guard let hook = HookName(rawValue: name) else {
      throw Failure.usage(Phrase(zh: "没有钩子“\(name)”", en: "there is no hook '\(name)'"))
    }
    let session = hook.isOnServer ? try Session.running.onServer() : Session.running
    if let refusal = try await answer(of: hook, in: try session.repository(), session) {
      throw refusal
    }
  }

  /// - Returns: why git is to go no further; nil if it may.
  private func answer(of hook: HookName, in repository: Repository, _ session: Session)
    async throws(Failure) -> Failure?
  {
    switch hook {
    case .preCommit: return try await CommitHooks(in: repository, session).preCommit()
    case .preMergeCommit:
      return try await CommitHooks(in: repository, session).preCommit(isMerge: true)
    case .prepareCommitMessage:
      guard let file = arguments.first else { return .noMessageFile }
      return try await CommitHooks(in: repository, session)
        .prepareMessage(session.place(of: file), source: arguments.dropFirst().first)
    case .commitMessage:
      guard let file = arguments.first else { return .noMessageFile }
      return try await CommitHooks(in: repository, session).checkMessage(session.place(of: file))
    case .prePush:
      return try await PushHooks(in: repository, session)
        .prePush(to: arguments.first ?? "origin", session.console.readAll())
    case .preReceive:
      return try await PushHooks(in: repository, session)
        .preReceive(session.console.readAll(), now: Int64(time(nil)))
    case .postReceive:
      try PushHooks(in: repository, session)
        .postReceive(session.console.readAll(), now: Int64(time(nil)))
      return nil
    }
  }
}

extension Failure {
  fileprivate static var noMessageFile: Failure {
    .usage(Phrase(zh: "缺少提交说明的文件", en: "the file of the message is missing"))
  }
}
