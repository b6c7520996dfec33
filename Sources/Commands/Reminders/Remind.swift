import ArgumentParser
import CaseStore
import Files
import Git
import Messages
import Supervision
import Views

/// `duban-git remind`: one message a unit, about what it owes.
struct Remind: Verb {
  static let name = "remind"
  static let configuration = CommandConfiguration.verb(
    name,
    abstract: text(
      zh: "催报:给每个单位一封提醒(.eml 和文本),可交给邮件程序或网络机器人",
      en: "Remind units of what they owe: a message each, for a mail program or a web hook."),
    discussion: text(
      zh: """
        一个单位一封,写明该办什么、何时到期、依据哪份函、找谁联系,附日历。收件人是 schema/units.yaml 的“邮箱”。
        什么时候提醒按 schema/office.yaml 的“催报”(默认 7个工作日、3个工作日、当日),同一件事在同一档只说一次:
        发出去的记为“沟通”(方式 消息),以后就不再说。涉密件一律不发;内部件的标题只有“消息标题: 内部”才发。
        不写 -o、--send、--post 就只显示。文字可改:schema/templates/催报.md;机器人的格式:消息.md。
        """,
      en: """
        Each says what is owed, by when, by which letter and whom to call, with a calendar. It goes to 邮箱 of schema/units.yaml.
        When is said by 催报 of schema/office.yaml (7个工作日, 3个工作日, 当日), and nothing twice at one of these: what went out is
        recorded as 沟通 (方式 消息). Nothing of secret cases leaves; titles of 内部 cases only by 消息标题: 内部.
        Without -o, --send or --post the messages are only shown. Texts: schema/templates/催报.md, and 消息.md for the hook.
        """))

  @Option(
    help: help(
      zh: "只说这么久内到期的和已逾期的,如 7个工作日(默认按“催报”)",
      en: "only what is due within this, or overdue, such as 7个工作日 (by 催报 if left out)",
      valueName: "limit"))
  var days: String?

  @Option(help: help(zh: "只给某单位", en: "only this unit", valueName: "unit"))
  var unit: String?

  @Option(
    name: [.customShort("o"), .long],
    help: help(zh: "写入文件夹", en: "write them to a folder", valueName: "dir"))
  var output: String?

  @Option(
    help: help(
      zh: "逐封交给这个程序,如 'sendmail -t'", en: "hand each mail to this program, such as 'sendmail -t'",
      valueName: "command"))
  var send: String?

  @Option(
    help: help(
      zh: "逐条发到这个网址(JSON)", en: "post each as JSON to this address", valueName: "url"))
  var post: String?

  @Flag(
    help: help(
      zh: "把写入文件夹的也记为已发(--send、--post 总是记的)",
      en: "record what -o wrote as sent (what --send and --post took always is)"))
  var record = false

  func run() async throws {
    let session = Session.running
    let way = try self.way()
    let horizon = try self.horizon()
    let source = try await session.paperSource(rev: "HEAD")
    let schema = source.schema
    let day = session.today
    let passage = try await askingStore(
      await source.source.cases.map { file in
        RemindedCase(
          CaseState(folding: file.subject, schema: schema, asOf: day), path: "\(file.path)",
          under: schema)
      })
    session.warn(of: passage.unread, below: source.source.cases.folder?.place)
    let reminders = Reminder.all(
      passage.results, on: day, within: horizon,
      unit: try unit.map { name throws(Failure) in
        try session.unit(meant: name, among: passage.results, schema)
      }, under: schema)
    let messages = try await MessageWriter(
      way, folder: output, record: record, source: source, day: day, in: session)
    // One unit that cannot be reached does not keep the others from being told.
    var worst: ExitStatus?
    for reminder in reminders {
      do throws(Failure) {
        if try await !messages.deliver(reminder) { worst = worst ?? .world }
      } catch {
        _ = Program.report(error, language: session.language, to: session.console)
        worst = error.status
      }
    }
    if reminders.isEmpty {
      session.console.write(
        session(Phrase(zh: "没有要提醒的", en: "there is nothing to remind of")) + "\n")
    }
    if let worst { throw Failure(worst, nil) }
  }

  private func way() throws(Failure) -> MessageWriter.Way? {
    if send != nil, post != nil {
      throw .usage(Phrase(zh: "--send 和 --post 只能用一个", en: "either --send or --post"))
    }
    if record, send == nil, post == nil, output == nil {
      throw .usage(
        Phrase(zh: "没有发到哪里,不能记", en: "nothing goes anywhere that could be recorded"),
        hint: Phrase(zh: "加 -o 文件夹、--send 或 --post", en: "add -o DIR, --send or --post"))
    }
    if let post {
      guard post.hasPrefix("http://") || post.hasPrefix("https://") else {
        throw .usage(Phrase(zh: "“\(post)”不是网址", en: "'\(post)' is no address of the web"))
      }
      return .post(post)
    }
    return send.map { .send($0) }
  }

  private func horizon() throws(Failure) -> Supervision.Limit? {
    guard let days else { return nil }
    let wording = Int(days) == nil ? days : days == "0" ? "当日" : "\(days)日"
    guard let limit = Supervision.Limit(wording), limit.isRelative else {
      throw .usage(
        Phrase(zh: "--days 不懂“\(days)”", en: "--days does not understand '\(days)'"),
        hint: Phrase(zh: "如 7个工作日、10日、当日", en: "such as 7个工作日, 10日 or 当日"))
    }
    return limit
  }
}

extension Session {
  /// The unit that a person means, under the name it has now.
  fileprivate func unit(meant name: String, among cases: [RemindedCase], _ schema: Schema)
    throws(Failure) -> String
  {
    let full = schema.units.presentName(of: schema.units.entry(meant: name)?.name.value ?? name)
    let owing = Set(cases.flatMap(\.units))
    guard schema.units[full] != nil || owing.contains(full) else {
      let known = schema.units.entries.map(\.name.value) + owing.sorted()
      let near = Spelling.nearest(to: name, among: known).joined(separator: "、")
      throw .usage(
        Phrase(
          zh: "没有名为“\(name)”的单位", en: "there is no unit '\(name)' in these cases or in units.yaml"),
        hint: near.isEmpty ? nil : Phrase(zh: "是不是 \(near)?", en: "did you mean \(near)?"))
    }
    return full
  }
}
