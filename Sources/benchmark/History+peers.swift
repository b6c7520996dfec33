import Supervision

extension History {
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
}
