package import OnDemand

/// What went wrong with a file, a folder or a program that was run.
///
/// It carries facts and no sentences for people; whoever talks to people makes those.
package enum FileError: Error, Hashable, Sendable {
  /// A call to the operating system failed.
  case system(call: String, path: String, code: Int32)
  /// A pipe, a socket or a device lies where a file should.
  case notAFile(path: String)
  /// A program could not be started.
  case cannotRun(program: String, reason: String)
  /// A program said no, or failed. `words` is what it wrote to standard error.
  case failed(program: String, status: Int32, words: String)
  /// OpenSSL, which hashes files, could not be loaded or is of another version.
  case cannotUse(LibraryFault)
}

/// Why what lies at a place is not read as a file.
package enum Unreadable: Error, Hashable, Sendable {
  case symbolicLink, folder
  /// A pipe, a socket or a device.
  case notAFile
  /// Of more bytes than were to be read.
  case tooLarge(bytes: Int)
  /// The operating system does not give it, by its own number of the reason.
  case failed(code: Int32)

  /// Of a call to the operating system that failed.
  package init(_ error: FileError) {
    if case .system(_, _, let code) = error { self = .failed(code: code) } else { self = .notAFile }
  }
}
