/// Rows beside one another, and what has to be there before they are measured.
struct Section {
  /// A file that is written for them.
  struct File {
    let path: String
    let content: (_ write: ([UInt8]) -> Void) -> Void
  }

  /// The program without which there are no rows.
  var program: String?
  var files: [File] = []
  /// What makes the other's files.
  var preparing: [Command] = []
  let rows: [RowComparison]

  /// Makes what the rows need.
  ///
  /// - Parameter limit: seconds that it may take.
  /// - Returns: why it could not be made, if so.
  func prepare(in folder: String, limit: Double) throws -> String? {
    for file in files { try file.write() }
    var left = limit
    for command in preparing {
      let measured = Measured.run(command, in: folder, limit: left)
      if measured.isStopped { return "not made in \(Int(limit)) s" }
      if measured.status != 0 { return "not made, status \(measured.status)" }
      left -= measured.wall
    }
    return nil
  }
}
