/// One value of a document: a cheap view into storage that all its nodes share.
///
/// Every scalar is text. Nothing is decoded before it is asked for.
package struct Node: Sendable {
  package enum Kind: Sendable { case scalar, mapping, sequence }

  let tree: NodeTree
  let index: Int

  var record: Record { tree.records[index] }

  package var kind: Kind {
    switch record.form {
    case .absent, .plain, .singleQuoted, .doubleQuoted, .literal, .folded: .scalar
    case .blockMapping, .flowMapping: .mapping
    case .blockSequence, .flowSequence: .sequence
    }
  }

  /// The value as written, quotes included. A block collection reaches from its first key or dash
  /// to the end of its last value; an absent value is the empty range after its colon or dash.
  package var range: Range<Int> { record.range }

  /// Whether nothing is written here: `key:` and no value.
  package var isAbsent: Bool { record.form == .absent }

  /// Whether a diagnostic already says that this value is not read as written. Its text is a guess,
  /// and complaining about it again would report one cause twice.
  package var isRefused: Bool { record.isRefused }

  /// Whether lines that may belong to this collection were reported and not read. What seems to be
  /// missing in it may be among them.
  package var isIncomplete: Bool { record.isIncomplete }

  /// Whether it is written in quotes.
  package var isQuoted: Bool { record.form == .singleQuoted || record.form == .doubleQuoted }

  /// Whether it is a `|` or `>` block of text.
  package var isBlockText: Bool { record.form == .literal || record.form == .folded }

  /// Whether it is a collection in brackets or braces.
  package var isFlow: Bool { record.form == .flowMapping || record.form == .flowSequence }
}

extension Node {
  /// The keys and values of a mapping, in order; empty for all else.
  package var entries: Entries {
    Entries(tree: tree, index: index, count: kind == .mapping ? Int(record.count) : 0)
  }

  /// The values of a sequence, in order; empty for all else.
  package var items: Items {
    Items(tree: tree, index: index, count: kind == .sequence ? Int(record.count) : 0)
  }

  /// The value of the first entry with `key`; nil where there is none or this is no mapping.
  ///
  /// - Complexity: O(n) in the number of entries.
  package subscript(key: String) -> Node? {
    entry(key)?.value
  }

  /// The value of the first entry whose key is `word`; nil where there is none.
  package subscript(word: Word) -> Node? {
    entries.first { $0.key.word == word }?.value
  }

  /// The first entry with `key`.
  package func entry(_ key: String) -> Entry? {
    entries.first { $0.key.isText(key) }
  }

  /// The value in the language of edits: what writing it again would take.
  package var value: Value {
    switch kind {
    case .scalar: .text(text)
    case .sequence: .list(items.map(\.value))
    case .mapping: .mapping(entries.map { Value.Entry($0.key.text, $0.value.value) })
    }
  }
}

/// A key and its value.
package struct Entry: Sendable {
  package let key: Node
  package let value: Node
}

/// The entries of a mapping. An index is a place in the arena: step through it, don't compute it.
package struct Entries: Collection, Sendable {
  let tree: NodeTree
  package let startIndex: Int
  package let endIndex: Int
  package let count: Int

  init(tree: NodeTree, index: Int, count: Int) {
    self.tree = tree
    self.count = count
    startIndex = index + 1
    endIndex = count == 0 ? index + 1 : Int(tree.records[index].next)
  }

  package subscript(position: Int) -> Entry {
    Entry(key: Node(tree: tree, index: position), value: Node(tree: tree, index: position + 1))
  }

  package func index(after position: Int) -> Int { Int(tree.records[position + 1].next) }
}

/// The items of a sequence. An index is a place in the arena: step through it, don't compute it.
package struct Items: Collection, Sendable {
  let tree: NodeTree
  package let startIndex: Int
  package let endIndex: Int
  package let count: Int

  init(tree: NodeTree, index: Int, count: Int) {
    self.tree = tree
    self.count = count
    startIndex = index + 1
    endIndex = count == 0 ? index + 1 : Int(tree.records[index].next)
  }

  package subscript(position: Int) -> Node { Node(tree: tree, index: position) }

  package func index(after position: Int) -> Int { Int(tree.records[position].next) }
}
