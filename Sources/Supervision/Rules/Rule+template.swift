package import Messages

// What is wrong with the templates in `schema/templates`.
extension Rule {
  static let unknownTemplateName = Rule(
    "unknown-template-name", .error,
    title: Phrase(zh: "模板里没有这一项", en: "no such name in a template"),
    explanation: Phrase(
      zh: "{{名}} 只能用这种文书有的项目;写错了,发出去的函件就会缺一块,所以先报出来,不出函。列表的项目(如“标志”)只能用在 {{#任务}}…{{/任务}} 里面。",
      en: """
        {{name}} takes the names that the paper has. A wrong one would leave a hole in what is sent, so no paper is \
        written. The names of a list's items (such as 标志) stand only within {{#任务}}…{{/任务}}.
        """),
    wrong: "{{主送单位}}：\n", right: "{{主送}}：\n")

  static let unpairedTemplateTag = Rule(
    "unpaired-template-tag", .error,
    title: Phrase(zh: "模板的标记不成对", en: "a template's tag is not paired"),
    explanation: Phrase(
      zh: "“{{”要在同一行用“}}”收住;{{#名}} 和 {{^名}} 要用 {{/名}} 收住,里外不能交叉。",
      en:
        "{{ is closed by }} on its line; {{#name}} and {{^name}} are closed by {{/name}}, the inner one first."
    ),
    wrong: "{{#联系人}}（联系人：{{联系人}}）\n", right: "{{#联系人}}（联系人：{{联系人}}）{{/联系人}}\n")

  static let unknownTemplateRole = Rule(
    "unknown-template-role", .error,
    title: Phrase(zh: "模板里没有这种版式", en: "no such layout in a template"),
    explanation: Phrase(
      zh:
        "{{@版式}} 说明下一段(或下一张表)在纸上怎么排:\(TextRole.allCases.map(\.name).joined(separator: "、"))。只影响 docx。",
      en: """
        {{@layout}} says how the next paragraph or table stands on paper: \
        \(TextRole.allCases.map(\.name).joined(separator: ", ")). It matters for docx only.
        """),
    wrong: "{{@落款}}\n{{机关}}\n", right: "{{@署名}}\n{{机关}}\n")

  static let unknownTemplate = Rule(
    "unknown-template", .warning,
    title: Phrase(zh: "没有叫这个名字的模板", en: "a template for no paper"),
    explanation: Phrase(
      zh:
        "schema/templates 里的文件按文书起名,名字不对就不起作用:\(TemplateKind.all.map { "\($0.name).md" }.joined(separator: "、"))。",
      en: """
        A file of schema/templates is named for its paper; with another name it does nothing: \
        \(TemplateKind.all.map { "\($0.name).md" }.joined(separator: ", ")).
        """))

  static let unusablePart = Rule(
    "unusable-part", .error,
    title: Phrase(zh: "docx 的部件不能用", en: "a part of DOCX that cannot be used"),
    explanation: Phrase(
      zh: """
        schema/templates/docx 里的文件代替每份 docx 里同一路径的部件,如 word/styles.xml(样式)、word/fontTable.xml(字体)、\
        word/settings.xml(设置)。它要是完好的 XML,文书用到的样式一种也不能少。从一份 docx 里解压出来改最稳妥:\
        unzip 函.docx word/styles.xml -d schema/templates/docx
        """,
      en: """
        A file of schema/templates/docx takes the place of the part that has its path in every DOCX: word/styles.xml, \
        word/fontTable.xml, word/settings.xml. It is well-formed XML and has every style that papers refer to. Best \
        begin with the part of a paper: unzip letter.docx word/styles.xml -d schema/templates/docx
        """))

  static let templateRules: [Rule] = [
    unknownTemplateName, unpairedTemplateTag, unknownTemplateRole, unknownTemplate, unusablePart,
  ]
}

extension Diagnostic {
  static func unknownName(
    _ name: String, among vocabulary: Template.Vocabulary, in list: String?, at range: Range<Int>
  ) -> Diagnostic {
    let names =
      (list.flatMap { vocabulary.lists[$0] } ?? []).sorted() + vocabulary.texts.sorted()
      + vocabulary.lists.keys.sorted()
    let home = vocabulary.lists.filter { $0.value.contains(name) }.keys.sorted().first
    let near = Spelling.nearest(to: name, among: names, most: 1).first
    let help: Phrase
    if let home {
      help = Phrase(
        zh: "它是“\(home)”的项目,写在 {{#\(home)}}…{{/\(home)}} 里面",
        en: "it belongs to \(home): write it within {{#\(home)}}…{{/\(home)}}")
    } else if let near {
      help = Phrase(zh: "是不是“\(near)”?", en: "did you mean \(near)?")
    } else {
      help = Phrase(
        zh: "可用:\(names.joined(separator: "、"))", en: "one of: \(names.joined(separator: ", "))")
    }
    return Diagnostic(
      .unknownTemplateName,
      Phrase(zh: "没有“\(name)”这一项", en: "there is no \"\(name)\""), at: range, help: help)
  }

  static func unclosedTag(at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .unpairedTemplateTag,
      Phrase(zh: "“{{”没有在同一行用“}}”收住", en: "{{ is not closed by }} on its line"), at: range)
  }

  static func closesNothing(_ name: String, at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .unpairedTemplateTag,
      Phrase(zh: "{{/\(name)}} 前面没有对应的 {{#\(name)}}", en: "{{/\(name)}} closes nothing"), at: range)
  }

  static func sectionLeftOpen(_ name: String, at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .unpairedTemplateTag,
      Phrase(
        zh: "{{#\(name)}} 没有用 {{/\(name)}} 收住", en: "{{#\(name)}} is not closed by {{/\(name)}}"),
      at: range)
  }

  static func sectionTooDeep(_ name: String, at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .unpairedTemplateTag,
      Phrase(zh: "{{#\(name)}} 套得太深", en: "{{#\(name)}} is nested too deeply"), at: range)
  }

  /// Its items would be written for each item of the other, and so on: a paper has no such table.
  static func listInList(_ name: String, in outer: String, at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .unknownTemplateName,
      Phrase(
        zh: "{{#\(outer)}} 的项目里没有“\(name)”这个列表",
        en: "the items of {{#\(outer)}} have no list \"\(name)\""), at: range,
      help: Phrase(zh: "两个列表分开写", en: "write the two lists one after the other"))
  }

  static func unknownTextRole(_ name: String, at range: Range<Int>) -> Diagnostic {
    let names = TextRole.allCases.map(\.name)
    let near = Spelling.nearest(to: name, among: names, most: 1).first
    return Diagnostic(
      .unknownTemplateRole,
      Phrase(zh: "没有“\(name)”这种版式", en: "there is no layout \"\(name)\""), at: range,
      help: near.map { Phrase(zh: "是不是“\($0)”?", en: "did you mean \($0)?") }
        ?? Phrase(
          zh: "可用:\(names.joined(separator: "、"))",
          en: "one of: \(names.joined(separator: ", "))"))
  }

  static func unknownTemplate(_ file: String) -> Diagnostic {
    let names = TemplateKind.all.map { "\($0.name).md" }
    let near = Spelling.nearest(to: file, among: names, most: 1).first
    return Diagnostic(
      .unknownTemplate,
      Phrase(zh: "没有文书用“\(file)”这个模板", en: "no paper has the template \"\(file)\""), at: 0..<0,
      help: near.map { Phrase(zh: "是不是“\($0)”?", en: "did you mean \($0)?") })
  }

  /// A part, by its path, that no DOCX has.
  package static func unknownPart(_ path: String, among paths: [String]) -> Diagnostic {
    let near = Spelling.nearest(to: path, among: paths, most: 1).first
    return Diagnostic(
      .unknownTemplate,
      Phrase(zh: "docx 里没有“\(path)”这个部件", en: "no DOCX has the part \"\(path)\""), at: 0..<0,
      help: near.map { Phrase(zh: "是不是“\($0)”?", en: "did you mean \($0)?") }
        ?? Phrase(
          zh: "可用:\(paths.joined(separator: "、"))",
          en: "one of: \(paths.joined(separator: ", "))"))
  }

  package static func partUnreadable(_ reason: Phrase, at offset: Int) -> Diagnostic {
    Diagnostic(
      .unusablePart,
      Phrase(zh: "不是完好的 XML:\(reason.zh)", en: "not well-formed XML: \(reason.en)"),
      at: offset..<offset)
  }

  /// - Parameter names: what papers or other parts refer to.
  package static func partLacks(_ names: [String], at path: String) -> Diagnostic {
    let shown = names.prefix(5).joined(separator: ", ") + (names.count > 5 ? ", …" : "")
    return Diagnostic(
      .unusablePart, Phrase(zh: "缺少文书用到的 \(shown)", en: "lacks what papers refer to: \(shown)"),
      at: 0..<0,
      help: Phrase(
        zh: "从一份 docx 里解压原来的来改:unzip 函.docx \(path) -d schema/templates/docx",
        en: "begin with a paper's own: unzip letter.docx \(path) -d schema/templates/docx"))
  }
}
