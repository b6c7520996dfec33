import Files

extension Repository {
  /// The commits that are being merged into `HEAD`; none where no merge is under way.
  package func mergedCommits() throws(GitError) -> [OID] {
    guard operation == .merge else { return comingCommits }
    let file = FilePlace(gitDirectory + "MERGE_HEAD")
    guard let bytes = try onDisk(file.read())?.bytes else { return [] }
    return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
      .compactMap { OID(hex: String($0)) }
  }

  /// What `git merge` names to the programs that it runs before it has noted that it merges.
  private var comingCommits: [OID] {
    guard operation == nil else { return [] }
    return environment.variables.keys.compactMap { name in
      name.hasPrefix("GITHEAD_") ? OID(hex: String(name.dropFirst("GITHEAD_".count))) : nil
    }.sorted()
  }
}
