import Foundation

// Writes a Swift file that holds the fingerprint of others: embed-fingerprint ROOT OUTPUT FILE…
let root = CommandLine.arguments[1]
let output = CommandLine.arguments[2]
var fingerprint = Fingerprint()
for file in CommandLine.arguments.dropFirst(3) {
  fingerprint.add(
    String(file.trimmingPrefix(root)), try Data(contentsOf: URL(filePath: file)))
}
let source = """
  /// Of all sources that this target is made of. Generated from them.
  let sourceFingerprint = "\(String(fingerprint.value, radix: 16))"

  """
try source.write(to: URL(filePath: output), atomically: true, encoding: .utf8)
