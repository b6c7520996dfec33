import Messages

/// Where the front matter and the body of a case file are.
struct Fences {
  var frontMatter: Range<Int>
  var body: Range<Int>
}

extension [UInt8] {
  /// Finds the two lines `---`. Where they are missing or mistyped that is reported, and what was
  /// most likely meant is taken, so that the rest of the file is read all the same.
  ///
  /// - Returns: nil where there is nothing to read.
  func fences(_ report: inout ParseReport) -> Fences? {
    let start = startsWithByteOrderMark ? 3 : 0
    guard let opening = openingFence(from: start, &report) else { return nil }
    return closingFence(after: opening, &report)
  }

  /// The start of the front matter.
  private func openingFence(from start: Int, _ report: inout ParseReport) -> Int? {
    let line = lineEnd(from: start, before: count)
    let range = start..<line.end
    if isExactly("---", in: range) { return line.next }
    if let fault = fenceFault(in: range) {
      report.add(
        .malformedFence(at: fault.range, line: range, isFixable: fault.isFixable))
      return line.next
    }
    if isConflictMarker(at: start) {
      // The markers are reported with the rest of the bytes; they stand around the whole file.
      return fenceLine(from: line.next, exactly: true).map {
        lineEnd(from: $0.lowerBound, before: count).next
      }
    }
    if let first = firstLineWithText(from: start), isExactly("---", in: first) {
      let blank = start..<first.lowerBound
      report.add(
        .missingFrontMatter(
          at: blank,
          fix: .deleting(blank, Phrase(zh: "删去 --- 之前的空行", en: "delete the lines before ---"))))
      return lineEnd(from: first.lowerBound, before: count).next
    }
    let hasEnd = fenceLine(from: start, exactly: true) != nil
    let isEntry = hasColon(in: range)
    let break_ = line.next - line.end == 2 ? "\r\n" : "\n"
    report.add(
      .missingFrontMatter(
        at: range,
        fix: hasEnd && isEntry
          ? Diagnostic.Fix(
            Phrase(zh: "在开头加上 ---", en: "put --- before it"),
            edits: [SourceEdit(replacing: start..<start, with: "---" + break_)]) : nil))
    return isEntry ? start : nil
  }

  private func closingFence(after start: Int, _ report: inout ParseReport) -> Fences {
    if let line = fenceLine(from: start, exactly: true) ?? fenceLine(from: start, exactly: false) {
      if let fault = fenceFault(in: line) {
        report.add(.malformedFence(at: fault.range, line: line, isFixable: fault.isFixable))
      }
      return Fences(
        frontMatter: start..<line.lowerBound,
        body: lineEnd(from: line.lowerBound, before: count).next..<count)
    }
    let end = likelyEnd(from: start)
    // Without an opening fence that is the one cause.
    if start > (startsWithByteOrderMark ? 3 : 0) {
      let opening = lineStart(before: start)..<Swift.max(start - 1, 0)
      let isTerminated = end == 0 || self[end - 1] == .lineFeed
      report.add(
        .unclosedFrontMatter(
          at: opening.lowerBound..<lineEnd(from: opening.lowerBound, before: count).end, end: end,
          insertion: (isTerminated ? "" : "\n") + "---\n"))
    }
    return Fences(frontMatter: start..<end, body: end..<count)
  }

  /// The next line that is a fence: `---` and at most blanks after it, or, if not `exactly`, any
  /// line that looks like one.
  private func fenceLine(from start: Int, exactly: Bool) -> Range<Int>? {
    var position = start
    while position < count {
      let line = lineEnd(from: position, before: count)
      let range = position..<line.end
      if exactly {
        if self[position] == .dash, holds("---", at: position, before: line.end),
          afterBlanks(from: position + 3, before: line.end) == line.end
        {
          return range
        }
      } else if fenceFault(in: range) != nil {
        return range
      }
      position = line.next
    }
    return nil
  }

  /// What is wrong with a line that was surely meant as a fence.
  private func fenceFault(in line: Range<Int>) -> (range: Range<Int>, isFixable: Bool)? {
    if isExactly("---", in: line) { return nil }
    if holds("---", at: line.lowerBound, before: line.upperBound) {
      let text = afterBlanks(from: line.lowerBound + 3, before: line.upperBound)
      if text == line.upperBound { return (line.lowerBound + 3..<line.upperBound, true) }
      if text > line.lowerBound + 3 { return (text..<line.upperBound, false) }
    }
    var position = line.lowerBound
    var dashes = 0
    while position < line.upperBound {
      if let length = dashCharacter(at: position, before: line.upperBound) {
        dashes += length == 1 ? 1 : 2
        position += length
      } else if let length = anySpace(at: position, before: line.upperBound) {
        position += length
      } else {
        return nil
      }
    }
    return dashes >= 2 ? (line, true) : nil
  }

  private func dashCharacter(at index: Int, before end: Int) -> Int? {
    if self[index] == .dash { return 1 }
    for dash in ["－", "—", "–", "−", "―", "─"] as [StaticString] {
      if holds(dash, at: index, before: end) { return 3 }
    }
    return nil
  }

  private func afterBlanks(from start: Int, before end: Int) -> Int {
    var position = start
    while position < end && self[position].isBlank { position += 1 }
    return position
  }

  private func firstLineWithText(from start: Int) -> Range<Int>? {
    var position = start
    while position < count && self[position] <= .space { position += 1 }
    guard position < count else { return nil }
    return position..<lineEnd(from: position, before: count).end
  }

  private func hasColon(in range: Range<Int>) -> Bool {
    range.contains { self[$0] == .colon || holds("：", at: $0, before: range.upperBound) }
  }

  private func isConflictMarker(at start: Int) -> Bool {
    holds("<<<<<<<", at: start, before: count)
  }

  private func lineStart(before offset: Int) -> Int {
    var position = offset - 1
    while position > 0 && self[position - 1] != .lineFeed && self[position - 1] != .carriageReturn {
      position -= 1
    }
    return position
  }

  /// Where front matter without an end most likely ends: before the first heading after an empty
  /// line.
  private func likelyEnd(from start: Int) -> Int {
    var position = start
    var isAfterEmpty = false
    while position < count {
      let line = lineEnd(from: position, before: count)
      if isAfterEmpty && self[position] == .hash { return position }
      isAfterEmpty = position == line.end
      position = line.next
    }
    return count
  }
}
