/// The header of a commit, held against what git-fsck(1) asks of it; and no line stands in it twice of
/// which different programs would take different ones, nor an encoding in which git would show other
/// words and people than all others read.
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
    return lines.areFurtherLines
  }
}

extension ArraySlice<Slice<UnsafeRawBufferPointer>> {
  /// What may come after the committer: signatures, merged tags, and whatever else some git may write.
  fileprivate var areFurtherLines: Bool {
    var seen: Set<String> = ["tree", "parent", "author", "committer"]
    // A line that goes on with another begins with a blank.
    for line in self where line.first != UInt8(ascii: " ") {
      let key = line.prefix { $0 != UInt8(ascii: " ") }
      let name = String(decoding: key, as: UTF8.self)
      if name == "mergetag" { continue }
      guard seen.insert(name).inserted else { return false }
      if name == "encoding", !line.dropFirst(key.count + 1).isEncodingOfASCII { return false }
    }
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

  /// Whether what is ASCII in it is the same in every other: then who acted and what the trailers say is
  /// read alike.
  fileprivate var isEncodingOfASCII: Bool {
    let name = String(decoding: self, as: UTF8.self).lowercased()
    return [
      "utf-8", "utf8", "gbk", "gb2312", "gb18030", "cp936", "big5", "ascii", "us-ascii", "latin1",
      "latin-1",
    ].contains(name)
      || ["iso-8859-", "iso8859-", "windows-125", "cp125", "euc-", "koi8-"].contains {
        name.hasPrefix($0)
      }
  }

  private var isNumber: Bool { !isEmpty && allSatisfy { (0x30...0x39).contains($0) } }

  private func dropping(_ key: StaticString) -> Self? {
    let key = UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount)
    return starts(with: key) ? dropFirst(key.count) : nil
  }
}
