import FrontMatter

/// 判规 of `office.yaml`: the version of the rules for histories that an office has agreed to.
///
/// An older history stays lawful: what only newer rules find before an office agreed to them is
/// remarked on and no more.
package struct JudgingRules: Sendable, Hashable {
  /// 版
  package private(set) var version = 1
  /// 起: the day from which; nil where all of the history was recorded by them.
  package private(set) var since: Day?

  /// What this program judges by.
  package static let newest = 2

  init() {}

  /// As it stands in `office.yaml` from `day` on.
  package static func line(since day: Day) -> String { "判规: {版: \(newest), 起: \(day)}" }

  /// Whether the newer rules bind, from the commit on that brings them.
  package var areNew: Bool { version > 1 }

  /// Whether the newer rules hold for what was done on a day.
  func bind(on day: Day) -> Bool { areNew && (since.map { $0 <= day } ?? true) }

  mutating func read(_ node: Node, by reader: inout CaseParser) {
    let keys = ["版", "起"]
    reader.entries(of: node, named: "判规", at: nil) { reader, entry, value, _ in
      switch entry.key.text {
      case "版":
        guard let number = reader.number(value, named: "版") else { return }
        if number.value <= Self.newest {
          version = number.value
        } else {
          reader.report(
            .badChoice(
              Located("\(number.value)", at: number.range), named: "版",
              among: (1...Self.newest).map(String.init)))
        }
      case "起": since = reader.day(value, named: "起")?.value ?? since
      default: reader.report(.unknownKey(entry.key, in: "判规", among: keys))
      }
    }
  }
}
