import XMLReader

/// Reads the cells of one sheet, row by row.
final class SheetReader {
  struct Cell {
    let place: CellPlace
    let text: String
    /// The cell that the text is written in, where it is merged with this one.
    var origin: CellPlace?
  }

  /// Those with something in them, in their order. A cell merged over several rows stands in each of
  /// them that has others.
  private(set) var cells: [Cell] = []
  private var faults: [CellPlace: WorkbookError.Reason] = [:]
  /// Merged cells under which something stands.
  private var hiding: [(from: CellPlace, to: CellPlace)] = []
  private var merges: [(from: CellPlace, to: CellPlace)] = []
  private let strings: SharedStrings
  private let formats: CellFormats
  /// How many bytes its texts may still have, each counted as often as it is used.
  private var left: Int
  /// What Excel and WPS let into a cell, in UTF-16.
  private static let longestText = 32_767
  /// How many rows are looked at for all merged cells together, of which a file may have any number.
  private static let mostMergedRows = 2_000_000

  // The cell that is being read.
  private var place = CellPlace(row: 0, column: 0)
  private var type = ""
  private var format = 0
  private var hasFormula = false
  private var value: String?
  private var inline = RichText()
  private var isValue = false

  /// - Parameter limit: how many bytes its cells may have together.
  init(strings: SharedStrings, formats: CellFormats, limit: Int) {
    self.strings = strings
    self.formats = formats
    left = limit
  }

  func read(_ bytes: [UInt8], of part: String) throws(WorkbookError) {
    try XMLEvent.read(bytes, of: part) { event throws(WorkbookError) in
      try self.take(event, in: part)
    }
    cells.sort { $0.place < $1.place }
    try spreadMerged()
  }

  private func take(_ event: XMLEvent, in part: String) throws(WorkbookError) {
    switch event {
    case .start("row", let attributes):
      let row = attributes["r"].flatMap { Int($0) } ?? place.row + 1
      guard (1...CellPlace.last.row).contains(row) else {
        throw .malformed(part: part, reason: "row \(row)")
      }
      place = CellPlace(row: row, column: 0)
    case .start("c", let attributes): try begin(attributes, in: part)
    case .start("v", _): (isValue, value) = (true, value ?? "")
    case .end("v"): isValue = false
    case .start("f", _): hasFormula = true
    case .text(let more) where isValue: value?.append(more)
    case .end("c"): try end(in: part)
    case .start("mergeCell", let attributes): try merge(attributes["ref"] ?? "", in: part)
    case .start, .end, .text: inline.take(event)
    }
  }

  private func begin(_ attributes: [String: String], in part: String) throws(WorkbookError) {
    let next = CellPlace(row: place.row, column: place.column + 1)
    let named = attributes["r"].map { CellPlace($0) } ?? next
    guard let named, named <= CellPlace(row: place.row, column: CellPlace.last.column),
      named.row == place.row
    else { throw .malformed(part: part, reason: "cell \(attributes["r"] ?? next.name)") }
    place = named
    type = attributes["t"] ?? "n"
    format = attributes["s"].flatMap { Int($0) } ?? 0
    (hasFormula, value, isValue) = (false, nil, false)
    inline = RichText()
  }

  private func end(in part: String) throws(WorkbookError) {
    // A text may be empty, a number is not: it has not been worked out.
    if hasFormula, value == nil || value == "" && type == "n" {
      faults[place] = .formulaWithoutValue
      return
    }
    let text: String
    switch type {
    case "s":
      guard let value else { return }
      guard let index = Int(value), strings.texts.indices.contains(index) else {
        throw .malformed(part: part, reason: "shared text \(value)")
      }
      text = strings.texts[index]
    case "inlineStr": text = inline.text.withoutEscapes
    case "b": text = value.map { $0 == "1" ? "TRUE" : "FALSE" } ?? ""
    case "e":
      faults[place] = .error(value ?? "")
      return
    // A day in ISO 8601.
    case "d": text = value?.replacing("T00:00:00", with: "").replacing("T", with: " ") ?? ""
    case "str": text = (value ?? "").withoutEscapes
    default: text = value.map { formats.text(of: $0, format: format) } ?? ""
    }
    guard !text.isEmpty else { return }
    guard !text.isLonger(than: Self.longestText) else {
      faults[place] = .tooLong
      return
    }
    left -= text.utf8.count
    guard left >= 0 else { throw .tooLarge }
    cells.append(Cell(place: place, text: text))
  }

  private func merge(_ range: String, in part: String) throws(WorkbookError) {
    let ends = range.split(separator: ":").map { CellPlace($0) }
    guard ends.count == 2, let from = ends[0], let to = ends[1] else {
      throw .malformed(part: part, reason: "merged cells \(range)")
    }
    merges.append((from, to))
  }

  /// What cannot be taken.
  var refusals: [WorkbookError.Refusal] {
    let all =
      hiding.map { from, to in
        (from, WorkbookError.Refusal(cell: "\(from.name):\(to.name)", reason: .merged))
      }
      + faults.map { ($0.key, WorkbookError.Refusal(cell: $0.key.name, reason: $0.value)) }
    return all.sorted { $0.0 < $1.0 }.map(\.1)
  }

  /// Gives a cell that is merged over several rows to each of them. Across columns it stands in its
  /// first: a title over the table is no text of every column.
  ///
  /// - Complexity: O(log n) for each row of a merged cell that has cells; blank ones cost nothing.
  private func spreadMerged() throws(WorkbookError) {
    var rows: [Int] = []
    for cell in cells where cell.place.row != rows.last { rows.append(cell.place.row) }
    var spread: [Cell] = []
    var looks = 0
    for (from, to) in merges {
      let origin = cell(at: count(before: from)).flatMap { $0.place == from ? $0 : nil }
      var index = rows.firstIndex(notBefore: from.row)
      while index < rows.count, rows[index] <= to.row {
        let row = rows[index]
        index += 1
        looks += 1
        guard looks <= Self.mostMergedRows else { throw .tooLarge }
        let first = count(before: CellPlace(row: row, column: from.column))
        let end = count(before: CellPlace(row: row, column: to.column + 1))
        let covered = cells[first..<max(first, end)].filter { $0.place != from }
        // What stands under a merged cell is not shown: which of two is meant nobody can see.
        guard covered.allSatisfy({ $0.text == origin?.text }) else {
          hiding.append((from, to))
          break
        }
        guard let origin, row > from.row,
          !covered.contains(where: { $0.place.column == from.column })
        else { continue }
        left -= origin.text.utf8.count
        guard left >= 0 else { throw .tooLarge }
        let place = CellPlace(row: row, column: from.column)
        spread.append(Cell(place: place, text: origin.text, origin: from))
      }
    }
    guard !spread.isEmpty else { return }
    cells = (cells + spread).sorted { $0.place < $1.place }
  }

  /// How many cells stand before a place.
  ///
  /// - Complexity: O(log n).
  private func count(before place: CellPlace) -> Int {
    var (low, high) = (0, cells.count)
    while low < high {
      let middle = (low + high) / 2
      if cells[middle].place < place { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func cell(at index: Int) -> Cell? {
    cells.indices.contains(index) ? cells[index] : nil
  }
}

extension [Int] {
  /// In a sorted list, the first that is not below `number`.
  fileprivate func firstIndex(notBefore number: Int) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension String {
  /// Whether it has more than `count` units of UTF-16; looks no further than that.
  fileprivate func isLonger(than count: Int) -> Bool {
    // A unit is three bytes at most.
    utf8.count > 3 * count || utf8.count > count && utf16.count > count
  }
}
