package import Files

/// What no honest git writes into a tree, or what cannot be checked out alike everywhere.
package struct TreeFault: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// A name that leads elsewhere, or that not every system can have.
    case name
    /// A link, a submodule, or a file with permissions that git does not give.
    case mode
    /// A name that differs from another of the folder only by case or by Unicode form.
    case twin(of: RelativePath)
    /// Out of order, there twice, without contents, or otherwise not as git writes it.
    case malformed
  }

  package let path: RelativePath
  package let kind: Kind

  package init(path: RelativePath, kind: Kind) {
    self.path = path
    self.kind = kind
  }
}

extension TreeReader {
  /// What is wrong with the entries that one tree has and another has not, folders within folders.
  ///
  /// - Parameter old: what was looked at before; nil for nothing.
  /// - Complexity: only folders that differ are read, and of those only what is new is looked at; a
  ///   new name is held against the others of its folder.
  package func faults(in new: OID, since old: OID?, at folder: RelativePath = .root)
    throws(GitError) -> [TreeFault]
  {
    try readingOn { () throws(GitError) in
      var found: [TreeFault] = []
      try inspect(new, since: old, at: folder, into: &found)
      return found
    }
  }

  private func inspect(
    _ new: OID, since old: OID?, at folder: RelativePath, into found: inout [TreeFault]
  ) throws(GitError) {
    guard new != old else { return }
    if isMalformed(new) {
      found.append(TreeFault(path: folder, kind: .malformed))
      return
    }
    try requireEnd(of: folder, in: new)
    var before = TreeCursor(try old.map { id throws(GitError) in try bytes(of: id) } ?? [], new)
    var after = TreeCursor(try bytes(of: new), new)
    var last = try before.skipWhatIsEqual(in: &after)
    var (left, right) = (try before.next(), try after.next())
    var names: [ArraySlice<UInt8>] = []
    while let item = right {
      let order = left.map { before.order($0, item, in: after) } ?? 1
      if order < 0 {
        left = try before.next()
        continue
      }
      let former = order == 0 ? left : nil
      if former == nil { names.append(after.name(of: item)) }
      let entry = after.entry(item, in: folder)
      let isInOrder = last.map { after.order($0, item, in: after) < 0 } ?? true
      let isKnown = former.map { before.isSame($0, as: item, in: after) } ?? false
      if !isKnown, let kind = after.fault(of: item, entry, isInOrder: isInOrder) {
        found.append(TreeFault(path: entry.path, kind: kind))
      }
      if entry.mode == .folder, entry.id != .zero {
        let former = former.map { before.entry($0, in: folder).id }
        try inspect(entry.id, since: former, at: entry.path, into: &found)
      }
      if order == 0 {
        if before.hasSameRest(as: after) { break }
        left = try before.next()
      }
      last = item
      right = try after.next()
    }
    found += try after.twins(of: names, in: folder)
  }
}

extension TreeCursor {
  fileprivate func fault(of item: Item, _ entry: TreeEntry, isInOrder: Bool) -> TreeFault.Kind? {
    if !isInOrder || entry.id == .zero || !isModePlain(of: item) { return .malformed }
    if !name(of: item).isPlainName { return .name }
    let isPlain = [EntryMode.folder, .file, .executable].contains { $0.rawValue == mode(of: item) }
    return isPlain ? nil : .mode
  }

  /// The names among all of the tree that are like one of these without being it, and those that are
  /// there twice.
  fileprivate func twins(of names: [ArraySlice<UInt8>], in folder: RelativePath)
    throws(GitError) -> [TreeFault]
  {
    guard !names.isEmpty else { return [] }
    var known: [String: ArraySlice<UInt8>] = [:]
    for name in names { known[name.foldedName] = name }
    var found: [TreeFault] = []
    var seen: Set<ArraySlice<UInt8>> = []
    var cursor = self
    cursor.rewind()
    while let item = try cursor.next() {
      let name = cursor.name(of: item)
      guard let twin = known[name.foldedName] else { continue }
      let path = folder.appending(name)
      if !seen.insert(name).inserted {
        found.append(TreeFault(path: path, kind: .malformed))
      } else if twin != name {
        // The same from either side, so that a merge's can be held against both parents.
        let (one, other) = (path, folder.appending(twin))
        found.append(TreeFault(path: max(one, other), kind: .twin(of: min(one, other))))
      }
    }
    return found
  }
}

extension ArraySlice<UInt8> {
  /// The name with what Unicode and file systems may take for the same made the same.
  package var foldedName: String { String(decoding: self, as: UTF8.self).foldedAsName }

  /// Whether a name is one of a file that every system can have, and leads nowhere else: what
  /// git-fsck(1) says of names, and no control character, backslash or byte that is no UTF-8.
  package var isPlainName: Bool {
    if allSatisfy({ 0x20...0x7E ~= $0 && $0 != UInt8(ascii: "\\") && $0 != RelativePath.slash }) {
      return !isEmpty && !(isOfDotKind && isReservedName)
    }
    guard let text = String(validating: self, as: UTF8.self) else { return false }
    let isSafe = text.unicodeScalars.allSatisfy {
      $0 != "/" && $0 != "\\" && $0.properties.generalCategory != .control
    }
    return isSafe && !isReservedName
  }

  /// Whether it begins as reserved names do; few others do.
  private var isOfDotKind: Bool { first == UInt8(ascii: ".") || contains(UInt8(ascii: "~")) }

  /// `.`, `..`, and whatever some file system takes for `.git`.
  private var isReservedName: Bool {
    let text = String(decoding: self, as: UTF8.self)
    if text == "." || text == ".." { return true }
    // HFS+ leaves out what is invisible; NTFS what comes after a colon, and dots and blanks at the end.
    let seen = text.unicodeScalars.filter { !$0.isIgnoredInNames }
    let plain = String(String.UnicodeScalarView(seen.prefix { $0 != ":" })).lowercased()
    let end = plain.unicodeScalars.lastIndex { $0 != "." && $0 != " " }
    let name = end.map { String(plain.unicodeScalars[...$0]) } ?? ""
    return name == ".git" || name == "git~1"
  }
}

extension String {
  /// What file systems may take for the same name made the same, whatever letters are called capitals:
  /// ς and σ, ß and SS, İ, ſ, K. (NTFS folds one by one, APFS as Unicode has it, and HFS+ leaves out what
  /// is invisible.) `String` compares by canonical equivalence.
  package var foldedAsName: String {
    if utf8.allSatisfy({ $0 < 0x80 }) { return lowercased() }
    var folded = String.UnicodeScalarView()
    for scalar in unicodeScalars where !scalar.isIgnoredInNames {
      // Most that have no case; and ı, which has the capital of i and is taken for it nowhere.
      if (0x2E80...0xA4CF).contains(scalar.value) || scalar == "\u{131}" {
        folded.append(scalar)
        continue
      }
      for small in scalar.properties.lowercaseMapping.unicodeScalars {
        for capital in small.properties.uppercaseMapping.unicodeScalars {
          folded.append(contentsOf: capital.properties.lowercaseMapping.unicodeScalars)
        }
      }
    }
    return String(folded)
  }
}

extension Unicode.Scalar {
  /// What HFS+ leaves out of names.
  fileprivate var isIgnoredInNames: Bool {
    switch value {
    case 0x200C...0x200F, 0x202A...0x202E, 0x206A...0x206F, 0xFEFF: true
    default: false
    }
  }
}
