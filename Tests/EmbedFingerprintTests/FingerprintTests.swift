import Testing

@testable import embed_fingerprint

/// Caches rely on it that sources which judge otherwise have another.
@Suite struct FingerprintTests {
  private static func value(_ files: [(path: String, text: String)]) -> UInt64 {
    var fingerprint = Fingerprint()
    for file in files { fingerprint.add(file.path, Array(file.text.utf8)) }
    return fingerprint.value
  }

  private static let sources = [
    ("Sources/Supervision/Fold.swift", "let days = 5\n"), ("Sources/Views/行.swift", ""),
    ("Sources/Views/Row.swift", "督办\n"),
  ]

  @Test func theSameSourcesHaveTheSame() {
    #expect(Self.value(Self.sources) == Self.value(Self.sources))
  }

  @Test func whateverIsChangedHasAnother() {
    var seen: Set = [Self.value(Self.sources), Self.value([]), Self.value(Self.sources.dropLast())]
    for place in Self.sources.indices {
      var changed = Self.sources
      changed[place].1 += " "
      #expect(seen.insert(Self.value(changed)).inserted, "a character more in \(place)")
      changed = Self.sources
      changed[place].0 += "x"
      #expect(seen.insert(Self.value(changed)).inserted, "another name of \(place)")
    }
    // What one file loses and the next one gains.
    var moved = Self.sources
    moved[0].1 = "let days = 5"
    moved[1].1 = "\n"
    #expect(seen.insert(Self.value(moved)).inserted)
  }
}
