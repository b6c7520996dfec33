import FoundationEssentials

/// The files of the project itself, found from where the tests are.
package enum ProjectFiles {
  package static let root: String = {
    let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    return parts.prefix { $0 != "Tests" }.joined(separator: "/")
  }()

  package static func bytes(of path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: "\(root)/\(path)")))
  }

  /// The paths of all files below some folders, sorted.
  package static func paths(below folders: String...) throws -> [String] {
    try folders.flatMap { folder in
      try FileManager.default.subpathsOfDirectory(atPath: "\(root)/\(folder)").sorted()
        .map { "\(folder)/\($0)" }
        // Folders of ours have no suffix.
        .filter { $0.split(separator: "/").last?.contains(".") == true }
    }
  }
}
