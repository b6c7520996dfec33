import CaseStore
import Files
import Git
import Messages
import Supervision
import Testing
import TestSupport

@Suite struct VersionTests {
  static let samples = ["2017/2017-0003", "2018/2018-0007", "2020/2020-0003", "2018/2018-0002"]

  @Test(arguments: rows(samples))
  func everyVersionIsACaseWithOneStepMore(name: String) throws {
    let path = RelativePath("cases/\(name).md")
    let bytes = try ProjectFiles.bytes(of: "cases/\(name).md")
    let file = CaseFile(path: path, bytes: bytes)
    let versions = file.versions()
    #expect(versions.count == file.subject.steps.count)
    #expect(versions.last?.bytes == bytes)
    let schema = try SchemaFiles { path throws(GitError) in
      try? ProjectFiles.bytes(of: "\(path)")
    }.schema
    for (index, version) in versions.enumerated() {
      let read = CaseFile(path: path, bytes: version.bytes)
      #expect(read.subject.steps.map(\.number) == Array(1...(index + 1)))
      let today = Day(ordinal: 30_000)
      let errors = read.subject.findings(
        schema: schema, fileName: file.fileName, asOf: today, today: today
      ).filter { $0.severity == .error }
      #expect(errors.map(\.rule.id) == [], "step \(index + 1)")
    }
  }
}
