/// A site as another program reads it: Python's XML parser, nothing of ours.
package enum SiteReader {
  /// What is wrong with the pages in `folder`, a line each: markup that is not well-formed, anything
  /// that could act or leave the folder, links that lead nowhere, what a screen reader needs and
  /// does not find, colours that cannot be told apart.
  package static func faults(in folder: String) async throws -> [String] {
    try await Python.run(script, [folder]).split(separator: "\n").map { String($0) }
  }

  private static let script = """
    import pathlib, re, sys, urllib.parse
    import xml.etree.ElementTree as E
    top = pathlib.Path(sys.argv[1])
    elements = set(("html head meta title link script body a header p nav main footer h1 h2 h3 h4 h5 h6 small strong"
      " b em del code pre blockquote br hr section table thead tbody tr th td div dl dt dd ul ol li time span svg rect"
      " text line figure figcaption details summary form label input select option button output noscript").split())
    attributes = set(("lang charset http-equiv content name rel href src defer class id role type value autocomplete"
      " spellcheck hidden scope colspan tabindex focusable x y x1 y1 x2 y2 width height align start checked disabled").split())
    policy = "default-src 'none'; style-src 'self' file:;%s base-uri 'none'; form-action 'none'"
    DOCTYPE = "<!DOCTYPE html>"
    pages = sorted(top.rglob("*.html"))
    if not pages: print("no pages")
    for page in pages:
        def fault(words): print(f"{page.relative_to(top)}: {words}")
        text = page.read_text(encoding="utf-8")
        if not text.startswith(DOCTYPE): fault("no doctype")
        try: root = E.fromstring(text[len(DOCTYPE):])
        except E.ParseError as error:
            fault(f"not well-formed: {error}")
            continue
        found = list(root.iter())
        script = " script-src 'self' file:;" if page.name == "ledger.html" and page.parent == top else ""
        policies = [e.get("content") for e in found if e.get("http-equiv") == "Content-Security-Policy"]
        if policies != [policy % script]: fault(f"policy {policies}")
        ids = [e.get("id") for e in found if e.get("id")]
        if len(ids) != len(set(ids)): fault("an id twice")
        for e in found:
            if e.tag not in elements: fault(f"element {e.tag}")
            for name, value in e.attrib.items():
                if name not in attributes and not name.startswith(("aria-", "data-")): fault(f"attribute {name}")
                if name in ("src", "href"):
                    address = urllib.parse.urlsplit(value)
                    if address.scheme or address.netloc or value.startswith("/"): fault(f"leads away: {value}")
                    elif address.path:
                        there = (page.parent / urllib.parse.unquote(address.path)).resolve()
                        if top.resolve() not in there.parents or not there.is_file(): fault(f"leads nowhere: {value}")
                    elif address.fragment not in ids: fault(f"leads nowhere: {value}")
                if name == "src" and not (e.tag == "script" and script and value == "ledger.js"): fault(f"src {value}")
            if e.tag == "script" and (e.text or "").strip(): fault("a script in the page")
            if e.tag == "th" and not e.get("scope"): fault("th without scope")
            if e.get("aria-labelledby") and e.get("aria-labelledby") not in ids: fault("labelled by nothing")
            if e.get("role") == "region" and not e.get("aria-label"): fault("a region without a name")
            if e.tag in ("nav", "form") and not e.get("aria-label"): fault(f"{e.tag} without a name")
            if e.tag == "svg" and not e.get("aria-label") and e.get("aria-hidden") != "true": fault("a picture without words")
        for tag in ("h1", "main", "title"):
            if sum(e.tag == tag for e in found) != 1: fault(f"{tag} not once")
        if not root.get("lang"): fault("no language")
        skip = [e.get("href") for e in found if e.get("class") == "skip"]
        if skip != ["#main"]: fault("no way past the navigation")
    style = (top / "site.css").read_text(encoding="utf-8")
    for word in ("url(", "@import", "http"):
        if word in style: print(f"site.css: {word}")
    script = (top / "ledger.js").read_text(encoding="utf-8")
    for word in ("fetch", "XMLHttpRequest", "WebSocket", "import", "innerHTML", "outerHTML", "insertAdjacentHTML", "eval", "document.write", "http"):
        if word in script: print(f"ledger.js: {word}")
    def luminance(colour):
        digits = colour * 2 if len(colour) == 3 else colour
        if len(colour) == 3: digits = "".join(c * 2 for c in colour)
        parts = [int(digits[i:i + 2], 16) / 255 for i in (0, 2, 4)]
        parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    blocks = [b for b in re.findall(r":root \\{(.*?)\\}", style, re.S) if "--paper" in b]
    if len(blocks) != 3: print("site.css: not light, dark and print")
    for block in blocks:
        colours = dict(re.findall(r"--([a-z-]+): #([0-9a-f]+);", block))
        for name in ("ink", "faint", "link", "head", "red", "yellow", "green"):
            for ground in ("paper", "band"):
                pair = sorted((luminance(colours[name]), luminance(colours[ground])))
                ratio = (pair[1] + 0.05) / (pair[0] + 0.05)
                # WCAG 2.2, 1.4.3.
                if ratio < 4.5: print(f"site.css: {name} on {ground} {ratio:.2f}")
    """
}
