package import Files

/// Who besides its owner may use what is made in the git directory: `core.sharedRepository`.
///
/// libgit2 does not know it, and neither does the mask of a process.
package struct Sharing: Hashable, Sendable {
  /// What everybody named may do with a file.
  private let permissions: UInt32
  /// Whether others may do no more, whatever the mask allows.
  private let isExact: Bool

  package static let none = Sharing(0, isExact: true)

  private init(_ permissions: UInt32, isExact: Bool) {
    (self.permissions, self.isExact) = (permissions, isExact)
  }

  /// - Parameter value: as it is configured; nil and what git would not take are `none`.
  init(configured value: String?) {
    switch value?.lowercased() {
    case "group", "true", "yes", "on", "1", "": self.init(0o660, isExact: false)
    case "all", "world", "everybody", "2": self.init(0o664, isExact: false)
    case let value:
      let mode = value.flatMap { UInt32($0, radix: 8) } ?? 0
      self.init(mode & 0o600 == 0o600 ? mode & 0o666 : 0, isExact: true)
    }
  }

  /// The permissions that a file or folder gets that has been made with `made`.
  func permissions(_ made: UInt32, isFolder: Bool) -> UInt32 {
    guard permissions != 0 else { return made }
    var added = made & 0o200 == 0 ? permissions & ~0o222 : permissions
    if made & 0o100 != 0 { added |= (added & 0o444) >> 2 }
    var mode = isExact ? made & ~0o777 | added : made | added
    if isFolder {
      mode |= (mode & 0o444) >> 2
      // What is made in the folder is the group's too.
      if permissions & 0o060 != 0 { mode |= 0o2000 }
    }
    return mode
  }
}

extension Repository {
  /// Gives what we have just made in the git directory the permissions that the repository is shared
  /// with. What is another's is his to share.
  package func share(_ place: FilePlace) {
    guard sharing != .none, let status = try? place.status(),
      status.kind == .file || status.kind == .folder
    else { return }
    let mode = sharing.permissions(status.permissions, isFolder: status.kind == .folder)
    if mode != status.permissions { place.setPermissions(mode) }
  }

  /// The same for a file and the folders that it lies in, up to the git directory.
  func shareWithFolders(_ path: String, in directory: String) {
    guard sharing != .none else { return }
    var parts = path.split(separator: "/")
    while !parts.isEmpty {
      share(FilePlace(directory + parts.joined(separator: "/")))
      parts.removeLast()
    }
  }
}
