import Files
import Git
import Messages

extension Failure {
  /// Why nothing is recorded here, and what to do about it.
  init(_ refusal: Refusal) {
    let (message, hint) = Self.words(for: refusal)
    self.init(Self.status(for: refusal), message, hint: hint)
  }

  private static func status(for refusal: Refusal) -> ExitStatus {
    switch refusal {
    case .readOnly: .world
    case .byHook, .stagedByHook, .unknownSignatureFormat, .noSigningKey, .notSigned: .input
    case .bare, .detachedHead, .underWay, .filter, .encoding, .lineEndings, .unsafePath,
      .symbolicLink, .submodule, .notAFile, .twin, .conflicted, .stagedDifferently,
      .notCheckedOut, .noIdentity:
      .repository
    }
  }

  private static func words(for refusal: Refusal) -> (Phrase, Phrase?) {
    switch refusal {
    case .bare:
      (
        Phrase(zh: "裸仓库里没有文件,不能记录", en: "a bare repository has no files to record"),
        Phrase(zh: "读取时用 --rev 指定版本", en: "to read, name a revision with --rev")
      )
    case .detachedHead(let id):
      (
        Phrase(
          zh: "HEAD 不在任何分支上(\(id.abbreviated)),不能记录",
          en: "HEAD is on no branch (\(id.abbreviated)); a step would be lost"),
        Phrase(zh: "运行 git switch <分支>", en: "git switch <branch>")
      )
    case .underWay(let operation):
      (
        Phrase(
          zh: "git \(operation.rawValue) 尚未完成,不能记录",
          en: "a git \(operation.rawValue) is under way; nothing is recorded"),
        operation == .bisect
          ? Phrase(zh: "先结束它(git bisect reset)", en: "end it first (git bisect reset)")
          : Phrase(
            zh: "先完成或放弃(git \(operation.rawValue) --continue 或 --abort)",
            en: "finish or abort it first (git \(operation.rawValue) --continue or --abort)")
      )
    case .filter(let path, let name):
      (
        Phrase(
          zh: "\(path) 设有 filter=\(name),提交的内容会与文件不同",
          en: "\(path) has filter=\(name): what is committed would differ from the file"),
        Phrase(
          zh: "在 .gitattributes 中为 cases/ 去掉它", en: "unset it for cases/ in .gitattributes")
      )
    case .encoding(let path, let name):
      (
        Phrase(
          zh: "\(path) 设有 working-tree-encoding=\(name)",
          en: "\(path) has working-tree-encoding=\(name)"),
        Phrase(zh: "案件文件用 UTF-8,去掉该属性", en: "case files are UTF-8; unset it")
      )
    case .lineEndings(let path):
      (
        Phrase(
          zh: "git 会改变 \(path) 的换行", en: "git would change the line endings of \(path)"),
        Phrase(
          zh: "在 .gitattributes 中写 cases/** -text", en: "write cases/** -text in .gitattributes")
      )
    case .unsafePath(let path):
      (Phrase(zh: "路径不安全:\(path)", en: "unsafe path: \(path)"), nil)
    case .symbolicLink(let path):
      (Phrase(zh: "\(path) 经过符号链接", en: "\(path) goes through a symbolic link"), nil)
    case .submodule(let path):
      (Phrase(zh: "\(path) 在另一个仓库里", en: "\(path) is inside another repository"), nil)
    case .notAFile(let path):
      (Phrase(zh: "\(path) 不是文件", en: "\(path) is not a file"), nil)
    case .twin(let path, let other):
      (
        Phrase(
          zh: "\(path) 与 \(other) 只差大小写或字形",
          en: "\(path) differs from \(other) only in case or normalisation"),
        nil
      )
    case .conflicted(let path):
      (
        Phrase(zh: "\(path) 有未解决的冲突", en: "\(path) has an unresolved conflict"),
        Phrase(
          zh: "改好文件后运行 git add \(path)", en: "mend the file, then git add \(path)")
      )
    case .stagedDifferently(let path):
      (
        Phrase(
          zh: "\(path) 暂存了另一个版本", en: "another version of \(path) is staged"),
        Phrase(
          zh: "运行 git restore --staged \(path)", en: "git restore --staged \(path)")
      )
    case .notCheckedOut(let path):
      (
        Phrase(
          zh: "稀疏检出没有取出 \(path)", en: "the sparse checkout leaves out \(path)"),
        Phrase(
          zh: "运行 git sparse-checkout add \(path.parent)",
          en: "git sparse-checkout add \(path.parent)")
      )
    case .unknownSignatureFormat(let format):
      (
        Phrase(
          zh: "提交要签名,但 gpg.format 的值“\(format)”git 不认得",
          en: "commits must be signed, and git knows no gpg.format '\(format)'"),
        Phrase(
          zh: "改为 openpgp、ssh 或 x509:git config gpg.format ssh",
          en: "use openpgp, ssh or x509: git config gpg.format ssh")
      )
    case .noSigningKey(let words):
      (
        words.lastLine.isEmpty
          ? Phrase(zh: "提交要签名,但没有指定密钥", en: "commits must be signed, and no key is named")
          : Phrase(
            zh: "提交要签名,但没有取得密钥:\(words.lastLine)",
            en: "commits must be signed, and no key was found: \(words.lastLine)"),
        Phrase(
          zh: "指定密钥:git config user.signingKey 密钥", en: "name one: git config user.signingKey KEY")
      )
    case .notSigned(let program, let words):
      (
        Phrase(
          zh: "\(program) 没有签名,因此没有记录:\(words.lastLine)",
          en: "\(program) did not sign, so nothing is recorded: \(words.lastLine)"),
        Phrase(
          zh: "检查 user.signingKey,密钥要能用(ssh-add -l、gpg --list-secret-keys)",
          en: "see that user.signingKey names a usable key (ssh-add -l, gpg --list-secret-keys)")
      )
    case .byHook(let name, let words):
      (
        words.lastLine.isEmpty
          ? Phrase(zh: "钩子 \(name) 拒绝了,没有说原因", en: "the hook \(name) refused, and said nothing")
          : Phrase(
            zh: "钩子 \(name) 拒绝了:\(words.lastLine)",
            en: "the hook \(name) refused: \(words.lastLine)"),
        Phrase(zh: "按它的要求改好后再运行", en: "do as it says, then run the command again")
      )
    case .stagedByHook(let name, let paths):
      (
        Phrase(
          zh: "钩子 \(name) 没有拒绝,但暂存了别的改动:\(paths.listed);没有记录",
          en:
            "the hook \(name) did not refuse, but staged changes of its own: \(paths.listed); nothing is recorded"
        ),
        Phrase(
          zh: "一步一次提交,只含这一步;让钩子只检查,不改文件、不暂存",
          en:
            "a commit holds its step and nothing else: let the hook check, and neither change nor stage files"
        )
      )
    case .noIdentity(let words):
      (
        Phrase(
          zh: "git 不知道您是谁:\(words.lastLine)",
          en: "git knows no name for you: \(words.lastLine)"),
        Phrase(
          zh: "运行 git config --global user.name 姓名;git config --global user.email 邮箱",
          en: "git config --global user.name NAME; git config --global user.email ADDRESS")
      )
    case .readOnly(let path):
      (Phrase(zh: "不能写入 \(path)", en: "\(path) cannot be written"), nil)
    }
  }
}

extension [RelativePath] {
  fileprivate var listed: String {
    prefix(5).map { "\($0)" }.joined(separator: ", ") + (count > 5 ? " …" : "")
  }
}

extension String {
  /// The last line, which is where programs say what went wrong.
  var lastLine: Substring { split(separator: "\n").last ?? "" }
}

extension OID {
  /// As git abbreviates by default.
  var abbreviated: Substring { description.prefix(7) }
}
