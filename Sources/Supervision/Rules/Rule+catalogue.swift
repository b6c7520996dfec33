import FrontMatter
package import Messages

extension Rule {
  /// The rules of the trade; the case file's own syntax has `Rule.syntax`.
  package static let supervision: [Rule] =
    shapeRules + courseRules + recordRules + changeRules + schemaRules + roleRules + importRules
    + templateRules + replyRules

  /// The whole catalogue of diagnostics, by id.
  package static let catalogue = all.sorted { $0.id < $1.id }

  private static let all = syntax + supervision + files + history

  /// Nil where no rule has the id.
  ///
  /// - Complexity: looks at one after the other. A run asks for a few, which costs less than to put all
  ///   in order.
  package static func named(_ id: String) -> Rule? { all.first { $0.id == id } }
}
