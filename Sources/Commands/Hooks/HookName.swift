import CaseStore
import Files
import Git

/// The hooks that we put into a repository.
enum HookName: String, CaseIterable {
  case preCommit = "pre-commit"
  case preMergeCommit = "pre-merge-commit"
  case prepareCommitMessage = "prepare-commit-msg"
  case commitMessage = "commit-msg"
  case prePush = "pre-push"
  case preReceive = "pre-receive"
  case postReceive = "post-receive"

  /// Those of a repository that people work in, or those of the one that they share.
  static func all(onServer: Bool) -> [HookName] { allCases.filter { $0.isOnServer == onServer } }

  var isOnServer: Bool {
    switch self {
    case .preReceive, .postReceive: true
    case .preCommit, .preMergeCommit, .prepareCommitMessage, .commitMessage, .prePush: false
    }
  }

  /// Whether git tells it by standard input what it is about.
  private var readsInput: Bool {
    switch self {
    case .prePush, .preReceive, .postReceive: true
    case .preCommit, .preMergeCommit, .prepareCommitMessage, .commitMessage: false
    }
  }
}

extension HookName {
  static let suffix = OwnHook.suffix

  func file(in folder: String) -> HookFile {
    OwnHook.file(rawValue, in: folder)
  }

  private static func here(_ program: String) -> String {
    """
    # What duban-git itself records has been judged already.
    [ -z "$DUBAN_GIT_RECORDING" ] || exit 0
    program=$(command -v duban-git) || program=\(program.quotedForShell)
    """
  }

  /// Variables are whatever the one who pushes makes them.
  private static func onServer(_ program: String) -> String {
    """
    program=\(program.quotedForShell)
    [ -x "$program" ] || program=$(command -v duban-git)
    """
  }

  /// The script: the user's own hook first, then ours.
  ///
  /// - Parameter program: an absolute path, for where `PATH` has no `duban-git`.
  func script(program: String) -> String {
    let kept =
      readsInput
      ? """
      lines=$(cat; echo .)
      lines=${lines%.}
      if [ -x "$kept" ]; then
        printf %s "$lines" | "$kept" "$@" || exit
      fi
      """
      : """
      if [ -x "$kept" ]; then
        "$kept" "$@" || exit
      fi
      """
    return """
      #!/bin/sh
      \(OwnHook.mark) \(rawValue)
      # 由 duban-git hooks install 写入,hooks uninstall 卸载。此处的改动会丢失;自己的钩子写在 \(rawValue)\(Self.suffix)。
      # Written by `duban-git hooks install`. Edits here are lost; your own goes to \(rawValue)\(Self.suffix).
      # By our own name, since a manager of hooks may have given this file another.
      kept="${0%/*}/\(rawValue)\(Self.suffix)"
      \(kept)
      # Another hook of the user's may be a link to this one.
      case ${0##*/} in \(rawValue)|\(rawValue).*) ;; *) exit 0 ;; esac
      \(isOnServer ? Self.onServer(program) : Self.here(program))
      if [ ! -x "$program" ]; then
        echo "\(rawValue): 找不到 duban-git / duban-git not found: $program" >&2
        exit 1
      fi
      \(readsInput ? #"printf %s "$lines" | "$program""# : #"exec "$program""#) hook \(rawValue) "$@"

      """
  }
}
