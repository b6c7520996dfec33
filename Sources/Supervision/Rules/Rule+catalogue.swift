import FrontMatter
package import Messages

extension Rule {
  /// The rules of the trade; the case file's own syntax has `Rule.syntax`.
  package static let supervision: [Rule] =
    shapeRules + courseRules + recordRules + changeRules + schemaRules + roleRules + importRules
    + templateRules

  /// The whole catalogue of diagnostics, by id.
  package static let catalogue: [Rule] =
    (syntax + supervision + files + history).sorted { $0.id < $1.id }

  private static let byID = Dictionary(
    catalogue.map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one })

  /// Nil where no rule has the id.
  package static func named(_ id: String) -> Rule? { byID[id] }
}
