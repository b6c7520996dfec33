package import Files
package import Git
import Messages
package import OnDemand
package import Supervision

extension Checksum {
  /// - Throws: `.cannotUse` where OpenSSL, or the algorithm in it, is not to be had.
  package init(_ algorithm: Algorithm = .sha256, of bytes: [UInt8]) throws(GitError) {
    do {
      switch algorithm {
      case .sha256: self.init(algorithm, try sha256(bytes))
      case .sm3:
        var digest = try Digest(algorithm.libraryName)
        bytes.withUnsafeBytes { digest.add($0) }
        self.init(algorithm, digest.bytes())
      }
    } catch {
      throw .cannotUse(error)
    }
  }

  /// What a file comes to, however long it is; nil if there is none, or none that can be read.
  package init?(_ algorithm: Algorithm, of file: FilePlace) throws(LibraryFault) {
    let digest = try Digest(algorithm.libraryName)
    guard let bytes = (try? file.digest(digest)) ?? nil else { return nil }
    self.init(algorithm, bytes)
  }
}

/// The 校验 of cases held against the files that they are of, as far as those are within reach.
package struct HeldChecksums: Sendable {
  /// An entry whose file is not within reach.
  package struct OutOfReach: Sendable {
    package let file: CaseFile
    package let attachment: Attachment
  }

  /// How many files were summed.
  package private(set) var count = 0
  package private(set) var findings: [FileFindings] = []
  package private(set) var outOfReach: [OutOfReach] = []

  package init() {}

  /// Holds the entries of a case with a 校验 against their files.
  ///
  /// - Parameter place: where a path leads that counts from the top of the repository.
  /// - Throws: where the algorithm is not to be had.
  /// - Complexity: reads each file once.
  package mutating func hold(_ file: CaseFile, at place: (RelativePath) -> FilePlace)
    throws(LibraryFault)
  {
    var found: [Diagnostic] = []
    for attachment in file.subject.attachments {
      guard let written = attachment.checksum?.value,
        Attachment.fault(of: attachment.path.value) == nil || !attachment.isKeptHere
      else { continue }
      var now: Checksum?
      for candidate in file.places(of: attachment, place) where now == nil {
        now = try Checksum(written.algorithm, of: candidate)
      }
      guard let now else {
        outOfReach.append(OutOfReach(file: file, attachment: attachment))
        continue
      }
      count += 1
      if now != written { found.append(.attachmentDiffers(attachment.path, from: now)) }
    }
    if !found.isEmpty { findings.append(FileFindings(text: file.text, findings: found)) }
  }
}

extension CaseFile {
  /// Where the file of an entry may lie: beside the case, else where 存放 says, a file or the folder of it.
  fileprivate func places(of attachment: Attachment, _ place: (RelativePath) -> FilePlace)
    -> [FilePlace]
  {
    let beside = place(self.place(of: attachment))
    guard let kept = attachment.keptAt else { return [beside] }
    let stores =
      kept.utf8.first == RelativePath.slash
      ? [FilePlace(kept)] : [path.parent, .root].map { place($0.appending(kept.utf8).normalised) }
    let name = RelativePath(attachment.path.value)
    return [beside]
      + stores.flatMap { [$0, $0.file(name), $0.file(RelativePath(bytes: name.lastComponent))] }
  }
}
