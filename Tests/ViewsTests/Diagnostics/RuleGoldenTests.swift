import Foundation
import FrontMatter
import Messages
import Supervision
import Testing
import TestSupport
import Views
import XMLReader

/// One folder of `Tests/Golden`: an input that breaks a rule, and what is said about it.
///
/// The input is a case, a file of `schema/` or a template under its own name, or a ledger to be
/// imported; beside it `recorded.md` is the case
/// as it was recorded before, and `other.md` another case of the same repository.
private struct GoldenFolder {
  let id: String
  let text: SourceText
  let other: SourceText?
  let judge: (SourceText) -> [Diagnostic]

  static let root = "Tests/Golden"
  private static let day = Day(year: 2018, month: 9, day: 28)!  // a day of the calendar

  init(_ id: String) throws {
    self.id = id
    let day = Self.day
    let other = try Self.read("other.md", of: id, as: "cases/2018/2018-0006.md")
    self.other = other
    for (name, findings) in Self.rules {
      let folder = name.hasSuffix(".csv") ? "" : "schema/"
      if let text = try Self.read(name, of: id, as: folder + name) {
        self.text = text
        judge = findings
        return
      }
    }
    for name in ["督办函.md", "督办涵.md"] {
      if let text = try Self.read(name, of: id, as: "schema/templates/\(name)") {
        self.text = text
        judge = { Template.findings(in: $0) }
        return
      }
    }
    if let text = try Self.read("styles.xml", of: id, as: "schema/templates/docx/word/styles.xml") {
      self.text = text
      judge = { WordPart.findings(in: $0, at: "word/styles.xml", names: Self.names) }
      return
    }
    let path = "cases/2018/2018-0007.md"
    let made = Self.oversized[id].map { SourceText(path: path, bytes: Array($0.utf8)) }
    text = try #require(try made ?? Self.read("input.md", of: id, as: path))
    let schema = try Samples().schema
    if Rule.syntax.contains(where: { $0.id == id }) {
      judge = { Document(markdown: $0).findings }
    } else if let recorded = try Self.read("recorded.md", of: id, as: path) {
      judge = { Self.changes(from: recorded, to: $0, of: id) }
    } else {
      judge = { text in
        let subject = Case(Document(markdown: text))
        let all =
          (other.map { [UsedNumbers(of: Case(Document(markdown: $0)), at: $0.path)] } ?? []) + [
            UsedNumbers(of: subject, at: path)
          ]
        return subject.findings(schema: schema, fileName: "2018-0007.md", asOf: day, today: day)
          + subject.attachments.filter(\.isKeptHere).map { .attachmentMissing($0.path) }
          + (Case.findingsAcross(all)[all.count - 1] ?? [])
      }
    }
  }

  private static func names(_ bytes: [UInt8]) throws(WordPart.Fault) -> Set<String> {
    do throws(XMLError) {
      return try XMLEvent.names(in: bytes, of: WordPart.references)
    } catch {
      guard case .malformed(let reason, _, let offset) = error else { return [] }
      throw WordPart.Fault(Phrase(zh: reason, en: reason), at: offset)
    }
  }

  private static let rules: [(String, @Sendable (SourceText) -> [Diagnostic])] = [
    ("office.yaml", { Office.reading($0).findings }),
    ("units.yaml", { UnitDirectory.reading($0).findings }),
    ("holidays.tsv", { WorkingCalendar.reading($0).findings }),
    ("roles.yaml", { Roles.reading($0).findings }),
    ("reply.csv", { replyFindings(in: $0) }),
    ("ledger.csv", { ImportedLedger($0, schema: Schema(), today: day).findings }),
  ]

  /// What is wrong with a reply sheet, of two tasks and the final report of the sample, that came back.
  private static func replyFindings(in text: SourceText) -> [Diagnostic] {
    let (sent, came) = (Day(year: 2018, month: 8, day: 6)!, Day(year: 2018, month: 8, day: 9)!)
    guard let samples = try? Samples(), let state = try? samples.state("2018-0004", asOf: sent)
    else { return [] }
    let basis = ReplySheet.Basis(
      office: "×省委督查室", unit: "省农业厅", commit: String(repeating: "1", count: 40), day: sent,
      cases: [])
    let sheet = ReplySheet(
      basis,
      of: [ReplySheet.OpenedCase(state, path: "cases/2018/2018-0004.md", id: "2018-0004")],
      units: samples.schema.units)
    return ReplyAnswers(ReplyReading([text], of: sheet), to: sheet, received: came).findings[0]
  }

  /// What is too large to be kept.
  private static let oversized = [
    "file-too-large": String(repeating: "督", count: 1 << 19),
    "too-many-entries": "---\n" + (1...10_001).map { "键\($0): 值\n" }.joined() + "---\n",
    "too-many-findings": "---\n" + String(repeating: "督办\n", count: 1100) + "---\n",
  ]

  private static func changes(from recorded: SourceText, to text: SourceText, of id: String)
    -> [Diagnostic]
  {
    let change = CaseChange(
      from: Case(Document(markdown: recorded)), to: Case(Document(markdown: text)))
    // That several steps stand on one line is only found where they are to be recorded.
    guard id == "steps-inseparable", let step = change.added.last else { return change.findings }
    return [.stepsInseparable(at: step)]
  }

  private static func read(_ name: String, of id: String, as path: String) throws -> SourceText? {
    let file = "\(root)/\(id)/\(name)"
    guard FileManager.default.fileExists(atPath: "\(ProjectFiles.root)/\(file)") else { return nil }
    return SourceText(path: path, bytes: try ProjectFiles.bytes(of: file))
  }

  /// The name of the input's mended version.
  var mendedName: String {
    let name = text.path.split(separator: "/").last ?? ""
    return "fixed." + (name.split(separator: ".").last ?? "")
  }

  /// The input with its fixes made; nil where it has none. A remark's fix is made too.
  var mended: SourceText? {
    let mending = text.mended(judge: judge)
    if mending.fixes > 0 { return mending.text }
    return judge(text).first { $0.rule.id == id }?.fixes.first.map {
      SourceText(path: text.path, bytes: text.applying($0.edits))
    }
  }
}

@Suite struct RuleGoldenTests {
  /// What only a history or a folder can show is shown where there is git (`HistoryGoldenTests`,
  /// `FileGoldenTests`).
  static let ids = Rule.catalogue.filter { !(Rule.history + Rule.files).contains($0) }.map(\.id)

  @Test(arguments: rows(ids))
  func aRuleSaysWhatItsFolderExpects(id: String) throws {
    let folder = try GoldenFolder(id)
    let findings = folder.judge(folder.text)
    #expect(findings.contains { $0.rule.id == id })
    // A thousand findings say nothing that one does not.
    let shown = findings.count > 100 ? findings.filter { $0.rule.id == id } : findings
    let texts = folder.other.map { [$0.path: $0] } ?? [:]
    for language in Language.allCases {
      try expectGolden(
        text(of: shown, in: folder.text, texts: texts, language: language, colour: false),
        "\(id)/expected.\(language.rawValue).txt")
    }
  }

  @Test(arguments: rows(ids))
  func aFixLeavesWhatItsFolderExpects(id: String) throws {
    let folder = try GoldenFolder(id)
    let path = "\(ProjectFiles.root)/\(GoldenFolder.root)/\(id)/\(folder.mendedName)"
    guard let mended = folder.mended else {
      #expect(!FileManager.default.fileExists(atPath: path))
      return
    }
    #expect(!folder.judge(mended).contains { $0.rule.id == id })
    try expectGolden(
      String(decoding: mended.bytes, as: UTF8.self), "\(id)/\(folder.mendedName)")
  }

  /// The page is made from the rule; to change it, change the rule and record.
  @Test(arguments: rows(Rule.catalogue, named: \.id))
  func thePageOfARuleIsMadeFromIt(rule: Named<Rule>) throws {
    try expectGolden(rule.value.documentation, "../../\(Self.pages)/\(rule.name).md")
  }

  private static let pages = "Sources/Commands/Documentation.docc/Diagnostics"

  @Test func theIndexLeadsToEveryPage() throws {
    try expectGolden(Rule.index(of: Rule.catalogue), "../../\(Self.pages).md")
  }

  @Test func everyPageBelongsToARule() throws {
    let names = try FileManager.default.contentsOfDirectory(
      atPath: "\(ProjectFiles.root)/\(Self.pages)")
    #expect(Set(names).symmetricDifference(Rule.catalogue.map { "\($0.id).md" }) == [])
  }

  @Test func everyRuleHasAFolderAndEveryFolderARule() throws {
    let root = "\(ProjectFiles.root)/\(GoldenFolder.root)"
    let folders = try FileManager.default.contentsOfDirectory(atPath: root).filter {
      FileManager.default.fileExists(atPath: "\(root)/\($0)/expected.zh.txt")
    }
    #expect(Set(folders).symmetricDifference(Rule.catalogue.map(\.id)) == [])
    let histories = folders.filter {
      FileManager.default.fileExists(atPath: "\(root)/\($0)/history")
    }
    #expect(Set(histories) == Set(Rule.history.map(\.id)))
  }
}
