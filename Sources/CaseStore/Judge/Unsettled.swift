import Files
import FrontMatter
package import Git
package import Messages
package import Supervision

/// The cases that merges have joined from sides which are lawful each for itself and not together, and
/// the rules by which they are not: what all that came before a commit knows of them.
package struct Unsettled: Sendable, Hashable {
  /// By the numbers of the cases.
  private(set) var rules: [String: Set<String>] = [:]

  package init() {}

  init(rules: [String: Set<String>]) { self.rules = rules }

  package func rules(of number: String) -> Set<String> { rules[number] ?? [] }

  package mutating func add(_ findings: [Diagnostic], of number: String) {
    guard !findings.isEmpty else { return }
    rules[number, default: []].formUnion(findings.map(\.rule.id))
  }

  /// A case that has got another number is the same case.
  mutating func renumber(_ former: String, to number: String) {
    if let known = rules[former] { rules[number, default: []].formUnion(known) }
  }

  /// The findings of a case, with what is yet to be settled as the warnings that it is.
  func weighing(_ findings: [Diagnostic], of number: String) -> [Diagnostic] {
    guard let known = rules[number] else { return findings }
    return findings.map { finding in
      finding.severity == .error && known.contains(finding.rule.id) ? finding.unsettled : finding
    }
  }
}

extension Case {
  /// The numbers that the case has had, or has on another side, the last ones first.
  fileprivate var otherNumbers: [String] {
    formerNumbers.reversed().flatMap { [$0.replacement, $0.number] }
  }
}

extension CaseFile {
  /// What the rules of a day call an error.
  func errors(under schema: Schema, on day: Day) -> [Diagnostic] {
    judged(by: schema, today: day).errors
  }

  /// The errors of a case that was joined, which neither side has: steps that are lawful each for
  /// itself.
  func unsettled(beside sides: [CaseFile], under schema: Schema, on day: Day) -> [Diagnostic] {
    guard sides.count > 1, !isUnreliable else { return [] }
    let found = errors(under: schema, on: day).filter { !isOwn($0, beside: sides) }
    return found.isEmpty
      ? [] : found.beyond(sides.map { $0.errors(under: schema, on: day) })
  }

  /// The errors in words that neither side has: not what the sides make together, but what whoever joined
  /// them has written.
  func ownErrors(beside sides: [CaseFile], under schema: Schema, on day: Day) -> [Diagnostic] {
    guard sides.count > 1, !isUnreliable else { return [] }
    return errors(under: schema, on: day).filter { isOwn($0, beside: sides) }
  }

  /// Whether a finding is about a line of the prose that no side has.
  private func isOwn(_ finding: Diagnostic, beside sides: [CaseFile]) -> Bool {
    let body = subject.document.body
    guard body.contains(finding.range.lowerBound) else { return false }
    let known = Set(sides.flatMap { $0.text.bytes[$0.subject.document.body].proseLines })
    return text.bytes[body].proseLines.contains { line in
      (line.startIndex...line.endIndex).contains(finding.range.lowerBound) && !known.contains(line)
    }
  }
}

extension ArraySlice<UInt8> {
  /// The lines, without their endings, which editors change.
  fileprivate var proseLines: [ArraySlice<UInt8>] {
    split(separator: UInt8(ascii: "\n")).map { $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0 }
  }
}

extension [Diagnostic] {
  /// Without the date of a step, which is held against that of its commit.
  var errors: [Diagnostic] { filter { $0.severity == .error && $0.rule != .dateInFuture } }

  /// Those of which all the others have fewer, by rule: edits move findings, so their places tell
  /// nothing.
  func beyond(_ others: [[Diagnostic]]) -> [Diagnostic] {
    filter { finding in
      let count = count { $0.rule == finding.rule }
      return others.allSatisfy { other in count > other.count { $0.rule == finding.rule } }
    }
  }
}

extension Diagnostic {
  /// The same as what a merge has left to be settled.
  var unsettled: Diagnostic {
    Diagnostic(
      .unsettled, message, at: range,
      help: Phrase(
        zh: "用一步经批准的“更正”作废其中一步,另作一次提交",
        en: "void one of the steps with an approved 更正, in a commit of its own"))
  }

  static func beforeSettling(_ step: Step) -> Diagnostic {
    Diagnostic(
      .beforeSettling,
      Phrase(
        zh: "合并后的矛盾还没有更正,先记了“\(step.kind.name)”",
        en:
          "\(step.kind.name) (\(step.kind.rawValue)) is recorded before what a merge left is settled"
      ),
      at: step.kindRange)
  }
}

extension StepKind {
  /// Whether it may be recorded in a case that is yet to be settled: it settles it, or moves nothing.
  var maySettle: Bool { [.correct, .contact, .furtherInstruction].contains(self) }
}

// MARK: What the history knows

extension Repository {
  /// What merges have left of some cases.
  ///
  /// - Complexity: as many merges as touch the cases are read.
  package func unsettled(
    _ numbers: Set<String>, upTo tips: [OID], under schema: Schema, on day: Day
  ) async throws(GitError) -> Unsettled {
    guard !numbers.isEmpty, !tips.isEmpty else { return Unsettled() }
    return try await withHistoryIndex(knowing: tips) { index throws(GitError) in
      var unsettled = Unsettled()
      let span = index.span(from: tips)
      for number in numbers {
        for (id, names) in try index.trail(of: [number], in: span, self) {
          for name in names {
            let found = try leftUnsettled(name, by: id, under: schema, on: day)
            unsettled.add(found, of: number)
          }
        }
      }
      return unsettled
    }
  }

  /// The case as one of several sides has it, under another number if not under its own.
  func side(of file: CaseFile, in commit: OID) throws(GitError) -> CaseFile? {
    let others = file.subject.otherNumbers.map { file.path.parent.appending("\($0).md".utf8) }
    for path in [file.path] + others {
      if let entry = try entry(at: path, in: commit), let file = try caseFile(at: entry) {
        return file
      }
    }
    return nil
  }

  private func leftUnsettled(_ number: String, by id: OID, under schema: Schema, on day: Day)
    throws(GitError) -> [Diagnostic]
  {
    let commit = try commit(id)
    guard commit.parents.count == 2 else { return [] }
    let changes = try changesOfCases(in: id)
    guard
      let change = changes.first(where: { $0.new != nil && CaseFile.id(at: $0.path) == number }),
      let entry = change.new, let new = try caseFile(at: entry)
    else { return [] }
    let names = [number] + new.subject.otherNumbers
    let moved = changes.first { $0.new == nil && names.contains(CaseFile.id(at: $0.path)) }
    var sides: [CaseFile] = []
    if let old = change.old ?? moved?.old, let file = try caseFile(at: old) { sides.append(file) }
    for parent in commit.parents.dropFirst() where try contains(parent) {
      guard let side = try side(of: new, in: parent), side.text.bytes != new.text.bytes else {
        continue
      }
      sides.append(side)
    }
    return new.unsettled(beside: sides, under: schema, on: day)
  }
}

// MARK: Letters

extension Repository {
  /// Whether two cases came to use the number of a letter (文号) without either knowing of the other, so
  /// that a merge brought them together.
  ///
  /// - Parameter tips: what is there, or what is being merged.
  func areSentApart(_ letter: String, by cases: [RelativePath], upTo tips: [OID])
    async throws(GitError) -> Bool
  {
    guard let tip = tips.first else { return false }
    if tips.count > 1 {
      for tip in tips {
        var users = 0
        for path in cases {
          guard let entry = try entry(at: path, in: tip), let file = try caseFile(at: entry)
          else { continue }
          if file.uses(letter) { users += 1 }
        }
        if users > 1 { return false }
      }
      return true
    }
    var commits: [OID] = []
    for path in cases {
      var first: OID?
      try await recordedSteps(of: "\(tip)", cases: [CaseFile.id(at: path)]) {
        recorded throws(GitError) in
        if recorded.commit.parents.count < 2, recorded.file.uses(letter) {
          first = recorded.commit.id
        }
        return true
      }
      guard let first else { return false }
      commits.append(first)
    }
    guard commits.count == 2 else { return false }
    if try isAncestor(commits[0], of: commits[1]) { return false }
    return try !isAncestor(commits[1], of: commits[0])
  }
}

extension CaseFile {
  fileprivate func uses(_ letter: String) -> Bool {
    UsedNumbers(of: subject, at: "\(path)").letters.contains { $0.key == letter }
  }
}
