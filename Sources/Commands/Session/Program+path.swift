import Glibc

extension Program {
  /// The file of the running program, which hooks and drivers call where `PATH` has no `duban-git`.
  static var path: String {
    let raw = realpath("/proc/self/exe", nil) ?? realpath(CommandLine.arguments[0], nil)
    defer { free(raw) }
    return raw.map { String(cString: $0) } ?? CommandLine.arguments[0]
  }
}
