import Files
import Glibc
import Messages
import Synchronization

/// How far a long piece of work is: a line at the terminal that is drawn over and in the end wiped
/// away, and only for work of more than a second.
final class ProgressLine: Sendable {
  private let session: Session
  private let drawn = Mutex<(progress: WorkProgress, at: ContinuousClock.Instant)?>(nil)

  private init(in session: Session) {
    self.session = session
  }

  /// What listens to the work of a run; nil where there is no terminal that can wipe a line.
  static func listener(in session: Session) -> WorkProgress.Listener? {
    guard session.console.errorIsTerminal, session.environment["TERM"] != "dumb" else { return nil }
    return WorkProgress.Listener(ProgressLine(in: session).hear)
  }

  @Sendable private func hear(_ progress: WorkProgress) {
    let now = ContinuousClock.now
    guard progress.isOver || progress.start.map({ now - $0 > .seconds(1) }) == true else { return }
    drawn.withLock { drawn in
      if progress.isOver {
        guard drawn?.progress === progress else { return }
        session.console.redrawError("")
        drawn = nil
        return
      }
      if let drawn {
        // Of two works at once the first is shown.
        guard drawn.progress === progress, now - drawn.at > .milliseconds(100) else { return }
      }
      guard Self.isInForeground else { return }
      session.console.redrawError("\(session(progress.words)) \(progress.share)")
      drawn = (progress, now)
    }
  }

  /// A job in the background leaves the terminal to whoever works there.
  private static var isInForeground: Bool {
    let group = tcgetpgrp(STDERR_FILENO)
    return group < 0 || group == getpgrp()
  }
}

extension WorkProgress {
  fileprivate var words: Phrase {
    switch work {
    case .reading: Phrase(zh: "读案件", en: "reading cases")
    case .writing: Phrase(zh: "写出", en: "writing")
    case .walking: Phrase(zh: "读提交", en: "reading commits")
    case .storing: Phrase(zh: "存对象", en: "storing objects")
    case .recording: Phrase(zh: "记提交", en: "recording commits")
    case .syncing: Phrase(zh: "等磁盘写完", en: "waiting for the disk")
    }
  }

  /// `43% (4300/10000)`; only the count where nobody knows of how many.
  fileprivate var share: String {
    guard let total, total > 0 else { return done > 0 ? "\(done)" : "" }
    return "\(done * 100 / total)% (\(done)/\(total))"
  }
}
