/// How a node is written, which decides how its text is read.
enum Form: UInt8, Sendable {
  case absent, plain, singleQuoted, doubleQuoted, literal, folded
  case blockMapping, blockSequence, flowMapping, flowSequence
}

/// One node in the arena: a parent before its children, keys before their values.
struct Record: Sendable {
  /// The value as written.
  var start: UInt32
  var end: UInt32
  /// The record after this node and all below it.
  var next: UInt32
  /// Entries of a mapping, items of a sequence.
  var count: UInt32 = 0
  /// Where the colon or dash is that this value stands after; of a key, its start.
  var mark: UInt32
  /// Of block text: the columns its lines are indented by.
  var indentation: UInt32 = 0
  var form: Form
  /// An item of a block sequence: `mark` is its dash.
  var isBlockItem = false
  /// Quoted, and holding escapes.
  var isEscaped = false
  /// Reported as refused; its text is a guess.
  var isRefused = false
  /// Lines inside it were reported and not read.
  var isIncomplete = false

  var range: Range<Int> { Int(start)..<Int(end) }
}

/// The immutable storage that all nodes of a document share.
final class NodeTree: Sendable {
  let bytes: [UInt8]
  let records: [Record]
  /// Whether all bytes have been seen to be UTF-8, so that no text of it need be looked at again.
  private let isValid: Bool

  init(bytes: [UInt8], records: [Record], isValid: Bool = false) {
    self.bytes = bytes
    self.records = records
    self.isValid = isValid
  }

  /// The text in `range`, which begins and ends between scalars; bytes that are no UTF-8 become
  /// U+FFFD.
  func text(in range: Range<Int>) -> String {
    guard isValid else { return bytes.text(in: range) }
    let bytes = bytes
    let written = bytes.span.extracting(range)
    assert((try? UTF8Span(validating: written)) != nil, "a scalar is cut")
    // Valid, since the whole is; the parser cuts between scalars.
    return String(copying: unsafe UTF8Span(unchecked: written))
  }
}
