import CaseStore
import Files
import Git
import Messages
import Supervision
import Views
import Zip

/// Writes the papers of one case, as one commit has them, to a folder, a tar or a zip file.
struct DossierWriter {
  enum Form: String, OutputFormat {
    case folder, tar, zip

    static let usual = folder

    var endings: [String] { self == .folder ? [] : [rawValue] }
  }

  let file: CaseFile
  let state: CaseState
  let schema: Schema
  let commit: OID
  let own: OwnFile
  let stamp: Stamp
  let session: Session
  let repository: Repository

  /// - Precondition: the source is a commit.
  init(
    _ file: CaseFile, _ state: CaseState, of source: PaperSource, stamp: Stamp, in session: Session
  ) throws(Failure) {
    guard let commit = source.commit else { preconditionFailure("a dossier of no commit") }
    self.file = file
    self.state = state
    schema = source.schema
    self.commit = commit
    own = source.own
    self.stamp = stamp
    self.session = session
    repository = try session.repository()
  }

  /// - Parameters:
  ///   - name: what is not there yet, as the user wrote it.
  ///   - letters: the form of the letters.
  /// - Returns: how many papers there are.
  func write(to name: String, as form: Form, letters: PaperOptions.Format)
    async throws(Failure) -> Int
  {
    let target = session.place(of: name)
    guard try session.status(of: target) == nil else { throw .isThere(name) }
    let papers = try await papers(letters: letters)
    // The files of a tar or a zip stand in a folder of the case's number.
    let folder = try onDisk(
      NewFolder(at: form == .folder ? target : target.sibling(named: file.id.utf8)))
    for (path, bytes) in papers { try onDisk(folder.add(bytes, at: path)) }
    let sums = try await sums(of: papers.map(\.path), in: folder)
    try onDisk(folder.add(sums, at: "SHA256SUMS"))
    switch form {
    case .folder: try onDisk(folder.publish())
    case .tar: try await pack(folder, as: target)
    case .zip:
      let bytes = try zip(papers + [("SHA256SUMS", sums)])
      try onDisk(target.save(bytes))
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

  private func zip(_ papers: [(path: RelativePath, bytes: [UInt8])]) throws(Failure)
    -> [UInt8]
  {
    // Names stand twice, beside some hundred bytes a file.
    let size = papers.reduce(0) { $0 + $1.bytes.count + 2 * $1.path.bytes.count + 200 }
    guard papers.count < 65_000, size < 4_000_000_000 else {
      throw .usage(
        Phrase(zh: "材料太多,zip 装不下", en: "there is too much for a zip"),
        hint: Phrase(zh: "写成 .tar", en: "write a .tar"))
    }
    var archive = ZipArchive()
    for (path, bytes) in papers { archive.add(bytes, at: "\(file.id)/\(path)") }
    return archive.bytes
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
