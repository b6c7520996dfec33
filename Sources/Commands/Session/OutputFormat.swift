import Files
import Messages

/// A form of output, which the ending of a file's name decides where it is not given.
protocol OutputFormat: CaseIterable, RawRepresentable, Equatable where RawValue == String {
  /// The form where neither says anything.
  static var usual: Self { get }
  /// The endings of the files that have it, without a dot.
  var endings: [String] { get }
}

extension OutputFormat {
  /// The form that is meant by `--format` and by the name of the file it goes to.
  ///
  /// - Throws: where the two contradict each other, or the ending is that of a form there is none of
  ///   here: text under the name of a workbook opens nowhere.
  static func meant(_ given: Self?, to output: String?) throws(Failure) -> Self {
    guard let output, output != "-" else { return given ?? usual }
    let name = output.lowercased()
    if let named = allCases.first(where: { $0.endings.contains { name.hasSuffix(".\($0)") } }) {
      guard let given, given != named else { return named }
      throw .usage(
        Phrase(
          zh: "“\(output)”是 \(named.rawValue),与 --format \(given.rawValue) 不符",
          en: "'\(output)' is \(named.rawValue), which contradicts --format \(given.rawValue)"),
        hint: Phrase(
          zh: "去掉 --format,或换一个文件名", en: "leave out --format, or take another name"))
    }
    guard let ending = knownEndings.first(where: { name.hasSuffix(".\($0)") }) else {
      return given ?? usual
    }
    let possible = allCases.flatMap(\.endings).map { ".\($0)" }
    throw .usage(
      Phrase(zh: "这里写不出 .\(ending)", en: "there is no .\(ending) of this"),
      hint: Phrase(
        zh: "文件名可用:\(possible.joined(separator: "、"))",
        en: "names may end in \(possible.joined(separator: ", "))"))
  }
}

/// What programs open by its ending and would not find in a file of another form.
private let knownEndings = [
  "csv", "doc", "docx", "htm", "html", "ics", "json", "md", "ods", "odt", "pdf", "tar", "wps",
  "xls",
  "xlsx", "zip",
]

extension Session {
  /// Refuses to put text in the place of a file that office programs made: nobody means that.
  func requireNoDocument(_ bytes: [UInt8], over place: FilePlace, named name: String)
    throws(Failure)
  {
    let marks: [[UInt8]] = [Array("PK\u{3}\u{4}".utf8), [0xD0, 0xCF, 0x11, 0xE0]]
    func isDocument(_ bytes: [UInt8]) -> Bool { marks.contains(where: bytes.starts) }
    guard !isDocument(bytes), try onDisk(place.status())?.kind == .file,
      let there = try onDisk(place.read())?.bytes, isDocument(there)
    else { return }
    throw Failure(
      .usage,
      Phrase(
        zh: "“\(name)”是工作簿或文档,不用文本覆盖它",
        en: "'\(name)' is a workbook or a document, which text does not replace"),
      hint: Phrase(zh: "换一个文件名", en: "take another name"))
  }
}
