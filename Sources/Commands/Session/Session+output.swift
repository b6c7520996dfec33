import Files
import Git
import Messages

extension Session {
  /// Whether to colour what goes to standard output: `--color`, then `NO_COLOR`, then `color.ui`.
  var usesColour: Bool {
    switch colourChoice {
    case .always: return true
    case .never: return false
    case .auto: break
    }
    if let set = environment["NO_COLOR"], !set.isEmpty { return false }
    guard console.outputIsTerminal, environment["TERM"] != "dumb" else {
      return configured("color.ui") == "always"
    }
    return !["never", "false", "no", "off", "0"].contains(
      configured("color.ui")?.lowercased() ?? "")
  }

  /// Git's configuration, read only at a terminal, where the start of libgit2 is not felt.
  private func configured(_ name: String) -> String? {
    guard console.outputIsTerminal else { return nil }
    return try? Repository.discover(from: "\(directory)", environment: environment)
      .configuredString(name)
  }

  /// The columns to lay text out in: the terminal's, or none where output goes elsewhere.
  var width: Int? { console.width(in: environment) }

  /// Shows a text through the pager by git's rules: only at a terminal, and not `cat` or nothing.
  func page(_ text: String) async throws(Failure) {
    guard console.outputIsTerminal, paging != false, !text.isEmpty, let pager else {
      console.write(text, colours: usesColour)
      return
    }
    var environment = environment
    // Git's own defaults: quit if it fits, pass colours, leave the screen.
    if environment["LESS"] == nil { environment.variables["LESS"] = "FRX" }
    // Whatever the locale says, what we write is UTF-8.
    if environment["LESSCHARSET"] == nil { environment.variables["LESSCHARSET"] = "utf-8" }
    if environment["LV"] == nil { environment.variables["LV"] = "-c" }
    let status = try? await Child(
      "sh", ["-c", pager], environment: environment, in: "\(directory)"
    ).runFed(Array(text.safeLines(colours: usesColour).utf8))
    // What the shell gives for a program that is not there, or that it may not run.
    if status == nil || status == 126 || status == 127 {
      console.write(text, colours: usesColour)
    }
  }

  /// `GIT_PAGER`, `core.pager`, `PAGER`, then `less`; nil for none.
  private var pager: String? {
    let chosen =
      environment["GIT_PAGER"] ?? configured("core.pager") ?? environment["PAGER"] ?? "less"
    return chosen.isEmpty || chosen == "cat" ? nil : chosen
  }

  /// A path from the top of the case repository, as seen from where we are.
  func shown(_ path: String, in top: FilePlace) -> String {
    guard directory != top else { return path }
    let here = directory.bytes.split(separator: UInt8(ascii: "/"))
    let there = (top.bytes + [UInt8(ascii: "/")] + Array(path.utf8))
      .split(separator: UInt8(ascii: "/"))
    var shared = 0
    while shared < min(here.count, there.count - 1), here[shared] == there[shared] { shared += 1 }
    let parts =
      Array(repeating: Array("..".utf8), count: here.count - shared)
      + there[shared...].map(Array.init)
    return parts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "/")
  }
}
