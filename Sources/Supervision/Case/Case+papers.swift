import FrontMatter
import Messages

/// The prose of a paper: what stands under its heading (`## 督办函`) up to the next heading.
struct PaperSection {
  let kind: LetterKind
  /// Whole lines, with the heading.
  let range: Range<Int>
  /// The lines below the heading that say something, without their endings.
  let lines: [ArraySlice<UInt8>]
}

extension Case {
  /// The prose of papers that has words, in the order of the file.
  var paperSections: [PaperSection] {
    let bytes = document.text.bytes
    let starts = markdownHeadings.compactMap { heading -> (offset: Int, kind: LetterKind?)? in
      let kind = LetterKind.named(inHeading: heading.text)
      return kind != nil || heading.level == 2 ? (heading.offset, kind) : nil
    }
    return starts.indices.compactMap { index in
      guard let kind = starts[index].kind else { return nil }
      let next = index + 1
      let end = next < starts.count ? starts[next].offset : document.body.upperBound
      let range = starts[index].offset..<end
      let lines = bytes[range].split(separator: UInt8(ascii: "\n")).dropFirst()
        .map { $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0 }
        .filter { line in line.contains { $0 > 0x20 } }
      return lines.isEmpty ? nil : PaperSection(kind: kind, range: range, lines: lines)
    }
  }

  /// The papers that have been sent, whose prose stays as it was.
  var sentPapers: Set<LetterKind> {
    let sent = Set(steps.filter { !$0.isVoid && $0.sendsPaper }.map(\.kind))
    return Set(LetterKind.allCases.filter { $0.occasion.map(sent.contains) ?? false })
  }

  /// What of the prose of papers that have been sent is not in `new` as it was, by its place there. A
  /// further paper of the kind has words of its own, which come with its step, or with its 审定.
  func changedPapers(in new: Case) -> [Diagnostic] {
    let sent = sentPapers
    guard !sent.isEmpty else { return [] }
    let (old, now) = (paperSections.filter { sent.contains($0.kind) }, new.paperSections)
    return Set(old.map(\.kind)).sorted { $0.rawValue < $1.rawValue }.compactMap { kind in
      let were = old.filter { $0.kind == kind }.map(\.lines)
      let are = now.filter { $0.kind == kind }
      let further = new.steps.count { $0.sendsPaper && $0.kind == kind.occasion }
      let sent = steps.count { $0.sendsPaper && $0.kind == kind.occasion }
      if further > sent { return nil }
      let isKept = are.map(\.lines).starts(with: were)
      if isKept, are.count == were.count || new.prepares(kind) { return nil }
      let place =
        (isKept ? are[were.count] : are.first)?.range.lowerBound ?? new.document.body.lowerBound
      return .sentProseChanged(kind, at: place..<place)
    }
  }
}

extension Case {
  /// Whether another paper of a kind is approved and still to be sent.
  private func prepares(_ kind: LetterKind) -> Bool {
    guard kind == .supervision else { return false }
    return steps.last { !$0.isVoid && ($0.kind == .approve || $0.kind == .issue) }?.kind == .approve
  }
}

// MARK: In a merge

/// The prose of one side of a merge without what the other side alone has sent.
struct YieldingProse {
  /// With the words that both sides go back to in the place of those that it has changed.
  let bytes: [UInt8]
  /// Which papers these are: of each kind, counted from 0.
  let papers: [(kind: LetterKind, place: Int)]
}

extension Case {
  /// Nil where the other side has sent nothing that this one has changed.
  func yielding(to sender: Case, from base: Case) -> YieldingProse? {
    let sent = sender.sentPapers.subtracting(sentPapers).subtracting(base.sentPapers)
    guard !sent.isEmpty else { return nil }
    let (mine, before) = (paperSections, base.paperSections)
    var (edits, papers): ([SourceEdit], [(kind: LetterKind, place: Int)]) = ([], [])
    for kind in sent.sorted(by: { $0.rawValue < $1.rawValue }) {
      let (now, was) = (mine.filter { $0.kind == kind }, before.filter { $0.kind == kind })
      if now.map(\.lines) == was.map(\.lines) { continue }
      guard now.count == was.count else {
        return YieldingProse(bytes: base.prose, papers: [])
      }
      for place in now.indices where now[place].lines != was[place].lines {
        let words = String(decoding: base.document.text.bytes[was[place].range], as: UTF8.self)
        edits.append(SourceEdit(replacing: now[place].range, with: words))
        papers.append((kind, place))
      }
    }
    guard !edits.isEmpty else { return nil }
    let whole = document.text.applying(edits)
    return YieldingProse(bytes: Array(whole[document.body.lowerBound...]), papers: papers)
  }

  var prose: [UInt8] { Array(proseBytes) }
  /// By their places in the file.
  var proseBytes: ArraySlice<UInt8> { document.text.bytes[document.body] }

  /// What of the prose that one side alone of a merge has sent is not as it has it.
  func changedPapers(of sender: Case, beside other: Case, from base: Case) -> [Diagnostic] {
    let sent = sender.sentPapers.subtracting(base.sentPapers).subtracting(other.sentPapers)
    let were = sender.paperSections
    let are = paperSections
    return sent.sorted { $0.rawValue < $1.rawValue }.compactMap { kind in
      let mine = are.filter { $0.kind == kind }
      if mine.map(\.lines).starts(with: were.filter { $0.kind == kind }.map(\.lines)) { return nil }
      let place = mine.first?.range.lowerBound ?? document.body.lowerBound
      return .sentProseChanged(kind, at: place..<place)
    }
  }
}

extension Step {
  /// Whether a paper goes out by it: a report that passes is not returned.
  fileprivate var sendsPaper: Bool {
    kind != .review || term(.conclusion, as: ReviewConclusion.self) == .returned
  }
}

extension LetterKind {
  fileprivate static func named(inHeading heading: String) -> LetterKind? {
    let name = heading.split(whereSeparator: \.isWhitespace).first.map(String.init) ?? ""
    return allCases.first { $0.occasion != nil && $0.name == name }
  }
}
