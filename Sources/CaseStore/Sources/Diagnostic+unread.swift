import Files
import FrontMatter
import Glibc
package import Messages
import Supervision

extension Unread {
  /// What is said of it where it lies: it has no text to point into.
  package var finding: Diagnostic {
    switch reason {
    case .unreadable(.tooLarge(let bytes)): .fileTooLarge(bytes)
    case .unreadable(let reason): Diagnostic(.caseUnreadable, reason.words, at: 0..<0)
    case .absent:
      Diagnostic(
        .caseUnreadable,
        Phrase(
          zh: "稀疏检出没有取出,内容也不在这个部分克隆中",
          en: "the sparse checkout leaves it out, and this partial clone lacks its contents"),
        at: 0..<0,
        help: Phrase(
          zh: "运行 git fetch --refetch --no-filter", en: "run git fetch --refetch --no-filter"))
    case .otherRepository:
      Diagnostic(
        .nestedRepository,
        Phrase(
          zh: "这里是另一个 git 仓库(如子模块),其中的案件不算本库的",
          en: "this is another git repository, such as a submodule; its cases are not ours"),
        at: 0..<0)
    case .copy(let original):
      Diagnostic(
        .duplicateCaseNumber,
        Phrase(
          zh: "是 \(original) 的副本,没有计入", en: "a copy of \(original), which is not counted"),
        at: 0..<0, help: .removingCopy(path))
    case .illegible(let fault): fault
    case .misnamed:
      Diagnostic(
        .caseUnreadable,
        Phrase(
          zh: "文件名不以 .md 结尾,没有当作案件读", en: "its name does not end in .md, so it is not read"),
        at: 0..<0, help: .renaming(path))
    }
  }
}

extension Phrase {
  fileprivate static func renaming(_ path: RelativePath) -> Phrase {
    let stem = path.lastComponent.prefix { $0 != UInt8(ascii: ".") }
    let command = "mv \(path.shellWord) \(path.parent.appending(stem + ".md".utf8).shellWord)"
    return Phrase(zh: "是案件就改名:\(command)", en: "if it is a case, rename it: \(command)")
  }

  static func removingCopy(_ path: RelativePath) -> Phrase {
    Phrase(
      zh: "内容都在原件里的,删去副本:rm \(path.shellWord)",
      en: "if the original has all that it says, remove it: rm \(path.shellWord)")
  }
}

extension Unreadable {
  package var words: Phrase {
    switch self {
    case .symbolicLink:
      Phrase(zh: "是符号链接,没有读", en: "a symbolic link, which is not followed")
    case .folder: Phrase(zh: "是文件夹,不是文件", en: "a folder, not a file")
    case .notAFile:
      Phrase(zh: "是管道、套接字或设备,不是文件", en: "a pipe, a socket or a device, not a file")
    case .tooLarge(let bytes): Diagnostic.fileTooLarge(bytes).message
    case .failed(code: EACCES): Phrase(zh: "没有读取权限", en: "no permission to read it")
    case .failed(let code):
      Phrase(
        zh: "读不出来:\(SystemError.words(code).zh)",
        en: "cannot be read: \(SystemError.words(code).en)")
    }
  }
}
