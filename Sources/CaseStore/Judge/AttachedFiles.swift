package import Files
import Git
import Messages
package import Supervision

/// The files that a case attaches, from what the commits before have to what it is to be: only those of which
/// there is something to say or to record.
struct AttachedFiles {
  struct Entry {
    let attachment: Attachment
    /// Where the file is to be.
    let place: RelativePath
    /// Whether a version of the case before names it.
    let wasNamed: Bool
    /// The file as it was recorded; nil where none was.
    let before: OID?
    let now: OID?
    /// What the file comes to, where that is asked.
    private(set) var checksum: Checksum?
    /// What it comes to, where that is not what its 校验 says.
    private(set) var otherChecksum: Checksum?
    /// Whether two sides have recorded different files under one name.
    let isContested: Bool
    /// How large a new file is that is above the limit, and the limit.
    var excess: (size: Int, limit: Int)?

    init(
      _ attachment: Attachment, at place: RelativePath, wasNamed: Bool, before: OID?, now: OID?,
      isContested: Bool = false
    ) {
      (self.attachment, self.place, self.wasNamed) = (attachment, place, wasNamed)
      (self.before, self.now, self.isContested) = (before, now, isContested)
    }

    /// Works out what the file comes to.
    mutating func sum(_ bytes: [UInt8]) throws(GitError) {
      let sum = try Checksum(of: bytes)
      checksum = sum
      guard let written = attachment.checksum?.value else { return }
      let now =
        written.algorithm == sum.algorithm ? sum : try Checksum(written.algorithm, of: bytes)
      if now != written { otherChecksum = now }
    }
  }

  let file: CaseFile
  var entries: [Entry] = []
  /// Entries of the header that were recorded and are gone.
  var dropped: [Attachment] = []

  /// The files that come with what names them.
  var added: [Entry] { entries.filter { !$0.wasNamed && $0.now != nil } }

  /// The values of the trailers `Duban-File`: digest and path of each file that comes.
  var claims: [String] {
    added.compactMap { entry in
      entry.attachment.isKeptHere ? entry.checksum.map { "\($0) \(entry.place)" } : nil
    }
  }

  var findings: [Diagnostic] {
    let gone = dropped.map {
      Diagnostic.attachmentRemoved(
        Located($0.path.value, at: file.subject.header.anchor), isLeftBehind: false)
    }
    return gone + entries.compactMap(finding)
  }

  private func finding(_ entry: Entry) -> Diagnostic? {
    let path = entry.attachment.path
    if let other = entry.otherChecksum { return .attachmentDiffers(path, from: other) }
    guard entry.attachment.isKeptHere || entry.before != nil else { return nil }
    if entry.isContested { return .attachmentContested(path) }
    switch (entry.before, entry.now) {
    case (let before?, let now?): return before == now ? nil : .attachmentChanged(path)
    case (.some, nil): return .attachmentRemoved(path, isLeftBehind: false)
    case (nil, nil): return entry.wasNamed ? nil : .attachmentMissing(path)
    case (nil, .some):
      if entry.wasNamed { return .attachmentLate(path) }
      return entry.excess.map {
        .attachmentTooLarge(path, size: $0.size, limit: $0.limit, entry.checksum)
      }
    }
  }
}

extension CaseFile {
  /// Where a file is that is attached by this path beside the case.
  func place(of attachment: String) -> RelativePath {
    path.parent.appending(attachment.utf8).normalised
  }

  package func place(of attachment: Attachment) -> RelativePath { place(of: attachment.path.value) }

  /// What it attaches, each path once, and once more where it is first kept elsewhere and then here.
  var attachments: [Attachment] {
    var seen: Set<Attachment.Place> = []
    return subject.attachments.filter { seen.insert($0.place).inserted }
  }

  /// Whether it attaches the file at a path, with the entry.
  func attachment(at place: RelativePath) -> Attachment? {
    attachments.first { self.place(of: $0) == place }
  }

  /// Its own entry for what another version of it attaches; where it has none any more, that version's, said of
  /// its header, since the place in that version's text is none in its own.
  func entry(like attachment: Attachment) -> Attachment {
    attachments.first { $0.isSame(as: attachment) }
      ?? attachment.said(at: subject.header.anchor)
  }

  /// Whether a file can attach anything: looked for in its bytes, before it is read as a case.
  static func mayAttach(_ bytes: [UInt8]) -> Bool {
    bytes.contains(UInt8(ascii: "\\")) || bytes.contains(attachmentsKey)
  }

  private static let attachmentsKey = Array(StepKey.attachments.name.utf8)
}

extension [UInt8] {
  fileprivate func contains(_ word: [UInt8]) -> Bool {
    guard let first = word.first else { return true }
    var rest = self[...]
    while let place = rest.firstIndex(of: first) {
      if rest[place...].starts(with: word) { return true }
      rest = rest[(place + 1)...]
    }
    return false
  }
}

extension TreeReader {
  /// The cases below a folder that attach files at some paths, by those paths.
  ///
  /// - Complexity: reads every case that lies above a file, and takes apart those that attach something.
  func cases(attaching paths: Set<RelativePath>, below cases: TreeEntry?)
    throws(GitError) -> [RelativePath: [CaseFile]]
  {
    guard let cases, !paths.isEmpty else { return [:] }
    var folders: Set<RelativePath> = []
    for path in paths {
      var folder = path.parent
      while folders.insert(folder).inserted, folder != .root { folder = folder.parent }
    }
    var found: [RelativePath: [CaseFile]] = [:]
    for entry in try files(in: cases)
    where entry.mode.isFile && CaseFile.isCase(entry.path) && folders.contains(entry.path.parent) {
      let bytes = try blob(entry.id)
      guard CaseFile.mayAttach(bytes) else { continue }
      let file = CaseFile(path: entry.path, bytes: bytes)
      for place in Set(file.attachments.map({ file.place(of: $0) })) where paths.contains(place) {
        found[place, default: []].append(file)
      }
    }
    return found
  }
}
