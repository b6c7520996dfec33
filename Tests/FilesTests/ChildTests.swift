import Files
import Testing
import TestSupport

@Suite struct ChildTests {
  private let environment = Environment(["PATH": "/usr/bin:/bin", "NAME": "值"])

  @Test func inputOutputAndStatusAreHandedOver() async throws {
    let script = "cat; printf %s \"$NAME\" >&2; exit 3"
    let child = Child(
      "sh", ["-c", script], environment: environment,
      input: Array("一\n".utf8))
    let output = try await child.run()
    #expect(output.status == 3)
    #expect(output.standardOutput == Array("一\n".utf8))
    #expect(output.standardError == Array("值".utf8))
    let failed = FileError.failed(program: "sh -c", status: 3, words: "值")
    await #expect(throws: failed) { try await child.output() }
  }

  @Test func largeInputAndOutputDoNotBlockEachOther() async throws {
    let bytes = [UInt8](repeating: 0x61, count: 3 << 20)
    let output = try await Child("cat", [], environment: environment, input: bytes).output()
    #expect(output == bytes)
  }

  @Test func itRunsWhereItIsTold() async throws {
    try await withDirectory { folder in
      let output = try await Child("pwd", ["-P"], environment: environment, in: folder).output()
      #expect(
        String(decoding: output, as: UTF8.self).hasSuffix(
          "\(folder.split(separator: "/").last ?? "")\n"))
    }
  }

  @Test func aSignalIsToldAsAShellTellsIt() async throws {
    let output = try await Child("sh", ["-c", "kill -9 $$"], environment: environment).run()
    #expect(output.status == 137)
  }

  @Test(arguments: rows(["没有的程序", "/usr", "./没有"]))
  func aProgramThatIsNotThereIsNamed(program: String) async throws {
    let error = await #expect(throws: FileError.self) {
      try await Child(program, [], environment: environment).run()
    }
    guard case .cannotRun(let named, _) = error else { throw try #require(error) }
    #expect(named == program)
  }
}
