import Files
import Git
import Messages
import Supervision

extension CommitJudge {
  /// Adds to a deed what becomes of the files that cases attach.
  ///
  /// - Complexity: nothing where no step attaches a file and no file beside the cases differs; else, for each
  ///   of the latter, `TreeReader.cases(attaching:below:)`.
  mutating func addAttachedFiles(
    _ touched: [TouchedCase], to deed: inout CommitDeed, claimedAs claim: MessageClaim?,
    in judged: JudgedCommit
  ) throws(GitError) {
    let isSummed = judged.bindsNewerRules || claim?.files.isEmpty == false
    var files: [AttachedFiles] = []
    for one in deed.cases {
      if let attached = try attachedFiles(of: one, isSummed, in: judged) { files.append(attached) }
    }
    let fresh = Set(files.flatMap { $0.added.filter(\.attachment.isKeptHere).map(\.place) })
    files = try addingOtherFiles(
      judged.changes, besides: fresh, touched, to: files, in: judged.top.tree,
      beside: judged.parents)
    deed.attached = files.filter { !$0.entries.isEmpty || !$0.dropped.isEmpty }
    for entry in files.flatMap(\.entries) {
      if let now = entry.now, let sum = entry.checksum { part.sums[now] = sum }
    }
  }

  /// What a case newly attaches, and what becomes of what it attached where it moves.
  private func attachedFiles(of deed: CaseDeed, _ isSummed: Bool, in judged: JudgedCommit)
    throws(GitError)
    -> AttachedFiles?
  {
    switch deed {
    case .removed, .taken: return nil
    case .extended(let file, let steps):
      guard steps.contains(where: { !$0.attachments.isEmpty || $0.correctsAttachments }) else {
        return nil
      }
      var attached = AttachedFiles(file: file)
      let first = steps.first?.number ?? 0
      let earlier = file.subject.namedAttachments.filter { ($0.step?.number ?? 0) < first }
      let known = Set(earlier.map(\.attachment.place))
      for attachment in file.attachments where !known.contains(attachment.place) {
        attached.entries.append(try added(attachment, to: file, isSummed, in: judged))
      }
      return attached
    case .revised(let revision):
      let sides = revision.old.map { old in
        judged.parents.prefix(1).map { (file: old, top: $0) }
      }
      return try attachedFiles(of: revision.new, beside: sides ?? [], isSummed, in: judged)
    case .joined(let joined):
      guard ([joined.file] + joined.sides).contains(where: { !$0.attachments.isEmpty }) else {
        return nil
      }
      var sides: [(file: CaseFile, top: CommitTop)] = []
      for side in joined.sides {
        for parent in judged.parents
        where try repository.entry(at: side.path, in: parent.id)?.id
          == Repository.hash(blob: side.text.bytes)
        {
          sides.append((side, parent))
        }
      }
      return try attachedFiles(of: joined.file, beside: sides, isSummed, in: judged)
    }
  }

  private func attachedFiles(
    of new: CaseFile, beside sides: [(file: CaseFile, top: CommitTop)], _ isSummed: Bool,
    in judged: JudgedCommit
  ) throws(GitError) -> AttachedFiles? {
    let attachments = new.attachments
    let paths = Set(attachments.map(\.path.value))
    var attached = AttachedFiles(file: new)
    for side in sides {
      attached.dropped += side.file.subject.header.attachments.filter { old in
        !paths.contains(old.path.value)
          && !attached.dropped.contains { $0.path.value == old.path.value }
      }
    }
    let named = sides.map { Set($0.file.attachments.map(\.place)) }
    for attachment in attachments {
      var before: [OID] = []
      var wasNamed = false
      for (side, named) in zip(sides, named) where named.contains(attachment.place) {
        wasNamed = true
        let old = try blob(at: side.file.place(of: attachment), in: side.top.tree)
        if let old, !before.contains(old) { before.append(old) }
      }
      guard wasNamed else {
        attached.entries.append(try added(attachment, to: new, isSummed, in: judged))
        continue
      }
      let now = try blob(at: new.place(of: attachment), in: judged.top.tree)
      guard before.count > 1 || before.first != now else { continue }
      attached.entries.append(
        AttachedFiles.Entry(
          attachment, at: new.place(of: attachment), wasNamed: true, before: before.first, now: now,
          isContested: before.count > 1))
    }
    return attached
  }

  private func added(
    _ attachment: Attachment, to file: CaseFile, _ isSummed: Bool, in judged: JudgedCommit
  )
    throws(GitError) -> AttachedFiles.Entry
  {
    let place = file.place(of: attachment)
    let now = try blob(at: place, in: judged.top.tree)
    var entry = AttachedFiles.Entry(
      attachment, at: place, wasNamed: false, before: nil, now: now)
    guard let now else { return entry }
    let (size, limit) = (try trees.size(of: now), judged.schema.office.attachmentLimit)
    if size > limit, attachment.isKeptHere, try !isKnown(now, at: place, in: judged) {
      // It is not read: there is no bound to how large it is.
      entry.excess = (size, limit)
    } else if isSummed || attachment.checksum != nil {
      try entry.sum(trees.blob(now))
    }
    return entry
  }

  /// Whether a parent has the same file.
  private func isKnown(_ id: OID, at place: RelativePath, in judged: JudgedCommit)
    throws(GitError) -> Bool
  {
    for parent in judged.parents where try blob(at: place, in: parent.tree) == id { return true }
    return false
  }

  /// Adds what becomes of the files beside the cases which are not as in a parent, where a case attaches them.
  ///
  /// - Parameters:
  ///   - changes: what the tree has otherwise than each parent.
  ///   - fresh: what newly comes with a step.
  ///   - touched: the cases that are not as in every parent.
  mutating func addingOtherFiles(
    _ changes: [[Repository.PathChange]], besides fresh: Set<RelativePath>,
    _ touched: [TouchedCase],
    to files: [AttachedFiles], in tree: OID, beside parents: [CommitTop]
  ) throws(GitError) -> [AttachedFiles] {
    var files = files
    for (index, changes) in changes.enumerated() {
      let parent = parents.indices.contains(index) ? parents[index] : nil
      // Of a merge, what only the other side has is that side's own affair.
      let others = changes.filter { change in
        change.path.isInside("cases") && !CaseFile.isCase(change.path)
          && !fresh.contains(change.path) && (change.old?.mode.isFile == true || parents.count < 2)
      }
      let owners = try trees.cases(attaching: Set(others.map(\.path)), below: parent?.cases)
      for change in others {
        let old = change.old.flatMap { $0.mode.isFile ? $0.id : nil }
        for owner in owners[change.path] ?? [] {
          guard let attachment = owner.attachment(at: change.path) else { continue }
          let now = try touched.first { $0.number == owner.id }?.new
            .map { entry throws(GitError) in try file(entry) }
          let revised = now ?? owner
          let place = revised.place(of: attachment)
          let present = try blob(at: place, in: tree)
          let isKnown = files.contains { known in
            known.file.path == revised.path
              && known.entries.contains { $0.attachment.isSame(as: attachment) }
          }
          guard present != old, !isKnown else { continue }
          var attached = AttachedFiles(file: revised)
          var entry = AttachedFiles.Entry(
            revised.entry(like: attachment), at: place, wasNamed: true, before: old, now: present)
          if attachment.checksum != nil, let present {
            try entry.sum(trees.blob(present))
          }
          attached.entries = [entry]
          files.append(attached)
        }
      }
    }
    return files
  }
}

extension Attachment {
  /// A path, and whether the file is here.
  struct Place: Hashable {
    let path: String
    let isHere: Bool
  }

  var place: Place { Place(path: path.value, isHere: isKeptHere) }

  func isSame(as other: Attachment) -> Bool { place == other.place }
}
