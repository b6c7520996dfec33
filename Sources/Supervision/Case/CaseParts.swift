import FrontMatter
import Messages

/// A case file cut into what is merged by itself: header fields, steps, prose. Joined in order the
/// parts are the file, byte for byte.
struct CaseParts {
  struct Field {
    let key: String
    /// Whole lines, with the comments directly above the key.
    let bytes: [UInt8]
  }

  struct Item {
    /// What the step says, whatever its layout; of a 更正 which step it means, whatever that is numbered.
    let content: Value
    /// Counted from 0.
    let place: Int
    let day: Day?
    /// Whole lines, with the comments directly above.
    fileprivate(set) var bytes: [UInt8]
    /// Where they begin in the file.
    let offset: Int
    /// The step as it is written, by which ties are broken.
    let written: [UInt8]
    /// How far its dash stands in.
    let column: Int
    let step: Step?
  }

  let subject: Case
  let opening: [UInt8]
  let fields: [Field]
  private let placesOfKeys: [String: Int]
  let items: [Item]
  /// `过程:` and what stands around its items.
  let stepsOpening: [UInt8]
  let stepsEnd: [UInt8]
  let closing: [UInt8]
  let prose: [UInt8]

  /// Nil where the file has faults, or its steps do not stand in lines of their own.
  init?(_ subject: Case) {
    self.subject = subject
    let document = subject.document
    let bytes = document.text.bytes
    guard document.diagnostics.isEmpty, let root = document.root, !root.isFlow,
      let list = root[HeaderKey.steps.name], list.kind == .sequence, !list.isFlow
    else { return nil }
    let nodes = subject.stepNodes
    let entries = root.entries.map { $0 }
    let starts = entries.map { bytes.linesStart(above: $0.key.range.lowerBound) }
    let ends = Array(starts.dropFirst()) + [document.frontMatter.upperBound]
    opening = Array(bytes[..<(starts.first ?? 0)])
    closing = Array(bytes[document.frontMatter.upperBound..<document.body.lowerBound])
    prose = Array(bytes[document.body])
    let lines = nodes.map(\.itemLines)
    guard let first = lines.first, let last = lines.last,
      let place = entries.firstIndex(where: { $0.key.text == HeaderKey.steps.name }),
      zip(lines, lines.dropFirst()).allSatisfy({ $0.upperBound == $1.lowerBound }),
      starts[place] < first.lowerBound, last.upperBound <= ends[place]
    else { return nil }
    stepsOpening = Array(bytes[starts[place]..<first.lowerBound])
    stepsEnd = Array(bytes[last.upperBound..<ends[place]])
    fields = entries.indices.map { index in
      Field(
        key: entries[index].key.text, bytes: Array(bytes[starts[index]..<ends[index]]))
    }
    placesOfKeys = Dictionary(
      fields.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
    let steps = Dictionary(
      subject.steps.map { ($0.number, $0) }, uniquingKeysWith: { one, _ in one })
    let meanings = subject.stepMeanings
    items = nodes.indices.map { index in
      let dash = bytes[lines[index]].firstItemColumn
      return Item(
        content: meanings[index], place: index, day: steps[index + 1]?.day,
        bytes: Array(bytes[lines[index]]), offset: lines[index].lowerBound,
        written: Array(bytes[nodes[index].range]), column: dash,
        step: steps[index + 1])
    }
  }

  subscript(key: String) -> Field? { placesOfKeys[key].map { fields[$0] } }

  /// What the field says; nil where it says nothing.
  func meaning(of key: String) -> Value? { subject.meaning(ofKey: key) }

  /// The tasks of the header and those that letters have added.
  var taskCount: Int {
    items.reduce(subject.header.tasks.count) { $0 + ($1.step?.tasks.count ?? 0) }
  }

  /// Whether a step has fixed the field.
  func hasFixed(_ key: String) -> Bool {
    HeaderSpecification.catalogue.first { $0.name == key }.map(subject.hasFixed) ?? false
  }
}

extension CaseParts.Item {
  /// With the step that it corrects counted as `number`.
  func correcting(_ number: Int) -> Self {
    guard case .step(let old)? = step?.target, old != number,
      let place = step?.field(.target)?.range
    else { return self }
    var item = self
    let start = place.lowerBound - offset
    item.bytes.replaceSubrange(start..<(start + place.count), with: "\(number)".utf8)
    return item
  }

  /// Its lines with the dash in `column`.
  func lines(at column: Int) -> [UInt8] {
    guard column != self.column else { return bytes }
    var result: [UInt8] = []
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      let spaces = line.prefix { $0 == UInt8(ascii: " ") }.count
      let isBlank = line.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\r") }
      let indentation = isBlank ? spaces : max(0, spaces + column - self.column)
      result += Array(repeating: UInt8(ascii: " "), count: indentation) + line.dropFirst(spaces)
      result.append(UInt8(ascii: "\n"))
    }
    return result.dropLast()
  }
}

extension [UInt8] {
  /// The start of the line of `offset`, or of the comment lines directly above that begin in the
  /// first column.
  fileprivate func linesStart(above offset: Int) -> Int {
    var start = lineStart(offset)
    while start > 0 {
      let line = lineStart(start - 1)
      guard self[line] == UInt8(ascii: "#") else { break }
      start = line
    }
    return start
  }

  private func lineStart(_ offset: Int) -> Int {
    self[..<offset].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
  }
}

extension ArraySlice<UInt8> {
  /// The column of the dash of the item that stands in these lines.
  fileprivate var firstItemColumn: Int {
    for line in split(separator: UInt8(ascii: "\n")) {
      let rest = line.drop { $0 == UInt8(ascii: " ") }
      if rest.first == UInt8(ascii: "-") { return line.count - rest.count }
    }
    return 0
  }
}
