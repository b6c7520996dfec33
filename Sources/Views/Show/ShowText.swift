package import Messages
package import Supervision

/// `show CASE`: one case in full, for the terminal.
package struct ShowText: Sendable {
  let state: CaseState
  let row: LedgerRow
  let commits: [LogEntry]
  let attachments: [ShownAttachment]
  let language: Language
  let width: Int?
  let colour: Bool
  /// Whether it is for a page, where Chinese has punctuation as wide as its characters.
  let isTypeset: Bool

  /// - Parameters:
  ///   - commits: those that recorded the case, newest first; empty to show none.
  ///   - attachments: in the order of the file.
  ///   - width: of the terminal; where there is none, nothing is cut.
  /// - Returns: nil where the case was not registered yet.
  package init?(
    _ state: CaseState, path: String, commits: [LogEntry] = [],
    attachments: [ShownAttachment] = [], language: Language,
    width: Int? = nil, colour: Bool = false, isTypeset: Bool = false
  ) {
    guard let row = LedgerRow(state, path: path) else { return nil }
    self.state = state
    self.row = row
    self.commits = commits
    self.attachments = attachments
    self.language = language
    self.width = width
    self.colour = colour
    self.isTypeset = isTypeset
  }

  package var text: String {
    let course = [units, tasks, clocks, timeline].map { block($0) }
    let record = [attachmentsBlock, block(history)]
    return ([heading + facts] + (course + record).compactMap(\.self)).joined(separator: "\n")
  }

  var isSecret: Bool { row.classification.isSecret }
  var header: Header { state.subject.header }

  func say(_ zh: String, _ en: String) -> String { Phrase(zh: zh, en: en)[language] }

  func cut(_ line: String) -> String {
    width.map { line.truncated(toDisplayWidth: max(1, $0)) } ?? line
  }

  func title(_ text: String) -> String { text.inked(.strong, colour) + "\n" }

  // MARK: What it is

  private var heading: String {
    let light =
      row.light == .none ? say("无灯", "no light") : row.light.words[language] + say("灯", "")
    let round = say("第\(row.round)轮", "round \(row.round)")
    let standing = [
      row.state.words[language], round, light.inked(Ink(row.light), colour),
    ].joined(separator: say(",", ", "))
    return cut("\(row.id) \(row.title.oneLine)").inked(.strong, colour) + "\n"
      + say("截至\(row.asOf):", "as of \(row.asOf): ") + standing + "\n\n"
  }

  private var facts: String {
    let labelled = labelledFacts
    let widest = labelled.map(\.0.displayWidth).max() ?? 0
    return labelled.map { label, value in
      cut("  \(label.padded(toDisplayWidth: widest))  \(value.oneLine)") + "\n"
    }.joined()
  }

  /// What is known of the case, each with what it is.
  var labelledFacts: [(label: String, value: String)] {
    factRows.compactMap { label, value in
      value.flatMap { $0.isEmpty ? nil : (label[language], $0) }
    }
  }

  private var factRows: [(Phrase, String?)] {
    let instruction = row.instruction
    return [
      (
        Phrase(zh: "批示", en: "instruction"),
        joined([
          instruction.leader, instruction.day?.description,
          instruction.instructionClass?.words[language],
        ])
      ),
      (Phrase(zh: "摘要", en: "gist"), instruction.gist),
      (Phrase(zh: "来文", en: "source"), isSecret ? nil : header.source?.value),
      (
        Phrase(zh: "缓急密级", en: "urgency"),
        joined([row.urgency.words[language], row.classification.words[language]])
      ),
      (
        Phrase(zh: "保密", en: "secrecy"),
        isSecret ? joined([header.secrecyTerm?.value, header.keptAt?.value]) : nil
      ),
      (
        Phrase(zh: "关注反馈", en: "watch"),
        joined([row.watch.words[language], header.cycle.words[language]])
      ),
      (
        Phrase(zh: "调度通报", en: "own duties"),
        joined([
          ownCycle(header.stocktakes, Phrase(zh: "调度", en: "stocktakes")),
          ownCycle(header.bulletins, Phrase(zh: "通报", en: "bulletins")),
        ])
      ),
      (Phrase(zh: "牵头单位", en: "lead"), joined([row.lead, row.officer])),
      (Phrase(zh: "协办单位", en: "co-units"), row.coUnits.joined(separator: "、")),
      (Phrase(zh: "时限", en: "limit"), limit),
      (Phrase(zh: "计数", en: "counts"), counts),
      (Phrase(zh: "呈报办结", en: "answer"), answer),
      (Phrase(zh: "归档回访", en: "archive"), archive),
      (Phrase(zh: "文件", en: "file"), row.path),
    ] + letters
  }

  /// `每周调度`, `stocktakes weekly`; nil where none is owed.
  private func ownCycle(_ cycle: Cycle, _ what: Phrase) -> String? {
    cycle == .once ? nil : say("\(cycle.words.zh)\(what.zh)", "\(what.en) \(cycle.words.en)")
  }

  private func joined(_ parts: [String?]) -> String {
    parts.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: comma)
  }

  private var comma: String { say(isTypeset ? "，" : ",", ", ") }

  private var limit: String? {
    row.limit.map { limit in
      let current = limit.current.day
      return current == limit.original
        ? "\(current)"
        : say("\(current)\(comma)原定\(limit.original)", "\(current), originally \(limit.original)")
    }
  }

  private var counts: String {
    let counts = row.counts
    return say(
      "催办\(counts.urged) 退回\(counts.returned) 延期\(counts.extended) 核查\(counts.inspected) 回访\(counts.revisited)",
      "urged \(counts.urged), returned \(counts.returned), extended \(counts.extended), "
        + "inspected \(counts.inspected), revisited \(counts.revisited)")
  }

  private var answer: String {
    let milestones = row.milestones
    return joined([
      milestones.submitted.map { say("\($0)呈报", "submitted \($0)") },
      milestones.closed.map { say("\($0)办结", "closed \($0)") },
      milestones.reportedInTime.map { $0 ? say("按期", "in time") : say("超期", "late") },
    ])
  }

  private var archive: String {
    let milestones = row.milestones
    return joined([
      milestones.archived.map { say("\($0)归档", "archived \($0)") }, milestones.archiveNumber,
      milestones.lastRevisit.map { revisit in
        let result = revisit.result.words[language]
        return say("\(revisit.day)回访\(result)", "revisited \(revisit.day), \(result)")
      },
    ])
  }

  private var letters: [(Phrase, String?)] {
    state.letters.map { letter in
      let round = Phrase(zh: "第\(letter.round)轮函", en: "letter \(letter.round)")
      let to = letter.addressees.joined(separator: "、")
      return (
        round,
        joined([
          letter.day.description, letter.number, to.isEmpty ? nil : say("主送\(to)", "to \(to)"),
        ])
      )
    }
  }
}
