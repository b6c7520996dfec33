import CaseStore
import Files
import Messages
import OnDemand
import Supervision
import Views
import XMLReader

/// Reads a file of `schema/templates` by its path from the top; nil where the office has none of its
/// own.
typealias OwnFile = (RelativePath) throws(Failure) -> SourceText?

extension Session {
  /// The file as the working tree has it, if we are in a case repository.
  func ownFile(at path: RelativePath) throws(Failure) -> SourceText? {
    guard let folder = try? caseFolder(),
      let bytes = try inStore(folder.rule(at: path, environment: environment))
    else { return nil }
    return SourceText(path: shown("\(path)", in: folder.place), bytes: bytes)
  }

  /// The office's template, or the one that is built in, once it is free of faults.
  func template(of kind: TemplateKind, own: OwnFile) throws(Failure) -> Template {
    let source = try own(kind.path) ?? kind.builtIn
    let template = Template(source, for: kind.vocabulary)
    try requireNone(template.findings, in: source)
    return template
  }

  /// `--template`
  func writeTemplate(of kind: TemplateKind, to output: String?) throws(Failure) {
    _ = try TemplateFormat.meant(nil, to: output)
    try write((try ownFile(at: kind.path) ?? kind.builtIn).bytes, to: output)
  }

  /// What every DOCX has alike, with the office's own parts, once they are free of faults, in the
  /// place of those that are built in.
  func parts(_ own: OwnFile) throws(Failure) -> [WordPart] {
    var parts: [WordPart] = []
    for part in WordPart.fixed {
      let path = RelativePath("\(SchemaFiles.partFolder)/\(part.path)")
      guard let source = try own(path) else {
        parts.append(part)
        continue
      }
      try requireNone(WordPart.findings(in: source, at: part.path), in: source)
      parts.append(WordPart(path: part.path, bytes: source.bytes))
    }
    return parts
  }

  private func requireNone(_ findings: [Diagnostic], in source: SourceText) throws(Failure) {
    guard !findings.isEmpty else { return }
    console.writeError(
      text(
        of: findings, in: source, texts: [:], language: language,
        colour: usesColour && console.errorIsTerminal),
      colours: usesColour && console.errorIsTerminal)
    throw Failure(
      .input,
      Phrase(
        zh: "模板有\(findings.count)处错误,没有写出文书",
        en: "the template has \(findings.count) faults; nothing was written"),
      hint: Phrase(
        zh: "duban-git explain \(findings[0].rule.id) 说明怎么改",
        en: "duban-git explain \(findings[0].rule.id) says how to mend it"))
  }
}

extension TemplateKind {
  /// Where an office keeps its own.
  fileprivate var path: RelativePath { RelativePath("schema/templates/\(name).md") }

  fileprivate var builtIn: SourceText {
    SourceText(path: "\(name).md", bytes: Array(template.utf8))
  }
}

extension WordPart {
  /// What is wrong with a text that an office has in place of the part at `path`.
  static func findings(in text: SourceText, at path: String) -> [Diagnostic] {
    findings(in: text, at: path) { bytes throws(Fault) in
      do throws(XMLError) {
        return try XMLEvent.names(in: bytes, of: references)
      } catch {
        throw Fault(error)
      }
    }
  }
}

extension WordPart.Fault {
  fileprivate init(_ error: XMLError) {
    switch error {
    case .cannotUse(let fault):
      self.init(Failure(fault).message ?? Phrase(zh: fault.library, en: fault.library), at: 0)
    case .malformed(let reason, _, let offset):
      self.init(Phrase(zh: reason, en: reason), at: offset)
    case .refused(let reason): self.init(Phrase(zh: reason, en: reason), at: 0)
    }
  }
}
