import TestSupport

/// A Word document as another program reads it: Python's zipfile and XML parser, nothing of ours.
///
/// Lengths are in millimetres to a tenth.
struct DocumentReader {
  /// `公文标题 关于……的函`: a paragraph's style by its name, and its text; tables' in their order.
  let paragraphs: [String]
  /// `page 210.0 297.0`, `bar 20.0 45.7 170.0 0.8`, `footer first `, …
  let facts: [String]

  init(_ path: String) async throws {
    let script = """
      import sys, zipfile
      import xml.etree.ElementTree as E
      package = zipfile.ZipFile(sys.argv[1])
      assert package.testzip() is None
      names = package.namelist()
      for name in names: E.fromstring(package.read(name))
      part = lambda name: E.fromstring(package.read(name))
      local = lambda e: e.tag.split("}")[1]
      def get(e, key):
          return next((v for k, v in e.attrib.items() if k.split("}")[-1] == key), None)
      def child(e, name): return next((c for c in e if local(c) == name), None)
      twips = lambda text: "%.1f" % (int(text) * 25.4 / 1440)
      emus = lambda text: "%.1f" % (int(text) / 36000)
      # What the schema has in this order (ISO 29500-1, annex A), as Word insists on it.
      order = {
          "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl pBdr tabs autoSpaceDE "
                 "autoSpaceDN snapToGrid spacing ind jc outlineLvl",
          "rPr": "rStyle rFonts b bCs color spacing kern sz szCs lang",
          "tblPr": "tblW jc tblInd tblBorders tblLayout tblCellMar",
          "tcPr": "tcW gridSpan vAlign", "tbl": "tblPr tblGrid tr", "tc": "tcPr p", "tr": "trPr tc",
          "sectPr": "footerReference pgSz pgMar titlePg docGrid",
          "style": "name basedOn uiPriority qFormat pPr rPr tblPr",
          "settings": "zoom evenAndOddHeaders drawingGridVerticalSpacing characterSpacingControl "
                      "compat themeFontLang",
      }
      for name in names:
          if not name.startswith("word/") or not name.endswith(".xml"): continue
          for e in part(name).iter():
              if local(e) not in order: continue
              known = order[local(e)].split()
              places = [known.index(local(c)) for c in e]
              assert places == sorted(places), (name, local(e), [local(c) for c in e])
      styles = {}
      for s in part("word/styles.xml").iter():
          if local(s) == "style": styles[get(s, "styleId")] = get(child(s, "name"), "val")
      def text(e):
          out = ""
          for c in e:
              if local(c) == "AlternateContent": continue
              if local(c) == "t": out += c.text or ""
              elif local(c) == "tab": out += "\\t" if local(e) == "r" else ""
              elif local(c) == "br": out += "/"
              else: out += text(c)
          return out
      def style(p):
          s = next((x for x in p.iter() if local(x) == "pStyle"), None)
          return styles[get(s, "val")] if s is not None else "-"
      document = part("word/document.xml")
      body = child(document, "body")
      def walk(e):
          for c in e:
              if local(c) == "p": print("P", style(c), text(c), sep=" ")
              elif local(c) in ("tbl", "tr", "tc"):
                  if local(c) == "tbl": print("F table", len(child(c, "tblGrid")))
                  walk(c)
      walk(body)
      for tr in body.iter():
          if local(tr) != "tr": continue
          whole = child(child(tr, "trPr"), "cantSplit") is not None
          kept = all(child(child(p, "pPr"), "keepNext") is not None
                     for tc in tr if local(tc) == "tc" for p in tc if local(p) == "p")
          print("F row", text(tr[1]), "whole" if whole else "split", "kept" if kept else "free")
      for p in body:
          if local(p) == "p" and child(p, "pPr") is not None:
              if child(child(p, "pPr"), "keepNext") is not None: print("F kept", style(p), text(p)[:6])
      for p in body:
          if local(p) != "p" or child(p, "pPr") is None: continue
          for c in child(p, "pPr"):
              if local(c) == "ind" and get(c, "right"): print("F indent", style(p), twips(get(c, "right")))
              if local(c) == "spacing" and get(c, "before"):
                  print("F before", style(p), twips(get(c, "before")))
              if local(c) == "framePr": print("F frame", style(p), get(c, "vAnchor"), get(c, "yAlign"))
              if local(c) == "tabs": print("F tab", twips(get(c[0], "pos")), get(c[0], "val"))
      for e in document.iter():
          if local(e) == "anchor":
              at = [emus(child(child(e, n), "posOffset").text) for n in ("positionH", "positionV")]
              size = [emus(child(e, "extent").get(k)) for k in ("cx", "cy")]
              froms = {get(child(e, n), "relativeFrom") for n in ("positionH", "positionV")}
              red = any(local(x) == "srgbClr" and x.get("val") == "FF0000" for x in e.iter())
              print("F", "bar" if red else "box", *at, *size, *froms)
              if not red:
                  print("F name", "".join(x.text for x in e.iter() if local(x) == "t"),
                        *[get(x, "val") for x in e.iter() if local(x) in ("color", "sz")])
          if local(e) == "pgSz": print("F page", twips(get(e, "w")), twips(get(e, "h")))
          if local(e) == "pgMar":
              print("F margins", *[twips(get(e, k)) for k in ("top", "left", "right", "bottom")])
          if local(e) == "docGrid": print("F grid", get(e, "type"), get(e, "linePitch"))
          if local(e) == "titlePg": print("F titlePg")
          if local(e) == "footerReference":
              target = next(r.get("Target") for r in part("word/_rels/document.xml.rels")
                            if r.get("Id") == get(e, "id"))
              print("F footer", get(e, "type"), text(part("word/" + target)).replace("PAGE", ""))
      for s in part("word/styles.xml").iter():
          if local(s) != "style" or child(s, "pPr") is None: continue
          line, size = child(child(s, "pPr"), "spacing"), child(child(s, "rPr"), "sz")
          print("F style", styles[get(s, "styleId")], get(line, "line"), get(size, "val"))
      for e in part("word/settings.xml"):
          if local(e) == "drawingGridVerticalSpacing": print("F grid", get(e, "val"))
      if any(local(e) == "evenAndOddHeaders" for e in part("word/settings.xml")): print("F evenAndOdd")
      for f in part("word/fontTable.xml"):
          print("F font", get(f, "name"), get(child(f, "altName"), "val"))
      for e in part("docProps/core.xml"): print("F core", local(e), e.text)
      types = part("[Content_Types].xml")
      parts = {o.get("PartName")[1:] for o in types if local(o) == "Override"}
      assert parts | {n for n in names if n.endswith(".rels")} | {"[Content_Types].xml"} == set(names)
      try:
          import docx
          docx.Document(sys.argv[1])
      except ImportError: pass
      """
    let output = try await Python.run(script, [path])
    var paragraphs: [String] = []
    var facts: [String] = []
    for line in output.split(separator: "\n") {
      if line.hasPrefix("P ") {
        paragraphs.append(String(line.dropFirst(2)))
      } else {
        facts.append(String(line.dropFirst(2)))
      }
    }
    (self.paragraphs, self.facts) = (paragraphs, facts)
  }
}
