import CaseStore
import Files
import Git
import Messages
import Spreadsheet
import Supervision
import Views

/// A reply sheet that came back, held against the sheet that went out.
struct ReceivedFile {
  /// As it was named.
  let name: String
  let bytes: [UInt8]
  let day: Day
  let sheet: ReplySheet
  /// Of the sheet as it went out.
  let stamp: Stamp
  /// The sheets in which findings have their places.
  let texts: [SourceText]
  let reading: ReplyReading
  let answers: ReplyAnswers

  /// - Parameters:
  ///   - day: on which it came in.
  ///   - unit: who gave it, as the clerk says.
  /// - Throws: with all that is wrong in its cells printed.
  init(_ name: String, on day: Day, from unit: String?, by recorder: Recorder)
    async throws(Failure)
  {
    let session = recorder.session
    (self.name, self.day) = (name, day)
    bytes = try session.bytes(ofFile: name)
    let book = try Self.workbook(bytes, named: name)
    guard let hidden = book.hidden, let basis = ReplySheet.basis(of: hidden) else {
      throw .noBasis(name)
    }
    let schema = try recorder.schema()
    if let unit { try Self.require(basis, isFrom: unit, schema.units, in: name) }
    let commit = try Self.commit(of: basis, in: recorder.book.repository, file: name)
    let source = try session.paperSource(again: commit, isNamed: false)
    guard source.schema.office.name == basis.office else { throw .ofOtherOffice(basis, name) }
    (sheet, stamp) = try await ReplySheetCommand.sheet(of: basis, source, in: session)
    guard sheet.hidden.map({ [$0, $1].filter { !$0.isEmpty } }) == hidden else {
      throw .noBasis(name)
    }
    texts = book.shown
    reading = ReplyReading(texts, of: sheet)
    answers = ReplyAnswers(reading, to: sheet, received: day)
    try recorder.report(
      zip(texts, answers.findings).map { FileFindings(text: $0, findings: $1) }, of: name)
  }

  private static func workbook(_ bytes: [UInt8], named name: String) throws(Failure)
    -> ReturnedWorkbook
  {
    if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { throw .oldWorkbook(name) }
    guard bytes.starts(with: Array("PK".utf8)) else { throw .noWorkbook(name) }
    do throws(WorkbookError) {
      return try ReturnedWorkbook(bytes, path: name, hidden: ReplySheet.basisName)
    } catch {
      throw Failure(received: error, in: name)
    }
  }

  private static func require(
    _ basis: ReplySheet.Basis, isFrom unit: String, _ units: UnitDirectory, in name: String
  ) throws(Failure) {
    let full = units.entry(meant: unit)?.name.value ?? unit
    guard !units.areOne(full, basis.unit) else { return }
    throw Failure(
      .input,
      Phrase(
        zh: "\(name) 是\(basis.unit)的回执,不是\(full)的",
        en: "\(name) is a sheet of \(basis.unit), not of \(full)"))
  }

  private static func commit(
    of basis: ReplySheet.Basis, in repository: Repository, file name: String
  ) throws(Failure) -> OID {
    let head = try inGit(repository.head().commit)
    guard let head, let commit = OID(hex: basis.commit), try inGit(repository.contains(commit)),
      try inGit(repository.isAncestor(commit, of: head))
    else {
      throw Failure(
        .input,
        Phrase(
          zh: "\(name) 由提交 \(basis.commit.prefix(7)) 做出,这里的历史没有它",
          en:
            "\(name) was made of the commit \(basis.commit.prefix(7)), which this history does not have"
        ),
        hint: Phrase(
          zh: "同事出的回执:先 git pull 再接收", en: "if a colleague made it, git pull first"))
    }
    return commit
  }
}

extension Recorder {
  /// Prints what was found in the cells; an error ends the file.
  func report(_ files: [FileFindings], of name: String) throws(Failure) {
    let files = files.filter { !$0.findings.isEmpty }
    guard !files.isEmpty else { return }
    let colour = session.colourChoice == .always
    session.console.writeError(session.rendered(files, top: nil, colour: colour), colours: colour)
    let errors = files.joined { $0.findings }.count { $0.severity == .error }
    guard errors > 0 else { return }
    throw Failure(
      .input,
      Phrase(
        zh: "\(name) 有 \(errors) 处不对,一步也没有记",
        en: "\(errors.counted("cell")) of \(name) are wrong; nothing recorded"
      ))
  }
}

extension [FileFindings] {
  fileprivate func joined(_ findings: (FileFindings) -> [Diagnostic]) -> [Diagnostic] {
    flatMap(findings)
  }
}

extension Failure {
  fileprivate static func noBasis(_ name: String) -> Failure {
    Failure(
      .input,
      Phrase(
        zh: "\(name) 不是发出的回执:隐藏的工作表“\(ReplySheet.basisName)”没有了,或者改过",
        en:
          "\(name) is no sheet that was sent: its hidden sheet \(ReplySheet.basisName) is gone or changed"
      ),
      hint: Phrase(
        zh: "在发出的文件里填;已经填在别处的,把填的内容抄回发出的文件,或用 duban-git step 记",
        en:
          "fill in the file that was sent, copy the answers into it, or record them by duban-git step"
      ))
  }

  fileprivate static func ofOtherOffice(_ basis: ReplySheet.Basis, _ name: String) -> Failure {
    Failure(
      .input,
      Phrase(
        zh: "\(name) 是\(basis.office)的回执",
        en: "\(name) is a sheet of another office, \(basis.office)"))
  }

  fileprivate static func oldWorkbook(_ name: String) -> Failure {
    Failure(
      .input,
      Phrase(
        zh: "\(name) 是旧格式(.xls、.et)或加了密码的表格,读不了",
        en: "\(name) is of an old form (.xls, .et) or has a password, and cannot be read"),
      hint: .savingAsSent)
  }

  fileprivate static func noWorkbook(_ name: String) -> Failure {
    Failure(
      .input, Phrase(zh: "\(name) 不是 .xlsx 工作簿", en: "\(name) is no .xlsx workbook"),
      hint: .savingAsSent)
  }

  fileprivate init(received error: WorkbookError, in file: String) {
    switch error {
    case .hasMacros:
      self.init(
        .input, Phrase(zh: "\(file) 含有宏,不收", en: "\(file) has macros and is not taken"),
        hint: .savingAsSent)
    case .refused(let cells):
      let shown = cells.prefix(10)
      let more = cells.count > shown.count ? " …" : ""
      let zh = shown.map { "\($0.cell) \($0.reason.words.zh)" }.joined(separator: ",")
      let en = shown.map { "\($0.cell) \($0.reason.words.en)" }.joined(separator: ", ")
      self.init(
        .input,
        Phrase(
          zh: "\(file) 有 \(cells.count) 格不能收:\(zh)\(more)",
          en: "\(cells.count.counted("cell")) of \(file) cannot be taken: \(en)\(more)"),
        hint: Phrase(
          zh: "取消合并,公式改成文字,太长的另存为附件",
          en: "unmerge the cells, write text for formulas, attach what is too long"))
    case .tooLarge:
      self.init(
        .input, Phrase(zh: "\(file) 太大", en: "\(file) is too large"),
        hint: Phrase(
          zh: "图片、附表另存为文件,用 step --附件 附上", en: "attach pictures and tables as files with step --附件")
      )
    case .malformed(let part, let reason):
      self.init(
        .input,
        Phrase(
          zh: "\(file) 读不了:\(part)(\(reason))", en: "\(file) cannot be read: \(part) (\(reason))"),
        hint: .savingAsSent)
    case .cannotUse, .noSheet: self.init(error, in: file)
    }
  }
}

extension Phrase {
  fileprivate static let savingAsSent = Phrase(
    zh: "在 Excel 或 WPS 里打开,另存为“Excel 工作簿(*.xlsx)”,不带宏、不设密码",
    en:
      "open it in Excel or WPS and save it as an Excel workbook (*.xlsx), without macros or password"
  )
}
