import Messages
import Supervision

// Grids and their cells as markup.
extension Site {
  /// A table with its caption, in a frame that scrolls where the page is too narrow.
  ///
  /// - Parameter label: what the table is, for those who do not see it.
  func table(_ grid: Grid, label: String, kind: String = "") -> HTML {
    let rows = grid.rows.enumerated().map { index, cells -> HTML in
      let isTotal = grid.hasTotal && index == grid.rows.count - 1
      return row(cells, of: grid.columns, isTotal: isTotal)
    }
    return frame(
      label: label,
      """
      <table class="\(kind)">
      <thead><tr>\(grid.columns.map { heading($0) })</tr></thead>
      <tbody>
      \(rows)</tbody>
      </table>

      """)
  }

  /// A frame that scrolls sideways, by keyboard too.
  func frame(label: String, _ content: HTML) -> HTML {
    "<div class=\"scroll\" role=\"region\" aria-label=\"\(label)\" tabindex=\"0\">\n\(content)</div>\n"
  }

  func heading(_ column: Grid.Column) -> HTML {
    "<th scope=\"col\"\(column.alignment == .trailing ? " class=\"n\"" : "" as HTML)>\(heading(of: column))</th>"
  }

  func heading(of column: Grid.Column) -> String {
    language == .zh ? column.heading : column.identifier.identifierAsWords
  }

  func row(_ cells: [Cell], of columns: [Grid.Column], isTotal: Bool = false) -> HTML {
    "<tr\(isTotal ? " class=\"total\"" : "" as HTML)>\(data(cells, of: columns))</tr>\n"
  }

  func data(_ cells: [Cell], of columns: [Grid.Column]) -> [HTML] {
    zip(cells, columns).map { cell, column in
      "<td\(column.alignment == .trailing ? " class=\"n\"" : "" as HTML)>\(html(cell))</td>"
    }
  }

  func html(_ cell: Cell) -> HTML {
    switch cell {
    case .light(let light): html(light)
    case .day(let day): "<time>\(day.description)</time>"
    case .term(let name, let identifier, _):
      "\(language == .zh ? name : identifier.identifierAsWords)"
    case .none, .text, .number, .tenths, .points, .share: "\(cell.text)"
    }
  }

  /// A light is a word with a coloured mark before it, never a colour alone.
  func html(_ light: Light) -> HTML {
    light == .none ? "" : "<span class=\"light \(light.rawValue)\">\(light.words[language])</span>"
  }
}

extension Grid {
  /// The grid with one column of the program's own words set as Chinese is.
  func withFullWidthPunctuation(in identifier: String) -> Grid {
    guard let index = columns.firstIndex(where: { $0.identifier == identifier }) else {
      return self
    }
    let rows = rows.map { row in
      var row = row
      row[index] = .text(row[index].text.withFullWidthPunctuation)
      return row
    }
    return Grid(columns: columns, rows: rows, caption: caption, hasTotal: hasTotal)
  }
}

extension String {
  /// Commas, semicolons and colons as Chinese has them on paper; a terminal's take one column.
  /// Not for what somebody has written.
  var withFullWidthPunctuation: String {
    var set = ""
    for character in self {
      switch character {
      case ",": set += "，"
      case ";": set += "；"
      case ":": set += "："
      default: set.append(character)
      }
    }
    return set
  }
}
