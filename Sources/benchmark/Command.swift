/// A program and what it is run with.
struct Command {
  let arguments: [String]
  /// Besides our own environment, and before it.
  var variables: [String: String] = [:]
  /// A file for standard input.
  var input = "/dev/null"
  /// Where it runs; nil where the repository is.
  var folder: String?

  init(
    _ arguments: [String], variables: [String: String] = [:], input: String = "/dev/null",
    in folder: String? = nil
  ) {
    (self.arguments, self.variables) = (arguments, variables)
    (self.input, self.folder) = (input, folder)
  }

  /// The same, run by another program.
  func run(by program: [String]) -> Command {
    Command(program + arguments, variables: variables, input: input, in: folder)
  }
}
