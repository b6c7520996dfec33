/// Tables that stand one below the other, as one table of Word: a grid of all their columns' edges,
/// over which each cell spans what it needs.
struct WordTable {
  private let tables: [(table: Paper.Table, edges: [Int])]
  /// From the left edge, 0 and the table's width included.
  private let grid: [Int]
  /// How many rows at the end stay on one page, and whether with what follows them.
  private let kept: (rows: Int, withNext: Bool)

  /// The rows at the end of a form, where it is decided and signed.
  private static let closingRows = 3

  /// - Parameter keepsWithNext: whether what follows belongs to the table.
  init(_ tables: [Paper.Table], keepsWithNext: Bool) {
    let width = PageMeasures.textWidth.count
    self.tables = tables.map { table in
      let all = max(1, table.columns.reduce(0) { $0 + $1.share })
      var edges = [0]
      var sum = 0
      for column in table.columns {
        sum += column.share
        // To ten twips, so that columns that are meant to be flush are.
        edges.append(sum == all ? width : (width * sum / all + 5) / 10 * 10)
      }
      return (table, edges)
    }
    grid = Set(self.tables.flatMap(\.edges)).sorted()
    kept = (tables.last?.isForm == true ? Self.closingRows : 1, keepsWithNext)
  }

  var written: String {
    let widths = zip(grid, grid.dropFirst()).map { $1 - $0 }
    let columns = widths.map { XML.element("w:gridCol", ["w:w": "\($0)"]) }.joined()
    let all = tables.flatMap { table, edges in
      table.rows.indices.map { (table: table, edges: edges, index: $0) }
    }
    let body = all.enumerated().map { place, row in
      let left = all.count - 1 - place
      return self.row(
        row.index, of: row.table, edges: row.edges,
        isKept: left == 0 ? kept.withNext : left < kept.rows)
    }.joined()
    return XML.element(
      "w:tbl", [:], properties + XML.element("w:tblGrid", [:], columns) + body)
  }

  private var properties: String {
    func border(_ name: String, size: Int) -> String {
      XML.element(
        "w:\(name)",
        ["w:val": "single", "w:sz": "\(size)", "w:space": "0", "w:color": "auto"])
    }
    let borders =
      ["top", "left", "bottom", "right"].map { border($0, size: 8) }.joined()
      + ["insideH", "insideV"].map { border($0, size: 4) }.joined()
    let margins = [("top", 20), ("left", 85), ("bottom", 20), ("right", 85)].map { name, width in
      XML.element("w:\(name)", ["w:w": "\(width)", "w:type": "dxa"])
    }.joined()
    return XML.element(
      "w:tblPr", [:],
      XML.element("w:tblW", ["w:w": "\(PageMeasures.textWidth)", "w:type": "dxa"])
        + XML.element("w:jc", ["w:val": "center"])
        + XML.element("w:tblBorders", [:], borders)
        + XML.element("w:tblLayout", ["w:type": "fixed"])
        + XML.element("w:tblCellMar", [:], margins))
  }

  /// - Parameter isKept: whether the row stays on the page of the next one.
  private func row(_ index: Int, of table: Paper.Table, edges: [Int], isKept: Bool) -> String {
    // Only at the top of a table does Word repeat a row on the next page.
    let repeats = !table.isForm && index == 0 && tables.count == 1
    let properties = XML.element(
      "w:trPr", [:],
      XML.element("w:cantSplit")
        + XML.element(
          "w:trHeight",
          ["w:val": "\(Twips(millimetres: table.isForm ? 9 : 8))", "w:hRule": "atLeast"])
        + (repeats ? XML.element("w:tblHeader") : ""))
    let cells = table.rows[index].enumerated().map { place, cell in
      self.cell(
        cell, from: edges[place], to: edges[place + 1],
        style: Self.style(table, row: index, column: place),
        isCentred: table.columns[place].isCentred, isKept: isKept)
    }.joined()
    return XML.element("w:tr", [:], properties + cells)
  }

  private static func style(_ table: Paper.Table, row: Int, column: Int) -> WordStyle {
    if table.isForm { return column.isMultiple(of: 2) ? .label : .form }
    return row == 0 ? .tableHead : .cell
  }

  private func cell(
    _ lines: [Paper.Line], from start: Int, to end: Int, style: WordStyle, isCentred: Bool,
    isKept: Bool
  ) -> String {
    let span = grid.count { $0 > start && $0 <= end }
    let properties = XML.element(
      "w:tcPr", [:],
      XML.element("w:tcW", ["w:w": "\(end - start)", "w:type": "dxa"])
        + (span > 1 ? XML.element("w:gridSpan", ["w:val": "\(span)"]) : "")
        + XML.element("w:vAlign", ["w:val": "center"]))
    let layout =
      (isKept ? XML.element("w:keepNext") : "")
      + (isCentred ? XML.element("w:jc", ["w:val": "center"]) : "")
    let text = lines.map { line in
      WordBody.paragraph(style, WordBody.runs(line), properties: layout)
    }.joined()
    return XML.element("w:tc", [:], properties + text)
  }
}
