/// The responsible units an office deals with: `schema/units.yaml`.
package struct UnitDirectory: Sendable, Hashable {
  package struct Entry: Sendable, Hashable {
    package let name: Located<String>
    /// 简称
    package let shortNames: [String]
    /// 上级
    package let superior: String?
    /// 联络员: an office, never a person.
    package let liaison: String?
    package let telephone: String?
  }

  package let entries: [Entry]
  private let byName: [String: Int]
  private let written: Set<WrittenName>
  private let byShortName: [String: Int]

  package init(_ entries: [Entry] = []) {
    self.entries = entries
    byName = Dictionary(
      entries.enumerated().map { ($1.name.value, $0) }, uniquingKeysWith: { first, _ in first })
    written = Set(entries.map { WrittenName($0.name.value) })
    byShortName = Dictionary(
      entries.enumerated().flatMap { index, entry in entry.shortNames.map { ($0, index) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// Whether a unit of the full name `name` is listed.
  package func lists(_ name: String) -> Bool {
    written.contains(WrittenName(name)) || byName[name] != nil
  }

  package subscript(name: String) -> Entry? { byName[name].map { entries[$0] } }

  /// The unit a person means by a full or a short name.
  package func entry(meant name: String) -> Entry? {
    self[name] ?? byShortName[name].map { entries[$0] }
  }

  /// The full names most like `name`, best first, at most three.
  package func names(like name: String) -> [String] {
    if let entry = entry(meant: name) { return [entry.name.value] }
    let candidates = entries.flatMap { entry in
      ([entry.name.value] + entry.shortNames).map { (spelling: $0, name: entry.name.value) }
    }
    let near = Spelling.nearest(to: name, among: candidates.map(\.spelling), most: 6)
    var names: [String] = []
    for spelling in near {
      for candidate in candidates where candidate.spelling == spelling {
        if !names.contains(candidate.name) { names.append(candidate.name) }
      }
    }
    return Array(names.prefix(3))
  }
}

/// A name as its bytes. A string is brought into its canonical form to be hashed, which is slow for
/// what nearly always is the same bytes.
private struct WrittenName: Hashable {
  let name: String

  init(_ name: String) { self.name = name }

  static func == (lhs: Self, rhs: Self) -> Bool { lhs.name.utf8.elementsEqual(rhs.name.utf8) }

  func hash(into hasher: inout Hasher) {
    // FNV-1a
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    hasher.combine(hash)
  }
}
