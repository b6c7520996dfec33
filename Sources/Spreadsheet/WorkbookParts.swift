import XMLReader

/// Which sheets a workbook has, and where its parts are.
struct WorkbookParts {
  private(set) var countsFrom1904 = false
  private(set) var styles: String?
  private(set) var strings: String?
  private(set) var sheets: [(name: String, part: String, isHidden: Bool)] = []

  init(_ package: Package) throws(WorkbookError) {
    let top = try Self.relations(in: package, of: "")
    guard let part = top.values.first(where: { $0.kind == "officeDocument" })?.target,
      let bytes = try package.file(at: part)
    else { throw .malformed(part: "_rels/.rels", reason: "no workbook") }
    let relations = try Self.relations(in: package, of: part)
    func target(_ kind: String) -> String? {
      relations.values.first { $0.kind == kind }?.target
    }
    (styles, strings) = (target("styles"), target("sharedStrings"))
    var sheets: [(name: String, part: String, isHidden: Bool)] = []
    var countsFrom1904 = false
    try XMLEvent.read(bytes, of: part) { event throws(WorkbookError) in
      switch event {
      case .start("workbookPr", let attributes):
        countsFrom1904 = ["1", "true"].contains(attributes["date1904"])
      case .start("sheet", let attributes):
        // A sheet of a chart only has no cells.
        guard let relation = attributes["id"].flatMap({ relations[$0] }),
          relation.kind == "worksheet"
        else { break }
        sheets.append(
          (
            attributes["name"] ?? "", relation.target,
            attributes["state"].map { $0 != "visible" } ?? false
          ))
      case .start, .end, .text: break
      }
    }
    (self.sheets, self.countsFrom1904) = (sheets, countsFrom1904)
  }

  /// - Parameter name: nil for the first sheet that is shown.
  func part(ofSheet name: String?) throws(WorkbookError) -> String {
    let found = sheets.first { sheet in name.map { $0 == sheet.name } ?? !sheet.isHidden }
    guard let found else { throw .noSheet(name ?? "", among: sheets.map(\.name)) }
    return found.part
  }

  /// The relations of a part, by their ids; of the package itself where it is empty.
  private static func relations(in package: Package, of part: String) throws(WorkbookError)
    -> [String: (kind: String, target: String)]
  {
    let names = part.split(separator: "/")
    let folder = names.dropLast()
    let path = (folder + ["_rels", "\(names.last ?? "").rels"]).joined(separator: "/")
    guard let bytes = try package.file(at: path) else { return [:] }
    var relations: [String: (kind: String, target: String)] = [:]
    try XMLEvent.read(bytes, of: path) { event throws(WorkbookError) in
      guard case .start("Relationship", let attributes) = event, let id = attributes["Id"],
        let target = attributes["Target"], let type = attributes["Type"]
      else { return }
      // Transitional and strict documents differ in what stands before the last name.
      let kind = String(type.split(separator: "/").last ?? "")
      relations[id] = (kind, resolved(target, in: folder))
    }
    return relations
  }

  private static func resolved(_ target: String, in folder: ArraySlice<Substring>) -> String {
    var names = target.hasPrefix("/") ? [] : Array(folder)
    for name in target.split(separator: "/") where name != "." {
      if name == ".." { _ = names.popLast() } else { names.append(name) }
    }
    return names.joined(separator: "/")
  }
}
