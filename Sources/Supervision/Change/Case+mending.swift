import FrontMatter
package import Messages

extension Case {
  /// The text of a case file with every safe fix made.
  ///
  /// - Parameters:
  ///   - recorded: the case as it was last recorded; no fix may change what that has fixed.
  ///   - fileName: the last component of the file's path.
  package static func mending(
    _ text: SourceText, recorded: Case?, schema: Schema, fileName: String, asOf: Day, today: Day
  ) -> Mending {
    func changes(_ text: SourceText) -> Int {
      recorded.map {
        CaseChange(from: $0, to: Case(Document(markdown: text))).findings.count
      } ?? 0
    }
    let present = changes(text)
    return text.mended(
      allows: { changes($0) <= present },
      judge: {
        Case(Document(markdown: $0)).findings(
          schema: schema, fileName: fileName, asOf: asOf, today: today)
      })
  }
}
