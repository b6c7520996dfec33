/// 回执: what one unit owes as of a day, to be filled in and given back; of the office, what it has in hand.
package struct ReplySheet: Sendable {
  /// How a person asks for the office's own.
  package static let ownUnit = "本机关"

  /// Of what a sheet is made, which makes it again.
  package struct Basis: Sendable, Hashable {
    package let office: String
    /// `ownUnit` for the office.
    package let unit: String
    /// In full.
    package let commit: String
    package let day: Day
    /// The numbers of the cases that it is about; empty for all.
    package let cases: [String]

    package init(office: String, unit: String, commit: String, day: Day, cases: [String]) {
      (self.office, self.unit, self.commit) = (office, unit, commit)
      (self.day, self.cases) = (day, cases)
    }

    /// What its rows are called by: `20261201-D41C07A2`.
    package var id: String {
      // FNV-1a, folded to 32 bits. It tells sheets of one day apart, and proves nothing.
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325
      for byte in ([commit, unit] + cases).joined(separator: "\n").utf8 {
        hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
      }
      let digits = String(UInt32(truncatingIfNeeded: hash ^ (hash >> 32)), radix: 16).uppercased()
      let date = "\(day)".filter { $0 != "-" }
      return "\(date)-\(String(repeating: "0", count: 8 - digits.count))\(digits)"
    }
  }

  /// A case as it stands on the day.
  package struct OpenedCase: Sendable {
    let state: CaseState
    let path: String
    /// By which people call it.
    let id: String

    package init(_ state: CaseState, path: String, id: String) {
      (self.state, self.path, self.id) = (state, path, id)
    }

    /// The units that owe something, in the order of their due points.
    package var owingUnits: [String] {
      state.duePoints.compactMap { point in
        if case .unit(let unit) = point.owner { unit } else { nil }
      }
    }
  }

  package let basis: Basis
  package let rows: [ReplyRow]
  /// The secret cases that are left out: they never leave.
  package let secret: Int

  package var isOfOffice: Bool { basis.unit == Self.ownUnit }
  package var columns: [ReplyColumn] { isOfOffice ? ReplyColumn.ofOffice : ReplyColumn.ofUnit }
  package var caption: String {
    "督办事项回执 \(isOfOffice ? basis.office : basis.unit)(\(basis.office),截至\(basis.day),编号\(basis.id))"
  }

  /// - Parameter cases: in the order in which they are to stand.
  package init(_ basis: Basis, of cases: [OpenedCase], units: UnitDirectory) {
    self.basis = basis
    var rows: [ReplyRow] = []
    var secret = 0
    for opened in cases {
      let state = opened.state
      let first = rows.count + 1
      let own: [ReplyRow]
      if basis.unit == Self.ownUnit {
        let isOpen = state.state.map { [.handling, .suspended].contains($0) } ?? false
        own = (isOpen ? state.units.map(\.name) : []).enumerated().map { place, unit in
          ReplyRow(partOf: unit, in: opened, isFirst: place == 0, number: first + place)
        }
      } else {
        let owed = state.duePoints.compactMap { point -> (DuePoint, String)? in
          guard case .unit(let unit) = point.owner, units.areOne(unit, basis.unit) else {
            return nil
          }
          return (point, unit)
        }
        own = owed.enumerated().map { place, owed in
          ReplyRow(owed.0, of: opened, unit: owed.1, number: first + place)
        }
      }
      if state.subject.header.classification.isSecret {
        secret += own.isEmpty ? 0 : 1
      } else {
        rows += own
      }
    }
    (self.rows, self.secret) = (rows, secret)
  }

  /// 来源 of what is taken from a row.
  package func origin(of row: ReplyRow) -> String { "\(basis.id)#\(row.number)" }
}

// MARK: What it says of itself

extension ReplySheet {
  /// The sheets of the workbook.
  package static let (tableName, guideName, basisName) = ("回执", "说明", "来历")

  /// The hidden sheet: a name and a value a row, then the rows' keys by their numbers.
  package var hidden: [(String, String)] {
    [
      ("回执", "1"), ("编号", basis.id), ("机关", basis.office), ("单位", basis.unit),
      ("提交", basis.commit), ("日期", "\(basis.day)"), ("案件", basis.cases.joined(separator: ",")),
    ] + rows.map { ("\($0.number)", $0.key) }
  }

  /// The lines of the sheet that explains it.
  package var guide: [String] {
    let common = [
      "只填白色的格;灰色的格是发出时的内容,不要改。没有办的行空着就行,不必删。",
      "请直接在这个文件里填,填好仍存为 .xlsx 交回;不要把内容抄到别的表里,不要删去隐藏的工作表“来历”。",
    ]
    if isOfOffice {
      return common + [
        "沟通:填沟通方式(电话、当面、实地、函)和沟通内容。催办:填催办等级(蓝、橙、红)。调度:在每件的第一行填调度情况。",
        "接收:duban-git receive 文件;步骤的日期用 --date 给出。",
      ]
    }
    return common + [
      "责任人:写职务,一名。本期进展:已经办了什么、有什么结果。完成:是、否,或者百分比(只在任务各行)。",
      "风险:无、低、可控、不可控。存在问题、下步打算:有就写。",
      "申请延期至:日期,如 2026-12-31,同时写明延期理由;时限过后再申请的,按逾期计。",
      "报结:整件已经办完、请求审核的,在“报结”那一行填“是”(只由牵头单位填)。",
      "经办人写职务,不写手机号。日期写填表的日期。",
      "疑问请与\(basis.office)联系。",
    ]
  }

  /// What the hidden sheet of a workbook says that came back; nil where it says none.
  package static func basis(of hidden: [[String]]) -> Basis? {
    var values: [String: String] = [:]
    for row in hidden where row.count > 1 && values[row[0]] == nil { values[row[0]] = row[1] }
    guard let office = values["机关"], let unit = values["单位"], let commit = values["提交"],
      let day = values["日期"].flatMap({ Day($0) })
    else { return nil }
    let cases = (values["案件"] ?? "").split(separator: ",").map(String.init)
    let basis = Basis(office: office, unit: unit, commit: commit, day: day, cases: cases)
    return values["编号"] == basis.id ? basis : nil
  }
}
