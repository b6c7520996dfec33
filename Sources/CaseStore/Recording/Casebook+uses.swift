import ByteCoding
import Cache
import Files
import Git
import Messages
package import Supervision

// No number is used twice, at whatever door.
extension Casebook {
  /// Refuses a case that comes to use a number which is used already: its own, or a letter's.
  ///
  /// - Parameter old: the case as it is recorded; nil if it is new.
  /// - Throws: `.wrongInput` with what `check` says of it.
  /// - Complexity: nothing is read where no number is new.
  func requireOwnNumbers(of new: CaseFile, from old: CaseFile?) async throws(CaseStoreError) {
    var found = try await numberFindings(of: [(new, old)])
    if found.isEmpty, old == nil { found += try await reuseFindings(of: [new]) }
    guard found.isEmpty else { throw .wrongInput(found) }
  }

  /// What is wrong with new cases that have the number of one that was deleted; the deleted one itself may
  /// come back.
  func reuseFindings(of files: [CaseFile]) async throws(CaseStoreError) -> [FileFindings] {
    guard !files.isEmpty else { return [] }
    var found: [FileFindings] = []
    for deleted in try await deletedCases(lookingAt: nil) {
      for file in files where file.id == deleted.number {
        let parent = try inGit(repository.commit(deleted.commit)).parents.first
        let old = try parent.flatMap { parent throws(CaseStoreError) in
          try inGit(repository.blob(at: deleted.path, in: parent))
        }
        if let old, file.subject.continues(CaseFile(path: deleted.path, bytes: old).subject) {
          continue
        }
        let place = file.subject.header.id?.range ?? file.subject.header.anchor
        let finding = Diagnostic(
          .numberReused,
          Phrase(
            zh: "编号 \(file.id) 的案件在提交 \(deleted.commit.short) 中被删除,编号不再用",
            en:
              "the case with the number \(file.id) was removed by the commit \(deleted.commit.short), and its number is not used again"
          ), at: place)
        found.append(FileFindings(text: file.text, findings: [finding]))
      }
    }
    return found
  }

  /// What is wrong with the numbers that some files come to use, held against the recorded cases and
  /// against one another.
  func numberFindings(of files: [(new: CaseFile, old: CaseFile?)])
    async throws(CaseStoreError) -> [FileFindings]
  {
    var comers: [Comer] = []
    for (new, old) in files {
      let comer = Comer(new, from: old)
      if comer.isNew { comers.append(comer) }
    }
    guard !comers.isEmpty else { return [] }
    let ids = Set(comers.compactMap { $0.takesNumber ? $0.used.id?.value : nil })
    let letters = comers.reduce(into: Set<String>()) { $0.formUnion($1.letters) }
    let own = Set(comers.flatMap(\.paths))
    let others = try await recordedUses { used in
      !own.contains(used.path)
        && (used.id.map { ids.contains($0.value) } == true
          || used.former.contains { ids.contains($0.value.number) }
          || used.letters.contains { letters.contains($0.key) })
    }
    let across = Case.findingsAcross(others + comers.map(\.used))
    return comers.enumerated().compactMap { index, comer in
      var found = (across[others.count + index] ?? []).filter(comer.isAbout)
      // A copy of a case uses all its numbers again, for one cause.
      if found.contains(where: { $0.rule == .duplicateCaseNumber }) {
        found.removeAll { $0.rule != .duplicateCaseNumber }
      }
      return found.isEmpty ? nil : FileFindings(text: comer.text, findings: found)
    }
  }

  /// The recorded cases that have sent letters with numbers.
  package func sentLetters() async throws(CaseStoreError) -> [UsedNumbers] {
    try await recordedUses { !$0.letters.isEmpty }
  }

  /// What recorded cases use, of those that are meant, in the order of paths.
  ///
  /// - Complexity: a case is read once, and then kept.
  func recordedUses(where isMeant: @escaping @Sendable (UsedNumbers) -> Bool)
    async throws(CaseStoreError) -> [UsedNumbers]
  {
    guard let head = try inGit(repository.head().commit) else { return [] }
    return try await askingGit(await repository.uses(in: head, where: isMeant))
  }
}

extension Repository {
  /// What the cases of a commit use, of those that are meant, in the order of paths.
  ///
  /// - Complexity: a case is read once, and then kept.
  func uses(in commit: OID, where isMeant: @escaping @Sendable (UsedNumbers) -> Bool)
    async throws(GitError) -> [UsedNumbers]
  {
    let entries = try entries(under: "cases", in: commit)
      .filter { $0.mode.isFile && CaseFile.isCase($0.path) }
    let store = store("numbers", isForMany: true)
    let open = opener
    let passed = try await workInStretches(
      over: entries.count, .reading, into: PassedUses(),
      beginning: { () throws(GitError) in try open() },
      { repository, range throws(GitError) in
        var part = PassedUses()
        for entry in entries[range] {
          let path = "\(entry.path)"
          if var record = try? store?.record(of: RecordKey(entry.id)),
            let known = try? UsedNumbers(from: &record), known.path == path
          {
            if isMeant(known) { part.meant.append(known) }
            continue
          }
          let file = CaseFile(path: entry.path, bytes: try repository.blob(entry.id))
          let used = UsedNumbers(of: file.subject, at: path)
          part.new[RecordKey(entry.id)] = ByteWriter(used).bytes
          if isMeant(used) { part.meant.append(used) }
        }
        return part
      },
      adding: { $0.add($1) })
    // What is quickly read again is not kept.
    if entries.count > 500, passed.new.count > entries.count / 64 {
      store?.keep(
        entries.map { entry in
          let key = RecordKey(entry.id)
          return (key, passed.new[key])
        })
    }
    return passed.meant
  }
}

/// What came of going over recorded cases.
private struct PassedUses: Sendable {
  var meant: [UsedNumbers] = []
  var new: [RecordKey: [UInt8]] = [:]

  mutating func add(_ next: PassedUses) {
    meant += next.meant
    new.merge(next.new) { $1 }
  }
}

/// A case that is to be recorded, and the numbers that it did not use before.
private struct Comer {
  let text: SourceText
  let used: UsedNumbers
  /// Where it is and was.
  let paths: [String]
  let takesNumber: Bool
  let letters: Set<String>

  init(_ new: CaseFile, from old: CaseFile?) {
    text = new.text
    used = UsedNumbers(of: new.subject, at: new.text.path)
    paths = [new.text.path] + [old?.text.path].compactMap(\.self)
    takesNumber = old == nil || old?.subject.id != new.subject.id
    let before = old.map { UsedNumbers(of: $0.subject, at: $0.text.path).letters } ?? []
    let numbers = used.letters.map(\.key)
    letters = Set(
      numbers.filter { number in
        numbers.count { $0 == number } > before.count { $0.key == number }
      })
  }

  var isNew: Bool { takesNumber || !letters.isEmpty }

  /// Whether a finding is about a number that is new.
  func isAbout(_ finding: Diagnostic) -> Bool {
    if finding.rule == .duplicateCaseNumber { return takesNumber }
    return used.letters.contains {
      $0.number.range == finding.range && letters.contains($0.key)
    }
  }
}
