import CCmarkGFM
package import Messages
package import OnDemand
package import Views

extension Library {
  package static let cmarkGFM = Library(ccmark_load)
}

/// The Markdown of case files as markup, through libcmark-gfm in its safe mode.
///
/// Anybody may have written it, so nothing in it acts: markup stands as it was typed, and links and
/// pictures are their words and their address, which leads nowhere by itself.
package struct Prose: Sendable {
  /// The library's table of extensions is the whole process's, and filled once.
  private static let fault: LibraryFault? = {
    if let fault = Library.cmarkGFM.fault { return fault }
    cmark_gfm_core_extensions_ensure_registered()
    return nil
  }()

  /// - Throws: where libcmark-gfm cannot be used.
  package init() throws(LibraryFault) {
    if let fault = Self.fault { throw fault }
  }

  /// The prose rendered; nil where there is nothing but blanks.
  ///
  /// - Parameters:
  ///   - text: GitHub's Markdown with tables, task lists and strikethrough. A heading of the first or
  ///     second level becomes one of the third, since a page has two levels of its own. What would
  ///     burden the library (`ProseBurden`) is shown as it was written, under a note.
  ///   - language: of the note.
  /// - Complexity: O(n) in the bytes.
  package func html(of text: String, language: Language = .zh) -> HTML? {
    guard text.utf8.contains(where: { $0 > 0x20 }) else { return nil }
    let text = text.safeProse
    guard ProseBurden(of: text).isBearable else { return Self.asWritten(text, language) }
    let tree = Tree(text)
    tree.disarm()
    guard tree.hasTable else { return HTML(rendered: tree.rendered) }
    // Text is escaped, so that a tag is a tag; a screen reader wants to know what a heading heads.
    let markup = ["<th>", "<th align"].reduce(tree.rendered) { markup, tag in
      markup.split(separator: tag, omittingEmptySubsequences: false)
        .joined(separator: "<th scope=\"col\"" + tag.dropFirst(3))
    }
    return HTML(rendered: markup)
  }

  private static func asWritten(_ text: String, _ language: Language) -> HTML {
    let note = Phrase(
      zh: "正文嵌套太深，或者表格、标记太多，未排版，按原文显示。",
      en:
        "The text nests too deeply, or has too many marks or too large tables, to be laid out: shown as it was written."
    )
    return "<p class=\"warning\">\(note[language])</p>\n<pre>\(verbatim: text)</pre>\n"
  }
}

/// A document of libcmark-gfm, freed with this value's last reference.
private final class Tree {
  private let parser: OpaquePointer
  private let root: OpaquePointer
  private(set) var hasTable = false
  private static let options = CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8

  init(_ text: String) {
    guard let parser = cmark_parser_new(Self.options) else { preconditionFailure("out of memory") }
    self.parser = parser
    for name in ["table", "strikethrough", "tasklist"] {
      guard let found = cmark_find_syntax_extension(name) else { continue }
      cmark_parser_attach_syntax_extension(parser, found)
    }
    var text = text
    text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        cmark_parser_feed(parser, $0.baseAddress, $0.count)
      }
    }
    guard let root = cmark_parser_finish(parser) else { preconditionFailure("out of memory") }
    self.root = root
  }

  deinit {
    cmark_node_free(root)
    cmark_parser_free(parser)
  }

  var rendered: String {
    let extensions = cmark_parser_get_syntax_extensions(parser)
    guard let text = cmark_render_html(root, Self.options, extensions) else {
      preconditionFailure("out of memory")
    }
    defer { free(text) }
    return String(cString: text)
  }

  private func free(_ text: UnsafeMutablePointer<CChar>) {
    cmark_get_default_mem_allocator().pointee.free(text)
  }

  // MARK: Nothing acts

  func disarm() {
    for node in nodes {
      switch cmark_node_get_type(node) {
      case CMARK_NODE_HTML_BLOCK: replaceByLines(node)
      case CMARK_NODE_HTML_INLINE: replace(node, by: textNode(literal(of: node)))
      case CMARK_NODE_LINK, CMARK_NODE_IMAGE: spellOut(node)
      case CMARK_NODE_HEADING:
        cmark_node_set_heading_level(node, max(3, cmark_node_get_heading_level(node)))
      case CMARK_NODE_SOFTBREAK: joinCharacters(around: node)
      default: if type(of: node) == "table" { frame(node) }
      }
    }
  }

  /// All nodes, collected before any of them changes.
  private var nodes: [OpaquePointer] {
    var nodes: [OpaquePointer] = []
    let iterator = cmark_iter_new(root)
    defer { cmark_iter_free(iterator) }
    while true {
      let event = cmark_iter_next(iterator)
      if event == CMARK_EVENT_DONE { return nodes }
      if event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(iterator) { nodes.append(node) }
    }
  }

  private func node(_ type: cmark_node_type) -> OpaquePointer {
    guard let node = cmark_node_new(type) else { preconditionFailure("out of memory") }
    return node
  }

  private func textNode(_ text: String) -> OpaquePointer {
    let node = node(CMARK_NODE_TEXT)
    cmark_node_set_literal(node, text)
    return node
  }

  /// The types of extensions have only names.
  private func type(of node: OpaquePointer) -> String {
    cmark_node_get_type_string(node).map { String(cString: $0) } ?? ""
  }

  private func literal(of node: OpaquePointer) -> String {
    cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
  }

  private func replace(_ node: OpaquePointer, by other: OpaquePointer) {
    cmark_node_replace(node, other)
    cmark_node_free(node)
  }

  /// A block of markup becomes a paragraph of the lines it was typed in.
  private func replaceByLines(_ block: OpaquePointer) {
    let paragraph = node(CMARK_NODE_PARAGRAPH)
    for (index, line) in literal(of: block).split(separator: "\n").enumerated() {
      if index > 0 { cmark_node_append_child(paragraph, node(CMARK_NODE_LINEBREAK)) }
      cmark_node_append_child(paragraph, textNode(String(line)))
    }
    replace(block, by: paragraph)
  }

  /// A link or picture becomes its words, then its address where that is something else.
  private func spellOut(_ link: OpaquePointer) {
    let address = cmark_node_get_url(link).map { String(cString: $0) } ?? ""
    var words = ""
    while let child = cmark_node_first_child(link) {
      if cmark_node_get_type(child) == CMARK_NODE_TEXT { words += literal(of: child) }
      cmark_node_insert_before(link, child)
    }
    if !address.isEmpty, address != words, address != "mailto:" + words {
      cmark_node_insert_before(link, textNode(words.isEmpty ? address : "(\(address))"))
    }
    cmark_node_unlink(link)
    cmark_node_free(link)
  }

  /// Puts a table in a frame that scrolls where the page is narrow.
  private func frame(_ table: OpaquePointer) {
    hasTable = true
    let frame = node(CMARK_NODE_CUSTOM_BLOCK)
    cmark_node_set_on_enter(
      frame, "<div class=\"scroll\" role=\"region\" aria-label=\"表格\" tabindex=\"0\">")
    cmark_node_set_on_exit(frame, "</div>")
    cmark_node_insert_before(table, frame)
    cmark_node_append_child(frame, table)
  }

  /// A line that is broken between two Chinese characters goes on without a blank.
  private func joinCharacters(around lineBreak: OpaquePointer) {
    guard let before = cmark_node_previous(lineBreak), let after = cmark_node_next(lineBreak),
      cmark_node_get_type(before) == CMARK_NODE_TEXT,
      cmark_node_get_type(after) == CMARK_NODE_TEXT,
      let last = literal(of: before).unicodeScalars.last, last.displayWidth == 2,
      let first = literal(of: after).unicodeScalars.first, first.displayWidth == 2
    else { return }
    cmark_node_unlink(lineBreak)
    cmark_node_free(lineBreak)
  }
}
