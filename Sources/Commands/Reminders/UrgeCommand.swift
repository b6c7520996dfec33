import ArgumentParser
import CaseStore
import Files
import Git
import Messages
import Supervision
import Views

/// `duban-git urge`: urges all units that are late at once.
struct UrgeCommand: Verb {
  static let name = "urge"
  static let configuration = CommandConfiguration.verb(
    name,
    abstract: text(
      zh: "批量催办:逾期的全部列出,各按阶梯记下一色催办,每个单位出一份催办单",
      en: "Urge every unit that is late: the next slip of the ladder for each, and a paper a unit."),
    discussion: text(
      zh: """
        先列出办理中各件逾期的单位和下一色:没有催过或催后已报进展的发蓝,蓝没有回应的发橙,橙没有回应的发红。
        在终端里可以全部催、逐件看或不催;别处直接全部催。一件一个单位记一步“催办”(方式 函),今天催过的不再列。
        然后每个单位一份催办单(DOCX),它的各件在一起。涉密件只记步骤,不出催办单。
        """,
      en: """
        Lists the units that are late in cases being handled, and the next slip: 蓝, 橙 where a blue one was not answered with a report, \
        then 红. At a terminal you say all, one by one, or none; elsewhere it is all. Each is a step 催办 (方式 函); who was urged today is \
        left out. Then each unit gets one paper (DOCX) with all its matters. Of secret cases only the step is recorded.
        """))

  @Option(
    name: .customLong("where"),
    help: help(zh: "只催符合查询的案件", en: "only in cases that match the query", valueName: "query"))
  var whereQuery: String?

  @Option(help: help(zh: "只催某单位", en: "only this unit", valueName: "unit"))
  var unit: String?

  @Flag(
    name: [.customShort("n"), .long],
    help: help(zh: "只列出,不记录", en: "only list what would be urged"))
  var dryRun = false

  @Option(
    name: [.customShort("o"), .long],
    help: help(
      zh: "催办单写入的文件夹(默认 催办单-日期)", en: "the folder for the papers (催办单-DAY by default)",
      valueName: "dir"))
  var output: String?

  func run() async throws {
    let session = Session.running
    let source = try await session.paperSource(rev: "HEAD")
    let found = try await urgings(in: source, session)
    guard !found.isEmpty else {
      return session.console.write(
        session(Phrase(zh: "没有逾期要催的", en: "nobody is to be urged")) + "\n")
    }
    _ = try session.template(of: .letter(.urging), own: source.own)
    session.console.write(
      Grid(found).table(width: session.width, colour: session.usesColour),
      colours: session.usesColour)
    if dryRun { return }
    let chosen = try chosen(from: found, in: session)
    guard !chosen.isEmpty else { throw Failure.nothingRecorded }
    try await record(chosen, in: session)
    try await write(chosen, in: session)
  }

  private func urgings(in source: PaperSource, _ session: Session) async throws(Failure)
    -> [Urging]
  {
    let (schema, day) = (source.schema, session.today)
    let read = try await askingStore(
      await source.source.cases.map { file in
        let state = CaseState(folding: file.subject, schema: schema, asOf: day)
        let path = "\(file.path)"
        return LedgerRow(state, path: path, withText: true).map { row in
          (row: row, urgings: Urging.all(of: state, path: path))
        }
      })
    session.warn(of: read.unread, below: source.source.cases.folder?.place)
    var results = read.results
    if let whereQuery {
      do throws(QueryError) {
        let query = try Query(whereQuery, saved: schema.office.queries, units: schema.units)
        try query.requireNames(
          in: results.map(\.row),
          known: schema.units.entries.flatMap { [$0.name.value] + $0.shortNames })
        results = results.filter { query.matches($0.row) }
      } catch {
        throw Failure(error)
      }
    }
    let all = results.flatMap(\.urgings)
    guard let unit else { return all }
    let full = schema.units.presentName(of: schema.units.entry(meant: unit)?.name.value ?? unit)
    return all.filter { $0.unit == full }
  }

  /// What is to be urged of what was listed. Where nobody can be asked, all of it.
  private func chosen(from urgings: [Urging], in session: Session) throws(Failure) -> [Urging] {
    guard session.console.inputIsTerminal, session.console.errorIsTerminal else { return urgings }
    let question = Phrase(
      zh: "全部催办(a)、逐件看(o)还是不催(n)?[n] ", en: "urge all (a), one by one (o) or none (n)? [n] ")
    while let answer = session.console.ask(session(question)) {
      switch answer.filter({ !$0.isWhitespace }).lowercased() {
      case "a", "全部", "是", "y": return urgings
      case "o", "逐件": return try picked(from: urgings, in: session)
      case "", "n", "不", "否": return []
      default: continue
      }
    }
    throw .cancelled
  }

  private func picked(from urgings: [Urging], in session: Session) throws(Failure) -> [Urging] {
    var picked: [Urging] = []
    for urging in urgings.byUnit.flatMap(\.urgings) {
      let words = "\(urging.unit) \(urging.level.name) \(urging.id) \(urging.title)".safeForTerminal
      guard let answer = session.console.ask("\(words) [y/N] ") else { throw .cancelled }
      if ["y", "是"].contains(answer.filter { !$0.isWhitespace }.lowercased()) {
        picked.append(urging)
      }
    }
    return picked
  }

  private func record(_ urgings: [Urging], in session: Session) async throws(Failure) {
    let recorder = try Recorder(in: session)
    let byCase = Dictionary(grouping: urgings, by: \.path)
    do throws(CaseStoreError) {
      let recorded = try await recorder.book.recordTogether(
        at: byCase.keys.sorted().map { RelativePath($0) }, today: session.today
      ) { file, schema throws(CaseStoreError) in
        var file = file
        for urging in byCase["\(file.path)"] ?? [] {
          let step = StepKind.urge.specification.value(
            on: session.today,
            saying: [
              (.unit, [urging.unit]), (.level, [urging.level.name]),
              (.means, [ContactMeans.letter.name]),
            ], units: schema.units)
          file = CaseFile(path: file.path, bytes: try file.appending(step))
        }
        return file.text.bytes
      }
      for one in recorded { recorder.showCommits(of: one) }
    } catch {
      throw recorder.failure(error)
    }
  }

  /// Writes the papers of what was recorded, a unit each.
  private func write(_ urgings: [Urging], in session: Session) async throws(Failure) {
    let source = try await session.paperSource(rev: "HEAD")
    let day = session.today
    let folder = output ?? "催办单-\("\(day)".filter { $0 != "-" })"
    for (unit, _) in urgings.filter({ !$0.isSecret }).byUnit {
      var asked = self
      (asked.unit, asked.whereQuery) = (unit, nil)
      guard let bytes = try await asked.paper(nil, of: source, on: day, in: session) else {
        continue
      }
      let name = "\(folder)/\(unit.asFileName).docx"
      let place = session.place(of: name)
      try onDisk(place.parent.makeFolders(below: session.directory, durable: false))
      try onDisk(place.save(bytes))
      session.console.write(name.safeForTerminal + "\n")
    }
  }
}

extension UrgeCommand: PaperVerb {
  static let paperOptions: [PaperOption<UrgeCommand>] = [.text("unit", \.unit)]

  /// The slips of one unit that were recorded on a day, each on a page of its own.
  func paper(_ page: String?, of source: PaperSource, on day: Day, in session: Session)
    async throws(Failure) -> [UInt8]?
  {
    guard let unit else { return nil }
    let schema = source.schema
    let read = try await askingStore(
      await source.source.cases.map { file -> [LetterFacts]? in
        let state = CaseState(folding: file.subject, schema: schema, asOf: day)
        let steps = state.subject.steps.filter {
          $0.kind == .urge && $0.day == day && $0[.unit] == unit && !$0.isVoid
        }
        let occasions = steps.compactMap {
          try? LetterOccasion(.urging, in: state, named: "\($0.number)", for: unit)
        }
        return occasions.map { LetterFacts($0, of: state, under: schema) }
      })
    let facts = read.results.flatMap { $0 }
    guard let first = facts.first else { return nil }
    let template = try session.template(of: .letter(.urging), own: source.own)
    var pieces = template.filled(with: first.data)
    for other in facts.dropFirst() {
      pieces.append(.role(.newPage))
      pieces += template.filled(with: other.data)
    }
    return try session.bytes(
      of: pieces, as: .letter(.urging), office: schema.office, day: day, in: .docx,
      own: source.own, stamp: stamp(of: source, on: day, office: schema.office))
  }
}
