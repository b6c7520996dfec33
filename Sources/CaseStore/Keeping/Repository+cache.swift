import Cache
package import Files
import Git

extension Environment {
  /// Whether the user wants no caches (`DUBAN_NO_CACHE=1`).
  package var avoidsCaches: Bool { isTrue("DUBAN_NO_CACHE") }
}

extension Repository {
  /// The cache file of a name; nil where the user wants none.
  ///
  /// - Parameter contents: as for `CacheFile`.
  func cacheFile(_ name: String, contents: String) -> CacheFile? {
    guard !environment.avoidsCaches else { return nil }
    return CacheFile(name, in: commonDirectory, contents: contents)
  }
}
