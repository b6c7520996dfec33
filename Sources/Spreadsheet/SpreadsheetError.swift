package import OnDemand

/// Why a workbook could not be written.
package enum SpreadsheetError: Error, Sendable, Hashable {
  /// libxlsxwriter cannot be used.
  case cannotUse(LibraryFault)
  /// The C library refused; the function and what it says.
  case library(function: String, reason: String)
  /// A file of our own could not be made or read: the call and `errno`.
  case file(call: String, errno: Int32)
}
