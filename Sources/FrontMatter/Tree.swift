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
final class Tree: Sendable {
  let bytes: [UInt8]
  let records: [Record]

  init(bytes: [UInt8], records: [Record]) {
    self.bytes = bytes
    self.records = records
  }
}
