import FrontMatter
import Git

/// How far a long piece of work is: a line at the terminal that is drawn over and in the end wiped
/// away, and only for work of more than a second.
struct Progress: ~Copyable {
  private let session: Session
  private let what: Phrase
  private let total: Int?
  private let start = ContinuousClock.now
  private var last: ContinuousClock.Instant
  private var isShown = false

  init(_ what: Phrase, of total: Int? = nil, in session: Session) {
    self.what = what
    self.total = total
    self.session = session
    last = start
  }

  /// Says that `count` are done.
  mutating func reached(_ count: Int) {
    let now = ContinuousClock.now
    guard session.console.errorIsTerminal, session.environment["TERM"] != "dumb",
      now - start > .seconds(1), !isShown || now - last > .milliseconds(100)
    else { return }
    last = now
    isShown = true
    let share = total.map { "\(count)/\($0)" } ?? "\(count)"
    session.console.writeError("\r\(session(what)) \(share)\u{1B}[K")
  }

  deinit {
    if isShown { session.console.writeError("\r\u{1B}[K") }
  }
}
