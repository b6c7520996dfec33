import CXlsxWriter
import Views

/// The sheet 汇总: how many are open and closed, then by unit, stage, class and month, and beside
/// each table the chart that is drawn from its cells.
struct Overview {
  private let standing: Grid
  private let summaries: [(key: Summary.Key, grid: Grid)]

  init(_ rows: [LedgerRow], of basis: LedgerBasis) {
    standing = Grid(standing: rows, of: basis)
    summaries = [Summary.Key.unit, .stage, .class, .month].map { key in
      (key, Grid(Summary(rows, by: key), of: basis))
    }
  }

  func write(to sheet: Sheet) throws(SpreadsheetError) {
    sheet.fitColumns(to: [standing] + summaries.map(\.grid))
    var top = try sheet.write(standing, widths: Sheet.widths(of: standing))
    try insert(
      Chart(kind: LXW_CHART_PIE, title: "在办与办结", series: [1]), of: standing, at: 0, in: sheet,
      slot: 0)
    for (key, grid) in summaries {
      top += 1
      let start = top
      top = try sheet.write(grid, from: start, widths: Sheet.widths(of: grid))
      switch key {
      case .unit:
        try insert(
          Chart(kind: LXW_CHART_BAR, title: "各承办单位", series: [1, 4, 3]), of: grid, at: start,
          in: sheet, slot: 1)
      case .stage:
        try insert(
          Chart(kind: LXW_CHART_COLUMN, title: "各阶段", series: [1]), of: grid, at: start, in: sheet,
          slot: 2)
      case .month:
        try insert(
          Chart(kind: LXW_CHART_COLUMN, title: "各月登记及其中已办结", series: [1, 4], showsLast: true),
          of: grid,
          at: start, in: sheet, slot: 3)
      case .class, .lead, .leader: break
      }
    }
    // As high as the charts, or longer.
    try sheet.setUpPrint(on: .a3, isLandscape: false, onOnePage: top <= 64)
  }

  private struct Chart {
    let kind: lxw_chart_type
    let title: String
    /// The columns of the grid whose figures are drawn.
    let series: [Int]
    /// Which dozen rows are drawn where there are more: the last or the first.
    var showsLast = false
  }

  private static let colours: [lxw_color_t] = [0x4472C4, 0x70AD47, 0xC00000]

  /// Draws a chart of the grid that starts at `top`, right of the tables, in the slot-th place.
  private func insert(_ chart: Chart, of grid: Grid, at top: Int, in sheet: Sheet, slot: Int)
    throws(SpreadsheetError)
  {
    // The units with the most cases come first; months come oldest first, and the last ones count.
    let all = grid.rows.count - (grid.hasTotal ? 1 : 0)
    let count = min(all, 12)
    let skipped = chart.showsLast ? all - count : 0
    guard count > 0, let raw = workbook_add_chart(sheet.book, UInt8(chart.kind.rawValue)) else {
      return
    }
    let (first, last) = (
      at(top + 2 + skipped) as lxw_row_t, at(top + 1 + skipped + count) as lxw_row_t
    )
    for (index, column) in chart.series.enumerated() {
      let series = chart_add_series(raw, nil, nil)
      chart_series_set_categories(series, sheet.name, first, 0, last, 0)
      chart_series_set_values(series, sheet.name, first, at(column), last, at(column))
      chart_series_set_name(series, grid.columns[column].heading)
      chart_series_set_labels(series)
      if chart.kind == LXW_CHART_PIE { continue }
      var fill = lxw_chart_fill()
      fill.color = Self.colours[index % Self.colours.count]
      chart_series_set_fill(series, &fill)
    }
    let more = count == all ? "" : chart.showsLast ? "(近\(count)个月)" : "(前\(count)家)"
    chart_title_set_name(raw, chart.title + more)
    chart_legend_set_position(raw, UInt8(LXW_CHART_LEGEND_BOTTOM.rawValue))
    let highest = grid.rows.prefix(count).map { row in
      if case .number(let number) = row[chart.series[0]] { number } else { 0 }
    }.max()
    let values = chart.kind == LXW_CHART_BAR ? raw.pointee.x_axis : raw.pointee.y_axis
    // Half a case is no case.
    if chart.kind != LXW_CHART_PIE, let highest, highest < 10 {
      chart_axis_set_major_unit(values, 1)
    }
    if chart.kind == LXW_CHART_BAR {
      // The first row of the table stands on top.
      chart_axis_set_reverse(raw.pointee.y_axis)
    }
    var options = lxw_chart_options()
    options.x_offset = 20
    options.x_scale = 1.2
    let beside = summaries[0].grid.columns.count
    try sheet.check(
      worksheet_insert_chart_opt(sheet.raw, at(slot * 16), at(beside), raw, &options))
  }
}
