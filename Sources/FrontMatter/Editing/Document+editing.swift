package import Messages

/// A step from a value to one below it.
package enum PathElement: Sendable, Hashable, ExpressibleByStringLiteral,
  ExpressibleByIntegerLiteral
{
  case key(String)
  /// From 0.
  case index(Int)

  package init(stringLiteral value: String) { self = .key(value) }
  package init(integerLiteral value: Int) { self = .index(value) }
}

extension Document {
  /// The value at `path` from the root.
  package func node(at path: [PathElement]) -> Node? {
    path.reduce(root) { $0?[$1] }
  }

  /// Edits that append `item` to the list under the root's `key`.
  ///
  /// The item is written with the indentation the list already has; where there is no list yet, with
  /// that of the file's other lists. Every byte outside the edits stays as it is.
  ///
  /// - Returns: nil where there is no root to add to, or `key` holds something that is no list.
  /// - Complexity: O(n) in the size of the file, which is read again to prove the edits.
  package func appending(_ item: Value, toListAt key: String) -> [SourceEdit]? {
    guard let root, !root.isRefused else { return nil }
    let old = root[key]
    if let old, old.isRefused || !(old.isAbsent || old.kind == .sequence) { return nil }
    let expected = (old?.items.map(\.value) ?? []) + [item]
    return proven(.list(expected), at: [[.key(key)]]) { writer in
      DocumentEditor(document: self, writer: writer).append(item, toListAt: key, of: root)
    }
  }

  /// Edits that put `value` at `path`: in place of what is there, or as a new entry.
  ///
  /// Missing keys on the way are made. A new entry of the root stands before a list that ends it.
  /// Every byte outside the edits stays as it is, comments included; those inside a replaced
  /// collection go with it.
  ///
  /// - Returns: nil where the structure does not allow it: an index that does not exist, a key under
  ///   text or a list, a value that was refused.
  package func setting(_ path: [PathElement], to value: Value) -> [SourceEdit]? {
    setting(each: [path], to: value)
  }

  /// The same at several places, none of which lies in another.
  ///
  /// - Returns: nil where the structure does not allow it at one of them.
  /// - Complexity: O(n) in the size of the file for each place, which is read again once.
  package func setting(each paths: [[PathElement]], to value: Value) -> [SourceEdit]? {
    guard let root, !root.isRefused, !paths.contains([]) else { return nil }
    return proven(value, at: paths) { writer in
      var edits: [SourceEdit] = []
      for path in paths {
        let editor = DocumentEditor(document: self, writer: writer)
        guard let more = editor.set(path[...], to: value, in: root) else { return nil }
        edits += more
      }
      return edits
    }
  }

  /// The edits of `make`, if with them the file reads as `value` at the paths and no worse than
  /// before; with block text if possible, else with quotes.
  private func proven(
    _ value: Value, at paths: [[PathElement]], _ make: (ValueWriter) -> [SourceEdit]?
  ) -> [SourceEdit]? {
    for allowsBlockText in [true, false] {
      guard let edits = make(ValueWriter(allowsBlockText: allowsBlockText)) else { return nil }
      let edited = SourceText(path: text.path, bytes: text.applying(edits))
      let document = hasFences ? Document(markdown: edited) : Document(yaml: edited)
      if paths.allSatisfy({ document.node(at: $0)?.value == value }),
        document.diagnostics.count <= diagnostics.count
      {
        return edits
      }
    }
    return nil
  }
}

extension Node {
  /// The value one step below.
  package subscript(step: PathElement) -> Node? {
    switch step {
    case .key(let key): self[key]
    case .index(let number):
      number >= 0 && number < items.count
        ? items[items.index(items.startIndex, offsetBy: number)] : nil
    }
  }
}
