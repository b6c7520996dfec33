import Messages
package import Supervision

extension LedgerRow {
  /// ROW of the format of data, version 1: a promise, so keys are only ever added.
  package var json: JSON { .object(members) }

  var members: [(String, JSON)] {
    Self.layout.map { key, parts in
      let members = parts.map { part, fact in (part, self[fact].json) }
      return (key, parts[0].part.isEmpty ? members[0].1 : .object(members))
    }
  }

  /// The keys of ROW in their order, and the parts of what is an object there; one part without a
  /// name where it is not.
  private static let layout: [(key: String, parts: [(part: String, fact: LedgerFact)])] = {
    let facts = Dictionary(
      LedgerFact.allCases.compactMap { fact in fact.entry.json.map { ($0, fact) } },
      uniquingKeysWith: { first, _ in first })
    var layout: [(key: String, parts: [(part: String, fact: LedgerFact)])] = []
    for key in RowKey.allCases {
      guard let fact = facts[key] else { continue }
      let path = key.rawValue.split(separator: ".").map(String.init)
      let part = path.count > 1 ? path[1] : ""
      if layout.last?.key == path[0] {
        layout[layout.count - 1].parts.append((part, fact))
      } else {
        layout.append((path[0], [(part, fact)]))
      }
    }
    return layout
  }()
}

extension JSON {
  package static func day(_ day: Day?) -> JSON { JSON(day?.description) }

  /// `ledger --format json`.
  ///
  /// - Parameters:
  ///   - rev: the commit that the cases were read from; nil for the working tree.
  ///   - unread: what could not be read of them.
  package static func ledger(
    _ rows: [LedgerRow], asOf: Day, rev: String?, unread: [UnreadCase] = [], stamp: Stamp? = nil
  ) -> JSON {
    JSON.stamped(by: stamp) + [
      "asOf": .day(asOf), "rev": JSON(rev), "cases": .array(rows.map(\.json)),
      "unread": .unread(unread),
    ]
  }
}

extension DuePoint {
  /// Who owes what by when; the reason is Chinese, as everything that stands in ledgers.
  var members: [(String, JSON)] {
    [
      ("who", .string(who)), ("what", .string(what.rawValue)), ("due", .day(due?.day)),
      ("originalDue", .day(original)), ("light", .string(light.rawValue)), ("why", .string(why.zh)),
    ]
  }
}
