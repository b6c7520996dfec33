import Glibc

/// Environment variables, handed in by the program.
///
/// Only what runs as a program asks for those of the process, so that a test can give each repository
/// its own. The same variables are given to the programs that are run.
package struct Environment: Hashable, Sendable {
  package var variables: [String: String]

  package init(_ variables: [String: String]) { self.variables = variables }

  /// The value of a variable, with an empty one counting as absent, as in git.
  package subscript(name: String) -> String? {
    variables[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// What the process was started with.
  package static func ofProcess() -> Environment {
    var variables = Dictionary<String, String>(minimumCapacity: 64)
    var entry = environ
    while let raw = entry.pointee {
      if let equals = strchr(raw, Int32(UInt8(ascii: "="))) {
        let name = UnsafeRawBufferPointer(start: raw, count: equals - raw)
        variables[String(decoding: name, as: UTF8.self)] = String(cString: equals + 1)
      }
      entry += 1
    }
    return Environment(variables)
  }
}
