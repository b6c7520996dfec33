extension String {
  /// The text as one word of a POSIX shell's command line, whatever is in it.
  package var quotedForShell: String {
    "'" + split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
  }
}
