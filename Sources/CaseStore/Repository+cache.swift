import Cache
import Git

extension Repository {
  /// The cache file of a name; nil where the user wants none (`DUBAN_NO_CACHE=1`).
  ///
  /// - Parameter contents: as for `CacheFile`.
  func cacheFile(_ name: String, contents: String) -> CacheFile? {
    guard !environment.isTrue("DUBAN_NO_CACHE") else { return nil }
    return CacheFile(name, in: commonDirectory, contents: contents)
  }
}
