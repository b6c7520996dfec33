/// How a conflict is marked in a text, as git does it.
package struct ConflictMarkers: Sendable, Hashable {
  /// Of `<<<<<<<`, which `conflict-marker-size` may set.
  package let length: Int
  package let ours: String
  package let theirs: String

  package init(length: Int = 7, ours: String = "ours", theirs: String = "theirs") {
    self.length = max(length, 1)
    self.ours = ours
    self.theirs = theirs
  }

  /// Both texts between markers; each ends with a line feed.
  func around(_ one: some Sequence<UInt8>, _ other: some Sequence<UInt8>) -> [UInt8] {
    line("<", ours) + one.endingLine + line("=", "") + other.endingLine + line(">", theirs)
  }

  /// Both sides by their lines, with markers at what differs in both; around both where no line is in
  /// conflict.
  package func marking(_ ours: [UInt8], _ theirs: [UInt8], from base: [UInt8]) -> [UInt8] {
    let merge = LineMerge(base: base, ours: ours, theirs: theirs, markers: self)
    return merge.hasConflict ? merge.bytes : around(ours, theirs)
  }

  private func line(_ mark: String, _ label: String) -> [UInt8] {
    Array((String(repeating: mark, count: length) + (label.isEmpty ? "" : " \(label)") + "\n").utf8)
  }
}

/// The three-way merge of a text by its lines: what one side changed is taken, what both changed
/// differently is a conflict, which is left out where it is not to be marked.
struct LineMerge {
  private(set) var bytes: [UInt8] = []
  private(set) var hasConflict = false

  /// - Complexity: O(n log n) in the lines.
  init(base: [UInt8], ours: [UInt8], theirs: [UInt8], markers: ConflictMarkers?) {
    if ours == theirs || base == theirs {
      bytes = ours
    } else if base == ours {
      bytes = theirs
    } else {
      merge(base.lines, ours.lines, theirs.lines, markers)
    }
  }

  private typealias Line = ArraySlice<UInt8>

  private mutating func merge(
    _ base: [Line], _ ours: [Line], _ theirs: [Line], _ markers: ConflictMarkers?
  ) {
    for region in LineRegions(base, ours, theirs).regions {
      take(
        base[region.base].joined(), ours[region.one].joined(), theirs[region.other].joined(),
        markers)
      if let next = region.nextInOne { bytes += ours[next] }
    }
  }

  private mutating func take(
    _ base: some Sequence<UInt8>, _ ours: some Sequence<UInt8>, _ theirs: some Sequence<UInt8>,
    _ markers: ConflictMarkers?
  ) {
    if base.elementsEqual(theirs) || ours.elementsEqual(theirs) {
      bytes += ours
    } else if base.elementsEqual(ours) {
      bytes += theirs
    } else {
      bytes += markers?.around(ours, theirs) ?? []
      hasConflict = true
    }
  }
}

extension [UInt8] {
  /// With their line feeds.
  fileprivate var lines: [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    for index in indices where self[index] == UInt8(ascii: "\n") {
      lines.append(self[start...index])
      start = index + 1
    }
    if start < count { lines.append(self[start...]) }
    return lines
  }
}

extension Sequence<UInt8> {
  fileprivate var endingLine: [UInt8] {
    let bytes = Array(self)
    return bytes.isEmpty || bytes.last == UInt8(ascii: "\n") ? bytes : bytes + [UInt8(ascii: "\n")]
  }
}
