import Messages
package import Supervision

/// What a ledger is of: a day, the commit the cases were read from, and what is not in it.
package struct LedgerBasis: Sendable, Hashable {
  package let asOf: Day
  /// As people see it: abbreviated; nil for the working tree.
  package let rev: String?
  /// How many files have edits that the commit does not have.
  package let edits: Int
  /// The query by which cases were chosen; nil where all are meant.
  package let query: String?
  package let unread: [UnreadCase]

  package init(
    asOf: Day, rev: String? = nil, edits: Int = 0, query: String? = nil, unread: [UnreadCase] = []
  ) {
    self.asOf = asOf
    self.rev = rev
    self.edits = edits
    self.query = query
    self.unread = unread
  }

  /// `截至2018-08-06,版本e669129,只列“灯:红”`
  var text: String {
    "截至\(asOf)" + (rev.map { ",版本\($0)" } ?? "")
      + (edits == 0 ? "" : ",含\(edits)个文件未提交的改动")
      + (query.map { ",只列“\($0.oneLine)”" } ?? "")
  }
}

extension Grid {
  /// The 台账: one row a case.
  package init(ledger rows: [LedgerRow], columns: [LedgerColumn], of basis: LedgerBasis) {
    self.init(.ledger(rows, columns: columns, of: basis))
  }
}

extension [LedgerRow] {
  /// `共9件:红1,黄3,绿4`
  var lightsText: String {
    let lights = [Light.red, .yellow, .green].compactMap { light in
      let count = count { $0.light == light }
      return count == 0 ? nil : "\(light.name)\(count)"
    }
    return "共\(count)件" + (lights.isEmpty ? "" : ":" + lights.joined(separator: ","))
  }
}
