/// A filled rectangle at a place on the page: thickness and place are then what they are in every
/// program, which compound lines and paragraph borders are not.
enum WordShape {
  static let drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
  static let placing = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
  static let shapes = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
  static let compatibility = "http://schemas.openxmlformats.org/markup-compatibility/2006"
  static let red = "FF0000"

  /// Millimetres from the page's upper left corner.
  struct Place: Sendable, Hashable {
    let left: Double
    let top: Double
    let width: Double
    let height: Double
  }

  /// A run with a bar filled red.
  static func bar(number: Int, _ place: Place) -> String {
    let fill =
      XML.element("a:solidFill", [:], XML.element("a:srgbClr", ["val": red]))
      + XML.element("a:ln", [:], XML.element("a:noFill"))
    let rectangle = XML.element(
      "v:rect",
      [
        "id": "duban-\(number)", "style": style(number, place), "fillcolor": "#\(red)",
        "stroked": "f",
      ])
    return run(
      number: number, name: "红线", at: place, fill: fill, text: "",
      body: XML.element("wps:bodyPr"), fallback: rectangle)
  }

  /// A run with a box of text that has neither border nor margins.
  ///
  /// - Parameter paragraphs: WordprocessingML.
  static func box(number: Int, at place: Place, _ paragraphs: String) -> String {
    let content = XML.element("w:txbxContent", [:], paragraphs)
    let body = XML.element(
      "wps:bodyPr",
      [
        "wrap": "square", "lIns": "0", "tIns": "0", "rIns": "0", "bIns": "0", "anchor": "t",
        "anchorCtr": "0",
      ], XML.element("a:noAutofit"))
    let rectangle = XML.element(
      "v:rect",
      [
        "id": "duban-\(number)", "style": style(number, place), "filled": "f", "stroked": "f",
      ], XML.element("v:textbox", ["inset": "0,0,0,0"], content))
    return run(
      number: number, name: "发文机关标志", at: place,
      fill: XML.element("a:noFill") + XML.element("a:ln", [:], XML.element("a:noFill")),
      text: XML.element("wps:txbx", [:], content), body: body, fallback: rectangle)
  }

  /// The shape in DrawingML and, for programs that have none of that, in VML.
  private static func run(
    number: Int, name: String, at place: Place, fill: String, text: String, body: String,
    fallback: String
  ) -> String {
    let size: KeyValuePairs = [
      "cx": "\(Emus(millimetres: place.width))", "cy": "\(Emus(millimetres: place.height))",
    ]
    let form =
      XML.element(
        "a:xfrm", [:], XML.element("a:off", ["x": "0", "y": "0"]) + XML.element("a:ext", size))
      + XML.element("a:prstGeom", ["prst": "rect"], XML.element("a:avLst")) + fill
    let shape = XML.element(
      "wps:wsp", [:],
      XML.element("wps:cNvSpPr", text.isEmpty ? [:] : ["txBox": "1"])
        + XML.element("wps:spPr", [:], form) + text + body)
    return XML.element(
      "w:r", [:],
      XML.element(
        "mc:AlternateContent", [:],
        XML.element(
          "mc:Choice", ["Requires": "wps"],
          XML.element(
            "w:drawing", [:],
            anchor(number: number, name: name, at: place, size: size, shape)))
          + XML.element("mc:Fallback", [:], XML.element("w:pict", [:], fallback))))
  }

  private static func anchor(
    number: Int, name: String, at place: Place, size: KeyValuePairs<String, String>,
    _ shape: String
  ) -> String {
    func position(_ name: String, _ offset: Double) -> String {
      XML.element(
        name, ["relativeFrom": "page"],
        XML.element("wp:posOffset", [:], "\(Emus(millimetres: offset))"))
    }
    return XML.element(
      "wp:anchor",
      [
        "distT": "0", "distB": "0", "distL": "0", "distR": "0", "simplePos": "0",
        "relativeHeight": "\(number)", "behindDoc": "1", "locked": "1", "layoutInCell": "1",
        "allowOverlap": "1",
      ],
      XML.element("wp:simplePos", ["x": "0", "y": "0"]) + position("wp:positionH", place.left)
        + position("wp:positionV", place.top) + XML.element("wp:extent", size)
        + XML.element("wp:effectExtent", ["l": "0", "t": "0", "r": "0", "b": "0"])
        + XML.element("wp:wrapNone")
        + XML.element("wp:docPr", ["id": "\(number)", "name": "\(name)\(number)"])
        + XML.element("wp:cNvGraphicFramePr")
        + XML.element("a:graphic", [:], XML.element("a:graphicData", ["uri": shapes], shape)))
  }

  private static func style(_ number: Int, _ place: Place) -> String {
    func millimetres(_ length: Double) -> String {
      let hundredths = Int((length * 100).rounded())
      let rest = hundredths % 100
      return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)mm"
    }
    return [
      "position:absolute", "margin-left:\(millimetres(place.left))",
      "margin-top:\(millimetres(place.top))", "width:\(millimetres(place.width))",
      "height:\(millimetres(place.height))", "z-index:-\(number)",
      "mso-position-horizontal-relative:page", "mso-position-vertical-relative:page",
    ].joined(separator: ";")
  }
}
