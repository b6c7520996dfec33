import Files
import Git
import Messages
import OnDemand
import Prose
import Spreadsheet
import XMLReader
import Zip

/// Which program this is.
enum Version {
  static let number = "0.2.0"

  /// `duban-git 0.2.0 (dcbd24e1c2f3)`
  static func text(builtFrom commit: String?) -> String {
    "duban-git \(number)" + (commit.map { " (\($0))" } ?? "")
  }

  /// The C libraries, each loaded by looking at it.
  static var libraries: [Library] {
    [.git2, .zlib, .cmarkGFM, .xlsxWriter, .expat, .zip, .openSSL]
  }

  /// Below the version, the C libraries as this system has them, a line each. To ask them loads
  /// them, which takes longer than all the rest of a start.
  static func withLibraries(builtFrom commit: String?, in language: Language) -> String {
    let lines = libraries.map { library in
      library.fault.flatMap { Failure($0).message?[language] }
        ?? "\(library.name) \(library.version ?? "")"
    }
    return ([text(builtFrom: commit)] + lines).joined(separator: "\n")
  }
}
