/// The environment variables of the process, handed in by the program.
///
/// Only `Commands` reads the process's environment, so that a test can give each repository its own.
/// The same variables are given to the programs that are run.
package struct Environment: Hashable, Sendable {
  package var variables: [String: String]

  package init(_ variables: [String: String]) { self.variables = variables }

  /// The value of a variable, with an empty one counting as absent, as in git.
  package subscript(name: String) -> String? {
    variables[name].flatMap { $0.isEmpty ? nil : $0 }
  }
}
