package import Files
import Git
package import Messages
package import Supervision

/// `schema/` as it was read: the rules, and what is wrong with their files.
package struct SchemaFiles: Sendable {
  package let schema: Schema
  /// Each file and its findings, in the order office, units, holidays, roles, assessment, templates; absent ones
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
    if let text = try text("assessment.yaml") {
      let file = Assessment.reading(text)
      schema.assessment = file.value
      files.append((text, file.findings))
    }
    for path in templates.sorted() {
      guard let bytes = try read(path) else { continue }
      let text = SourceText(path: "\(path)", bytes: bytes)
      files.append((text, Self.findings(in: text)))
    }
    self.schema = schema
    self.files = files
  }

  /// Rules that stand in no file.
  init(_ schema: Schema) {
    self.schema = schema
    files = []
  }
}

extension SchemaFiles {
  /// What is wrong with one file of `schema/`, which its path tells.
  package static func findings(in text: SourceText) -> [Diagnostic] {
    let path = RelativePath(text.path)
    // What is wrong with a part only its reader can tell.
    if partPath(path) != nil { return [] }
    if isTemplate(path) { return Template.findings(in: text) }
    return switch path.lastComponent {
    case ArraySlice("office.yaml".utf8): Office.reading(text).findings
    case ArraySlice("units.yaml".utf8): UnitDirectory.reading(text).findings
    case ArraySlice("holidays.tsv".utf8): WorkingCalendar.reading(text).findings
    case ArraySlice("roles.yaml".utf8): Roles.reading(text).findings
    case ArraySlice("assessment.yaml".utf8): Assessment.reading(text).findings
    default: []
    }
  }

  /// Where an office keeps its own templates.
  static let templateFolder: RelativePath = "schema/templates"

  /// Where an office keeps its own parts of DOCX, each at its path in the package.
  package static let partFolder = templateFolder.appending("docx".utf8)

  /// The path in the package of a part of DOCX; nil for other files.
  package static func partPath(_ path: RelativePath) -> String? {
    guard path != partFolder, path.isInside(partFolder) else { return nil }
    return String(decoding: path.bytes.dropFirst(partFolder.bytes.count + 1), as: UTF8.self)
  }

  static func isTemplate(_ path: RelativePath) -> Bool {
    partPath(path) != nil
      || path.isInside(templateFolder) && path.lastComponent.suffix(3).elementsEqual(".md".utf8)
  }
}

extension CaseFolder {
  /// 时区 of the office whose cases are here or above, in minutes east of UTC; where there is none, of any.
  package static func zone(around place: FilePlace) -> Int {
    let file = (try? find(from: place))?.file(at: "schema/office.yaml")
    guard let bytes = (try? file?.read())??.bytes else { return Office().zone }
    return Office.zone(in: SourceText(path: "", bytes: bytes))
  }

  /// The rules on disk, and as they are recorded those that a sparse checkout leaves out: an office's
  /// defaults in their place would judge the cases by other rules than its own.
  ///
  /// - Parameter judging: whether they are to be judged, with the templates that the office has made
  ///   its own.
  /// - Complexity: git is asked only where a file is missing and the index has some left out.
  package func rules(judging: Bool = false, environment: Environment) throws(CaseStoreError)
    -> SchemaFiles
  {
    var asked: Casebook??
    return try SchemaFiles(templates: judging ? templatePaths() : []) {
      path throws(CaseStoreError) in
      if let bytes = try onDisk(file(at: path).read())?.bytes { return bytes }
      if asked == nil { asked = .some(try recordsOfRules(environment)) }
      return try asked??.leftOut(at: path)
    }
  }

  /// The bytes of one file of the rules, likewise; nil where there is none.
  package func rule(at path: RelativePath, environment: Environment) throws(CaseStoreError)
    -> [UInt8]?
  {
    if let bytes = try onDisk(file(at: path).read())?.bytes { return bytes }
    return try recordsOfRules(environment)?.leftOut(at: path)
  }

  private func recordsOfRules(_ environment: Environment) throws(CaseStoreError) -> Casebook? {
    IndexFile.isPlain(under: ["schema"], ofRepositoryAt: place, environment)
      ? nil : try Casebook.onTop(of: self, environment: environment)
  }

  /// The paths of the templates, and of the parts of DOCX, that the office has made its own.
  private func templatePaths() throws(CaseStoreError) -> [RelativePath] {
    var paths: [RelativePath] = []
    var folders = [SchemaFiles.templateFolder]
    while let folder = folders.popLast() {
      guard let list = try onDisk(file(at: folder).list()) else { continue }
      for index in list.indices {
        let path = list.withName(at: index) { folder.appending($0) }
        var kind = list.kind(at: index)
        if kind == nil { kind = try onDisk(file(at: path).status())?.kind }
        if kind == .folder {
          if path.isInside(SchemaFiles.partFolder) { folders.append(path) }
        } else if SchemaFiles.isTemplate(path) {
          paths.append(path)
        }
      }
    }
    return paths
  }
}
