package import Messages
import Supervision

/// `status` as a director reads it in the morning: what presses first, who owes what, and why.
package struct StatusText: Sendable {
  let status: Status
  let language: Language
  let width: Int
  let colour: Bool

  /// - Parameter width: of the terminal; where there is none, lines are as long as they need to be.
  package init(_ status: Status, language: Language, width: Int? = nil, colour: Bool = false) {
    self.status = status
    self.language = language
    self.width = width ?? 1000
    self.colour = colour
  }

  package var text: String {
    let lines = status.sections.mapValues { $0.map(line) }
    let isWide = lines.values.allSatisfy(fitOnOneLine)
    var blocks = [heading]
    for section in Status.Section.allCases {
      guard let lines = lines[section], !lines.isEmpty else { continue }
      let texts = isWide ? wideLines(lines, section) : narrowLines(lines, section)
      blocks.append(title(of: section, lines.map(\.item)) + texts.joined())
    }
    blocks += [unnumbered, seal, unread, calm, unrecorded, loose].compactMap { $0 }
    return blocks.joined(separator: "\n")
  }

  private var heading: String {
    let day = status.basis.asOf.spelledOut
    let rev = status.basis.rev.map { Phrase(zh: ",版本\($0)", en: ", rev \($0)") }
    return
      "\(say("督办动态", "Cases on").inked(.strong, colour)) \(day[language])\(rev?[language] ?? "")\n"
  }

  // MARK: Sections

  private func title(of section: Status.Section, _ items: [Status.Item]) -> String {
    let cases = Set(items.map(\.owing.path)).count
    let count =
      cases == items.count
      ? Phrase(zh: "\(items.count)项", en: "\(items.count)")
      : Phrase(zh: "\(items.count)项,\(cases)件", en: "\(items.count) in \(cases) cases")
    return "\(section.title[language]) \(count[language])".inked(section.ink ?? .strong, colour)
      + "\n"
  }

  /// A text and the columns it takes, which are counted once.
  private struct Measured {
    let text: String
    let width: Int

    init(_ text: String) { (self.text, width) = (text, text.displayWidth) }

    func padded(to width: Int) -> String {
      text + String(repeating: " ", count: max(0, width - self.width))
    }
  }

  /// What is owed, and how it is told: the columns before they are aligned.
  ///
  /// A class, since there can be a line for each of a hundred thousand cases.
  private final class Line {
    let item: Status.Item
    let date: String
    let label, id, title, duty, why: Measured

    init(
      _ item: Status.Item, date: String, label: String, title: String, duty: String, why: String
    ) {
      (self.item, self.date, id) = (item, date, Measured(item.owing.id))
      (self.label, self.title) = (Measured(label), Measured(title))
      (self.duty, self.why) = (Measured(duty), Measured(why))
    }
  }

  private func line(_ item: Status.Item) -> Line {
    Line(
      item, date: date(item), label: label(item), title: item.owing.title.oneLine,
      duty: "\(item.point.who.oneLine) \(item.point.whatWords[language])", why: why(item))
  }

  /// Whether each of these due points fits on a line of its own.
  private func fitOnOneLine(_ lines: [Line]) -> Bool {
    let texts =
      lines.widest(\.label.width) + lines.widest(\.id.width) + lines.widest(\.title.width)
      + lines.widest(\.duty.width) + lines.widest(\.why.width)
    return 2 + 10 + texts + 5 * 2 <= width
  }

  /// Two lines a due point: when and which case; who owes what and why.
  private func narrowLines(_ lines: [Line], _ section: Status.Section) -> [String] {
    let labelWidth = lines.widest(\.label.width)
    return lines.map { line in
      let when = "\(line.date)  \(line.label.padded(to: labelWidth))"
      let room = width - 2 - when.displayWidth - 2 - line.id.width - 1
      let title = line.title.text.truncated(toDisplayWidth: max(8, room))
      let first = "  \(when.inked(section.ink, colour))  \(line.id.text) \(title)"
      let why = say(";", "; ") + line.why.text
      let left = width - 6 - line.duty.width
      let matter = matter(line.item, within: left - why.displayWidth)
      let rest = matter + why.truncated(toDisplayWidth: max(0, left - matter.displayWidth))
      return "\(first)\n      \(line.duty.text)\(rest.inked(.faint, colour))\n"
    }
  }

  /// One line a due point, in columns.
  private func wideLines(_ lines: [Line], _ section: Status.Section) -> [String] {
    let labelWidth = lines.widest(\.label.width)
    let titleWidth = lines.widest(\.title.width)
    let dutyWidth = lines.widest(\.duty.width)
    return lines.map { line in
      let when = "\(line.date)  \(line.label.padded(to: labelWidth))".inked(section.ink, colour)
      let title = line.title.padded(to: titleWidth)
      let duty = line.duty.padded(to: dutyWidth)
      let why = line.why.text.inked(.faint, colour)
      return "  \(when)  \(line.id.text)  \(title)  \(duty)  \(why)\n"
    }
  }

  private func date(_ item: Status.Item) -> String {
    (item.point.due?.day ?? item.owing.submitted)?.description ?? "          "
  }

  /// What the light says, or how long it is to the day.
  private func label(_ item: Status.Item) -> String {
    if let reason = item.point.reason, isLabel(reason) { return reason[language] }
    let today = status.basis.asOf
    if let due = item.point.due?.day {
      let days = due.days(since: today)
      return say("还剩\(days)天", days == 1 ? "1 day left" : "\(days) days left")
    }
    guard let since = item.owing.submitted else { return "" }
    let days = today.days(since: since)
    return say("已等\(days)天", days == 1 ? "waiting 1 day" : "waiting \(days) days")
  }

  /// Whether a reason is short enough for a column of its own; a longer one stands with the origin.
  private func isLabel(_ reason: Phrase) -> Bool {
    reason.zh.displayWidth <= 16
  }

  /// ` 核定灌排设施管护经费标准`: what the task is about, where there is room.
  private func matter(_ item: Status.Item, within room: Int) -> String {
    guard room > 8, let task = item.point.task, let matter = item.owing.matter(of: task) else {
      return ""
    }
    return " " + matter.oneLine.truncated(toDisplayWidth: room - 1)
  }

  private func why(_ item: Status.Item) -> String {
    let contact = item.point.contact?.words
    let origin = contact?.with(item.point.origin) ?? item.point.origin
    guard let reason = item.point.reason, !isLabel(reason) else { return origin[language] }
    return reason.with(origin)[language]
  }

  /// Letters without a number, and how they get one.
  private var unnumbered: String? {
    guard !status.unnumbered.isEmpty else { return nil }
    let count = status.unnumbered.count
    let title = say("未赋号件 \(count)件", "Letters without a number \(count)")
    let hint = say(
      "  (补号:duban-git step 案号 更正 --更正 步号 --字段 文号 --原文 '' …)",
      "  (number one: duban-git step CASE 更正 --更正 STEP --字段 文号 --原文 '' …)")
    let lines = status.unnumbered.map { owing, letter in
      "    "
        + "\(letter.day)  \(owing.id) \(owing.title.oneLine)  \(letter.words[language].oneLine)"
        .truncated(toDisplayWidth: max(24, width - 4)) + "\n"
    }
    return "\(title.inked(.strong, colour))\n\(hint)\n" + lines.joined()
  }

  /// `封存 应于2026-11-30前(上次2026-10-30)`: beside all cases.
  private var seal: String? {
    guard let point = status.seal else { return nil }
    let when = point.due.map { say("应于\($0)前", "by \($0)") } ?? say("还没有封存过", "never yet")
    let late = point.light == .red ? say(",已逾期", ", overdue") : ""
    let last = point.last.map { say("(上次\($0))", " (last \($0))") } ?? ""
    let title = say("封存 \(point.who.oneLine)", "Seal, \(point.who.oneLine)")
    let hint = say(
      "  (用“duban-git seal”封存并推送)", "  (use \"duban-git seal\" to make and push it)")
    return "\((title + " " + when + late + last).inked(Ink(point.light), colour))\n\(hint)\n"
  }

  // MARK: What does not press

  private var calm: String? {
    var parts: [String] = []
    if status.smooth > 0 {
      parts.append(say("平稳办理 \(status.smooth)件", "\(status.smooth) running smoothly"))
    }
    if let first = status.revisits.first, let due = first.point.due?.day {
      parts.append(
        say(
          "排定回访 \(status.revisits.count)件,最近的是 \(first.owing.id)(\(due))",
          "\(status.revisits.count) revisits to come, next \(first.owing.id) (\(due))"))
    }
    if parts.isEmpty {
      return status.sections.isEmpty && status.unnumbered.isEmpty && status.basis.unread.isEmpty
        && status.seal == nil
        ? say("没有要办的事项\n", "nothing is owed\n") : nil
    }
    return parts.joined(separator: say(";", "; ")).inked(.green, colour) + "\n"
  }

  /// What nobody can tell anything of, or nothing for certain.
  private var unread: String? {
    let unread = status.basis.unread
    guard !unread.isEmpty else { return nil }
    let title = say(
      "读不出来或写法有错 \(unread.count)件", "Not read, or with errors: \(unread.count)")
    let hint = say(
      "  (可能漏列或列错;用“duban-git check”看错在哪里)",
      "  (what they owe may be missing or wrong; \"duban-git check\" tells what is wrong)")
    let lines = unread.map { one in
      "    "
        + "\(one.path.quotedAsGitDoes)  \(one.words[language])".truncated(
          toDisplayWidth: max(24, width - 4)) + "\n"
    }
    return "\(title.inked(.red, colour))\n\(hint)\n" + lines.joined()
  }

  private var unrecorded: String? {
    guard !status.unrecorded.isEmpty else { return nil }
    let count = status.unrecorded.count
    let title = say(
      "改了还没有记录的文件 \(count)个", count == 1 ? "1 unrecorded edit" : "\(count) unrecorded edits")
    let hint = say(
      "  (用“duban-git commit”记录,用“duban-git diff”看改了什么)",
      "  (use \"duban-git commit\" to record, \"duban-git diff\" to see what changed)")
    let paths = status.unrecorded.map { "    " + $0.quotedAsGitDoes.inked(.red, colour) + "\n" }
    return "\(title.inked(.strong, colour))\n\(hint)\n" + paths.joined()
  }

  private var loose: String? {
    guard !status.loose.isEmpty else { return nil }
    let count = status.loose.count
    let title = say(
      "案件文件夹里还没有随步骤记录的文件 \(count)个",
      count == 1
        ? "1 file in the folder of a case is not recorded"
        : "\(count) files in the folders of cases are not recorded")
    let hint = say(
      "  (用“duban-git step … --附件 路径”附在步骤上;不要的移走)",
      "  (attach them with \"duban-git step … --附件 PATH\", or take them away)")
    let paths = status.loose.map { "    " + $0.quotedAsGitDoes.inked(.red, colour) + "\n" }
    return "\(title.inked(.strong, colour))\n\(hint)\n" + paths.joined()
  }

  private func say(_ zh: String, _ en: String) -> String { Phrase(zh: zh, en: en)[language] }
}

extension Array {
  /// The greatest of the numbers, or 0.
  fileprivate func widest(_ width: (Element) -> Int) -> Int {
    reduce(0) { Swift.max($0, width($1)) }
  }
}

extension Status.Section {
  var title: Phrase {
    switch self {
    case .overdue: Phrase(zh: "逾期", en: "Overdue")
    case .soon: Phrase(zh: "临近或有风险", en: "Due soon or at risk")
    case .office: Phrase(zh: "待本机关办理", en: "Waiting for the office")
    case .leader: Phrase(zh: "待领导阅示", en: "Waiting for the leader")
    }
  }

  fileprivate var ink: Ink? {
    switch self {
    case .overdue: .red
    case .soon: .yellow
    case .office, .leader: nil
    }
  }
}

// MARK: Short

extension StatusText {
  /// `status -s`: a line for each thing that presses or waits for the office, then the edits.
  package var short: String {
    let items = Status.Section.allCases.flatMap { status.sections[$0] ?? [] }
    let lines = items.map { item in
      let light = item.point.light
      let mark = (light == .none ? "-" : light.words[language]).inked(Ink(light), colour)
      let due = item.point.due?.day.description ?? "-         "
      let rest = "\(item.point.who.oneLine) \(item.point.whatWords[language])"
      let line = "\(due) \(item.owing.id) \(rest)"
      return "\(mark) \(line.truncated(toDisplayWidth: max(24, width - 7)))\n"
    }
    let unread = status.basis.unread.map { one in
      "\("!".inked(.red, colour)) \(one.path.quotedAsGitDoes) \(one.words[language])".truncated(
        toDisplayWidth: max(24, width)) + "\n"
    }
    let edits = status.unrecorded.map { path in
      "\("M".inked(.red, colour)) \(path.quotedAsGitDoes)\n"
    }
    let loose = status.loose.map { "\("?".inked(.red, colour)) \($0.quotedAsGitDoes)\n" }
    let seal = status.seal.map { point in
      let mark = point.light.words[language].inked(Ink(point.light), colour)
      let due = point.due?.description ?? "-         "
      return "\(mark) \(due) \(point.who.oneLine) \(say("封存", "seal"))\n"
    }
    let unnumbered = status.unnumbered.map { owing, letter in
      let line = "\(letter.day) \(owing.id) \(say("未赋号", "no number")) \(letter.words[language])"
      return "- \(line.oneLine.truncated(toDisplayWidth: max(24, width - 7)))\n"
    }
    return (lines + unnumbered + [seal].compactMap(\.self) + unread + edits + loose).joined()
  }
}
