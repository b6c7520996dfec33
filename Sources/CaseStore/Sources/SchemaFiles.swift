package import Files
import FrontMatter
import Git
package import Messages
package import Supervision

/// `schema/` as it was read: the rules, and what is wrong with their files.
package struct SchemaFiles: Sendable {
  package let schema: Schema
  /// Each file and its findings, in the order office, units, holidays, roles, templates; absent ones
  /// left out.
  package let files: [(text: SourceText, findings: [Diagnostic])]

  /// - Parameters:
  ///   - templates: the paths of the letters' templates, where these are to be judged too.
  ///   - read: gives a file's bytes by its path from the top; nil where there is none.
  package init<Failure: Error>(
    templates: [RelativePath] = [], read: (RelativePath) throws(Failure) -> [UInt8]?
  ) throws(Failure) {
    var schema = Schema()
    var files: [(text: SourceText, findings: [Diagnostic])] = []
    func text(_ name: String) throws(Failure) -> SourceText? {
      let path = RelativePath("schema/\(name)")
      return try read(path).map { SourceText(path: "\(path)", bytes: $0) }
    }
    if let text = try text("office.yaml") {
      let file = Office.reading(text)
      schema.office = file.value
      files.append((text, file.findings))
    }
    if let text = try text("units.yaml") {
      let file = UnitDirectory.reading(text)
      schema.units = file.value
      files.append((text, file.findings))
    }
    if let text = try text("holidays.tsv") {
      let file = WorkingCalendar.reading(text)
      schema.calendar = file.value
      files.append((text, file.findings))
    }
    if let text = try text("roles.yaml") {
      let file = Roles.reading(text)
      schema.roles = file.value
      files.append((text, file.findings))
    }
    for path in templates.sorted() {
      guard let bytes = try read(path) else { continue }
      let text = SourceText(path: "\(path)", bytes: bytes)
      files.append((text, Template.findings(in: text)))
    }
    self.schema = schema
    self.files = files
  }
}

extension SchemaFiles {
  /// What is wrong with one file of `schema/`, which its path tells.
  package static func findings(in text: SourceText) -> [Diagnostic] {
    let path = RelativePath(text.path)
    if isTemplate(path) { return Template.findings(in: text) }
    return switch path.lastComponent {
    case ArraySlice("office.yaml".utf8): Office.reading(text).findings
    case ArraySlice("units.yaml".utf8): UnitDirectory.reading(text).findings
    case ArraySlice("holidays.tsv".utf8): WorkingCalendar.reading(text).findings
    case ArraySlice("roles.yaml".utf8): Roles.reading(text).findings
    default: []
    }
  }

  /// Where an office keeps its own templates.
  static let templateFolder: RelativePath = "schema/templates"

  static func isTemplate(_ path: RelativePath) -> Bool {
    path.isInside(templateFolder) && path.lastComponent.suffix(3).elementsEqual(".md".utf8)
  }
}

extension CaseFolder {
  /// The rules on disk, without the office's templates.
  package func rules() throws(CaseStoreError) -> SchemaFiles {
    try SchemaFiles { path throws(CaseStoreError) in try onDisk(file(at: path).read())?.bytes }
  }

  /// The paths of the templates that the office has made its own.
  func templatePaths() throws(CaseStoreError) -> [RelativePath] {
    try (onDisk(file(at: SchemaFiles.templateFolder).names()) ?? [])
      .map(SchemaFiles.templateFolder.appending).filter(SchemaFiles.isTemplate)
  }
}
