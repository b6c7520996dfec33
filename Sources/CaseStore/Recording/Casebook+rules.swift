package import Files
package import Git
import Messages
import Supervision

extension Casebook {
  /// The rules that are not on disk as they are in `HEAD`, by path: the files of `schema/`, and those by
  /// which git treats the cases.
  ///
  /// - Parameter listing: of the working tree, where there is one.
  package func editedRules(in listing: CaseListing? = nil) throws(CaseStoreError) -> [RelativePath]
  {
    let index =
      if let listing { listing.staged.index } else {
        try inGit(repository.index(checkingSeal: false))
      }
    let head = try inGit(repository.head().commit)
    var recorded: [RelativePath: OID] = [:]
    func note(_ entry: TreeEntry?) {
      if let entry, entry.mode.isFile { recorded[entry.path] = entry.id }
    }
    if let head {
      for entry in try inGit(repository.entries(under: "schema", in: head)) { note(entry) }
    }
    var paths = try folder.files(below: "schema")
    for path in try folder.placesOfRuleFiles() {
      let isThere = try onDisk(folder.file(at: path).status())?.kind == .file
      if isThere { paths.append(path) }
      if let head, isThere || !index.entries(at: path).isEmpty {
        note(try inGit(repository.entry(at: path, in: head)))
      }
    }
    var edited: [RelativePath] = []
    for path in paths {
      let id = recorded.removeValue(forKey: path)
      guard let bytes = try onDisk(folder.file(at: path).read())?.bytes else { continue }
      if id == nil, try inGit(repository.isIgnored(path)) { continue }
      if id != Repository.hash(blob: bytes) { edited.append(path) }
    }
    // What a sparse checkout leaves out is not gone.
    edited += recorded.keys.filter { !index.skips($0) }
    return edited.sorted()
  }

  /// The attributes that edits of the rules would set and may not.
  package func harmfulAttributes(in edited: [RelativePath]) throws(CaseStoreError) -> [FileFindings]
  {
    var found: [FileFindings] = []
    for path in edited where RuleFiles.isAttributes(path) {
      guard let bytes = try onDisk(folder.file(at: path).read())?.bytes else { continue }
      let old = try inGit(repository.head().commit).flatMap { head throws(CaseStoreError) in
        try inGit(repository.blob(at: path, in: head))
      }
      found += [FileFindings(ofAttributes: bytes, at: path, since: [old ?? []])].compactMap(\.self)
    }
    return found
  }

  /// Records the edited rules in one commit of its own: nobody loosens a rule in the
  /// commit of his own step.
  ///
  /// - Returns: the commit and its subject; nil if there was nothing to record.
  /// - Throws: `.wrongInput` if a file has errors; `.git`.
  package func recordRules(note: String? = nil) async throws(CaseStoreError) -> (
    commit: OID, subject: String
  )? {
    let identity = try await identity()
    let recording = try await begin(.standard)
    defer { recording.end() }
    let paths = try editedRules()
    guard let (subject, rules) = try editedRulesAndSubject(paths) else { return nil }
    try requireLawful(rules, at: paths, by: identity)
    let versionsOfFiles = try recording.versions(at: paths)
    let draft = Draft(
      changes: versionsOfFiles.map { Draft.Change($0.path, $0.file) },
      message: subject + (note.map { "\n\n\($0)" } ?? "") + "\n", by: identity)
    let done = try await askingGit(await recording.record([draft], from: versionsOfFiles))
    return done.commits.last.map { ($0, subject) }
  }

  /// The subject of the commit that recording the edited rules would make; nil if there are none.
  ///
  /// - Throws: `.wrongInput` if a file has errors, or where they may not be changed so.
  package func rehearsalOfRules() async throws(CaseStoreError) -> String? {
    let paths = try editedRules()
    guard let (subject, rules) = try editedRulesAndSubject(paths) else { return nil }
    try requireLawful(rules, at: paths, by: try await identity())
    return subject
  }

  private func editedRulesAndSubject(_ paths: [RelativePath]) throws(CaseStoreError) -> (
    subject: String, rules: Schema
  )? {
    guard !paths.isEmpty else { return nil }
    let rules = try requireGoodRules()
    return ("修订规则 \(paths.map { "\($0)" }.joined(separator: " "))", rules)
  }

  /// Only some may change the rules that are in force (规则), and nobody so that recorded cases are wrong.
  private func requireLawful(_ rules: Schema, at paths: [RelativePath], by who: Identity)
    throws(CaseStoreError)
  {
    guard let head = try inGit(repository.head().commit) else { return }
    let schema = try schemaInForce()
    if let path = paths.first { try requireSigning(under: schema, at: path) }
    let harmful = try harmfulAttributes(in: paths)
    guard harmful.isEmpty else { throw .wrongInput(harmful) }
    let isOfSchema = paths.contains { $0.isInside("schema") }
    var barring = try inGit(draftJudge(of: who, under: schema))
      .findings(ofRules: isOfSchema ? rules : nil).filter { $0.severity == .error }
    let trial = RulesTrial(from: schema, to: rules, on: who.committer.day)
    if let finding = try inGit(trial.finding(of: head, in: repository)) { barring.append(finding) }
    guard !barring.isEmpty, let path = paths.first else { return }
    let text = SourceText(path: "\(path)", bytes: [])
    throw .wrongInput([FileFindings(text: text, findings: barring)])
  }

  private func requireGoodRules() throws(CaseStoreError) -> Schema {
    let rules = try folder.rules(environment: repository.environment)
    let wrong = rules.files.filter { file in file.findings.contains { $0.severity == .error } }
    guard wrong.isEmpty else {
      throw .wrongInput(wrong.map { FileFindings(text: $0.text, findings: $0.findings) })
    }
    return rules.schema
  }
}

extension CaseFolder {
  /// Where files lie by which git treats cases and rules: at the top, and in the folders of both. (Others
  /// are judged where they are committed: to look for them would be to list every folder once more.)
  fileprivate func placesOfRuleFiles() throws(CaseStoreError) -> [RelativePath] {
    var folders: [RelativePath] = [.root, "schema", "cases"]
    if let years = try onDisk(file(at: "cases").list()) {
      for index in years.indices where years.kind(at: index) == .folder {
        folders.append(years.withName(at: index) { folders[2].appending($0) })
      }
    }
    return folders.flatMap { folder in RuleFiles.names.map { folder.appending($0.utf8) } }
  }

  /// The paths of all files below a folder of the working tree, hidden ones left out.
  fileprivate func files(below folder: RelativePath) throws(CaseStoreError) -> [RelativePath] {
    var paths: [RelativePath] = []
    for name in try onDisk(file(at: folder).names()) ?? [] where name.first != UInt8(ascii: ".") {
      let path = folder.appending(name)
      if try onDisk(file(at: path).status())?.kind == .folder {
        paths += try files(below: path)
      } else {
        paths.append(path)
      }
    }
    return paths
  }
}
