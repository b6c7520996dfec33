import CaseStore
import Files
import FrontMatter
import Supervision
import TestSupport

extension RandomClones {
  /// A commit on top of another that does what it should not, or only might not.
  struct Fault {
    let edits: [RelativePath: [UInt8]]
    let parent: Int
    let commit: Int
  }

  /// Adds a commit in which some cases are edited in a way that nobody judges.
  mutating func addFault(cases count: Int, _ random: inout SplitMix64) -> Fault? {
    let parent = shared
    let paths = commits[parent].files.keys.filter(CaseFile.isCase).sorted().shuffled(using: &random)
    var edits: [RelativePath: [UInt8]] = [:]
    for path in paths.prefix(count) {
      guard let bytes = commits[parent].files[path] else { continue }
      edits[path] = Self.mangled(bytes, &random)
    }
    return add(edits, to: parent)
  }

  /// The same edits, one alone.
  mutating func add(_ edits: [RelativePath: [UInt8]], to parent: Int) -> Fault? {
    var files = commits[parent].files
    for (path, bytes) in edits { files[path] = bytes }
    guard files != commits[parent].files else { return nil }
    add([parent], files, "改\n")
    branches.append(commits.count - 1)
    return Fault(edits: edits, parent: parent, commit: commits.count - 1)
  }

  private static func mangled(_ bytes: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
    var lines = String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n")
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let starts = lines.indices.filter { lines[$0].hasPrefix("  - 日期: ") }
    guard let end = lines.dropFirst().firstIndex(of: "---"), let last = starts.last else {
      return bytes
    }
    func step(_ number: Int) -> Range<Int> {
      starts[number]..<(number + 1 < starts.count ? starts[number + 1] : end)
    }
    let chosen = Int.random(in: starts.indices, using: &random)
    switch Int.random(in: 0..<7, using: &random) {
    case 0: lines.remove(at: Int.random(in: 1..<end, using: &random))
    case 1:
      let places = lines.indices.filter { lines[$0].contains("1") }
      if let place = places.randomElement(using: &random) {
        lines[place] = lines[place].replacing("1", with: "2", maxReplacements: 1)
      }
    case 2: lines.removeSubrange(step(chosen))
    case 3:
      let moved = lines[step(chosen)]
      lines.removeSubrange(step(chosen))
      lines.insert(contentsOf: moved, at: starts[0])
    case 4: lines.insert(contentsOf: lines[step(chosen)], at: end)
    case 5: lines.insert(contentsOf: ["  - 日期: 2018-07-01", "    步骤: 研判"], at: last)
    default: lines.append("又一段。")
    }
    return Array(lines.joined(separator: "\n").utf8)
  }
}
