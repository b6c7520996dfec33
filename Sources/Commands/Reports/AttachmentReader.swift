import CaseStore
import Files
import Git
import Supervision
import Views

/// Reads what cases attach, from where the cases themselves are read.
struct AttachmentReader {
  private let bytes: (RelativePath) throws(Failure) -> [UInt8]?

  /// Of the files on disk; what a sparse checkout leaves out is read from `HEAD`.
  init(_ cases: CaseSource, in folder: CaseFolder, _ session: Session) {
    bytes = { path throws(Failure) in
      let isThere = (try? folder.file(at: path).status()) ?? nil != nil
      if isThere || !cases.holds(path) { return folder.plainBytes(at: path) }
      let repository = try session.repository()
      guard let head = try inGit(repository.head().commit) else { return nil }
      return try inGit(repository.blob(at: path, in: head))
    }
  }

  /// As a commit has them, whatever lies on the disk.
  init(_ commit: OID, in repository: Repository) {
    bytes = { path throws(Failure) in try inGit(repository.blob(at: path, in: commit)) }
  }

  /// Those of a case up to a day, in the order in which it names them, each path once; none of a secret one.
  ///
  /// - Parameter take: given the bytes of each that is there.
  /// - Complexity: each file is read and summed.
  func attachments(
    of file: CaseFile, upTo day: Day, take: (ShownAttachment, [UInt8]) -> Void = { _, _ in }
  ) throws(Failure) -> [ShownAttachment] {
    guard !file.subject.header.classification.isSecret else { return [] }
    var shown: [ShownAttachment] = []
    for (attachment, step) in file.subject.namedAttachments
    where step.map({ $0.day <= day }) ?? true {
      let bytes = try bytes(file.place(of: attachment))
      let checksum = try bytes.map { bytes throws(Failure) in try inGit(Checksum(of: bytes)) }
      let one = ShownAttachment(attachment, of: step, size: bytes?.count, checksum: checksum)
      shown.append(one)
      if let bytes { take(one, bytes) }
    }
    return shown
  }
}

extension Session {
  /// - Parameter source: of the cases.
  func attachmentReader(for source: Source) throws(Failure) -> AttachmentReader {
    if let commit = source.commit { return AttachmentReader(commit, in: try repository()) }
    return AttachmentReader(source.cases, in: try caseFolder(), self)
  }
}
