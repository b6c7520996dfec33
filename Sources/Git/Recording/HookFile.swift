package import Files

/// A hook that a program puts into a repository, and the user's own that it keeps and calls first.
package struct HookFile: Hashable, Sendable {
  /// Where git looks for it.
  package let place: FilePlace
  /// Where the user's own is kept meanwhile.
  package let kept: FilePlace
  /// A line that our own hooks have and nobody else's.
  private let mark: [UInt8]

  package enum State: Hashable, Sendable {
    case absent, ours, others
  }

  /// - Parameters:
  ///   - folder: what `Repository.hooksFolder()` gives.
  ///   - suffix: added to the name of a hook that is kept.
  package init(_ name: String, in folder: String, suffix: String, mark: String) {
    place = FilePlace("\(folder)/\(name)")
    kept = FilePlace("\(folder)/\(name)\(suffix)")
    self.mark = Array(mark.utf8)
  }

  package func state() throws(GitError) -> State {
    guard let status = try onDisk(place.status()) else { return .absent }
    // A link or a folder is none of ours, and is not read.
    guard status.kind == .file, let bytes = try onDisk(place.read())?.bytes else { return .others }
    return bytes.split(separator: UInt8(ascii: "\n")).contains { $0.starts(with: mark) }
      ? .ours : .others
  }

  /// Whether it is ours and no other is called by it.
  package func isAlone() throws(GitError) -> Bool {
    guard try state() == .ours else { return false }
    return try onDisk(kept.status()) == nil
  }

  /// Whether installing would have to move the user's hook onto another that is kept already.
  package func isBlocked() throws(GitError) -> Bool {
    guard try state() == .others else { return false }
    return try onDisk(kept.status()) != nil
  }

  /// Puts `script` in place; what others had there is kept beside it.
  ///
  /// - Precondition: not `isBlocked()`.
  package func install(_ script: String) throws(GitError) {
    let folder = place.parent
    try onDisk(folder.makeFolders(below: FilePlace("/"), durable: false))
    let temporary = place.sibling(named: FilePlace.temporaryName().utf8)
    try onDisk(temporary.create(with: Array(script.utf8), permissions: 0o755, durable: true))
    do throws(GitError) {
      if try state() == .others { try onDisk(kept.appear(from: place)) }
      try onDisk(place.replace(by: temporary))
    } catch {
      try? temporary.remove()
      throw error
    }
  }

  /// Takes our hook away and puts the user's own back as it was.
  ///
  /// - Returns: whether there was one of ours.
  package func uninstall() throws(GitError) -> Bool {
    guard try state() == .ours else { return false }
    if try onDisk(kept.status()) != nil {
      try onDisk(place.replace(by: kept))
    } else {
      try onDisk(place.remove())
    }
    return true
  }
}
