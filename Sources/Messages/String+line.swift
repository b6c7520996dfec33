extension String {
  /// The text on one line of a table: line breaks and tabs become a space, and nothing is left that
  /// a terminal would obey.
  package var oneLine: String {
    if isPlain() { return self }
    var line = ""
    var isBroken = false
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0x09...0x0D, 0x85, 0x2028, 0x2029: isBroken = true
      default:
        if isBroken, !line.isEmpty, scalar != " " { line += " " }
        isBroken = false
        line.unicodeScalars.append(scalar)
      }
    }
    return line.safeForTerminal
  }

  /// The lines of a text of several, each as `oneLine` has it, without empty ones at the end.
  package var lines: [String] {
    var lines = split(omittingEmptySubsequences: false) { $0.isNewline }.map { String($0).oneLine }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }
}
