import Files
import Glibc

/// The programs that ours is held against, as far as they are installed.
enum Peers {
  static func path(of program: String) -> String? {
    let folders = Environment.ofProcess()["PATH"] ?? "/usr/bin:/bin"
    return folders.split(separator: ":").map { "\($0)/\(program)" }.first {
      access($0, X_OK) == 0
    }
  }
}
