import ArgumentParser
import CaseStore
import Files
import Git
import Messages

/// `duban-git hooks`: lets plain git keep the rules too.
struct HooksCommand: Verb {
  static let name = "hooks"
  static let configuration = CommandConfiguration.verb(
    name,
    abstract: text(
      zh: "安装或卸载 git 钩子", en: "Put hooks into the git repository, or take them away."),
    discussion: text(
      zh:
        "装上以后,直接用 git commit 提交一步,提交说明与 duban-git commit 相同,不合规的提交被拒绝;推送前核对要推送的提交。已有的钩子改名为“钩子名.before-duban”保留,先行调用,卸载时还原。案件的合并、差异驱动也一并启用和停用:克隆之后运行这一条就够了。",
      en:
        "With them a plain git commit of one step gets the message that duban-git commit would give it, and what is unlawful is refused; what is pushed is proved first. A hook that is there is kept as NAME.before-duban, called first, and put back by uninstall. The merge and diff drivers for cases come and go with the hooks: a new clone needs this one command."
    ),
    subcommands: [Install.self, Uninstall.self])

  struct Options: ParsableArguments {
    @Flag(
      help: help(
        zh: "共享的裸仓库上的钩子(pre-receive、post-receive),并打开 git 自己的防护",
        en:
          "the hooks of a shared bare repository (pre-receive, post-receive), and git's own guards")
    )
    var server = false

    @Option(
      help: help(
        zh: "装到这个文件夹(默认 git 找钩子的地方)", en: "this folder, instead of where git looks for hooks",
        valueName: "path"))
    var into: String?
  }

  struct Install: Verb {
    static let name = "install"
    static let configuration = CommandConfiguration(
      commandName: name,
      abstract: text(zh: "安装钩子和驱动", en: "Install the hooks and drivers."))
    @OptionGroup var options: Options

    func run() async throws {
      let session = Session.running
      let folder = try session.hooksFolder(options)
      for (file, hadOthers) in try session.installHooks(onServer: options.server, in: folder.path) {
        session.console.write(session(.installed(file, keeping: hadOthers)) + "\n")
      }
      if options.server { try await session.protectServer() }
      if folder.isConfigured { session.hint(.otherUsers(of: folder.path)) }
      if !options.server, let book = try session.casebookIfAny() {
        try await session.installDrivers(of: book)
      }
    }
  }

  struct Uninstall: Verb {
    static let name = "uninstall"
    static let configuration = CommandConfiguration(
      commandName: name,
      abstract: text(
        zh: "卸载钩子和驱动,还原原有的", en: "Take the hooks and drivers away, and put back what was there."))
    @OptionGroup var options: Options

    func run() async throws {
      let session = Session.running
      let folder = try session.hooksFolder(options)
      var isAnyOurs = false
      try session.ending { () throws(Failure) in
        for name in HookName.all(onServer: options.server) {
          let file = name.file(in: folder.path)
          if try inGit(file.uninstall()) {
            isAnyOurs = true
            let isBack = try onDisk(file.place.status()) != nil
            session.console.write(session(.removed(file, restored: isBack)) + "\n")
          } else if try onDisk(file.kept.status()) != nil {
            session.hint(.leftKept(file))
          }
        }
        return nil
      }
      if !options.server, let book = try session.casebookIfAny(),
        try await session.uninstallDrivers(of: book)
      {
        isAnyOurs = true
      }
      if !isAnyOurs {
        session.console.write(
          session(Phrase(zh: "没有装过的钩子", en: "none of our hooks is installed")) + "\n")
      }
    }
  }
}

extension Session {
  /// Puts the hooks into a folder; what others have there is kept.
  ///
  /// - Returns: each, and whether there was another.
  /// - Throws: before any is touched, where one cannot be kept.
  func installHooks(onServer: Bool, in folder: String) throws(Failure)
    -> [(file: HookFile, hadOthers: Bool)]
  {
    let files = HookName.all(onServer: onServer).map { ($0, $0.file(in: folder)) }
    for (_, file) in files where try inGit(file.isBlocked()) { throw .blocked(file) }
    var installed: [(file: HookFile, hadOthers: Bool)] = []
    for (name, file) in files {
      let hadOthers = try inGit(file.state()) == .others
      try inGit(file.install(name.script(program: Program.path)))
      installed.append((file, hadOthers))
    }
    return installed
  }

  /// Where hooks go in the repository we are in, and whether `core.hooksPath` says so.
  fileprivate func hooksFolder(_ options: HooksCommand.Options) throws(Failure)
    -> (path: String, isConfigured: Bool)
  {
    if let given = options.into { return ("\(place(of: given))", false) }
    do throws(GitError) {
      let repository = try Repository.discover(from: "\(directory)", environment: environment)
      if repository.isBare, !options.server { throw .refused(.bare) }
      let folder = try repository.hooksFolder()
      return (
        folder.hasSuffix("/") ? String(folder.dropLast()) : folder,
        folder != repository.commonDirectory + "hooks"
      )
    } catch {
      guard case .refused(.bare) = error else { throw Failure(error) }
      throw Failure(
        .repository,
        Phrase(zh: "裸仓库里没有人提交", en: "nobody commits in a bare repository"),
        hint: Phrase(
          zh: "共享仓库用:duban-git hooks install --server",
          en: "for a shared repository: duban-git hooks install --server"))
    }
  }

  /// Runs `body`, and ends as it says.
  fileprivate func ending(_ body: () throws(Failure) -> Failure?) throws(Failure) {
    if let failure = try body() { throw failure }
  }

  /// The cases of the repository we are in; nil where it has none, or not at its top.
  fileprivate func casebookIfAny() throws(Failure) -> Casebook? {
    do throws(CaseStoreError) {
      return try Casebook(at: try CaseFolder.find(from: start), environment: environment)
    } catch {
      switch error {
      case .noCaseFolder, .notTheTop: return nil
      case .git, .file, .unknownCase, .unrecordedEdits, .caseRemoved, .caseExists, .numberTaken,
        .numberNotLater, .numberShared, .notAppendable, .unread, .impossibleClock, .wrongInput,
        .timeStamp, .notASeal:
        throw Failure(error)
      }
    }
  }
}

extension Session {
  /// Sets git's own guards of the shared repository, and says what is protected.
  fileprivate func protectServer() async throws(Failure) {
    let repository = try repository()
    for name in ["receive.fsckObjects", "transfer.fsckObjects", "core.logAllRefUpdates"] {
      try await repository.set(name, to: "true")
    }
    // Else whoever pushes over a path could name a folder without hooks by configuration of his own.
    if repository.isBare, try inGit(repository.hooksFolder()) == repository.gitDirectory + "hooks" {
      try await repository.set("core.hooksPath", to: "hooks")
    }
    for words in try inGit(RefProtection(of: repository)).words {
      console.write(self(words) + "\n")
    }
  }
}

extension Repository {
  fileprivate func set(_ name: String, to value: String) async throws(Failure) {
    try await running(await git("config", name, value).output())
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
      : Phrase(zh: "已卸载 \(file.place)", en: "removed \(file.place)")
  }

  /// Our hook has been replaced since, as a manager of hooks does.
  fileprivate static func leftKept(_ file: HookFile) -> Phrase {
    Phrase(
      zh: "\(file.place) 已不是本工具所装,没有动;原有的仍在 \(file.kept)",
      en: "\(file.place) is not ours any more and stays; the earlier one is still \(file.kept)")
  }

  fileprivate static func otherUsers(of folder: String) -> Phrase {
    Phrase(
      zh: "core.hooksPath 指向 \(folder),别的仓库或钩子管理程序可能也在用;没有案件的仓库不受影响,钩子被重写后请再运行一次 hooks install",
      en:
        "core.hooksPath leads to \(folder), which other repositories or a manager of hooks may use too: without cases nothing is asked there, and hooks that are written anew have to be installed again"
    )
  }
}
