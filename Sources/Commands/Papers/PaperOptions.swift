import ArgumentParser
import CaseStore
import Files
import FrontMatter
import Git
import Messages
import Supervision
import Views
import Zip

/// What every paper has: its number, who gets a copy, its template, its form, and where it goes.
struct PaperOptions: ParsableArguments {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case md, docx
  }

  @Option(
    help: help(
      zh: "本文文号(默认取所记步骤的;未赋号的留空)", en: "its own 文号 (its step's by default; left blank if none)",
      valueName: "text"))
  var number: String?

  @Option(help: help(zh: "抄送,逗号隔开", en: "copies to these, by commas", valueName: "units"))
  var cc: String?

  @Flag(
    help: help(
      zh: "只印模板,供存入 schema/templates/<名称>.md 修改",
      en: "print the template, to be edited in schema/templates/<name>.md"))
  var template = false

  @Option(
    help: help(
      zh: "格式:md、docx(GB/T 9704 版式,写入文件)", en: "md, or docx on the page of GB/T 9704 (to a file)"))
  var format = Format.md

  @Option(
    name: [.customShort("o"), .long],
    help: help(zh: "写入文件", en: "write to a file", valueName: "file"))
  var output: String?

  /// The units that get a copy.
  var copies: [String] { cc?.split { ",，、".contains($0) }.map(String.init) ?? [] }

  /// That nothing binary goes to a terminal.
  func check(in session: Session) throws(Failure) {
    guard format == .docx else { return }
    try session.refuseTerminal(
      for: "docx", output, hint: Phrase(zh: "加 -o 函.docx", en: "add -o letter.docx"))
  }
}

extension Session {
  /// Refuses to write what is no text to the terminal: to it goes what is given no file, or `-`.
  func refuseTerminal(for format: String, _ output: String?, hint: Phrase) throws(Failure) {
    guard output == nil || output == "-", console.outputIsTerminal else { return }
    throw .usage(
      Phrase(
        zh: "\(format) 不是文本,不能写到终端", en: "\(format) is not text: it cannot go to the terminal"),
      hint: hint)
  }

  /// Writes a filled template as the form that was asked for.
  func write(
    _ pieces: [Template.Piece], of kind: TemplateKind, office: Office, day: Day,
    as options: PaperOptions
  ) throws(Failure) {
    try write(
      bytes(of: pieces, as: kind, office: office, day: day, in: options.format),
      to: options.output)
  }

  /// A filled template as a document.
  func bytes(
    of pieces: [Template.Piece], as kind: TemplateKind, office: Office, day: Day,
    in format: PaperOptions.Format
  ) -> [UInt8] {
    switch format {
    case .md: return Array(pieces.markdown.utf8)
    case .docx:
      let document = WordDocument(Paper(pieces), head: kind.head, issuer: office.name, day: day)
      var archive = ZipArchive()
      for part in document.parts { archive.add(part.bytes, at: part.path) }
      return archive.bytes
    }
  }

  /// The office's template, or the one that is built in, once it is free of faults.
  func template(of kind: TemplateKind) throws(Failure) -> Template {
    try template(of: kind, in: try templateText(of: kind))
  }

  /// A template, once it is free of faults.
  func template(of kind: TemplateKind, in source: SourceText) throws(Failure) -> Template {
    let template = Template(source, for: kind.vocabulary)
    guard template.findings.isEmpty else {
      console.writeError(
        text(
          of: template.findings, in: source, texts: [:], language: language,
          colour: usesColour && console.errorIsTerminal))
      throw Failure(
        .input,
        Phrase(
          zh: "模板有\(template.findings.count)处错误,没有写出文书",
          en: "the template has \(template.findings.count) faults; nothing was written"),
        hint: Phrase(
          zh: "duban-git explain \(template.findings[0].rule.id) 说明怎么改",
          en: "duban-git explain \(template.findings[0].rule.id) says how to mend it"))
    }
    return template
  }

  /// `--template`
  func writeTemplate(of kind: TemplateKind, to output: String?) throws(Failure) {
    try write(try templateText(of: kind).bytes, to: output)
  }

  private func templateText(of kind: TemplateKind) throws(Failure) -> SourceText {
    guard let folder = try? caseFolder() else { return kind.builtIn }
    guard let bytes = try onDisk(folder.file(at: kind.path).read())?.bytes else {
      return kind.builtIn
    }
    return SourceText(path: shown("\(kind.path)", in: folder.place), bytes: bytes)
  }
}

extension TemplateKind {
  /// Where an office keeps its own.
  var path: RelativePath { RelativePath("schema/templates/\(name).md") }

  var builtIn: SourceText { SourceText(path: "\(name).md", bytes: Array(template.utf8)) }
}
