import TestSupport

/// A workbook as another program reads it: Python's zipfile and XML parser, nothing of ours.
struct WorkbookReader {
  /// `台账!A3` to `s 2018-0007`: the type (s text, n number) and the value.
  let cells: [String: String]
  /// What is not in cells: `台账 autoFilter A2:AH11`, `chart pieChart`, `formula …`.
  let facts: Set<String>

  init(_ bytes: [UInt8]) async throws {
    let script = """
      import sys, io, zipfile
      import xml.etree.ElementTree as E
      book = zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read()))
      assert book.testzip() is None
      local = lambda e: e.tag.split("}")[1]
      names = [s.get("name") for s in E.fromstring(book.read("xl/workbook.xml")).iter()
               if local(s) == "sheet"]
      for part in book.namelist():
          if part.endswith(".xml") or part.endswith(".rels"): E.fromstring(book.read(part))
      shared = []
      if "xl/sharedStrings.xml" in book.namelist():
          for e in E.fromstring(book.read("xl/sharedStrings.xml")):
              shared.append("".join(t.text or "" for t in e.iter() if local(t) == "t"))
      for number, name in enumerate(names, 1):
          for e in E.fromstring(book.read(f"xl/worksheets/sheet{number}.xml")).iter():
              kind = local(e)
              if kind == "f": print("F", "formula", name)
              if kind == "c":
                  text = "".join(t.text or "" for t in e.iter() if local(t) in ("t", "v"))
                  type = "s" if e.get("t") in ("inlineStr", "s") else "n"
                  if e.get("t") == "s": text = shared[int(text)]
                  if text: print("C", f"{name}!{e.get('r')}", type, text)
              if kind == "autoFilter": print("F", name, kind, e.get("ref"))
              if kind == "pane": print("F", name, kind, e.get("topLeftCell"), e.get("state"))
              if kind == "pageSetup":
                  print("F", name, kind, e.get("paperSize"), e.get("orientation"), e.get("fitToHeight"))
              if kind == "oddFooter": print("F", name, kind, e.text)
      for part in book.namelist():
          if "charts/chart" in part:
              for e in E.fromstring(book.read(part)).iter():
                  if local(e) in ("pieChart", "barChart", "lineChart"): print("F", "chart", local(e))
                  if local(e) == "f": print("F", "range", e.text)
                  if local(e) in ("numRef", "strRef"):
                      points = ["".join(v.text or "" for v in p.iter() if local(v) == "v")
                                for p in e.iter() if local(p) == "pt"]
                      print("F", "cache", next(f.text for f in e.iter() if local(f) == "f"), "|".join(points))
          if part == "xl/workbook.xml":
              for e in E.fromstring(book.read(part)).iter():
                  if local(e) == "definedName": print("F", "name", e.get("name"), e.text)
          if part == "docProps/core.xml":
              for e in E.fromstring(book.read(part)).iter():
                  if e.text: print("F", local(e), e.text)
      """
    let output = try await Python.run(script, input: bytes)
    var cells: [String: String] = [:]
    var facts: Set<String> = []
    for line in output.split(separator: "\n") {
      let rest = line.dropFirst(2)
      if line.hasPrefix("C "), let space = rest.firstIndex(of: " ") {
        cells[String(rest[..<space])] = String(rest[rest.index(after: space)...])
      } else {
        facts.insert(String(rest))
      }
    }
    (self.cells, self.facts) = (cells, facts)
  }
}
