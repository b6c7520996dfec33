import CaseStore
import Files
import Git
import Messages
import Supervision

/// Files that are to be attached, as a person named them.
struct NamedFiles {
  enum File {
    /// It lies beside the case, or nowhere.
    case own(entry: String)
    /// It is to be put into the folder of the case.
    case copied(name: String, bytes: [UInt8])
  }

  var files: [File]

  init() { files = [] }

  /// As the case at a path names them.
  func entries(of path: RelativePath) -> [String] {
    files.map { file in
      switch file {
      case .own(let entry): entry
      case .copied(let name, _): "\(CaseFile.id(at: path))/\(name)"
      }
    }
  }

  /// What is to be put beside the case at a path.
  func contents(for path: RelativePath) -> [RelativePath: [UInt8]] {
    var contents: [RelativePath: [UInt8]] = [:]
    for case .copied(let name, let bytes) in files {
      contents[path.parent.appending("\(CaseFile.id(at: path))/\(name)".utf8)] = bytes
    }
    return contents
  }
}

extension NamedFiles {
  /// A file that is to be put into the folder of a case, under a name that its content decides.
  init(copying bytes: [UInt8], as name: String) throws(Failure) {
    let digits = try inGit(Checksum(of: bytes)).digits
    let name = name.attachedName(digits: digits.prefix(8).uppercased())
    files = [.copied(name: name, bytes: bytes)]
  }
}

extension Recorder {
  /// The files that a person names with `--附件`: as they are called from here, or from the folder of the case.
  ///
  /// One that lies in the case's folder stays where it is; any other is to be copied into the folder named by
  /// the number, under a name that its content decides. What is no file stays as it was typed, and is then found
  /// missing where it is written.
  ///
  /// - Parameter path: of the case.
  func filesNamed(_ typed: [String], for path: RelativePath) throws(Failure) -> NamedFiles {
    var named = NamedFiles()
    for text in typed.flatMap({ each(in: $0, for: path) }) {
      guard let place = place(named: text, for: path) else {
        // What can be no path beside the case was meant for a file from elsewhere.
        guard Attachment.fault(of: text) == nil else { throw .noAttachment(text) }
        named.files.append(.own(entry: text))
        continue
      }
      if let own = ownEntry(at: place, of: path) {
        named.files.append(.own(entry: own))
        continue
      }
      named.files += try copy(of: place).files
    }
    return named
  }

  /// Puts files beside a case before it is recorded, where a person is to write first.
  func put(_ files: NamedFiles, beside path: RelativePath) throws(Failure) {
    for (path, bytes) in files.contents(for: path) {
      let place = book.folder.file(at: path)
      try onDisk(place.parent.makeFolders(below: book.folder.place, durable: false))
      try onDisk(place.save(bytes))
    }
  }

  /// A list by commas, where it is not the name of one file.
  private func each(in text: String, for path: RelativePath) -> [String] {
    if place(named: text, for: path) != nil { return [text] }
    return text.split(whereSeparator: { ",，、".contains($0) }).map {
      String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }.filter { !$0.isEmpty }
  }

  private func place(named text: String, for path: RelativePath) -> FilePlace? {
    let beside = book.folder.file(at: path.parent.appending(text.utf8))
    return [session.place(of: text), beside].first { (try? $0.status()) ?? nil != nil }
  }

  /// How the case names a file that lies in its folder; nil where it does not, or belongs to another case.
  private func ownEntry(at place: FilePlace, of path: RelativePath) -> String? {
    guard let file = book.folder.path(of: place), file.isInside(path.parent), file != path,
      file != path.parent
    else { return nil }
    let entry = String(decoding: file.bytes.dropFirst(path.parent.bytes.count + 1), as: UTF8.self)
    let first = entry.split(separator: "/").first.map(String.init) ?? ""
    let isOfAnother =
      CaseNumber(first).map { !path.lastComponent.elementsEqual("\($0).md".utf8) } ?? false
    return isOfAnother || CaseFile.isCase(file) || Attachment.fault(of: entry) != nil ? nil : entry
  }

  private func copy(of place: FilePlace) throws(Failure) -> NamedFiles {
    let bytes: [UInt8]
    do throws(Unreadable) {
      // What a link names here is copied, and is then a plain file.
      bytes = try (place.resolved ?? place).readPlainFile() ?? []
    } catch {
      throw Failure(
        .input,
        Phrase(zh: "附件 \(place) 读不出来", en: "cannot read the attachment \(place)"),
        hint: error.words)
    }
    return try NamedFiles(copying: bytes, as: place.description)
  }
}

extension Failure {
  fileprivate static func noAttachment(_ name: String) -> Failure {
    Failure(
      .input,
      Phrase(zh: "没有文件 \(name.oneLine),附不上", en: "there is no file \(name.oneLine) to attach"))
  }
}

extension String {
  /// `照片.JPG` as `照片-1A2B3C4D.jpg`: names that are equal are of equal files, in every clone.
  fileprivate func attachedName(digits: String) -> String {
    var name = String(split(separator: "/").last ?? "")
    name = String(
      String.UnicodeScalarView(
        name.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F || $0 == "\\" ? "_" : $0 }))
    while name.hasPrefix(".") { name.removeFirst() }
    let dot = name.lastIndex(of: ".").flatMap { $0 == name.startIndex ? nil : $0 }
    let ending = dot.map { name[$0...].lowercased() } ?? ""
    var stem = dot.map { String(name[..<$0]) } ?? name
    if stem.isEmpty { stem = StepKey.attachments.name }
    let end = "-\(digits)\(ending.utf8.count <= 32 ? ending : "")"
    // No file system here takes more than 255 bytes.
    while stem.utf8.count + end.utf8.count > 255 { stem.removeLast() }
    return stem + end
  }
}
