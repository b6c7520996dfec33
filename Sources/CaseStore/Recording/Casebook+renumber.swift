package import Files
import FrontMatter
package import Git
import Messages
package import Supervision

extension Casebook {
  /// Gives a case another number, because another case has its number too: moves the file, changes
  /// 编号 and adds a 更正 that says so, in one commit.
  ///
  /// - Parameters:
  ///   - number: nil for the next of the case's year, chosen in this turn.
  ///   - day: the day of the 更正.
  ///   - reason: its 理由.
  /// - Throws: `.unrecordedEdits`, `.numberShared`, `.numberNotLater`, `.numberTaken`,
  ///   `.caseExists`, `.wrongInput`, `.git`.
  package func renumber(
    at path: RelativePath, to number: CaseNumber? = nil, on day: Day, today: Day, reason: String,
    patience: Patience = .standard, faults: Recording.Faults = { _ in }
  ) async throws(CaseStoreError) -> Recorded {
    let identity = try await identity()
    let recording = try await begin(patience)
    defer { recording.end() }
    let versions = try recording.versions(at: path)
    guard let bytes = versions.file else { throw versions.absence }
    guard versions.isClean else { throw .unrecordedEdits(path) }
    let old = CaseFile(path: path, bytes: bytes)
    guard let former = CaseNumber(old.subject.id ?? old.id) else {
      throw .unknownCase(old.id, near: [])
    }
    try await requireCollisionOrUnshared(old)
    let taken = try await takenNumbers()
    let new = number ?? taken.next(in: former.year)
    guard new.year == former.year, new > former else {
      throw .numberNotLater(new, than: former)
    }
    try requireFree(new, among: taken)
    let target = path.parent.appending("\(new).md".utf8)
    let place = try recording.versions(at: target)
    let schema = try schemaInForce()
    let file = CaseFile(
      path: target,
      bytes: try old.renumbered(from: former, to: new, on: day, reason: reason, schema: schema))
    let plan = try await permitted(
      CasePlan(from: old, to: file, schema: schema, today: today), to: identity, under: schema)
    return try await recording.record(plan, from: [place, versions], by: identity, faults: faults)
  }

  /// Once others have a case, its number stays: they may have cited it. Only where another case has
  /// the number as well is there anything to mend.
  private func requireCollisionOrUnshared(_ file: CaseFile) async throws(CaseStoreError) {
    let twins = folder.names().allPaths.filter { CaseFile.id(at: $0) == file.id }
    guard twins.count < 2 else { return }
    guard let head = try inGit(repository.head().commit) else { return }
    var isShared = false
    for tip in try await fetchedTips() where try hasCase(file.id, in: tip) {
      // What both sides have since before they parted is one case; what only came in afterwards on
      // either side is two.
      let bases = try inGit(repository.mergeBases(head, tip)) ?? []
      var isOne = false
      for base in bases where try hasCase(file.id, in: base) { isOne = true }
      guard isOne else { return }
      isShared = true
    }
    guard isShared else { return }
    throw .numberShared(file.path)
  }

  private func hasCase(_ id: String, in commit: OID) throws(CaseStoreError) -> Bool {
    try inGit(repository.entries(under: "cases", in: commit)).contains {
      CaseFile.id(at: $0.path) == id
    }
  }
}

extension CaseFile {
  /// The bytes of the case under its new number.
  fileprivate func renumbered(
    from old: CaseNumber, to new: CaseNumber, on day: Day, reason: String, schema: Schema
  ) throws(CaseStoreError) -> [UInt8] {
    let specification = StepKind.correct.specification
    let said: [(StepKey, String)] = [
      (.target, "表头"), (.field, HeaderKey.id.name), (.original, "\(old)"),
      (.replacement, "\(new)"), (.reason, reason),
    ]
    let fields = said.compactMap { key, text in
      specification.field(typed: key.name).map { (field: $0, values: [text]) }
    }
    let step = specification.value(on: day, fields, units: schema.units)
    guard
      let edits = subject.document.setting([.key(HeaderKey.id.name)], to: .text("\(new)"))
    else { throw .wrongInput([FileFindings(text: text, findings: subject.document.findings)]) }
    let moved = CaseFile(path: path, bytes: text.applying(edits))
    return try moved.appending(step)
  }
}
