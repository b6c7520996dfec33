package import Files
package import Git

/// The cases of a source, in the order of their paths, none of them read.
///
/// Where the index proves what a file on disk is, nothing is kept of it but its place there.
package struct CaseList: RandomAccessCollection, Sendable {
  package struct Entry: Sendable {
    /// The blob that the case is, where that is known without reading it.
    package let blob: OID?
    let content: Content
    fileprivate let name: Name

    /// Whether the case is a file of the working tree.
    var isOnDisk: Bool { content.isOnDisk }

    fileprivate enum Name: Sendable {
      case staged(StagedFiles, Int)
      case path(RelativePath)
    }

    package var path: RelativePath {
      switch name {
      case .staged(let files, let place): files.path(at: place)
      case .path(let path): path
      }
    }
  }

  /// Where the bytes of a case are.
  enum Content: Sendable {
    case onDisk
    case inRepository(OID)
    case here([UInt8])

    var isOnDisk: Bool { if case .onDisk = self { true } else { false } }
  }

  /// A case of which the list keeps the path; of a file on disk only a read tells what it is.
  struct Other: Sendable {
    let path: RelativePath
    let content: Content

    var isOnDisk: Bool { content.isOnDisk }
    var blob: OID? { if case .inRepository(let blob) = content { blob } else { nil } }
  }

  private let staged: StagedFiles
  /// The place in the index, or below zero, from -1 down, that of one of the `others`.
  private let places: [Int32]
  /// In the order of their paths.
  let others: [Other]

  package var startIndex: Int { 0 }
  package var endIndex: Int { places.count }

  package subscript(index: Int) -> Entry {
    let place = Int(places[index])
    guard place < 0 else {
      return Entry(
        blob: staged.id(at: place), content: .onDisk, name: .staged(staged, place))
    }
    let other = others[~place]
    return Entry(blob: other.blob, content: other.content, name: .path(other.path))
  }

  /// The blob of an entry, for whoever wants no more.
  func blob(at index: Int) -> OID? {
    let place = Int(places[index])
    return place < 0 ? others[~place].blob : staged.id(at: place)
  }
}

extension CaseList {
  /// - Parameters:
  ///   - proven: the places in the index of the files that are as it says.
  ///   - others: the rest, each path once, in any order.
  init(proven: [Int32], of staged: StagedFiles, others: [Other]) {
    self.staged = staged
    self.others = others.sorted { $0.path < $1.path }
    places =
      if others.isEmpty {
        proven
      } else if proven.isEmpty {
        others.indices.map { ~Int32($0) }
      } else {
        Self.merged(proven, self.others, in: staged)
      }
  }

  /// Whether each name comes after the one before it, as where every year has a folder: then none comes
  /// twice.
  ///
  /// - Complexity: linear in the cases, of which no path is copied out.
  var namesAscend: Bool {
    var (last, ascends): ([UInt8], Bool) = ([], true)
    func look(at path: UnsafeBufferPointer<UInt8>) {
      let start = path.lastIndex(of: RelativePath.slash).map { $0 + 1 } ?? 0
      let name = UnsafeBufferPointer(rebasing: path[start...])
      ascends = ascends && last.withUnsafeBufferPointer { order($0, name) } < 0
      last.removeAll(keepingCapacity: true)
      last.append(contentsOf: name)
    }
    var next = places.startIndex
    func lookAtOthers() {
      while next < places.endIndex, places[next] < 0 {
        others[~Int(places[next])].path.bytes.withUnsafeBufferPointer(look)
        next += 1
      }
    }
    staged.forEachEntry { place, entry in
      lookAtOthers()
      guard next < places.endIndex, Int(places[next]) == place else { return }
      look(at: entry.path)
      next += 1
    }
    lookAtOthers()
    return ascends
  }

  /// The entries that `isMeant`, with nothing proven of them.
  func only(where isMeant: (Entry) -> Bool) -> CaseList {
    CaseList(filter(isMeant).map { Other(path: $0.path, content: $0.content) })
  }

  init(_ others: [Other]) {
    self.init(proven: [], of: IndexFile.empty.entries(), others: others)
  }

  private static func merged(_ proven: [Int32], _ others: [Other], in staged: StagedFiles)
    -> [Int32]
  {
    var places: [Int32] = []
    places.reserveCapacity(proven.count + others.count)
    var next = 0
    for (number, other) in others.enumerated() {
      let end = staged.firstPlace(notBefore: other.path)
      while next < proven.count, proven[next] < end {
        places.append(proven[next])
        next += 1
      }
      places.append(~Int32(number))
    }
    return places + proven[next...]
  }
}
