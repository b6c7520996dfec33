package import Messages

extension Rule {
  /// Every rule about the text of a file, whatever the file is about.
  package static let syntax: [Rule] = [
    // Bytes.
    .invalidUTF8, .nulCharacter, .controlCharacter, .terminalEscape, .bidiControl,
    .unusualLineBreak, .loneCarriageReturn, .misplacedByteOrderMark, .invisibleCharacter,
    .conflictMarker,
    // Shape.
    .emptyFile, .missingFrontMatter, .unclosedFrontMatter, .malformedFence, .emptyFrontMatter,
    .rootNotMapping, .documentMarker, .fileTooLarge, .nestedTooDeep, .tooManyEntries,
    .tooManyFindings,
    // Indentation.
    .tabIndentation, .tabBetweenTokens, .unusualSpace, .unexpectedIndentation,
    // Entries and items.
    .notAnEntry, .notAnItem, .itemAmongEntries, .listOnKeyLine, .duplicateKey, .emptyKey,
    .keyTooLong, .spaceBeforeColon, .missingSpaceAfterColon, .missingSpaceAfterDash,
    .fullWidthColon, .fullWidthDash,
    // What YAML has and we do not.
    .anchor, .alias, .tag, .mergeKey, .directive, .complexKey, .continuedText, .valueOnNextLine,
    // Text.
    .unclosedQuote, .textAfterValue, .unknownEscape, .escapedControlCharacter, .colonInText,
    .reservedCharacter, .blockTextHeader, .blockTextIndentation, .fullWidthQuote,
    // Brackets and braces.
    .unclosedFlow, .pairInList, .missingFlowValue, .strayComma, .missingComma, .fullWidthComma,
    .fullWidthBracket,
  ]
}
