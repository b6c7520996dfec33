import Files
package import Git
import Glibc
import Supervision

/// Steps of a case whose commits are asked for.
package struct RecordedText: Sendable {
  /// The names of the case's file: its number, and those that it gave up.
  package let names: Set<String>
  /// The steps, as they stand in the file.
  package let steps: [[UInt8]]

  /// - Parameter numbers: the steps meant, counted from 1.
  package init(_ numbers: [Int], of file: CaseFile) {
    names = Set([file.id] + file.subject.formerNumbers.map(\.number))
    let all = file.subject.steps
    steps = numbers.map { number in
      all.indices.contains(number - 1) ? file.content(of: all[number - 1]) : []
    }
  }
}

extension Repository {
  /// The commits in which each of some steps first stands as it stands now: nil for one that is not
  /// recorded yet.
  ///
  /// - Complexity: reads each version of the cases once, on all cores.
  package func recordingCommits(of texts: [RecordedText], upTo tip: OID) async throws(GitError)
    -> [[OID?]]
  {
    let versions = try await withHistoryIndex(knowing: [tip]) { index in
      let span = index.span(from: [tip])
      return texts.map { text in
        text.steps.isEmpty
          ? [] : index.commits(touching: text.names, in: span).reversed().map { ($0.id, $0.blobs) }
      }
    }
    let open = opener
    return try await workInStretches(
      over: texts.count, .reading, by: 64, into: [[OID?]](),
      beginning: { () throws(GitError) in try open() },
      { repository, range throws(GitError) in
        var found: [[OID?]] = []
        for place in range {
          found.append(try repository.recordingCommits(of: texts[place], in: versions[place]))
        }
        return found
      }, adding: { $0 += $1 })
  }

  /// - Parameter versions: oldest first, each with the blobs that its commit brought.
  private func recordingCommits(of text: RecordedText, in versions: [(commit: OID, blobs: [OID])])
    throws(GitError) -> [OID?]
  {
    var commits: [OID?] = Array(repeating: nil, count: text.steps.count)
    var pending = Array(text.steps.indices)
    for version in versions where !pending.isEmpty {
      for id in version.blobs {
        let bytes = try blob(id)
        pending.removeAll { step in
          guard bytes.hasStep(text.steps[step]) else { return false }
          commits[step] = version.commit
          return true
        }
      }
    }
    return commits
  }
}

extension [UInt8] {
  /// Whether the text of a case has this step as a whole, as an item of a list.
  fileprivate func hasStep(_ step: [UInt8]) -> Bool {
    guard !step.isEmpty else { return false }
    return withUnsafeBytes { text in
      var line = 0
      while line < text.count {
        let dash = text.afterBlanks(from: line)
        if dash < text.count, text[dash] == UInt8(ascii: "-") {
          let start = text.afterBlanks(from: dash + 1)
          if text.holds(step, at: start),
            text.endsItem(at: start + step.count, indentedBy: dash - line)
          {
            return true
          }
        }
        line = text.nextLine(after: dash)
      }
      return false
    }
  }
}

extension UnsafeRawBufferPointer {
  fileprivate func holds(_ part: [UInt8], at start: Int) -> Bool {
    guard let base = baseAddress, count - start >= part.count else { return false }
    return memcmp(base + start, part, part.count) == 0
  }

  fileprivate func afterBlanks(from start: Int) -> Int {
    var place = start
    while place < count, self[place] == UInt8(ascii: " ") { place += 1 }
    return place
  }

  /// Where the line after that of `place` begins.
  fileprivate func nextLine(after place: Int) -> Int {
    guard let base = baseAddress, place < count,
      let end = memchr(base + place, 0x0A, count - place)
    else { return count }
    return UnsafeRawPointer(end) - base + 1
  }

  /// Whether what follows `end` is no more of an item: the next line that is not blank stands no deeper
  /// than its dash.
  fileprivate func endsItem(at end: Int, indentedBy indentation: Int) -> Bool {
    var line = end
    if self[end - 1] != 0x0A {
      let rest = afterBlanks(from: end)
      guard rest == count || self[rest] == 0x0A || self[rest] == 0x0D else { return false }
      line = nextLine(after: rest)
    }
    while line < count {
      let first = afterBlanks(from: line)
      guard first < count else { return true }
      if self[first] != 0x0A && self[first] != 0x0D { return first - line <= indentation }
      line = nextLine(after: first)
    }
    return true
  }
}
