import Git
import TestSupport

extension GitCLI {
  /// The same repository through `Git`, with the same environment.
  func open() throws -> Repository {
    try Repository(at: directory, environment: GitEnvironment(variables))
  }
}
