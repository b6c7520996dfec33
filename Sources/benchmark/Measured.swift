import Glibc

/// What one run of a program took.
struct Measured {
  /// Seconds.
  let wall: Double
  /// Bytes, at the highest.
  let memory: Int
  let status: Int32

  /// Runs a program to its end, its output thrown away.
  ///
  /// - Parameter input: a file for standard input.
  static func run(_ arguments: [String], in folder: String, input: String = "/dev/null") -> Measured
  {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // Nothing else runs in this program, so that it may move about itself.
    chdir(folder)
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input, O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    var pointers = arguments.map { strdup($0) } + [nil]
    defer { pointers.forEach { free($0) } }
    let start = now()
    var child = pid_t()
    guard posix_spawnp(&child, arguments[0], &actions, nil, &pointers, environ) == 0 else {
      return Measured(wall: 0, memory: 0, status: 127)
    }
    var (status, usage) = (Int32(0), rusage())
    while wait4(child, &status, 0, &usage) < 0, errno == EINTR {}
    return Measured(
      wall: now() - start, memory: usage.ru_maxrss * 1024,
      status: status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F)
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
