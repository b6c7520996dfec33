package import Messages
import Supervision

/// `diff`: what has changed in each case, in words.
package struct DifferenceText: Sendable {
  let old: ShownState
  let new: ShownState
  let cases: [ShownDifference]
  let language: Language
  let width: Int?
  let colour: Bool

  /// - Parameter width: of the terminal; where there is none, nothing is cut.
  package init(
    _ cases: [ShownDifference], from old: ShownState, to new: ShownState, language: Language,
    width: Int? = nil, colour: Bool = false
  ) {
    self.cases = cases
    self.old = old
    self.new = new
    self.language = language
    self.width = width
    self.colour = colour
  }

  /// Empty where nothing differs, as with git.
  package var text: String {
    guard !cases.isEmpty else { return "" }
    let blocks = cases.map(block)
    return ([heading] + blocks + [summary]).joined(separator: "\n")
  }

  func say(_ zh: String, _ en: String) -> String { Phrase(zh: zh, en: en)[language] }

  func cut(_ line: String, by used: Int = 0) -> String {
    width.map { line.truncated(toDisplayWidth: max(1, $0 - used)) } ?? line
  }

  private var heading: String { cut("\(words(for: old)) → \(words(for: new))") + "\n" }

  private func words(for state: ShownState) -> String {
    let place =
      state.isWorkTree
      ? say("工作区", "working tree") : state.rev ?? say("尚无提交", "before the first commit")
    return "\(state.day) \(place)"
  }

  private func block(_ shown: ShownDifference) -> String {
    let doubt = shown.difference.isDoubtful ? say("(文件有错误,仅供参考)", " (the file has errors)") : ""
    var lines = shown.difference.changes.flatMap { self.lines($0, of: shown) }
    if let former = shown.formerPath {
      lines.append(
        Line(.label(Phrase(zh: "文件", en: "file")), "\(former.oneLine) → \(shown.path.oneLine)"))
    }
    let rows = lines.map(row)
    return cut("\(shown.id) \(shown.title.oneLine)\(doubt)").inked(.strong, colour) + "\n"
      + rows.joined()
  }

  // MARK: Lines

  /// One thing that has changed.
  struct Line {
    enum Lead {
      /// `+` before a step that is new, `-` before one that is gone, `~` before one that changed.
      case mark(String, Ink)
      case label(Phrase)
    }
    let lead: Lead
    let text: String
    let ink: Ink?

    init(_ lead: Lead, _ text: String, _ ink: Ink? = nil) {
      self.lead = lead
      self.text = text
      self.ink = ink
    }
  }

  private func row(_ line: Line) -> String {
    switch line.lead {
    case .mark(let mark, let ink): "  \(cut("\(mark) \(line.text)", by: 2).inked(ink, colour))\n"
    case .label(let label):
      "    \(label[language].padded(toDisplayWidth: 10))"
        + cut(line.text, by: 14).inked(line.ink, colour) + "\n"
    }
  }

  // MARK: Summary

  /// ` 3件有变化,新登记1件,新增7步(更正1),时限变动1项`
  private var summary: String {
    let totals = DifferenceTotals(cases.map(\.difference))
    func count(_ number: Int, _ zh: (Int) -> String, _ one: String, _ many: String) -> String? {
      number == 0 ? nil : say(zh(number), "\(number) \(number == 1 ? one : many)")
    }
    let parts = [
      count(totals.cases, { "\($0)件有变化" }, "case changed", "cases changed"),
      count(totals.registered, { "新登记\($0)件" }, "registered", "registered"),
      count(totals.removed, { "删除\($0)件" }, "removed", "removed"),
      count(totals.renumbered, { "改号\($0)件" }, "renumbered", "renumbered"),
      count(totals.stepsAdded, { "新增\($0)步(+)" }, "step added(+)", "steps added(+)"),
      count(totals.corrections, { "其中更正\($0)步" }, "of them a correction", "of them corrections"),
      count(
        totals.stepsAltered, { "已记录的步骤变动\($0)处" }, "recorded step altered",
        "recorded steps altered"),
      count(totals.states, { "状态变化\($0)件" }, "change of state", "changes of state"),
      count(totals.lightsWorse, { "灯转差\($0)件" }, "light for the worse", "lights for the worse"),
      count(
        totals.lightsBetter, { "灯转好\($0)件" }, "light for the better", "lights for the better"),
      count(totals.deadlinesMoved, { "时限变动\($0)项" }, "deadline moved", "deadlines moved"),
      count(totals.tasksDone, { "完成任务\($0)项" }, "task done", "tasks done"),
      count(totals.officersNamed, { "报责任人\($0)名" }, "officer named", "officers named"),
    ]
    return wrapped(parts.compactMap(\.self), separator: say(",", ", "))
  }

  /// The parts on as many lines as they need.
  private func wrapped(_ parts: [String], separator: String) -> String {
    var lines = [""]
    for (index, part) in parts.enumerated() {
      let piece = part + (index + 1 < parts.count ? separator : "")
      let line = lines[lines.count - 1]
      let isFull =
        width.map { (line + piece).displayWidth + 1 > $0 && !line.isEmpty } ?? false
      if isFull { lines.append(piece) } else { lines[lines.count - 1] += piece }
    }
    return lines.map { " \($0.droppingLastBlank)\n" }.joined()
  }
}

extension String {
  fileprivate var droppingLastBlank: Substring { last == " " ? dropLast() : self[...] }
}
