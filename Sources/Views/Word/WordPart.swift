/// A part of the package that a Word document is.
package struct WordPart: Sendable, Hashable {
  /// From the top of the package.
  package let path: String
  package let bytes: [UInt8]

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  init(path: String, text: String) {
    self.init(path: path, bytes: Array(text.utf8))
  }

  /// What every paper has alike, its styles, fonts, settings and page numbers: the files of `Parts`
  /// beside this one.
  package static let fixed: [WordPart] = EmbeddedFiles.all.compactMap { file in
    guard let start = file.path.firstRange(of: "/Word/Parts/") else { return nil }
    return WordPart(path: String(file.path[start.upperBound...]), text: file.text)
  }
}
