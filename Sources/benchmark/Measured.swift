import Files
import Glibc

/// What one run of a program took.
struct Measured {
  /// Seconds.
  let wall: Double
  /// Seconds of processor time, in user space and in the kernel, of all its processes.
  let processor: Double
  let status: Int32
  /// Whether it took longer than it might, and was stopped.
  var isStopped = false

  /// What stops a program, each after the one before was of no use. GNU time, which measures memory,
  /// outlives the first two, and tells what it saw.
  private static let stopping = [SIGINT, SIGQUIT, SIGKILL]

  /// Runs a program to its end, its output thrown away.
  ///
  /// - Parameters:
  ///   - folder: where it runs, unless the command says so itself; nil where that is all the same.
  ///   - limit: seconds after which it is stopped, with all that it has started.
  ///   - grace: seconds in which what is told to stop may clean up after itself.
  static func run(
    _ command: Command, in folder: String? = nil, limit: Double = .infinity, grace: Double = 5
  ) -> Measured {
    // Before there is a child, whose end could otherwise be missed.
    let signals = WaitedSignals()
    defer { signals.restore() }
    let start = now()
    guard let child = child(command, in: folder) else {
      return Measured(wall: 0, processor: 0, status: 127)
    }
    var (status, usage) = (Int32(0), rusage())
    var (stops, received) = (0, nil as Int32?)
    var deadline = start + limit
    while wait4(child, &status, WNOHANG, &usage) == 0 {
      let signal = signals.wait(atMost: deadline - now())
      if signal == SIGINT || signal == SIGTERM { (received, deadline) = (signal, now()) }
      guard now() >= deadline else { continue }
      kill(-child, stopping[min(stops, stopping.count - 1)])
      (stops, deadline) = (stops + 1, now() + grace)
    }
    let end = now()
    if let received {
      signals.restore()
      raise(received)
    }
    return Measured(
      wall: end - start, processor: seconds(usage.ru_utime) + seconds(usage.ru_stime),
      status: status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F, isStopped: stops > 0)
  }

  private static func child(_ command: Command, in folder: String?) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // Nothing else runs in this program, so that it may move about itself.
    if let place = command.folder ?? folder, chdir(place) != 0 { return nil }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, command.input, O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A group of its own, which is stopped as a whole; and none of our signals, which a shell may
    // have told us to ignore.
    var (none, all) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    var arguments = command.arguments.map { strdup($0) } + [nil]
    let environment = Environment.ofProcess().variables.merging(command.variables) { $1 }
    var variables = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { (arguments + variables).forEach { free($0) } }
    var child = pid_t()
    let result = posix_spawnp(
      &child, command.arguments[0], &actions, &attributes, &arguments, &variables)
    return result == 0 ? child : nil
  }

  private static func seconds(_ time: timeval) -> Double {
    Double(time.tv_sec) + Double(time.tv_usec) / 1e6
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

/// The signals that end a wait for a child: its own end, and what ends us, since the child is in a
/// group of its own and the terminal does not tell it.
private struct WaitedSignals {
  private var watched = sigset_t()
  private var before = sigset_t()

  /// Holds them back, so that they are there when they are waited for.
  init() {
    sigemptyset(&watched)
    for signal in [SIGCHLD, SIGINT, SIGTERM] { sigaddset(&watched, signal) }
    pthread_sigmask(SIG_BLOCK, &watched, &before)
  }

  func restore() {
    var before = before
    pthread_sigmask(SIG_SETMASK, &before, nil)
  }

  /// The one that came; nil where none did for so many seconds.
  func wait(atMost seconds: Double) -> Int32? {
    // Where there are several threads, another may have been told of the child.
    let step = max(0, min(seconds, 0.05))
    var time = timespec(tv_sec: 0, tv_nsec: Int(step * 1e9))
    var watched = watched
    let signal = sigtimedwait(&watched, nil, &time)
    return signal > 0 ? signal : nil
  }
}
