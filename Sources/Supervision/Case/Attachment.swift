import FrontMatter
package import Messages

/// 附件: a file that belongs to a case or to one of its steps.
package struct Attachment: Sendable, Hashable {
  /// 文件: its path from the folder of the case file.
  package let path: Located<String>
  /// 存放: where it is kept, if not in the repository: on paper, on a disk.
  package let keptAt: String?
  /// 校验: what its bytes come to.
  package let checksum: Located<Checksum>?

  /// The same, with what is found about it said at another place of the text.
  package func said(at range: Range<Int>) -> Attachment {
    Attachment(path: Located(path.value, at: range), keptAt: keptAt, checksum: checksum)
  }

  /// Whether the repository has to have the file.
  package var isKeptHere: Bool { keptAt == nil }

  /// A key of an entry that says more than a path.
  package enum Key: CaseIterable, Sendable {
    case file, keptAt, checksum

    package var isRequired: Bool { self == .file }
    package var shape: Shape { self == .checksum ? .checksum : .line }

    package var name: String {
      switch self {
      case .file: "文件"
      case .keptAt: "存放"
      case .checksum: "校验"
      }
    }
  }
}

/// A digest as it is written: `sha256:` or `sm3:` and 64 small hexadecimal digits.
package struct Checksum: Sendable, Hashable, CustomStringConvertible {
  package enum Algorithm: String, Sendable, CaseIterable {
    /// FIPS 180-4
    case sha256
    /// GB/T 32905
    case sm3

    /// As OpenSSL calls it.
    package var libraryName: String { rawValue.uppercased() }
  }

  /// What is taken for one, as a regular expression.
  package static let pattern =
    "(?:\(Algorithm.allCases.map(\.rawValue).joined(separator: "|"))):[0-9a-f]{64}"

  package let algorithm: Algorithm
  package let digits: String

  package init(_ algorithm: Algorithm, _ digest: some Sequence<UInt8>) {
    self.algorithm = algorithm
    digits = digest.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }

  package init?(_ text: String) {
    guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")),
      let algorithm = Algorithm(rawValue: String(text[..<colon]))
    else { return nil }
    let digits = text.utf8[text.utf8.index(after: colon)...]
    let isHex = digits.allSatisfy {
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
        || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
    }
    guard digits.count == 64, isHex else { return nil }
    self.algorithm = algorithm
    self.digits = String(digits)!  // ASCII
  }

  package var description: String { "\(algorithm.rawValue):\(digits)" }
}

// MARK: Reading

extension CaseParser {
  /// Each a path, or a mapping of 文件, 存放 and 校验; a single one counts as a list of one.
  mutating func attachments(_ node: Node, named name: String, at place: Place?) -> [Attachment] {
    switch node.kind {
    case .scalar, .mapping: return attachment(node, named: name, at: place).map { [$0] } ?? []
    case .sequence:
      var read: [Attachment] = []
      for (item, place) in items(of: node, at: place) {
        if let one = attachment(item, named: name, at: place) { read.append(one) }
      }
      return read
    }
  }

  private mutating func attachment(_ node: Node, named name: String, at place: Place?)
    -> Attachment?
  {
    if node.kind != .mapping {
      return line(node, named: name).map { Attachment(path: $0, keptAt: nil, checksum: nil) }
    }
    var path: Located<String>?
    var keptAt: String?
    var checksum: Located<Checksum>?
    let names = Attachment.Key.allCases.map(\.name)
    let isFaulty = findsFault { reader in
      reader.entries(of: node, named: name, keys: names, at: place) { reader, entry, value, _ in
        guard let key = Attachment.Key.allCases.first(where: { entry.key.isText($0.name) }) else {
          reader.report(.unknownKey(entry.key, in: name, among: names))
          return
        }
        switch key {
        case .file: path = reader.line(value, named: key.name)
        case .keptAt: keptAt = reader.line(value, named: key.name)?.value
        case .checksum: checksum = reader.checksum(value, named: key.name)
        }
      }
    }
    guard let path else {
      if !isFaulty { report(.missingKey(Attachment.Key.file.name, of: name, at: node.range)) }
      return nil
    }
    return Attachment(path: path, keptAt: keptAt, checksum: checksum)
  }

  private mutating func checksum(_ node: Node, named name: String) -> Located<Checksum>? {
    guard let text = line(node, named: name) else { return nil }
    guard let checksum = Checksum(text.value) else {
      report(.badChecksum(text, named: name))
      return nil
    }
    return Located(checksum, at: text.range)
  }
}

extension Attachment {
  /// Why a path cannot be that of a file beside a case; nil where it can.
  package static func fault(of path: String) -> Phrase? {
    if path.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
      return Phrase(zh: "文件名里有控制字符", en: "a control character in the name")
    }
    if path.utf8.contains(UInt8(ascii: "\\")) {
      return Phrase(zh: "分隔文件夹用 /", en: "folders are separated by /")
    }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    if parts.contains("..") || parts.first == "" {
      return Phrase(
        zh: "附件要放在案件文件所在的文件夹里", en: "an attachment lies in the folder of its case file, or below")
    }
    if parts.contains(where: \.isEmpty) {
      return Phrase(zh: "要写到文件名", en: "the path does not end with the name of a file")
    }
    if parts.contains(where: { $0.hasPrefix(".") }) {
      return Phrase(zh: "文件名不能以点开头", en: "no name begins with a dot")
    }
    return nil
  }
}
