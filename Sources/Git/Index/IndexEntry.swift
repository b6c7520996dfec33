package import Files

/// What the index says about one path.
package struct IndexEntry: Hashable, Sendable {
  package var path: RelativePath
  package var id: OID
  package var mode: EntryMode
  /// 0, or during a conflict 1 (ancestor), 2 (ours), 3 (theirs).
  package var stage: Int = 0
  /// What the file looked like when its contents were last known to be `id`.
  package var seen: Seen
  /// `git update-index --assume-unchanged`.
  package var isAssumedUnchanged = false
  /// A sparse checkout leaves the file out: that it is absent says nothing.
  package var isSkipped = false
  /// `git add --intent-to-add`: the path is to be added, its contents are not yet.
  package var isIntentToAdd = false

  /// The parts of `stat` that the index keeps, cut to 32 bits as git cuts them.
  package struct Seen: Hashable, Sendable {
    package var changed, modified: Time
    package var device, inode, owner, group, size: UInt32

    package struct Time: Hashable, Sendable {
      package var seconds, nanoseconds: UInt32
    }

    /// Nothing seen: git then compares the contents.
    package static let nothing = Seen(
      changed: Time(seconds: 0, nanoseconds: 0), modified: Time(seconds: 0, nanoseconds: 0),
      device: 0, inode: 0, owner: 0, group: 0, size: 0)

    init(
      changed: Time, modified: Time, device: UInt32, inode: UInt32, owner: UInt32, group: UInt32,
      size: UInt32
    ) {
      self.changed = changed
      self.modified = modified
      self.device = device
      self.inode = inode
      self.owner = owner
      self.group = group
      self.size = size
    }

    package init(_ status: FileStatus) {
      func time(_ time: FileStatus.Time) -> Time {
        Time(
          seconds: UInt32(truncatingIfNeeded: time.seconds),
          nanoseconds: UInt32(truncatingIfNeeded: time.nanoseconds))
      }
      self.init(
        changed: time(status.changed), modified: time(status.modified),
        device: UInt32(truncatingIfNeeded: status.device),
        inode: UInt32(truncatingIfNeeded: status.inode), owner: status.owner, group: status.group,
        size: UInt32(truncatingIfNeeded: status.size))
    }
  }
}

extension IndexEntry.Seen {
  /// Whether a file with this status is certain to hold what its entry names, so that it need not be
  /// read.
  ///
  /// It is not when it was written in the second in which the index was, or later: a change
  /// within that second would not show (git's documentation calls this racy).
  func proves(_ status: FileStatus, indexWritten: FileStatus.Time) -> Bool {
    self == IndexEntry.Seen(status) && status.kind == .file && size != 0
      && Int64(modified.seconds) < indexWritten.seconds
  }
}
