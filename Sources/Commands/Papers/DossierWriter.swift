import CaseStore
import Files
import Git
import Messages
import Supervision

/// Writes the papers of one case, as one commit has them, to a folder or a tar file.
struct DossierWriter {
  let file: CaseFile
  let state: CaseState
  let schema: Schema
  let commit: OID
  let session: Session
  let repository: Repository

  init(_ file: CaseFile, _ state: CaseState, _ schema: Schema, _ commit: OID, in session: Session)
    throws(Failure)
  {
    self.file = file
    self.state = state
    self.schema = schema
    self.commit = commit
    self.session = session
    repository = try session.repository()
  }

  /// - Parameters:
  ///   - name: a folder that is not there yet, or a file that ends in `.tar`, as the user wrote it.
  ///   - letters: the form of the letters.
  /// - Returns: how many papers there are.
  func write(to name: String, letters: PaperOptions.Format) async throws(Failure) -> Int {
    let target = session.place(of: name)
    guard try session.status(of: target) == nil else { throw .isThere(name) }
    let papers = try await papers(letters: letters)
    // The files of a tar stand in a folder of the case's number.
    let isTar = name.hasSuffix(".tar")
    let folder = try onDisk(NewFolder(at: isTar ? target.sibling(named: file.id.utf8) : target))
    for (path, bytes) in papers { try onDisk(folder.add(bytes, at: path)) }
    let sums = try await sums(of: papers.map(\.path), in: folder)
    try onDisk(folder.add(sums, at: "SHA256SUMS"))
    if isTar {
      try await pack(folder, as: target)
    } else {
      try onDisk(folder.publish())
    }
    return papers.count
  }

  /// What `sha256sum -c` reads.
  private func sums(of paths: [RelativePath], in folder: NewFolder) async throws(Failure) -> [UInt8]
  {
    try await running(
      await Child(
        "sha256sum", ["--"] + paths.map { "\($0)" }, environment: session.environment,
        in: "\(folder.draft)"
      ).output())
  }

  /// A tar that depends on nothing but the files: no owner, no time but the commit's, names in order.
  private func pack(_ folder: NewFolder, as target: FilePlace) async throws(Failure) {
    let time = try inGit(repository.commit(commit).committer.time)
    let bytes = try await running(
      await Child(
        "tar",
        [
          "--create", "--format=posix",
          "--pax-option=delete=atime,delete=ctime,exthdr.name=pax",
          "--sort=name", "--mtime=@\(time)", "--owner=0", "--group=0", "--numeric-owner",
          "--mode=u=rwX,go=rX", "--transform=s,^\(folder.draftName.escapedForSed),\(file.id),",
          "--", folder.draftName,
        ], environment: session.environment, in: "\(folder.draft.parent)"
      ).output())
    try onDisk(target.save(bytes))
  }
}

extension Failure {
  fileprivate static func isThere(_ name: String) -> Failure {
    .usage(
      Phrase(zh: "\(name) 已经存在", en: "\(name) is there already"),
      hint: Phrase(zh: "用 -o 写到别处,或先移走它", en: "write elsewhere with -o, or move it away first"))
  }
}

extension String {
  /// The name of a temporary file holds a dot and letters only; the dot means any character to sed.
  fileprivate var escapedForSed: String { replacing(".", with: "\\.") }
}
