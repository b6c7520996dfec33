import Files

extension Repository {
  /// The commits that are being merged into `HEAD`; none where no merge is under way.
  package func mergedCommits() throws(GitError) -> [OID] {
    guard operation == .merge else { return [] }
    let file = FilePlace(gitDirectory + "MERGE_HEAD")
    guard let bytes = try onDisk(file.read())?.bytes else { return [] }
    return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
      .compactMap { OID(hex: String($0)) }
  }
}
