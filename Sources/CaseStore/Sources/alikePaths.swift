import Files
import Git

/// The files and folders of which another differs only by case or Unicode form, with that other.
func alikePaths(_ paths: [String]) -> [(path: RelativePath, other: RelativePath)] {
  // Mostly all names are of small ASCII letters, of which no two are alike.
  guard paths.contains(where: { $0.utf8.contains { $0 >= 0x80 || (0x41...0x5A).contains($0) } })
  else { return [] }
  var known: [String: RelativePath] = [:]
  var found: [(path: RelativePath, other: RelativePath)] = []
  func see(_ path: RelativePath) {
    let other = known.updateValue(path, forKey: "\(path)".foldedAsName)
    if let other, other != path { found.append((path, other)) }
  }
  var last = RelativePath.root
  for path in paths.lazy.map({ RelativePath($0) }) {
    var folder = path.parent
    while folder != .root, !last.isInside(folder) {
      see(folder)
      folder = folder.parent
    }
    last = path.parent
    see(path)
  }
  return found
}
