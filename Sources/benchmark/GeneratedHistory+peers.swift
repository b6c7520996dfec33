import Supervision
import Views

extension GeneratedHistory {
  /// The same steps as hledger and ledger read them: a transaction a step, an account a case.
  func journal(to write: ([UInt8]) -> Void) {
    forEachStep { index, number in
      let kind = kind(of: number, of: index)
      write(
        Array(
          """
          \(day(of: number, of: index)) \(kind.name)
              案件:\(self.number(of: index))  1 步
              步骤:\(kind.name)  -1 步


          """.utf8))
    }
  }

  /// The cases as `task import` reads them: a task a case, due as its own task is.
  func tasks(to write: ([UInt8]) -> Void) {
    write(Array("[".utf8))
    for index in 0..<cases {
      let end = hasEnded(index) ? day(of: steps - 1, of: index) : nil
      let task: JSON = .object(
        [
          ("uuid", .string(Self.identifier(of: index))),
          ("description", .string("\(number(of: index)) 第\(index + 1)件学校食堂食品安全整治")),
          ("project", "省教育厅"), ("status", end == nil ? "pending" : "completed"),
          ("entry", .string(Self.midnight(start(of: index)))),
          ("due", .string(Self.midnight(due(of: index)))),
        ] + (end.map { [("end", .string(Self.midnight($0)))] } ?? []))
      write(Array("\(index == 0 ? "" : ",")\n\(task.compact)".utf8))
    }
    write(Array("\n]\n".utf8))
  }

  /// The same for a case every time, in the form of random ones.
  private static func identifier(of index: Int) -> String {
    let digits = String(index, radix: 16)
    return "00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
  }

  private static func midnight(_ day: Day) -> String {
    "\(day)".filter(\.isNumber) + "T000000Z"
  }
}
