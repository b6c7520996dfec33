/// The header of a commit, held against what git-fsck(1) asks of it.
extension UnsafeRawBufferPointer {
  var isWellFormedCommitHeader: Bool {
    var lines = split(separator: UInt8(ascii: "\n"))[...]
    guard lines.popFirst()?.id(after: "tree ") == true else { return false }
    while let line = lines.first, line.starts(with: "parent ".utf8) {
      guard line.id(after: "parent ") else { return false }
      lines.removeFirst()
    }
    guard let author = lines.popFirst(), author.identity(after: "author "),
      let committer = lines.popFirst(), committer.identity(after: "committer ")
    else { return false }
    return true
  }
}

extension Slice<UnsafeRawBufferPointer> {
  fileprivate func id(after key: StaticString) -> Bool {
    guard let rest = dropping(key) else { return false }
    return rest.count == 40
      && rest.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }

  /// `Name <address> 1772413200 +0800`
  fileprivate func identity(after key: StaticString) -> Bool {
    guard let rest = dropping(key) else { return false }
    func isBracket(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") }
    guard let open = rest.firstIndex(where: isBracket), rest[open] == UInt8(ascii: "<"),
      open > rest.startIndex, rest[open - 1] == UInt8(ascii: " ")
    else { return false }
    let address = rest[(open + 1)...]
    guard let close = address.firstIndex(where: isBracket), rest[close] == UInt8(ascii: ">") else {
      return false
    }
    return rest[(close + 1)...].isTime
  }

  /// ` 1772413200 +0800`, without zeros before it.
  private var isTime: Bool {
    let parts = split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].isEmpty, parts[1].isNumber,
      parts[1].count == 1 || parts[1].first != UInt8(ascii: "0"), parts[2].count == 5,
      let sign = parts[2].first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-")
    else { return false }
    return parts[2].dropFirst().isNumber
  }

  private var isNumber: Bool { !isEmpty && allSatisfy { (0x30...0x39).contains($0) } }

  private func dropping(_ key: StaticString) -> Self? {
    let key = UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount)
    return starts(with: key) ? dropFirst(key.count) : nil
  }
}
