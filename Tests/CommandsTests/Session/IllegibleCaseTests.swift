import Foundation
import Glibc
import Testing
import TestSupport

/// A case that is there and cannot be read is a line of its own in every view, and told as what it is.
@Suite(.seeded) struct IllegibleCaseTests {
  enum Fault: String, CaseIterable, Sendable {
    case gbk, utf16, utf16WithoutMark, broken, noSteps, misnamed, capitals

    /// What is said of it.
    var words: String {
      switch self {
      case .gbk: "GBK(GB18030)"
      case .utf16, .utf16WithoutMark: "UTF-16"
      case .broken: "is not closed"
      case .noSteps: "步骤"
      case .misnamed, .capitals: "does not end in .md"
      }
    }

    var path: String {
      switch self {
      case .misnamed: "cases/2026/2026-0001.md.txt"
      case .capitals: "cases/2026/2026-0001.MD"
      case .gbk, .utf16, .utf16WithoutMark, .broken, .noSteps: HooksTests.path
      }
    }

    func make(in git: GitCLI) throws {
      let place = git.path(HooksTests.path)
      let text = try git.read(HooksTests.path)
      func write(_ data: Data?) throws { try #require(data).write(to: URL(filePath: place)) }
      switch self {
      case .gbk: try write(text.inGB18030)
      case .utf16: try write(Data([0xFF, 0xFE]) + #require(text.data(using: .utf16LittleEndian)))
      case .utf16WithoutMark: try write(text.data(using: .utf16BigEndian))
      case .broken: try git.write("---\n编号: \"2026-0001\n过程: [\n", to: HooksTests.path)
      case .noSteps: try git.write(text.replacing("步骤:", with: "步驟:"), to: HooksTests.path)
      case .misnamed, .capitals:
        try FileManager.default.moveItem(atPath: place, toPath: git.path(path))
      }
    }
  }

  @Test(arguments: rows(Fault.allCases)) func everyViewHasALineOfIt(fault: Fault) async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      try fault.make(in: git)
      let porcelain = try await duban("status", "--porcelain")
      #expect(porcelain.output.hasSuffix("none\t-\t\(fault.id)\t-\tunread\t\(fault.path)\n"))
      for arguments in [
        ["status"], ["status", "-s"], ["due"], ["ledger"], ["ledger", "--format", "csv"],
        ["ledger", "--format", "md"], ["ledger", "--where", "事项:没有"],
        ["bulletin", "--since", "2026-02-01"],
      ] {
        let result = try await duban(arguments)
        #expect(result.status == 0)
        #expect(result.errors.contains(fault.path), "\(arguments): \(result.errors)")
        // A paper for others names no files.
        if arguments[0] == "bulletin" { continue }
        #expect(result.output.contains(fault.id), "\(arguments): \(result.output)")
        #expect(!result.output.contains("nothing is owed"))
      }
      #expect(try await duban("status", "--exit-code").status == 1)
      for arguments in [
        ["ledger", "--format", "json"], ["due", "--format", "json"],
        ["ledger", "--by", "stage", "--format", "json"],
      ] {
        let json = try JSONSerialization.jsonObject(
          with: Data(try await duban(arguments).output.utf8))
        let unread = try #require((json as? [String: Any])?["unread"] as? [[String: Any]])
        #expect(unread.map { $0["path"] as? String } == [fault.path], "\(arguments)")
      }
      #expect(try await duban("ledger", "--by", "stage").output.contains("另有1件读不出来"))
      try await expect(duban("ledger", "--format", "html", "-o", "网页"))
      for page in ["网页/index.html", "网页/ledger.html"] {
        #expect(try git.read(page).contains(fault.id), "\(page)")
      }
    }
  }

  /// An earlier day, on which the case was not registered yet, has nothing to say of it.
  @Test func aLaterCaseWithAMistakeIsNoneOfAnEarlierDay() async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      try git.write(
        try git.read(HooksTests.path).replacing("批办性", with: "批办"), to: HooksTests.path)
      let before = try await duban("ledger", "--as-of", "2026-01-01", "--format", "csv")
      #expect(!before.output.contains("2026-0001"))
      let now = try await duban("status", "--porcelain")
      #expect(now.output.contains("\tdocket\t"))
      #expect(now.output.hasSuffix("none\t-\t2026-0001\t-\tunreliable\t\(HooksTests.path)\n"))
    }
  }

  /// Another encoding is one finding, whoever meets it, and `check --fix` takes it back byte for byte.
  @Test(arguments: rows([Fault.gbk, .utf16, .utf16WithoutMark]))
  func anotherEncodingIsToldOnceAndConverted(fault: Fault) async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      let text = try git.read(HooksTests.path)
      try fault.make(in: git)
      for arguments in [
        ["check"], ["check", "2026-0001"], ["commit"], ["commit", "--dry-run"],
        ["step", "2026-0001", "立项", "--批准", "省委秘书长"], ["show", "2026-0001"],
        ["letter", "2026-0001", "--kind", "督办函"],
      ] {
        let result = try await duban(arguments)
        #expect(result.status != 0, "\(arguments)")
        let said = result.output + result.errors
        #expect(said.components(separatedBy: fault.words).count == 2, "\(arguments): \(said)")
        #expect(!said.contains("is gone"), "\(arguments): \(said)")
      }
      let mended = try await duban("check", "--fix")
      #expect(mended.status == 0, "\(mended.output)\(mended.errors)")
      #expect(try git.read(HooksTests.path) == text)
      #expect(try await duban("commit").output == "nothing to record\n")
    }
  }

  /// What is GBK only by chance, or leads back to other bytes, is left alone.
  @Test func whatIsNotCertainIsNotConverted() async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      let place = URL(filePath: git.path(HooksTests.path))
      let big5 = Data("---\n".utf8) + Data([0xBD, 0x73, 0xB8, 0xB9]) + Data(": 1\n---\n".utf8)
      let damaged = try #require(try git.read(HooksTests.path).inGB18030) + Data([0xFF])
      for data in [big5, damaged] {
        try data.write(to: place)
        let result = try await duban("check", "--fix", "2026-0001")
        #expect(result.status == 1 && result.output.contains("invalid-utf8"), "\(result.output)")
        #expect(try Data(contentsOf: place) == data)
      }
    }
  }

  /// Lines that were pasted from Windows are lines.
  @Test func aNoteWithCarriageReturnsIsLines() async throws {
    try await HooksTests.withCase(hooks: false) { git, duban in
      try await expect(
        duban("step", "2026-0001", "立项", "--批准", "省委秘书长", "-m", "第一行\r\n第二行"))
      #expect(try git.read(HooksTests.path).contains("    说明: |-\n      第一行\n      第二行\n"))
      try git.write(try git.read(HooksTests.path) + "补记。\n", to: HooksTests.path)
      try await expect(duban("commit", "-m", "一\r\n二"))
      #expect(try await git("log", "-1", "--format=%b").hasPrefix("一\n二\n"))
    }
  }
}

extension IllegibleCaseTests.Fault {
  fileprivate var id: String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return name.hasSuffix(".md") ? String(name.dropLast(3)) : name
  }
}

extension String {
  fileprivate var inGB18030: Data? {
    guard let converter = iconv_open("GB18030", "UTF-8") else { return nil }
    defer { iconv_close(converter) }
    var input = utf8.map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: 2 * input.count)
    let written = input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        var (source, target) = (input.baseAddress, output.baseAddress)
        var (unread, free) = (input.count, output.count)
        return iconv(converter, &source, &unread, &target, &free) == -1 ? nil : output.count - free
      }
    }
    return written.map { Data(output[..<$0].map { UInt8(bitPattern: $0) }) }
  }
}
