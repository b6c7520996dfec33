package import Files
import Git
package import Supervision

extension Snapshot {
  /// Only the cases at `paths`, with the rules of `folder`; what is not a file there is left out.
  package static func workTree(of folder: CaseFolder, paths: [RelativePath]) throws(CaseStoreError)
    -> Snapshot
  {
    let rules = try SchemaFiles(templates: try folder.templatePaths()) {
      path throws(CaseStoreError) in
      try onDisk(folder.file(at: path).read())?.bytes
    }
    var files: [CaseFile] = []
    for path in paths {
      if let found = try onDisk(folder.file(at: path).read()) {
        files.append(CaseFile(path: path, bytes: found.bytes))
      }
    }
    return Snapshot(rules: rules, files: files)
  }

  /// Files that lie in no case repository, judged by `schema`.
  package static func loose(_ files: [CaseFile], schema: Schema) -> Snapshot {
    Snapshot(rules: SchemaFiles(schema), files: files)
  }
}

extension SchemaFiles {
  /// Rules that stand in no file.
  init(_ schema: Schema) {
    self.schema = schema
    files = []
  }
}

extension CaseFolder {
  /// The case files at or below the path `path` from the top.
  package func casePaths(at path: RelativePath) throws(CaseStoreError) -> [RelativePath] {
    guard try onDisk(file(at: path).status())?.kind == .folder else { return [path] }
    return try casePaths().filter { path == .root || $0.isInside(path) }
  }
}
