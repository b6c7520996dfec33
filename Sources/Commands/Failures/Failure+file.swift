import CaseStore
import Files
import Glibc
import Messages

extension Failure {
  /// The words for what the disk refused, or a program that was run.
  init(_ error: FileError) {
    switch error {
    case .system("open", let path, ELOOP):
      self.init(
        .input,
        Phrase(
          zh: "\(path) 是符号链接,不跟随", en: "\(path) is a symbolic link, which is not followed"),
        hint: Phrase(zh: "换成文件本身", en: "put the file itself there"))
    case .system(let call, let path, let code):
      let reason = SystemError.words(code)
      // Nobody has heard of a file that only we name.
      if let folder = FilePlace(path).folderOfTemporary {
        self.init(
          .world,
          Phrase(
            zh: "不能在 \(folder) 里写文件:\(reason.zh)(\(call))",
            en: "cannot write a file in \(folder): \(reason.en) (\(call))"))
        return
      }
      self.init(
        .world,
        Phrase(zh: "\(path):\(reason.zh)(\(call))", en: "\(path): \(reason.en) (\(call))"))
    case .notAFile(let path):
      self.init(
        .world,
        Phrase(
          zh: "\(path) 不是普通文件(是管道、套接字或设备)",
          en: "\(path) is not a file but a pipe, a socket or a device"))
    case .cannotRun(let program, let words):
      let reason = SystemError.translated(words)
      self.init(
        .world,
        Phrase(zh: "不能运行 \(program):\(reason.zh)", en: "cannot run \(program): \(reason.en)"))
    case .failed(let program, let status, let words):
      let said = words.lastLine
      self.init(
        .input,
        Phrase(
          zh: "\(program) 拒绝(\(status)):\(said)", en: "\(program) refused (\(status)): \(said)"))
    case .cannotUse(let fault): self.init(fault)
    }
  }
}
