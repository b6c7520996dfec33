package import Files
package import FrontMatter
package import Messages
package import Supervision

/// One case file, read.
package struct CaseFile: Sendable {
  /// From the top of the case repository.
  package let path: RelativePath
  package let subject: Case

  package init(path: RelativePath, bytes: [UInt8]) {
    self.path = path
    let text = SourceText(path: "\(path)", bytes: bytes)
    subject = Case(Document(markdown: text))
  }

  package var text: SourceText { subject.document.text }
  package var fileName: String { String(decoding: path.lastComponent, as: UTF8.self) }

  /// Whether something in the file could not be read, so that what is derived from it is a guess.
  package var isUnreliable: Bool { fault != nil }

  /// The first thing in the file that could not be read.
  package var fault: Diagnostic? {
    (subject.document.diagnostics + subject.findings).first { $0.severity == .error }
  }

  /// What leaves nothing of the file to be read: another encoding, no front matter.
  var illegibility: Diagnostic? {
    subject.document.root == nil ? subject.document.diagnostics.first : nil
  }

  /// The number by which people call the case: the file's name, which is the 编号.
  package var id: String { Self.id(at: path) }

  package static func id(at path: RelativePath) -> String {
    let name = String(decoding: path.lastComponent, as: UTF8.self)
    return name.hasSuffix(".md") ? String(name.dropLast(3)) : name
  }

  /// Whether `path` is that of a case: Markdown somewhere under `cases/`, not hidden, and not in the folder
  /// of a case, which holds what is attached to it.
  package static func isCase(_ path: RelativePath) -> Bool {
    path.bytes.withUnsafeBufferPointer { isCase($0) }
  }

  static func isCase(_ path: UnsafeBufferPointer<UInt8>) -> Bool {
    path.suffix(3).elementsEqual(".md".utf8) && isVisible(path) && !isInCaseFolder(path)
  }

  /// Whether `path` would be that of a case but for the ending of its name, which an editor or a
  /// mail program has changed.
  static func isMisnamed(_ path: RelativePath) -> Bool {
    isMisnamed(path.lastComponent)
      && path.bytes.withUnsafeBufferPointer { isVisible($0) && !isInCaseFolder($0) }
  }

  static func isMisnamed(_ name: some BidirectionalCollection<UInt8>) -> Bool {
    guard !name.suffix(3).elementsEqual(".md".utf8) else { return false }
    return [".md", ".md.txt", ".markdown"].contains { ending in
      // Letters of ASCII in either case.
      name.suffix(ending.utf8.count).elementsEqual(ending.utf8) { $0 | 0x20 == $1 | 0x20 }
    }
  }

  private static func isInCaseFolder(_ path: UnsafeBufferPointer<UInt8>) -> Bool {
    var start = 0
    for place in path.indices where path[place] == UInt8(ascii: "/") {
      if isOfCase(folder: path[start..<place]) { return true }
      start = place + 1
    }
    return false
  }

  /// Whether a folder's name is the number of a case.
  static func isOfCase(folder name: some Collection<UInt8>) -> Bool {
    // Most names are a year.
    guard name.count >= 9 else { return false }
    return CaseNumber(String(decoding: name, as: UTF8.self)) != nil
  }

  /// Whether `path` is `cases` or lies below it, and is not hidden.
  static func isVisible(_ path: RelativePath) -> Bool {
    path.bytes.withUnsafeBufferPointer { isVisible($0) }
  }

  static func isVisible(_ path: UnsafeBufferPointer<UInt8>) -> Bool {
    guard path.starts(with: "cases".utf8), path.count == 5 || path[5] == UInt8(ascii: "/") else {
      return false
    }
    var isFirst = false
    for byte in path {
      if isFirst && byte == UInt8(ascii: ".") { return false }
      isFirst = byte == UInt8(ascii: "/")
    }
    return true
  }
}

extension CaseFile {
  /// The bytes of the case with one more step.
  ///
  /// - Throws: `.notAppendable`.
  package func appending(_ step: Value) throws(CaseStoreError) -> [UInt8] {
    guard let edits = subject.document.appending(step, toListAt: HeaderKey.steps.name) else {
      throw .notAppendable(FileFindings(text: text, findings: subject.document.findings))
    }
    return text.applying(edits)
  }
}
