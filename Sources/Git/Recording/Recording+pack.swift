import Files

extension Recording {
  /// How many commits are worth a pack: what git's own fast-import takes for many objects.
  static let fewestPacked = 100

  /// Makes the blobs, trees and commits of many drafts as one pack, each draft on top of the one before.
  ///
  /// By `git fast-import`, which keeps a folder of thousands of files as what each commit changes in it;
  /// written one by one every commit has the whole list again.
  ///
  /// - Precondition: nobody is shown the commits one by one, and none is signed.
  func pack(_ drafts: [Draft], modes: [RelativePath: EntryMode], into place: FilePlace)
    async throws(GitError) -> [OID]
  {
    let marks = place.file(RelativePath("marks"))
    var child = repository.git(
      "fast-import", "--quiet", "--done", "--export-marks=\(marks)",
      input: stream(of: drafts, modes: modes))
    child.environment.variables["GIT_OBJECT_DIRECTORY"] = place.description
    child.environment.variables["GIT_ALTERNATE_OBJECT_DIRECTORIES"] = place.parent.description
    try await running(await child.output())
    let lines = try onDisk(marks.read())?.bytes.split(separator: UInt8(ascii: "\n")) ?? []
    try onDisk(marks.remove())
    var commits: [Int: OID] = [:]
    for line in lines {
      let words = String(decoding: line, as: UTF8.self).split(separator: " ")
      guard words.count == 2, let number = Int(words[0].dropFirst()), let id = OID(hex: words[1])
      else { throw .notAsWritten("\(marks)") }
      commits[number] = id
    }
    let made = drafts.indices.compactMap { commits[$0 + 1] }
    guard made.count == drafts.count else { throw .notAsWritten("\(marks)") }
    return made
  }

  /// The drafts as git-fast-import(1) reads them. The branch they are made on is given up in the end, so
  /// that none moves: that is done once everything is sure.
  private func stream(of drafts: [Draft], modes: [RelativePath: EntryMode]) -> [UInt8] {
    let branch = "refs/duban-git/recording"
    var stream: [UInt8] = []
    func data(_ bytes: [UInt8]) { stream += "data \(bytes.count)\n".utf8 + bytes + [UInt8.newline] }
    for (index, draft) in drafts.enumerated() {
      stream += "commit \(branch)\nmark :\(index + 1)\n".utf8
      stream += "author \(draft.author.ident)\ncommitter \(draft.committer.ident)\n".utf8
      data(Array((draft.message.hasSuffix("\n") ? draft.message : draft.message + "\n").utf8))
      if index == 0, let head = head.commit { stream += "from \(head)\n".utf8 }
      for change in draft.changes {
        if let content = change.content {
          let mode = String((modes[change.path] ?? .file).rawValue, radix: 8)
          stream += "M \(mode) inline ".utf8 + change.path.bytes + [UInt8.newline]
          data(content)
        } else {
          stream += "D ".utf8 + change.path.bytes + [UInt8.newline]
        }
      }
      stream.append(.newline)
    }
    stream += "reset \(branch)\n\ndone\n".utf8
    return stream
  }
}

extension Draft {
  /// Whether its paths can be said to fast-import as they are.
  var hasPlainPaths: Bool {
    changes.allSatisfy { change in
      change.path.bytes.first != UInt8(ascii: "\"") && !change.path.bytes.contains(.newline)
    }
  }
}

extension UInt8 {
  fileprivate static let newline = UInt8(ascii: "\n")
}
