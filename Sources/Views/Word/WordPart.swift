package import Messages
import Supervision

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

extension WordPart {
  /// By these attributes papers and other parts refer to what is in a part.
  package static let references: Set<String> = ["Extension", "Id", "PartName", "styleId"]

  /// Why a part cannot be read.
  package struct Fault: Error {
    package let reason: Phrase
    package let offset: Int

    package init(_ reason: Phrase, at offset: Int) {
      self.reason = reason
      self.offset = offset
    }
  }

  /// What is wrong with a text that an office has in place of the part at `path`.
  ///
  /// - Parameter names: the name of a text's outermost element, and the values of the attributes in
  ///   `references`.
  package static func findings(
    in text: SourceText, at path: String, names: ([UInt8]) throws(Fault) -> Set<String>
  ) -> [Diagnostic] {
    guard let part = fixed.first(where: { $0.path == path }) else {
      return [.unknownPart(path, among: fixed.map(\.path))]
    }
    do throws(Fault) {
      let missing = try names(part.bytes).subtracting(try names(text.bytes))
      return missing.isEmpty ? [] : [.partLacks(missing.sorted(), at: path)]
    } catch {
      return [.partUnreadable(error.reason, at: error.offset)]
    }
  }
}
