import FoundationEssentials
import Subprocess

/// A browser without a window, where one is installed.
package struct Chromium: Sendable {
  /// Where it keeps its profile and what it is asked to write.
  private let folder: String

  /// - Parameter folder: a folder of the test's own.
  package init(keepingIn folder: String) {
    self.folder = folder
  }

  package struct Visit: Sendable {
    /// The page as its script has left it.
    package let document: String
    /// What the browser's console says: errors, and what the page's policy has forbidden.
    package let console: [String]
    /// The addresses that were asked for over a network, the browser's own included.
    package let requests: String
  }

  package func visit(_ page: String, fragment: String = "") async throws -> Visit {
    let log = "\(folder)/net.json"
    let result = try await launch([
      "--dump-dom", "--log-net-log=\(log)", "file://\(page)\(fragment)",
    ])
    let requests = (try? Data(contentsOf: URL(filePath: log))).map {
      String(decoding: $0, as: UTF8.self)
    }
    return Visit(
      document: result.output, console: result.errors.filter { $0.contains("CONSOLE") },
      requests: requests ?? "")
  }

  /// The page printed, as a PDF file.
  package func print(_ page: String) async throws -> [UInt8] {
    let file = "\(folder)/page.pdf"
    _ = try await launch(["--no-pdf-header-footer", "--print-to-pdf=\(file)", "file://\(page)"])
    return Array(try Data(contentsOf: URL(filePath: file)))
  }

  private func launch(_ arguments: [String]) async throws -> (output: String, errors: [String]) {
    let common = [
      // Not a verdict, but an end for what hangs.
      "3600", "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
      "--user-data-dir=\(folder)/profile", "--enable-logging=stderr",
    ]
    let result = try await run(
      .name("timeout"), arguments: Arguments(common + arguments),
      output: .string(limit: 1 << 24), error: .string(limit: 1 << 22))
    return (
      result.standardOutput, result.standardError.split(separator: "\n").map { String($0) }
    )
  }
}
