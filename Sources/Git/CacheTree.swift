/// The index's extension `TREE`: the names of the trees that its folders would become.
///
/// Without it git works out every tree anew at the next commit, so the folders that were not
/// touched keep theirs.
enum CacheTree {
  /// The extension with the folders of `paths` marked as unknown; nil if it makes no sense.
  ///
  /// A folder is its name and a NUL, the number of its entries (-1: unknown) and of its folders in
  /// decimal, the name of its tree unless unknown, and then its folders.
  static func invalidated(_ contents: ArraySlice<UInt8>, at paths: [GitPath]) -> [UInt8]? {
    var rest = contents
    var out: [UInt8] = []
    let parts = paths.map { $0.components[...] }
    guard copyFolder(&rest, to: &out, touchedBy: parts, isRoot: true), rest.isEmpty else {
      return nil
    }
    return out
  }

  /// Copies one folder and those in it. `paths` are those that lie in its parent.
  private static func copyFolder(
    _ rest: inout ArraySlice<UInt8>, to out: inout [UInt8],
    touchedBy paths: [ArraySlice<ArraySlice<UInt8>>], isRoot: Bool
  ) -> Bool {
    guard let name = field(&rest, until: 0), let countText = field(&rest, until: UInt8(ascii: " ")),
      let folderText = field(&rest, until: UInt8(ascii: "\n")),
      let count = Int(String(decoding: countText, as: UTF8.self)),
      let folders = Int(String(decoding: folderText, as: UTF8.self))
    else { return false }
    let inside =
      isRoot ? paths : paths.filter { $0.count > 1 && $0.first == name }.map { $0.dropFirst() }
    var tree = ArraySlice<UInt8>()
    if count >= 0 {
      guard rest.count >= 20 else { return false }
      tree = rest.prefix(20)
      rest = rest.dropFirst(20)
    }
    out += name + [0]
    out += inside.isEmpty ? Array(countText) : Array("-1".utf8)
    out += Array(" ".utf8) + folderText + Array("\n".utf8)
    if inside.isEmpty { out += tree }
    for _ in 0..<max(folders, 0) {
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
