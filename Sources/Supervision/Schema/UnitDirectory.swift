import Synchronization

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
    /// 邮箱: an office's.
    package let email: String?
    /// 曾用名: what it was called before.
    package let formerNames: [FormerName]
    /// 止: the day until which there was such a unit.
    package let closed: Day?
    /// 并入: the unit that it became a part of.
    package let mergedInto: String?
  }

  package struct FormerName: Sendable, Hashable {
    package let name: String
    /// 止: the last day on which it was the name.
    package let until: Day?
  }

  package let entries: [Entry]
  private let byName: [String: Int]
  private let written: Set<WrittenName>
  private let byShortName: [String: Int]
  /// Without those that are some unit's name now.
  private let byFormerName: [String: Int]
  /// Whether any unit had another name, or has become a part of another.
  let hasOtherNames: Bool
  private let spellings = Spellings()

  package init(_ entries: [Entry] = []) {
    self.entries = entries
    byName = Dictionary(
      entries.enumerated().map { ($1.name.value, $0) }, uniquingKeysWith: { first, _ in first })
    written = Set(entries.map { WrittenName($0.name.value) })
    byShortName = Dictionary(
      entries.enumerated().flatMap { index, entry in entry.shortNames.map { ($0, index) } },
      uniquingKeysWith: { first, _ in first })
    let named = byName
    byFormerName = Dictionary(
      entries.enumerated().flatMap { index, entry in
        entry.formerNames.map { ($0.name, index) }.filter { named[$0.0] == nil }
      }, uniquingKeysWith: { first, _ in first })
    hasOtherNames = !byFormerName.isEmpty || entries.contains { $0.mergedInto != nil }
  }

  /// Whether a unit of the full name `name` is or was listed so.
  package func lists(_ name: String) -> Bool {
    written.contains(WrittenName(name)) || self[name] != nil
  }

  /// The unit that has the full name, or had it.
  package subscript(name: String) -> Entry? {
    (byName[name] ?? byFormerName[name]).map { entries[$0] }
  }

  /// What the unit of a full name is called now, or the one that it became a part of (并入); `name` itself
  /// where none is listed so.
  package func presentName(of name: String) -> String {
    var present = self[name]?.name.value ?? name
    var passed: Set<String> = []
    while let next = byName[present].flatMap({ entries[$0].mergedInto }),
      passed.insert(present).inserted
    {
      present = self[next]?.name.value ?? next
    }
    return present
  }

  /// Whether two full names are of what is one unit now.
  package func areOne(_ name: String, _ other: String) -> Bool {
    name == other || presentName(of: name) == presentName(of: other)
  }

  /// Whether a unit had this full name and has another.
  func isFormer(_ name: String) -> Bool { byFormerName[name] != nil }

  /// The unit a person means by a full, a former or a short name.
  package func entry(meant name: String) -> Entry? {
    self[name] ?? byShortName[name].map { entries[$0] }
  }

  /// The full names most like `name`, best first, at most three.
  package func names(like name: String) -> [String] {
    if let entry = entry(meant: name) { return [entry.name.value] }
    let known = spellings.known(of: entries)
    var names: [String] = []
    for spelling in known.words.nearest(to: name, most: 6) {
      for full in known.names[spelling] ?? [] where !names.contains(full) {
        names.append(full)
      }
    }
    return Array(names.prefix(3))
  }
}

/// All spellings of the units, prepared when the first unknown name is met: most runs meet none.
private final class Spellings: Sendable, Hashable {
  final class Known: Sendable {
    let words: KnownWords
    /// The full names that are spelled so.
    let names: [String: [String]]

    init(_ entries: [UnitDirectory.Entry]) {
      let spellings = entries.flatMap { entry in
        ([entry.name.value] + entry.shortNames + entry.formerNames.map(\.name))
          .map { (spelling: $0, name: entry.name.value) }
      }
      words = KnownWords(spellings.map(\.spelling))
      names = Dictionary(grouping: spellings, by: \.spelling).mapValues { $0.map(\.name) }
    }
  }

  private let prepared = AtomicLazyReference<Known>()

  func known(of entries: [UnitDirectory.Entry]) -> Known {
    prepared.load() ?? prepared.storeIfNil(Known(entries))
  }

  // They follow from the entries, beside which they stand.
  static func == (lhs: Spellings, rhs: Spellings) -> Bool { true }
  func hash(into hasher: inout Hasher) {}
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
