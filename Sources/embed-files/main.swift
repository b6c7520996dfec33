import Foundation

// Writes a Swift file that holds the texts of other files: embed-files ROOT OUTPUT FILE…
let arguments = CommandLine.arguments
let root = arguments[1].hasSuffix("/") ? arguments[1] : arguments[1] + "/"
var source = """
  /// Texts made part of the program, by their paths from the top. Generated from those files.
  enum EmbeddedFiles {
    static let all: [(path: String, text: String)] = [

  """
for file in arguments.dropFirst(3) {
  let text = try String(contentsOf: URL(filePath: file), encoding: .utf8)
  let fence = String(repeating: "#", count: 6)
  let path = file.hasPrefix(root) ? String(file.dropFirst(root.count)) : file
  source += "    (\n      \"\(path)\",\n\(fence)\"\"\"\n\(text)\n\"\"\"\(fence)\n    ),\n"
}
source += "  ]\n}\n"
try source.write(to: URL(filePath: arguments[2]), atomically: true, encoding: .utf8)
