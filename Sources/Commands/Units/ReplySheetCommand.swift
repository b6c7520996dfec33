import ArgumentParser
import CaseStore
import Files
import Git
import Messages
import Spreadsheet
import Supervision
import Views

/// `duban-git reply-sheet`: what a unit owes, as a workbook to be filled in and given back.
struct ReplySheetCommand: Verb {
  static let name = "reply-sheet"
  static let configuration = CommandConfiguration.verb(
    name,
    abstract: text(
      zh: "给承办单位出回执(XLSX),填好交回后用 receive 接收",
      en: "Write a unit's reply sheet (XLSX), which `receive` takes when it is filled in."),
    discussion: text(
      zh: """
        一个单位一份,列出它现在的应办事项,一项一行;灰色的格是发出时的内容,白色的格由单位填,有固定说法的可以选。
        不写 --unit 就给每个有应办事项的单位各出一份;--unit 本机关 是本机关自己用的,可以在表里记沟通、催办和调度。
        回执由提交做出:没有提交的改动不在里面;同一提交、同一天做出的逐字节相同。涉密件不列入。
        """,
      en: """
        One for each unit: a row for each thing that it owes. The grey cells say what was sent, the white ones are for the unit.
        Without --unit, one for each unit that owes something; --unit 本机关 is the office's own, to write down contacts, urgings and stocktakes.
        It is made of the last commit, without edits that are not recorded; the same commit and day give the same bytes. Secret cases are left out.
        """))

  @Option(
    help: help(
      zh: "承办单位;本机关 是自己用的(默认每个有应办事项的单位)",
      en: "the unit, or 本机关 (every unit that owes something by default)", valueName: "unit"))
  var unit: String?

  @Option(
    name: .customLong("case"), parsing: .singleValue,
    help: help(zh: "只要这一件;可多次", en: "only this case; repeatable", valueName: "case"))
  var cases: [String] = []

  @Option(help: help(zh: "截至某日(默认今天)", en: "as of this day (today by default)", valueName: "date"))
  var asOf: String?

  @Option(
    name: [.customShort("o"), .long],
    help: help(
      zh: "写入文件(.xlsx)或文件夹(默认当前文件夹)", en: "a file (.xlsx) or a folder (the current one)",
      valueName: "file"))
  var output: String?

  func run() async throws {
    let session = Session.running
    let asOf = try asOf.map { text throws(Failure) in try session.day(text) } ?? session.today
    let source = try await session.paperSource(rev: "HEAD")
    var asked = self
    asked.cases = try await session.ids(ofCases: cases, in: source)
    let opened = try await session.openedCases(asked.cases, of: source, on: asOf)
    let units = try unit.map { name throws(Failure) in
      [try session.unit(meant: name, in: opened, source.schema)]
    }
    let isFile = output?.lowercased().hasSuffix(".xlsx") == true
    guard let units = units ?? (isFile ? nil : opened.owingUnits(source.schema.units)) else {
      throw Failure.usage(
        Phrase(zh: "写明单位,或者给出文件夹", en: "name the unit, or give a folder"),
        hint: Phrase(zh: "--unit 单位 -o 回执.xlsx", en: "--unit UNIT -o FILE.xlsx"))
    }
    for unit in units {
      asked.unit = unit
      let sheet = asked.sheet(of: opened, source, on: asOf)
      try asked.write(sheet, of: source, on: asOf, in: session)
    }
    if units.isEmpty { session.console.write(session(Self.nothing) + "\n") }
  }

  private static let nothing = Phrase(zh: "没有单位有应办事项", en: "no unit owes anything")

  private func write(_ sheet: ReplySheet, of source: PaperSource, on day: Day, in session: Session)
    throws(Failure)
  {
    let unit = sheet.basis.unit
    if sheet.secret > 0 {
      session.console.writeError(
        session(
          Phrase(
            zh: "\(unit):\(sheet.secret)件涉密件没有列入回执",
            en: "\(unit): \(sheet.secret.counted("secret case")) left out")) + "\n")
    }
    guard !sheet.rows.isEmpty else {
      return session.console.write(
        session(
          Phrase(zh: "\(unit)没有应办事项,没有写出回执", en: "\(unit) owes nothing; no sheet was written"))
          + "\n")
    }
    let bytes = try bytes(of: sheet, source, on: day, in: session)
    let name: String
    if let output, output.lowercased().hasSuffix(".xlsx") {
      name = output
      try session.write(bytes, to: name)
    } else {
      let folder = output ?? "."
      let file = "回执-\(unit.replacing("/", with: "_"))-\("\(day)".replacing("-", with: "")).xlsx"
      name =
        folder == "."
        ? file : "\(folder.hasSuffix("/") ? String(folder.dropLast()) : folder)/\(file)"
      let place = session.place(of: name)
      try onDisk(place.parent.makeFolders(below: session.directory, durable: false))
      try onDisk(place.save(bytes))
    }
    let rows = sheet.rows.count
    session.console.write(
      session(Phrase(zh: "\(name):\(rows)行", en: "\(name): \(rows.counted("row"))")) + "\n")
  }

  /// - Parameter opened: the cases that are asked for, as they stand on the day.
  private func sheet(
    of opened: [ReplySheet.OpenedCase], _ source: PaperSource, on day: Day
  ) -> ReplySheet {
    ReplySheet(
      ReplySheet.Basis(
        office: source.schema.office.name, unit: unit ?? "",
        commit: source.commit.map { "\($0)" } ?? "", day: day, cases: cases),
      of: opened, units: source.schema.units)
  }

  private func bytes(
    of sheet: ReplySheet, _ source: PaperSource, on day: Day, in session: Session
  ) throws(Failure) -> [UInt8] {
    try session.bytes(
      of: ReplyBook(sheet, stamp: stamp(of: source, on: day, office: source.schema.office)))
  }
}

extension ReplySheetCommand: PaperVerb {
  static let paperOptions: [PaperOption<ReplySheetCommand>] = [
    .text("unit", \.unit),
    PaperOption(name: "case") {
      $0.cases.isEmpty ? nil : $0.cases.joined(separator: ",")
    } write: { verb, value in
      verb.cases = value.split(separator: ",").map(String.init)
      return !verb.cases.isEmpty
    },
  ]

  func paper(_ page: String?, of source: PaperSource, on day: Day, in session: Session)
    async throws(Failure) -> [UInt8]?
  {
    guard unit != nil else { return nil }
    let opened = try await session.openedCases(cases, of: source, on: day)
    return try bytes(of: sheet(of: opened, source, on: day), source, on: day, in: session)
  }

  /// The sheet that a workbook was made of, made again.
  ///
  /// - Parameter source: the commit that it names.
  static func sheet(of basis: ReplySheet.Basis, _ source: PaperSource, in session: Session)
    async throws(Failure) -> (sheet: ReplySheet, stamp: Stamp)
  {
    guard var verb = try? parse([]) else { preconditionFailure("no argument is required") }
    (verb.unit, verb.cases) = (basis.unit, basis.cases)
    let opened = try await session.openedCases(basis.cases, of: source, on: basis.day)
    return (
      verb.sheet(of: opened, source, on: basis.day),
      verb.stamp(of: source, on: basis.day, office: source.schema.office)
    )
  }
}

extension [ReplySheet.OpenedCase] {
  /// The units that owe something, under the names they have now, in the order of their first due point.
  fileprivate func owingUnits(_ units: UnitDirectory) -> [String] {
    var names: [String] = []
    for name in flatMap(\.owingUnits).map(units.presentName) where !names.contains(name) {
      names.append(name)
    }
    return names
  }
}

extension Session {
  /// The numbers of the cases that a person means, in their order.
  fileprivate func ids(ofCases names: [String], in source: PaperSource) async throws(Failure)
    -> [String]
  {
    var ids: Set<String> = []
    for name in names { ids.insert(try await file(meant: name, in: source.source).id) }
    return ids.sorted()
  }

  /// The cases in which something goes on or is owed, as they stand on a day.
  ///
  /// - Parameter ids: only of these numbers; empty for all.
  fileprivate func openedCases(_ ids: [String], of source: PaperSource, on day: Day)
    async throws(Failure) -> [ReplySheet.OpenedCase]
  {
    let (cases, schema) = (source.source.cases, source.schema)
    let asked = Set(ids)
    let passage = try await askingStore(
      await cases.map { file -> ReplySheet.OpenedCase? in
        guard asked.isEmpty || asked.contains(file.id) else { return nil }
        let state = CaseState(folding: file.subject, schema: schema, asOf: day)
        return state.duePoints.isEmpty
          ? nil : ReplySheet.OpenedCase(state, path: "\(file.path)", id: file.id)
      })
    warn(of: passage.unread, below: cases.folder?.place)
    return passage.results
  }

  /// The unit that a person means, under its full name.
  fileprivate func unit(
    meant name: String, in cases: [ReplySheet.OpenedCase], _ schema: Schema
  ) throws(Failure) -> String {
    if name == ReplySheet.ownUnit || name == schema.office.name { return ReplySheet.ownUnit }
    if let entry = schema.units.entry(meant: name) { return entry.name.value }
    let owing = cases.flatMap(\.owingUnits)
    if owing.contains(name) { return name }
    let known = schema.units.entries.map(\.name.value) + owing
    let near = Spelling.nearest(to: name, among: known).joined(separator: "、")
    throw .usage(
      Phrase(
        zh: "没有名为“\(name)”的单位", en: "there is no unit '\(name)' in these cases or in units.yaml"),
      hint: near.isEmpty
        ? Phrase(zh: "单位写在 schema/units.yaml 里", en: "units are listed in schema/units.yaml")
        : Phrase(zh: "是不是 \(near)?", en: "did you mean \(near)?"))
  }

  func bytes(of book: ReplyBook) throws(Failure) -> [UInt8] {
    do throws(SpreadsheetError) {
      return try book.bytes(temporaryFolder: environment["TMPDIR"] ?? "/tmp")
    } catch {
      throw Failure(error)
    }
  }
}
