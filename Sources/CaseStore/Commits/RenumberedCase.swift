import Files
import Git
import Supervision

/// A case that a side of a merge, or each of them, has given another number since they parted.
struct RenumberedCase {
  /// The number that it had.
  let former: String
  /// Those that it has got, in the order of the sides.
  private(set) var numbers: [String] = []
  /// What each side calls it.
  fileprivate(set) var names: [String]

  fileprivate init(_ former: String, sides: Int) {
    self.former = former
    names = Array(repeating: former, count: sides)
  }

  fileprivate mutating func name(_ number: String, on side: Int) {
    names[side] = number
    if !numbers.contains(number) { numbers.append(number) }
  }

  /// Those of its numbers that the merge has.
  func numbersThere(among touched: [TouchedCase]) -> [String] {
    numbers.filter { number in touched.contains { $0.number == number && $0.new != nil } }
  }
}

extension TouchedCase {
  /// Takes what the sides have of the case under other numbers.
  mutating func follow(_ renumbered: RenumberedCase, among touched: [TouchedCase]) {
    for (side, name) in renumbered.names.enumerated() where parents[side].isEmpty {
      parents[side] = touched.first { $0.number == name }?.parents[side] ?? []
    }
    formers = [renumbered.former]
  }
}

extension CommitJudge {
  /// The cases that have got another number on one side or on both since what these go back to.
  ///
  /// - Complexity: reads new cases only where one that was there is missing on a side, or both sides have
  ///   new ones.
  mutating func renumberedCases(
    among touched: [TouchedCase], from bases: [CommitTop], in parents: [CommitTop]
  ) throws(GitError) -> [RenumberedCase] {
    guard parents.count == 2, !bases.isEmpty else { return [] }
    var new: [TouchedCase] = []
    var isSomethingGone = false
    for one in touched {
      if try isKnown(one, in: bases) {
        isSomethingGone = isSomethingGone || one.held.count < 2
      } else {
        new.append(one)
      }
    }
    let isNewOnBoth = parents.indices.allSatisfy { side in
      new.contains { !$0.parents[side].isEmpty }
    }
    guard isSomethingGone || isNewOnBoth else { return [] }
    var found: [RenumberedCase] = []
    for one in new {
      for (side, entry) in one.sides.enumerated() {
        guard let entry else { continue }
        let former = try former(of: try file(entry), on: parents[side], touched, from: bases)
        guard let former else { continue }
        let place = found.firstIndex { $0.former == former } ?? found.count
        if place == found.count { found.append(RenumberedCase(former, sides: parents.count)) }
        found[place].name(one.number, on: side)
      }
    }
    return found
  }

  /// The number that a case had in what the sides go back to, and that its side has no longer.
  private mutating func former(
    of file: CaseFile, on side: CommitTop, _ touched: [TouchedCase], from bases: [CommitTop]
  ) throws(GitError) -> String? {
    for given in file.subject.formerNumbers.reversed() {
      let paths =
        (touched.first { $0.number == given.number }?.formerPaths ?? [])
        + [file.path.parent.appending("\(given.number).md".utf8)]
      guard try entry(of: given.number, near: paths, in: side) == nil else { continue }
      for base in bases where try entry(of: given.number, near: paths, in: base) != nil {
        return given.number
      }
    }
    return nil
  }
}
