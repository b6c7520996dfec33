import Messages

extension Parser {
  /// The mapping whose first key is under the cursor.
  mutating func parseMapping(mark: Int, isItem: Bool = false) {
    let indent = line.indent
    let index = open(.blockMapping, at: line.content, mark: mark)
    records[index].isBlockItem = isItem
    var keys = KeyTable()
    let count = parseEntries(of: index, indent: indent, keys: &keys)
    close(index, count: count)
  }

  /// The entries at `indent` of the mapping at `index`, and the faults between them, until a line
  /// that stands further left.
  ///
  /// - Returns: how many entries there were.
  mutating func parseEntries(of index: Int, indent: Int, keys: inout KeyTable) -> Int {
    var count = 0
    var last = index
    columns.append(Column(indent: indent, isSequence: false))
    defer { columns.removeLast() }
    while line.indent >= indent {
      if line.indent > indent {
        // The lines may have been meant for this mapping or for its last value.
        records[index].isIncomplete = true
        records[last].isIncomplete = true
        reportDeeperLines(than: indent, expected: indent, isAfterText: false)
      } else if isDash(at: line.content) {
        records[index].isIncomplete = true
        reportItemAmongEntries(after: last)
      } else if let key = entryKey(at: line.content) ?? mistypedKey(at: line.content) {
        guard admitsEntry(at: key.range) else { break }
        count += 1
        last = records.count + 1
        parseEntry(key, indent: indent, keys: &keys)
        if hasLeftOutLines { records[index].isIncomplete = true }
        hasLeftOutLines = false
      } else {
        records[index].isIncomplete = true
        reportNoEntry()
        advance()
        skipDeeper(than: indent)
      }
    }
    return count
  }

  /// Reports an item in the column of keys, and skips it. Below a list it is one of its items that was
  /// not indented.
  ///
  /// - Parameter last: the value of the entry above.
  private mutating func reportItemAmongEntries(after last: Int) {
    let (first, indent) = (line, line.indent)
    advance()
    skipDeeper(than: indent)
    var fix: Diagnostic.Fix?
    if last < records.count, records[last].form == .blockSequence {
      let dash = Int(records[last].start)
      fix = indenting(
        first.start..<line.start, by: dash - bytes.lineStart(containing: dash) - indent)
    }
    report.add(.itemAmongEntries(at: first.content..<first.end, fix: fix))
  }

  /// Moves lines further in; blank ones stay.
  private func indenting(_ lines: Range<Int>, by columns: Int) -> Diagnostic.Fix? {
    guard columns > 0 else { return nil }
    let blanks = String(repeating: " ", count: columns)
    var edits: [SourceEdit] = []
    var start = lines.lowerBound
    while start < lines.upperBound {
      let (end, next) = bytes.lineEnd(from: start, before: lines.upperBound)
      if end > start { edits.append(SourceEdit(replacing: start..<start, with: blanks)) }
      start = next
    }
    return .indenting(by: columns, edits: edits)
  }

  private mutating func parseEntry(_ key: Key, indent: Int, keys: inout KeyTable) {
    let index = addScalar(key.form, key.range, mark: key.range.lowerBound)
    records[index].isEscaped = key.isEscaped
    if key.isEscaped && key.form == .doubleQuoted {
      checkEscapes(key.range.lowerBound + 1..<key.range.upperBound - 1, index: index)
    }
    checkKey(key, index: index, keys: &keys)
    parseValue(from: key.after, mark: key.colon, indent: indent, isItem: false)
  }

  /// The sequence whose first dash is under the cursor.
  ///
  /// An indentless one stands in the column of its key, so a line without a dash is the parent's.
  mutating func parseSequence(mark: Int, isIndentless: Bool, isItem: Bool = false) {
    let indent = line.indent
    let index = open(.blockSequence, at: line.content, mark: mark)
    records[index].isBlockItem = isItem
    var count = 0
    var last = index
    columns.append(Column(indent: indent, isSequence: true))
    defer { columns.removeLast() }
    while line.indent >= indent {
      if line.indent > indent {
        records[index].isIncomplete = true
        records[last].isIncomplete = true
        let expected = contentColumn(of: last) ?? indent
        reportDeeperLines(than: indent, expected: expected, isAfterText: false)
      } else if isDash(at: line.content) {
        guard admitsEntry(at: line.content..<line.content + 1) else { break }
        count += 1
        last = records.count
        let dash = line.content
        parseValue(from: dash + 1, mark: dash, indent: indent, isItem: true)
      } else if let dash = mistypedDash(isIndentless: isIndentless) {
        guard admitsEntry(at: dash) else { break }
        count += 1
        last = records.count
        report.add(.mistypedDash(at: dash, in: bytes))
        takeMistypedDash(dash)
        parseValue(from: line.content, mark: dash.lowerBound, indent: indent, isItem: true)
      } else if isIndentless {
        break
      } else {
        records[index].isIncomplete = true
        records[last].isIncomplete = true
        report.add(.notAnItem(at: line.content..<line.end))
        advance()
        skipDeeper(than: indent)
      }
    }
    close(index, count: count)
  }

  /// What stands after a colon or a dash: on the same line, or in the lines below it.
  mutating func parseValue(from start: Int, mark: Int, indent: Int, isItem: Bool) {
    let position = skipBlanks(from: start)
    if position == line.end || (isComment(at: position) && position > start) {
      parseValueBelow(start, mark: mark, indent: indent, isItem: isItem)
    } else if isItem, isDash(at: position) {
      startLine(at: position)
      descending(at: position, mark: mark, parent: indent) {
        $0.parseSequence(mark: mark, isIndentless: false, isItem: true)
      }
    } else if isItem, entryKey(at: position) != nil || isMistypedEntry(at: position) {
      startLine(at: position)
      descending(at: position, mark: mark, parent: indent) {
        $0.parseMapping(mark: mark, isItem: true)
      }
    } else {
      parseInline(at: position, mark: mark, indent: indent, isItem: isItem)
    }
  }

  private mutating func parseValueBelow(_ start: Int, mark: Int, indent: Int, isItem: Bool) {
    let keyLine = line
    advance()
    if line.indent > indent {
      parseBlockBelow(keyLine, mark: mark, indent: indent, isItem: isItem)
    } else if !isItem, line.indent == indent,
      isDash(at: line.content) || mistypedDash(isIndentless: true) != nil
    {
      descending(at: line.content, mark: mark, parent: indent) {
        $0.parseSequence(mark: mark, isIndentless: true)
      }
    } else {
      let index = addScalar(.absent, start..<start, mark: mark)
      records[index].isBlockItem = isItem
    }
  }

  private mutating func parseBlockBelow(_ keyLine: Line, mark: Int, indent: Int, isItem: Bool) {
    let start = line.content
    if isDash(at: start) || mistypedDash(isIndentless: false, startsBlock: true) != nil {
      descending(at: start, mark: mark, parent: indent) {
        $0.parseSequence(mark: mark, isIndentless: false, isItem: isItem)
      }
    } else if entryKey(at: start) != nil || mistypedKey(at: start) != nil {
      descending(at: start, mark: mark, parent: indent) {
        $0.parseMapping(mark: mark, isItem: isItem)
      }
    } else {
      let text = start..<trimmedEnd(from: start)
      addRefused(text, mark: mark)
      records[records.count - 1].isBlockItem = isItem
      advance()
      let isAlone = line.indent <= indent
      let between = keyLine.end..<start
      report.add(.valueOnNextLine(at: text, between: between, isAlone: isAlone, in: bytes))
      skipDeeper(than: indent)
    }
  }

  /// Lets the line begin at `position`: what stands before it belongs to an outer collection.
  private mutating func startLine(at position: Int) {
    line.indent += position - line.content
    line.content = position
  }

  /// Lets the line begin after the dash, in the column it will have once that is written `- `.
  private mutating func takeMistypedDash(_ dash: Range<Int>) {
    var position = dash.upperBound
    while position < line.end, let space = bytes.anySpace(at: position, before: line.end) {
      position += space
    }
    line.content = position
    line.indent += 2
  }

  /// After a value on its line, nothing may stand deeper.
  mutating func finishInline(indent: Int) {
    advance()
    if line.indent > indent {
      reportDeeperLines(than: indent, expected: indent, isAfterText: true)
    }
  }

  /// The column of a mapping that begins on the line of its dash.
  private func contentColumn(of index: Int) -> Int? {
    let record = records[index]
    guard record.form == .blockMapping else { return nil }
    return Int(record.start) - bytes.lineStart(containing: Int(record.start))
  }

  /// Reports the lines deeper than `indent` once, and skips them.
  mutating func reportDeeperLines(than indent: Int, expected: Int, isAfterText: Bool) {
    let first = line
    let isStructure = isDash(at: first.content) || entryKey(at: first.content) != nil
    var last = first.end
    while line.indent > indent {
      last = line.end
      advance()
    }
    if isAfterText && !isStructure {
      report.add(.continuedText(at: first.content..<last))
    } else {
      hasLeftOutLines = true
      report.add(.unexpectedIndentation(at: first.start..<first.content, expected: expected))
    }
  }

  /// The end of the text from `start`, without trailing blanks and comment.
  func trimmedEnd(from start: Int) -> Int {
    var end = start
    var position = start
    while position < line.end {
      if bytes[position] == .hash && position > start && bytes[position - 1].isBlank { break }
      if !bytes[position].isBlank { end = position + 1 }
      position += 1
    }
    return end
  }
}
