import Files
import Git
import Glibc

extension Session {
  /// Whether we are a hook of `git commit --amend`, of which git tells `pre-commit` nothing.
  ///
  /// The command line of the process that started us says so; where it cannot be read, or another
  /// program stands in between, the commit is judged as one of its own.
  var isAmending: Bool {
    guard let bytes = try? FilePlace("/proc/\(getppid())/cmdline").read()?.bytes else {
      return false
    }
    let words = bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    guard let program = words.first?.split(separator: "/").last, program == "git",
      let command = words.firstIndex(of: "commit")
    else { return false }
    let options = words[command...].prefix { $0 != "--" }
    return zip(options, options.dropFirst()).contains { before, word in
      word == "--amend" && !before.takesValue
    }
  }
}

extension String {
  /// Whether this option of `git commit` takes the next word for its value: `-m`, `-am`, `--file`.
  fileprivate var takesValue: Bool {
    if hasPrefix("--") {
      return [
        "--message", "--file", "--author", "--date", "--template", "--reuse-message",
        "--reedit-message", "--fixup", "--squash", "--cleanup", "--trailer", "--pathspec-from-file",
      ].contains(self)
    }
    return hasPrefix("-") && last.map { "mFCct".contains($0) } ?? false
  }
}

extension Repository {
  /// Whether a branch that was fetched from elsewhere has `HEAD` already.
  func isHeadShared() async throws(Failure) -> Bool {
    let names = try await running(
      await git(
        "for-each-ref", "--count=1", "--contains=HEAD", "--format=%(refname)", "refs/remotes"
      ).output())
    return !names.isEmpty
  }
}
