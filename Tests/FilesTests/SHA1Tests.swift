import Files
import Testing
import TestSupport

/// Bytes hash to what `sha1sum` says of them.
@Suite struct SHA1Tests {
  @Test(
    arguments: rows(
      ["", "a", "督办\n", String(repeating: "台账", count: 100_000)],
      named: { "\($0.utf8.count) bytes" }))
  func bytesHashAsOthersHashThem(text: Named<String>) async throws {
    let text = text.value
    try await withFolder { folder in
      try folder.write("之前" + text, to: "文件")
      let said = try await folder.run("sha1sum", folder.path("文件")).prefix(40)
      // A slice, as the index hands one over.
      let bytes = Array("。之前\(text)。".utf8)
      let digest = try sha1(bytes[3..<bytes.count - 3])
      let digits = digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
      #expect(digits == said)
    }
  }
}
