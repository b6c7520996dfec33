/// Why a workbook could not be written.
package enum SpreadsheetError: Error, Sendable, Hashable {
  /// libxlsxwriter could not be loaded; in the dynamic linker's words.
  case cannotLoad(reason: String)
  /// The C library refused; the function and what it says.
  case library(function: String, reason: String)
  /// A file of our own could not be made or read: the call and `errno`.
  case file(call: String, errno: Int32)
}
