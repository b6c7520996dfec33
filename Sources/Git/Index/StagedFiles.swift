package import Files

/// A stretch of the entries of an index, such as those below a folder.
///
/// No entry is copied out before it is asked for: an index of a hundred thousand takes ten megabytes
/// as it is.
package struct StagedFiles: RandomAccessCollection, Sendable {
  package let index: IndexFile
  package let indices: Range<Int>

  package var startIndex: Int { indices.lowerBound }
  package var endIndex: Int { indices.upperBound }

  package subscript(place: Int) -> IndexEntry { index.withRaw { $0[place].entry } }

  package subscript(places: Range<Int>) -> StagedFiles {
    StagedFiles(index: index, indices: places)
  }

  package func path(at place: Int) -> RelativePath {
    index.withRaw { RelativePath(bytes: $0[place].name) }
  }

  package func id(at place: Int) -> OID { index.withRaw { $0[place].id } }
}

extension StagedFiles {
  /// The entries at a path: none, one, or the stages of a conflict.
  ///
  /// - Complexity: O(log n)
  init(of index: IndexFile, at path: RelativePath) {
    self.init(index: index) { name in
      path.bytes.withUnsafeBufferPointer { order(name, $0) }
    }
  }

  /// The entries below a folder.
  ///
  /// - Complexity: O(log n)
  init(of index: IndexFile, under folder: RelativePath) {
    let prefix = folder == .root ? [] : folder.bytes + [RelativePath.slash]
    self.init(index: index) { name in
      prefix.withUnsafeBufferPointer {
        order(UnsafeBufferPointer(rebasing: name.prefix($0.count)), $0)
      }
    }
  }

  /// The entries for which `place` is 0; it is negative before them and positive after.
  private init(index: IndexFile, _ place: (UnsafeBufferPointer<UInt8>) -> Int) {
    self.index = index
    indices = index.withRaw { entries in
      let all = 0..<index.table.count
      let first = all.partitionPoint { place(entries[$0].name) >= 0 }
      let last = (first..<all.upperBound).partitionPoint { place(entries[$0].name) > 0 }
      return first..<last
    }
  }
}

extension StagedFiles {
  /// An entry as it lies in memory, valid until `forEachEntry` returns.
  package struct Glimpse {
    package let path: UnsafeBufferPointer<UInt8>
    package let mode: EntryMode
    /// A sparse checkout leaves the file out.
    package let isSkipped: Bool
  }

  /// Calls `body` with each place and what is there.
  package func forEachEntry(_ body: (Int, Glimpse) -> Void) {
    index.withRaw { entries in
      for place in indices {
        let entry = entries[place]
        body(place, Glimpse(path: entry.name, mode: entry.mode, isSkipped: entry.isSkipped))
      }
    }
  }

  /// The first place whose path is not before `path`, or the end.
  ///
  /// - Complexity: O(log n)
  package func firstPlace(notBefore path: RelativePath) -> Int {
    index.withRaw { entries in
      path.bytes.withUnsafeBufferPointer { path in
        indices.partitionPoint { order(entries[$0].name, path) >= 0 }
      }
    }
  }

  /// Those of the names at `chosen` in a folder's list that have no entry here.
  ///
  /// - Complexity: O(m log n)
  package func names(at chosen: [Int], of list: FolderList, missingIn folder: RelativePath) -> [Int]
  {
    let inside = StagedFiles(of: index, under: folder).indices
    let start = folder.bytes.count + 1
    return index.withRaw { entries in
      chosen.filter { number in
        list.withName(at: number) { name in
          func difference(_ place: Int) -> Int {
            order(UnsafeBufferPointer(rebasing: entries[place].name[start...]), name)
          }
          let place = inside.partitionPoint { difference($0) >= 0 }
          return place == inside.upperBound || difference(place) != 0
        }
      }
    }
  }
}

extension Range<Int> {
  /// The first of the range, which is in order, that is `late`.
  fileprivate func partitionPoint(where late: (Int) -> Bool) -> Int {
    var (low, high) = (lowerBound, upperBound)
    while low < high {
      let middle = low + (high - low) / 2
      if late(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
