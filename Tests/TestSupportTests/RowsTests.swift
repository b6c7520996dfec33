import Foundation
import Testing
import TestSupport

@Suite struct RowsTests {
  private static let table = [("疫苗", 1), ("食堂", 2), ("食堂\n", 23)]

  @Test(
    arguments: rows([
      ("疫苗", [1]), ("堂", [2, 23]), ("\"食堂\"", [2]), ("食堂\n", [23]), ("2", [2, 23]),
      ("", [1, 2, 23]),
    ]))
  func aRowIsNamedByWhatIsShownOfIt(part: String, expected: [Int]) {
    #expect(rows(Self.table, thatName: part).map(\.1) == expected)
  }

  @Test func withoutARowThatIsNamedAllAreGoneOver() {
    #expect(rows(Self.table, thatName: "殡葬").count == 3)
    #expect(rows(Self.table, thatName: nil).count == 3)
  }

  @Test func aLongRowIsShownByItsName() {
    let long = rows([String(repeating: "甲", count: 1000)], named: { "\($0.count)甲" })
    #expect(long.map { String(describingForTest: $0) } == ["1000甲"])
    #expect(rows(long, thatName: "1000").count == 1)
  }

  /// The output of a run is read by people.
  @Test func aLongRowWithoutANameEndsTheRun() async {
    await #expect(processExitsWith: .failure) { _ = rows([String(repeating: "甲", count: 141)]) }
    _ = rows([String(repeating: "甲\n", count: 141)])
  }

  @Test func everyTableOfTheseTestsIsRows() throws {
    for path in try ProjectFiles.paths(below: "Tests") where path.hasSuffix(".swift") {
      let text = String(decoding: try ProjectFiles.bytes(of: path), as: UTF8.self)
      for (number, line) in text.components(separatedBy: "\n").enumerated()
      where line.contains(#/^  (@Test\(.*|  )arguments: (?!rows\()/#) {
        Issue.record("\(path):\(number + 1): arguments that are not rows(…)")
      }
    }
  }
}
