import CaseStore
import Git
import Messages

extension Failure {
  /// The words for what git or libgit2 refused, and the way out.
  init(_ error: GitError) {
    switch error {
    // libgit2 reads no commit with such a header, and so nothing that it leads to.
    case .library where error.isOfUnreadableCommit:
      self.init(
        .input,
        Phrase(
          zh: "历史中有一次提交的头部读不出来 [malformed-object]",
          en: "a commit of the history has a header that cannot be read [malformed-object]"),
        hint: Phrase(
          zh: "是哪一次:git fsck --strict;它不是 git 写的,不要在其上继续",
          en: "git fsck --strict names it; git did not write it, and nothing should be built on it")
      )
    case .library(let failure):
      let reason = SystemError.translated(failure.message)
      self.init(
        .world,
        Phrase(
          zh: "git 库出错:\(reason.zh)(\(failure.function))",
          en: "git library: \(reason.en) (\(failure.function))"))
    case .file(let error): self.init(error)
    case .noRepository(let path):
      self.init(
        .repository, Phrase(zh: "\(path) 不在 git 仓库中", en: "\(path) is not in a git repository"),
        hint: Phrase(zh: "用 duban-git init 新建", en: "make one with duban-git init"))
    case .foreignOwner(let path):
      self.init(
        .repository,
        Phrase(zh: "仓库 \(path) 属于别的用户", en: "the repository \(path) belongs to another user"),
        hint: Phrase(
          zh: "确认可信后运行:git config --global --add safe.directory \(path)",
          en: "if you trust it: git config --global --add safe.directory \(path)"))
    case .unsupportedExtension(let name):
      self.init(
        .repository,
        Phrase(
          zh: "仓库使用了本工具不能读的扩展:\(name)",
          en: "the repository uses an extension that cannot be read here: \(name)"),
        hint: name.lowercased() == "extensions.worktreeconfig"
          ? Phrase(
            zh:
              "是 git sparse-checkout 或 git worktree 设的:把 .git/config.worktree 的内容移到 .git/config 末尾,删去该文件,再 git config --unset extensions.worktreeConfig",
            en:
              "git sparse-checkout or git worktree has set it: move what .git/config.worktree says to the end of .git/config, remove that file, then git config --unset extensions.worktreeConfig"
          )
          : Phrase(
            zh: "用不带该扩展的普通克隆(git clone)", en: "work in a plain git clone without it"))
    case .unknownRevision(let name):
      self.init(.usage, Phrase(zh: "没有版本“\(name)”", en: "unknown revision '\(name)'"))
    case .missingObject(let id):
      self.init(
        .world,
        Phrase(
          zh: "缺少对象 \(id):浅克隆或部分克隆没有取到",
          en: "object \(id) is absent: a shallow or partial clone has not fetched it"),
        hint: Phrase(
          zh: "浅克隆:git fetch --unshallow;部分克隆:git fetch --refetch --no-filter",
          en: "shallow: git fetch --unshallow; partial: git fetch --refetch --no-filter"))
    case .damagedObject(let object):
      let (file, inFile) = object.file.map { (":\($0)", ": \($0)") } ?? ("", "")
      self.init(
        .world,
        Phrase(
          zh: "对象 \(object.id) 已损坏\(file)", en: "object \(object.id) is damaged\(inFile)"),
        hint: Phrase(
          zh: "git fsck --full 列出全部损坏的对象;移走损坏的文件,再从别的克隆取回:git fetch --refetch",
          en:
            "git fsck --full names all that are; move the damaged file away and fetch it from another clone: git fetch --refetch"
        ))
    case .malformedObject(let id):
      self.init(
        .input,
        Phrase(
          zh: "对象 \(id) 不是应有的种类,或不合 git 的格式 [malformed-object]",
          en:
            "object \(id) is not of the kind it stands for, or not as git writes it [malformed-object]"
        ),
        hint: Phrase(
          zh: "git fsck --strict 说明它在哪里;它不是 git 写的,不要在其上继续",
          en:
            "git fsck --strict says where it is; git did not write it, and nothing should be built on it"
        ))
    case .wrongKind(let name):
      self.init(.usage, Phrase(zh: "“\(name)”不是提交", en: "'\(name)' is not a commit"))
    case .damagedIndex(let path, let reason):
      self.init(
        .world, Phrase(zh: "索引损坏:\(path):\(reason)", en: "damaged index: \(path): \(reason)"))
    case .locked(let lock):
      let age = lock.age.map { "\($0)" } ?? "?"
      self.init(
        .world,
        Phrase(
          zh: "被锁住:\(lock.path)(已 \(age) 秒)", en: "locked: \(lock.path) (for \(age) s)"),
        hint: Phrase(
          zh: "另一个程序正在写;确认没有 git 或 duban-git 在运行后可删除该文件",
          en: "another program is writing; if no git or duban-git runs, remove that file"))
    case .branchMoved(let branch, _, _):
      self.init(
        .world,
        Phrase(
          zh: "分支 \(branch) 已被别人移动,没有记录", en: "branch \(branch) moved meanwhile; nothing recorded"),
        hint: Phrase(zh: "再运行一次", en: "run the command again"))
    case .fileChanged(let path):
      self.init(
        .world,
        Phrase(
          zh: "\(path) 在此期间被改动,没有记录", en: "\(path) changed meanwhile; nothing recorded"),
        hint: Phrase(zh: "再运行一次", en: "run the command again"))
    case .notAsWritten(let what):
      self.init(
        .world,
        Phrase(zh: "读回的与写入的不一致:\(what)", en: "read back differs from what was written: \(what)"))
    case .cannotUse(let fault): self.init(fault)
    case .unsure(let commit, let cause):
      let failure = Failure(cause)
      let reason = failure.message ?? Phrase(zh: "", en: "")
      self.init(
        .world,
        Phrase(
          zh: "已记录为 \(commit.abbreviated),但磁盘没有确认写入:\(reason[.zh])",
          en: "recorded as \(commit.abbreviated), but the disk has not confirmed it: \(reason[.en])"
        ),
        hint: Phrase(zh: "检查磁盘后运行 git fsck", en: "look at the disk, then run git fsck"))
    case .indexBehind(let commit, let cause):
      let reason = Failure(cause).message ?? Phrase(zh: "", en: "")
      self.init(
        .world,
        Phrase(
          zh: "已记录为 \(commit.abbreviated),但 git 的索引没有更新:\(reason[.zh])",
          en:
            "recorded as \(commit.abbreviated), but git's index is not up to date: \(reason[.en])"),
        hint: Phrase(
          zh: "下一次运行 duban-git(如 status)会补上;在此之前不要 git commit",
          en: "the next run of duban-git (status, say) mends it; no git commit before that"))
    case .partly(let commit, let missing, let cause):
      let reason = Failure(cause).message ?? Phrase(zh: "", en: "")
      self.init(
        .world,
        Phrase(
          zh: "记录到 \(commit.abbreviated) 为止,其后 \(missing) 步没有记录:\(reason[.zh])",
          en:
            "recorded up to \(commit.abbreviated), and not the \(missing) after it: \(reason[.en])"),
        hint: Phrase(
          zh: "改动都还在文件里:再运行一次 duban-git commit",
          en: "the files still hold all of it: run duban-git commit again"))
    case .leftWritten(let paths, let cause):
      let failure = Failure(cause)
      let files = paths.map { "\($0)" }
      self.init(
        failure.status, failure.message,
        hint: Phrase(
          zh: "\(files.joined(separator: "、")) 已写入新内容而没有记录:用 duban-git commit 记录,或放弃:git restore",
          en:
            "\(files.joined(separator: ", ")) holds the new text, which is not recorded: duban-git commit records it, git restore drops it"
        ))
    case .refused(let refusal): self.init(refusal)
    }
  }
}
