import Files
import Git

/// Reads the cases of a source, for one task at a time.
struct CaseReader {
  enum Reading {
    case file(CaseFile)
    case unread(Unread)
    /// A copy of another case, which counts only there.
    case copy(CaseFile, of: RelativePath)
    /// It was there when the cases were listed.
    case gone
  }

  private let source: CaseSource
  private var repository: Repository?

  init(_ source: CaseSource) { self.source = source }

  mutating func read(_ entry: CaseList.Entry) throws(GitError) -> Reading {
    let reading = try readFile(entry)
    guard case .file(let file) = reading, let original = source.numbers.original(of: file) else {
      return reading
    }
    return .copy(file, of: original)
  }

  private mutating func readFile(_ entry: CaseList.Entry) throws(GitError) -> Reading {
    let path = entry.path
    switch entry.content {
    case .here(let bytes): return .file(CaseFile(path: path, bytes: bytes))
    case .onDisk:
      do throws(Unreadable) {
        guard let bytes = try source.folder?.bytes(ofFileAt: path) else { return .gone }
        return .file(CaseFile(path: path, bytes: bytes))
      } catch {
        return .unread(Unread(path, .unreadable(error)))
      }
    case .inRepository(let blob):
      // A file takes less memory to read than packs do, whose indexes are mapped whole.
      if let bytes = try? source.checkout?.bytes(ofFileAt: path),
        Repository.hash(blob: bytes) == blob
      {
        return .file(CaseFile(path: path, bytes: bytes))
      }
      do throws(GitError) {
        guard let bytes = try opened()?.blob(blob) else { return .gone }
        return .file(CaseFile(path: path, bytes: bytes))
      } catch {
        // What a commit lacks is damage; a working tree may be meant to lack it.
        guard case .missingObject = error, source.folder != nil else { throw error }
        return .unread(Unread(path, .absent(blob)))
      }
    }
  }

  private mutating func opened() throws(GitError) -> Repository? {
    if repository == nil { repository = try source.openRepository?() }
    return repository
  }
}
