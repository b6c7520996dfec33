import Files
import Glibc
import Messages

/// Where a command writes: the real descriptors.
///
/// Text goes through one door, whatever it was made of: nothing in it does at a terminal what only we
/// should do. Bytes are for programs, and go as they are.
struct Console: Sendable {
  let outputIsTerminal: Bool
  let errorIsTerminal: Bool
  let inputIsTerminal: Bool

  static let standard = Console(
    outputIsTerminal: isatty(STDOUT_FILENO) == 1, errorIsTerminal: isatty(STDERR_FILENO) == 1,
    inputIsTerminal: isatty(STDIN_FILENO) == 1)

  /// Opens what the program was started without: the next file that is opened would have its number,
  /// and take what is printed. It reads as empty, and nothing can be written to it.
  static func holdDescriptors() {
    var descriptor: Int32
    repeat {
      descriptor = open("/dev/null", O_RDONLY)
    } while (0...STDERR_FILENO).contains(descriptor)
    close(descriptor)
  }

  /// Writes to standard output. A reader that has gone away is no error: the program ends quietly.
  ///
  /// - Parameter colours: whether the text has colours of ours.
  func write(_ text: String, colours: Bool = false) {
    write(Array(text.safeLines(colours: colours).utf8))
  }

  func write(_ bytes: [UInt8]) {
    switch Self.write(bytes, to: STDOUT_FILENO) {
    case 0: return
    case EPIPE: exit(0)
    case let code:
      writeError("duban-git: error: \(String(cString: strerror(code)))\n")
      exit(ExitStatus.world.rawValue)
    }
  }

  func writeError(_ text: String, colours: Bool = false) {
    _ = Self.write(Array(text.safeLines(colours: colours).utf8), to: STDERR_FILENO)
  }

  /// Draws over the line where the cursor stands.
  func redrawError(_ line: String) {
    _ = Self.write(Array("\r\(line.safeForTerminal)\u{1B}[K".utf8), to: STDERR_FILENO)
  }

  /// Writes all of `bytes`, however many calls it takes, and gives the `errno` of a failure.
  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    var done = 0
    while done < bytes.count {
      let written = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress! + done, bytes.count - done)
      }
      if written < 0 {
        if errno == EINTR { continue }
        return errno
      }
      done += written
    }
    return 0
  }

  /// Everything there is on standard input.
  func readAll() -> [UInt8] {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(STDIN_FILENO, &piece, piece.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return bytes }
      bytes += piece[..<count]
    }
  }

  /// The columns of the terminal, or what `COLUMNS` says; nil where output goes elsewhere.
  func width(in environment: Environment) -> Int? {
    if let columns = environment["COLUMNS"].flatMap({ Int($0) }), columns > 0 { return columns }
    guard outputIsTerminal else { return nil }
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Asks a question at the terminal and reads one line; nil at the end of input.
  func ask(_ question: String) -> String? {
    writeError(question)
    let answer = readLine(strippingNewline: true)
    // Ctrl-D leaves the cursor behind the question.
    if answer == nil { writeError("\n") }
    return answer
  }
}
