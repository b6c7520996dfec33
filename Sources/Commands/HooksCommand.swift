import ArgumentParser
import FrontMatter
import Git
import Glibc

/// `duban-git hooks`: lets plain `git commit` and `git push` keep the rules too.
struct HooksCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hooks",
    abstract: text(
      zh: "安装或取走 git 钩子", en: "Put hooks into the git repository, or take them away."),
    discussion: text(
      zh:
        "装上以后,直接用 git commit 提交一步,提交说明与 duban-git commit 相同,不合规的提交被拒绝;推送前核对要推送的提交。已有的钩子改名为“钩子名.before-duban”保留,先行调用,取走时还原。",
      en:
        "With them a plain git commit of one step gets the message that duban-git commit would give it, and what is unlawful is refused; what is pushed is proved first. A hook that is there is kept as NAME.before-duban, called first, and put back by uninstall."
    ),
    subcommands: [Install.self, Uninstall.self])

  struct Options: ParsableArguments {
    @Flag(
      help: help(
        zh: "共享的裸仓库上的钩子(pre-receive)", en: "the hook of a shared bare repository (pre-receive)"))
    var server = false
  }

  struct Install: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: text(zh: "安装钩子", en: "Install the hooks."))
    @OptionGroup var options: Options

    func run() async throws {
      let session = Session.running
      try session.report { () throws(GitError) in
        let folder = try session.hooksFolder(onServer: options.server)
        let files = HookName.all(onServer: options.server).map { ($0, $0.file(in: folder)) }
        // Looked at before any is touched.
        for (_, file) in files where try file.isBlocked() { return .blocked(file) }
        for (name, file) in files {
          let hadOthers = try file.state() == .others
          try file.install(name.script(program: Self.program))
          session.console.write(session(.installed(file, keeping: hadOthers)) + "\n")
        }
        return nil
      }
    }

    /// Where this program is.
    private static var program: String {
      let raw = realpath("/proc/self/exe", nil) ?? realpath(CommandLine.arguments[0], nil)
      defer { free(raw) }
      return raw.map { String(cString: $0) } ?? CommandLine.arguments[0]
    }
  }

  struct Uninstall: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: text(zh: "取走钩子,还原原有的", en: "Take the hooks away and put the earlier ones back."))
    @OptionGroup var options: Options

    func run() async throws {
      let session = Session.running
      try session.report { () throws(GitError) in
        let folder = try session.hooksFolder(onServer: options.server)
        var isAnyOurs = false
        for name in HookName.all(onServer: options.server) {
          let file = name.file(in: folder)
          guard try file.uninstall() else { continue }
          isAnyOurs = true
          let isBack = try file.place.status() != nil
          session.console.write(session(.removed(file, restored: isBack)) + "\n")
        }
        if !isAnyOurs {
          session.console.write(
            session(Phrase(zh: "没有装过的钩子", en: "none of our hooks is installed")) + "\n")
        }
        return nil
      }
    }
  }
}

extension Session {
  /// Where hooks go in the repository we are in.
  fileprivate func hooksFolder(onServer: Bool) throws(GitError) -> String {
    let repository = try Repository.discover(from: "\(directory)", environment: environment)
    if repository.isBare, !onServer { throw .refused(.bare) }
    let folder = try repository.hooksFolder()
    return folder.hasSuffix("/") ? String(folder.dropLast()) : folder
  }

  /// Runs `body`, and ends as it says or as git says.
  fileprivate func report(_ body: () throws(GitError) -> Failure?) throws(Failure) {
    let failure: Failure?
    do throws(GitError) {
      failure = try body()
    } catch {
      guard case .refused(.bare) = error else { throw Failure(error) }
      throw Failure(
        .repository,
        Phrase(zh: "裸仓库里没有人提交", en: "nobody commits in a bare repository"),
        hint: Phrase(
          zh: "共享仓库用:duban-git hooks install --server",
          en: "for a shared repository: duban-git hooks install --server"))
    }
    if let failure { throw failure }
  }
}

extension Failure {
  fileprivate static func blocked(_ file: HookFile) -> Failure {
    Failure(
      .repository,
      Phrase(
        zh: "\(file.kept) 已经存在,不能再保留 \(file.place)",
        en: "\(file.kept) exists already, so \(file.place) cannot be kept"),
      hint: Phrase(zh: "先移走其中一个", en: "move one of them away first"))
  }
}

extension Phrase {
  fileprivate static func installed(_ file: HookFile, keeping: Bool) -> Phrase {
    keeping
      ? Phrase(
        zh: "已安装 \(file.place);原有的保留为 \(file.kept)",
        en: "installed \(file.place); the earlier one is kept as \(file.kept)")
      : Phrase(zh: "已安装 \(file.place)", en: "installed \(file.place)")
  }

  fileprivate static func removed(_ file: HookFile, restored: Bool) -> Phrase {
    restored
      ? Phrase(zh: "已还原 \(file.place)", en: "put back \(file.place)")
      : Phrase(zh: "已取走 \(file.place)", en: "removed \(file.place)")
  }
}
