import Files

/// The index's extension `TREE`: the names of the trees that its folders would become.
///
/// Without it git works out every tree anew at the next commit, so the folders that were not
/// touched keep theirs.
enum CacheTree {
  /// The extension with the folders of `paths` marked as unknown; nil if it makes no sense.
  ///
  /// A folder is its name and a NUL, the number of its entries (-1: unknown) and of its folders in
  /// decimal, the name of its tree unless unknown, and then its folders.
  static func invalidated(_ contents: ArraySlice<UInt8>, at paths: [RelativePath]) -> [UInt8]? {
    var rest = contents
    var out: [UInt8] = []
    let parts = paths.map { $0.components[...] }
    guard copyFolder(&rest, to: &out, touchedBy: parts, isRoot: true), rest.isEmpty else {
      return nil
    }
    return out
  }

  /// The trees that the extension knows, by their folders; nil if it makes no sense.
  static func trees(in contents: ArraySlice<UInt8>) -> [RelativePath: OID]? {
    var rest = contents
    var trees: [RelativePath: OID] = [:]
    guard readFolder(&rest, in: nil, into: &trees), rest.isEmpty else { return nil }
    return trees
  }

  /// Reads one folder and those in it. `parent` is nil for the root, whose name is empty.
  private static func readFolder(
    _ rest: inout ArraySlice<UInt8>, in parent: RelativePath?, into trees: inout [RelativePath: OID]
  ) -> Bool {
    guard let head = head(&rest) else { return false }
    let path = parent.map { $0.appending(head.name) } ?? .root
    if let tree = head.tree { trees[path] = OID(bytes: tree) }
    for _ in 0..<max(head.folders, 0) {
      guard readFolder(&rest, in: path, into: &trees) else { return false }
    }
    return true
  }

  /// What stands before the folders in a folder.
  private struct Head {
    let name, countText, folderText: ArraySlice<UInt8>
    let folders: Int
    /// Nil if it is unknown.
    let tree: ArraySlice<UInt8>?
  }

  private static func head(_ rest: inout ArraySlice<UInt8>) -> Head? {
    guard let name = field(&rest, until: 0), let countText = field(&rest, until: UInt8(ascii: " ")),
      let folderText = field(&rest, until: UInt8(ascii: "\n")),
      let count = Int(String(decoding: countText, as: UTF8.self)),
      let folders = Int(String(decoding: folderText, as: UTF8.self))
    else { return nil }
    var tree: ArraySlice<UInt8>?
    if count >= 0 {
      guard rest.count >= 20 else { return nil }
      tree = rest.prefix(20)
      rest = rest.dropFirst(20)
    }
    return Head(
      name: name, countText: countText, folderText: folderText, folders: folders, tree: tree)
  }

  /// Copies one folder and those in it. `paths` are those that lie in its parent.
  private static func copyFolder(
    _ rest: inout ArraySlice<UInt8>, to out: inout [UInt8],
    touchedBy paths: [ArraySlice<ArraySlice<UInt8>>], isRoot: Bool
  ) -> Bool {
    guard let head = head(&rest) else { return false }
    let inside =
      isRoot
      ? paths : paths.filter { $0.count > 1 && $0.first == head.name }.map { $0.dropFirst() }
    out += head.name + [0]
    out += inside.isEmpty ? Array(head.countText) : Array("-1".utf8)
    out += Array(" ".utf8) + head.folderText + Array("\n".utf8)
    if inside.isEmpty, let tree = head.tree { out += tree }
    for _ in 0..<max(head.folders, 0) {
      guard copyFolder(&rest, to: &out, touchedBy: inside, isRoot: false) else { return false }
    }
    return true
  }

  private static func field(_ rest: inout ArraySlice<UInt8>, until end: UInt8) -> ArraySlice<UInt8>?
  {
    guard let place = rest.firstIndex(of: end) else { return nil }
    defer { rest = rest[(place + 1)...] }
    return rest[..<place]
  }
}
