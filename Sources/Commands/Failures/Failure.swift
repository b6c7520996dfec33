import Messages

/// The exit codes of the command line's contract.
enum ExitStatus: Int32, Sendable {
  /// Done and clean.
  case done = 0
  /// Findings of severity error, or something overdue where that was asked.
  case findings = 1
  case usage = 2
  /// Not a case repository, or one that we do not record in.
  case repository = 3
  /// Not recorded because the input is wrong.
  case input = 4
  /// The disk, a permission or a lock.
  case world = 5
}

/// Why a command ends without having done what was asked.
struct Failure: Error, Sendable {
  let status: ExitStatus
  /// What is wrong, in one line; nil where it has been said already.
  let message: Phrase?
  let hint: Phrase?

  init(_ status: ExitStatus, _ message: Phrase?, hint: Phrase? = nil) {
    self.status = status
    self.message = message
    self.hint = hint
  }

  static func usage(_ message: Phrase, hint: Phrase? = nil) -> Failure {
    Failure(.usage, message, hint: hint)
  }
}
