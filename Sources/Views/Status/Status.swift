import Messages
package import Supervision

/// What is owed, sorted by how much it presses.
package struct Status: Sendable {
  /// One thing owed in one case.
  package struct Item: Sendable {
    package let owing: OwingCase
    package let point: DuePoint

    init(_ owing: OwingCase, _ point: DuePoint) {
      self.owing = owing
      self.point = point
    }
  }

  package enum Section: String, Sendable, CaseIterable {
    case overdue, soon, office, leader
  }

  package let basis: LedgerBasis
  package let sections: [Section: [Item]]
  /// Cases in which everything owed is still far off, apart from revisits.
  package let smooth: Int
  /// Revisits that are set for a later day, the next one first.
  package let revisits: [Item]
  /// Letters without a number (未赋号件), which the office owes one, the oldest first.
  package let unnumbered: [(owing: OwingCase, letter: UnnumberedLetter)]
  /// The paths of cases whose files were edited and not recorded.
  package let unrecorded: [String]
  /// The files in the folders of cases that no step has recorded.
  package let loose: [String]
  /// The seal that is due soon or late; nil where none is.
  package let seal: SealPoint?

  /// - Parameters:
  ///   - unit: only what this unit owes, by a part of its name; nil for everyone.
  package init(
    _ cases: [OwingCase], of basis: LedgerBasis, unit: String? = nil, unrecorded: [String] = [],
    loose: [String] = [], seal: SealPoint? = nil
  ) {
    self.basis = basis
    self.unrecorded = unrecorded
    self.loose = loose
    unnumbered = unit == nil ? cases.unnumberedLetters : []
    self.seal = seal.flatMap { point in
      point.presses && (unit.map(point.who.contains) ?? true) ? point : nil
    }
    var sections: [Section: [Item]] = [:]
    var revisits: [Item] = []
    var smooth = 0
    for owing in cases {
      let points = owing.duePoints.filter { unit.map($0.who.contains) ?? true }
      var isListed = points.isEmpty
      for point in points {
        if let section = Self.section(of: point) {
          sections[section, default: []].append(Item(owing, point))
          isListed = true
        } else if point.what == .revisit {
          revisits.append(Item(owing, point))
          isListed = true
        }
      }
      if !isListed { smooth += 1 }
    }
    self.sections = sections.mapValues { $0.earliestFirst }
    self.revisits = revisits.earliestFirst
    self.smooth = smooth
  }

  package var hasOverdue: Bool { sections[.overdue]?.isEmpty == false }

  /// Nil where nobody has to think of it today.
  private static func section(of point: DuePoint) -> Section? {
    switch (point.light, point.owner) {
    case (.red, _): .overdue
    case (.yellow, _): .soon
    case (_, .leader): .leader
    // A revisit that is months off waits for its day, not for the office.
    case (_, .office): point.what == .revisit ? nil : .office
    case (_, .unit): nil
    }
  }
}

extension [OwingCase] {
  fileprivate var unnumberedLetters: [(owing: OwingCase, letter: UnnumberedLetter)] {
    flatMap { owing in owing.unnumbered.map { (owing, $0) } }
      .sorted { ($0.1.day, $0.0.id, $0.1.step) < ($1.1.day, $1.0.id, $1.1.step) }
  }
}

extension [Status.Item] {
  /// By day, then by case, then by the table of due points. Only the keys are moved about while
  /// sorting: an item is large, and there can be one a case.
  var earliestFirst: [Status.Item] {
    let keys = map { ($0.point.due?.day.ordinal ?? .max, $0.owing.id, $0.point.what.rank) }
    return keys.indices.sorted { keys[$0] < keys[$1] }.map { self[$0] }
  }
}

// MARK: For other programs

extension Status {
  /// `status --porcelain`: one line a due point, by its day, of every case:
  /// `<light>\t<due>\t<id>\t<who>\t<what>\t<path>`, `-` for what is absent. A case that cannot be
  /// read owes `unread`, one that is read with errors `unreliable` beside what it seems to owe. A seal of
  /// the history is owed by no case. A letter without a number is no due point, and no line.
  ///
  /// - Parameter nul: whether a NUL ends a line and paths stand as they are (`-z`); else a path with
  ///   unusual characters is quoted as git quotes it.
  package static func porcelain(
    _ cases: [OwingCase], unread: [UnreadCase] = [], unit: String? = nil, seal: SealPoint? = nil,
    nul: Bool = false
  ) -> String {
    let items = cases.flatMap { owing in
      owing.duePoints.filter { unit.map($0.who.contains) ?? true }.map { Item(owing, $0) }
    }
    let owed = items.earliestFirst.map { item in
      [
        item.point.light.rawValue, item.point.due?.day.description ?? "", item.owing.id,
        item.point.who.oneLine, item.point.what.rawValue, item.owing.path,
      ]
    }
    let unknown = unread.map { one in
      [Light.none.rawValue, "", one.id, "", one.isGuessed ? "unreliable" : "unread", one.path]
    }
    let sealing = (unit == nil ? seal : nil).map { point in
      [
        point.light.rawValue, point.due?.description ?? "", "", point.who.oneLine, SealPoint.name,
        "",
      ]
    }
    return (owed + unknown + [sealing].compactMap(\.self)).map { fields in
      let path = nul ? fields[5] : fields[5].quotedAsGitDoes
      return (fields.dropLast() + [path]).map { $0.isEmpty ? "-" : $0 }.joined(separator: "\t")
        + (nul ? "\0" : "\n")
    }.joined()
  }
}

extension String {
  /// The path in quotes with C escapes if it holds a quote, a backslash, or what must not be shown;
  /// Chinese stays (`core.quotePath=false`).
  var quotedAsGitDoes: String {
    let needsQuotes = utf8.contains {
      $0 < 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\")
    }
    guard needsQuotes || unicodeScalars.contains(where: { $0.stand != nil }) else { return self }
    var quoted = "\""
    for scalar in unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case "\r": quoted += "\\r"
      default:
        guard scalar.stand != nil else {
          quoted.unicodeScalars.append(scalar)
          break
        }
        for byte in String(scalar).utf8 {
          let octal = String(byte, radix: 8)
          quoted += "\\" + String(repeating: "0", count: 3 - octal.utf8.count) + octal
        }
      }
    }
    return quoted + "\""
  }
}
