import XMLReader

extension XMLEvent {
  /// Reads a part of a workbook.
  ///
  /// - Throws: `.malformed`, `.cannotUse`; what `take` throws.
  static func read(
    _ bytes: [UInt8], of part: String,
    _ take: @escaping (XMLEvent) throws(WorkbookError) -> Void
  ) throws(WorkbookError) {
    var error: WorkbookError?
    do throws(XMLError) {
      try read(bytes) { event in
        do throws(WorkbookError) {
          try take(event)
          return true
        } catch let fault {
          error = fault
          return false
        }
      }
    } catch {
      switch error {
      case .cannotUse(let fault): throw .cannotUse(fault)
      case .malformed(let reason, let line, _):
        throw .malformed(part: part, reason: "\(reason), line \(line)")
      case .refused(let reason): throw .malformed(part: "XML", reason: reason)
      }
    }
    if let error { throw error }
  }
}
