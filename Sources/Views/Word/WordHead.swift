/// The head of a first page: 发文机关标志 and what is red.
struct WordHead {
  let head: WordDocument.Head
  let issuer: String

  /// The issuer's name and the red lines, and below them what keeps the text away.
  ///
  /// They hang on a paragraph of the text: LibreOffice loses the place of a box in a header.
  var written: String {
    guard head != .plain else { return "" }
    let letterhead = Letterhead(name: issuer)
    let size = "\(Int(letterhead.nameSize * 2))"
    let colour = XML.element("w:color", ["w:val": WordShape.red])
    let name = WordBody.run(
      issuer,
      properties: colour + XML.element("w:sz", ["w:val": size])
        + XML.element("w:szCs", ["w:val": size]))
    func height(_ height: Twips) -> String {
      XML.element(
        "w:spacing",
        ["w:before": "0", "w:after": "0", "w:line": "\(height)", "w:lineRule": "exact"])
    }
    let snap = XML.element("w:snapToGrid", ["w:val": "0"])
    let line = WordBody.paragraph(
      .issuer, name, properties: snap + height(Twips(points: letterhead.nameSize)))
    let place = WordShape.Place(
      left: 28, top: nameTop, width: 156, height: letterhead.nameSize * 25.4 / 72)
    let bars = redBars(letterhead).enumerated().map { index, bar in
      WordShape.bar(number: index + 2, bar)
    }.joined()
    return WordBody.paragraph(
      .plain, WordShape.box(number: 1, at: place, line) + bars, properties: height(belowHead))
  }

  private func redBars(_ letterhead: Letterhead) -> [WordShape.Place] {
    switch head {
    case .letter:
      letterhead.bars.map { bar in
        WordShape.Place(
          left: Letterhead.lineLeft, top: bar.top, width: Letterhead.lineWidth,
          height: bar.thickness)
      }
    case .issue:
      [
        WordShape.Place(
          left: 28, top: issueLineTop(letterhead), width: 156, height: 0.7)
      ]
    case .plain: []
    }
  }

  /// 版头中的分隔线, 4 mm below the number.
  private func issueLineTop(_ letterhead: Letterhead) -> Double {
    let name = letterhead.nameSize * 25.4 / 72
    let lines = Double(PageMeasures.linePitch.count * 3) * 25.4 / 1440
    return Self.issueNameTop + name + lines + 4
  }

  /// 发文机关标志上边缘至版心上边缘为 35 mm.
  static let issueNameTop = 37.0 + 35

  private var nameTop: Double {
    switch head {
    case .letter: Letterhead.nameTop
    case .issue, .plain: Self.issueNameTop
    }
  }

  /// What the text leaves free below the upper edge of the text block.
  private var belowHead: Twips {
    let letterhead = Letterhead(name: issuer)
    return switch head {
    case .letter:
      Twips(millimetres: letterhead.upperLineBottom) + PageMeasures.besideRedLine
        - PageMeasures.top
    case .issue:
      Twips(millimetres: 35) + Twips(points: letterhead.nameSize)
        + Twips(PageMeasures.linePitch.count * 2)
    case .plain: Twips(0)
    }
  }
}
