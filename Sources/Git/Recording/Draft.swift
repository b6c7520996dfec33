package import Files

/// A commit that is to be made: what it changes, what it says, and by whom.
package struct Draft: Hashable, Sendable {
  package var changes: [Change]
  /// Complete; a final newline is added if there is none.
  package var message: String
  package var author: Signature
  package var committer: Signature

  /// What one file is to become.
  package struct Change: Hashable, Sendable {
    package let path: RelativePath
    /// Nil to remove the file.
    package let content: [UInt8]?
    /// What git names the content by.
    let id: OID?
    /// Whether the content is somewhere else too: it is stored and on the disk before what names it.
    let isCopy: Bool

    package init(_ path: RelativePath, _ content: [UInt8]?) {
      (self.path, self.content, isCopy) = (path, content, false)
      id = content.map { Repository.hash(blob: $0) }
    }

    /// - Parameter id: what the content is expected to be named: it may be long, and has been hashed.
    package init(copyTo path: RelativePath, of content: [UInt8], knownAs id: OID) {
      (self.path, self.content, self.id, isCopy) = (path, content, id, true)
    }
  }

  package init(changes: [Change], message: String, author: Signature, committer: Signature) {
    self.changes = changes
    self.message = message
    self.author = author
    self.committer = committer
  }

  /// The same by one person at one time.
  package init(changes: [Change], message: String, by who: Identity) {
    self.init(changes: changes, message: message, author: who.author, committer: who.committer)
  }

  /// What git would write about it in the reflog.
  func reflogMessage(isInitial: Bool) -> String {
    "commit\(isInitial ? " (initial)" : ""): \(message.prefix { $0 != "\n" })"
  }
}

extension Recording {
  /// What was recorded, and what there is to say about it.
  package struct Recorded: Hashable, Sendable {
    /// One commit a draft, oldest first; the last is `HEAD`.
    package var commits: [OID]
    /// What the hooks wrote.
    package var hookWords: String
  }

  /// The places at which a process may die, or the world fail, in their order. Tests stop at them.
  package enum Point: String, Hashable, Sendable, CaseIterable, Codable {
    case noted, temporaryFileWritten, filesWritten, treesWritten, objectsMade, commitsWritten,
      branchLocked, branchMoved
    case temporaryIndexWritten, indexReplaced, indexUnlocked, verified
  }

  /// Called at each point; may throw, or not return.
  package typealias Faults = (Point) throws(GitError) -> Void
}
