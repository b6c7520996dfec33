import FrontMatter
import Messages
package import Supervision

extension CaseFile {
  /// One step of the case, and the file as it stood when that step had just been recorded.
  package struct Version: Sendable {
    package let step: Step
    package let bytes: [UInt8]
  }

  /// The versions a file went through had each step been recorded by itself, oldest first; the
  /// last is the file as it is.
  ///
  /// A header field that a letter needs comes with the first letter, a section of the prose with
  /// the last step it is named after, and any other section with the last step of all.
  package func versions() -> [Version] {
    guard let list = subject.document.root?[HeaderKey.steps.name] else { return [] }
    let items = list.items.map { $0 }
    return subject.steps.indices.map { index in
      let later = subject.steps[(index + 1)...]
      let cuts =
        later.map { items[$0.number - 1].itemLines } + fieldsComing(with: later)
        + sectionsComing(with: later)
      return Version(step: subject.steps[index], bytes: text.bytes.cutting(cuts))
    }
  }

  private func fieldsComing(with later: ArraySlice<Step>) -> [Range<Int>] {
    let firstLetter = subject.steps.first { $0.kind == .issue }
    guard let firstLetter, later.contains(where: { $0.number == firstLetter.number }) else {
      return []
    }
    let entries = subject.document.root?.entries.map { $0 } ?? []
    return entries.indices.compactMap { index in
      let fixedByLetter = HeaderSpecification.catalogue.contains {
        $0.name == entries[index].key.text && $0.fixedBy == [.issue] && $0.key != .urgency
      }
      guard fixedByLetter, index + 1 < entries.count else { return nil }
      let start = text.lineStart(of: entries[index].key.range.lowerBound)
      return start..<text.lineStart(of: entries[index + 1].key.range.lowerBound)
    }
  }

  private func sectionsComing(with later: ArraySlice<Step>) -> [Range<Int>] {
    let starts = text.headings(in: subject.document.body)
    return starts.enumerated().compactMap { index, start in
      let end = index + 1 < starts.count ? starts[index + 1] : text.bytes.count
      let heading = String(
        decoding: text.bytes[text.lineRange(containing: start)], as: UTF8.self)
      let named = subject.steps.last { heading.contains($0.kind.sectionName) }
      guard let step = named ?? subject.steps.last,
        later.contains(where: { $0.number == step.number })
      else { return nil }
      return start..<end
    }
  }
}

extension StepKind {
  /// What the prose calls the section that belongs to the step.
  fileprivate var sectionName: String { self == .issue ? "督办函" : name }
}

extension SourceText {
  fileprivate func lineStart(of offset: Int) -> Int { lineRange(containing: offset).lowerBound }

  /// Where the lines of second-level headings begin.
  fileprivate func headings(in body: Range<Int>) -> [Int] {
    let mark = Array("## ".utf8)
    return body.filter { index in
      (index == body.lowerBound || bytes[index - 1] == UInt8(ascii: "\n"))
        && bytes[index...].starts(with: mark)
    }
  }
}

extension [UInt8] {
  /// The bytes outside `ranges`, which do not overlap.
  func cutting(_ ranges: [Range<Int>]) -> [UInt8] {
    var kept: [UInt8] = []
    kept.reserveCapacity(count)
    var position = 0
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      kept += self[position..<range.lowerBound]
      position = range.upperBound
    }
    return kept + self[position...]
  }
}
