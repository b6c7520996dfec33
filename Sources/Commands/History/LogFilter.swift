import CaseStore
import Files
import Git
import Messages
import Supervision

/// Which commits a `log` is asked for.
struct LogFilter {
  let kind: StepKind?
  let unit: String?
  let stage: Stage?
  let author: String?
  let since: Int64?
  let until: Int64?

  init(_ options: Log, in repository: Repository) async throws(Failure) {
    kind = try options.kind.map { name throws(Failure) in try StepKind.meant(name) }
    stage = try options.stage.map { name throws(Failure) in
      guard let stage = Stage(typed: name) else {
        throw .usage(
          Phrase(zh: "没有阶段“\(name)”", en: "there is no stage '\(name)'"),
          hint: Phrase(
            zh: Stage.allCases.map(\.name).joined(separator: "、"),
            en: Stage.allCases.map(\.rawValue).joined(separator: ", ")))
      }
      return stage
    }
    unit = options.unit
    author = options.author
    since = try await Self.time("--since", options.since, in: repository)
    until = try await Self.time("--until", options.until, in: repository)
  }

  /// A date as git understands it, in seconds since 1970.
  private static func time(_ option: String, _ text: String?, in repository: Repository)
    async throws(Failure) -> Int64?
  {
    guard let text else { return nil }
    let words = try await running(await repository.git("rev-parse", "\(option)=\(text)").output())
    let line = String(decoding: words, as: UTF8.self).split(separator: "\n").first ?? ""
    return line.split(separator: "=").last.flatMap { Int64($0) }
  }

  func admits(_ recorded: StepCommit) -> Bool {
    let time = recorded.commit.committer.time
    if let since, time < since { return false }
    if let until, time > until { return false }
    if let author, !recorded.commit.author.person.contains(author) { return false }
    guard kind != nil || unit != nil || stage != nil else { return true }
    return recorded.steps.contains { step in
      (kind.map { $0 == step.kind } ?? true)
        && (stage.map { $0 == step.kind.specification.stage } ?? true)
        && (unit.map { unit in step.namedUnits.contains { $0.value.contains(unit) } } ?? true)
    }
  }
}
