/// What a file may hold, so that a hostile one ends quickly.
package enum FileLimit {
  /// 1 MiB.
  package static let bytes = 1 << 20
  /// Collections within collections.
  package static let levels = 64
  /// Entries and items in the whole file.
  package static let entries = 10_000
  /// Findings about syntax in one file.
  package static let findings = 1_000
}
