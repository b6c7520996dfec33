import CaseGeneration
import FrontMatter
import Messages
import Supervision
import Testing
import TestSupport

/// Damage of the kinds that editors, merges and tired people do to the project's own cases.
private struct Damage {
  var random: SplitMix64

  mutating func done(to text: String, fragments: [String]) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let place = Int.random(in: 0..<lines.count, using: &random)
      switch Int.random(in: 0..<7, using: &random) {
      case 0: lines.remove(at: place)
      case 1: lines.insert(lines[place], at: Int.random(in: 0...lines.count, using: &random))
      case 2: lines.swapAt(place, Int.random(in: 0..<lines.count, using: &random))
      case 3: lines[place] = "  " + lines[place]
      case 4:
        let key = lines[place].prefix { $0 != ":" }
        lines[place] = key + ": " + pick(fragments)
      default:
        var scalars = Array(lines[place].unicodeScalars)
        let column = Int.random(in: 0...scalars.count, using: &random)
        if scalars.indices.contains(column), random.next() % 2 == 0 { scalars.remove(at: column) }
        scalars.insert(contentsOf: pick(Self.pieces).unicodeScalars, at: min(column, scalars.count))
        lines[place] = String(String.UnicodeScalarView(scalars))
      }
      if lines.isEmpty { return "" }
    }
    return lines.joined(separator: "\n")
  }

  private mutating func pick(_ choices: [String]) -> String {
    choices[Int.random(in: 0..<choices.count, using: &random)]
  }

  private static let pieces = [
    " ", "\t", "　", ":", "：", "，", "、", "- ", "－", "#", " #", "'", "\"", "[", "]", "{", "}", "|",
    ">", "&", "*", "\r", "\0", "\u{FEFF}", "\u{202E}", "<<<<<<< ", "---", "2018.7.23", "九", "é",
  ]

  /// Values that stand somewhere in the cases, and some that stand nowhere.
  static func fragments(of texts: [String]) -> [String] {
    let values = texts.flatMap { text in
      text.split(separator: "\n").compactMap { line in
        line.firstIndex(of: ":").map { String(line[line.index(after: $0)...].drop { $0 == " " }) }
      }
    }
    return Array(Set(values)).sorted() + [
      "", "9999-12-31", "0001-01-01", "3650个工作日", "100年", "999999999", "表头", "作废", "每月31日前", "[]",
      "{}", "|", ">-",
    ]
  }
}

@Suite struct FuzzTests {
  @Test(arguments: rows(0..<20 as Range<UInt64>))
  func whateverIsDoneToACaseIsReadAndEnds(block: UInt64) async {
    await #expect(processExitsWith: .success) { [block] in
      limitProcessorTime(toSeconds: 60)
      let schema = try Samples.schema()
      let texts = try Samples.cases.map {
        String(decoding: try Samples.text("cases/\($0).md").bytes, as: UTF8.self)
      }
      let fragments = Damage.fragments(of: texts)
      let today = try #require(Day("2026-03-02"))
      for seed in Seed.chosen(of: block * 10..<(block + 1) * 10) {
        var damage = Damage(random: SplitMix64(seed: seed))
        let whole = texts[Int(seed % UInt64(texts.count))]
        Self.judge(
          Self.text(damage.done(to: whole, fragments: fragments)), schema: schema, today: today,
          "DUBAN_SEED=\(seed)")
      }
    }
  }

  private static func text(_ text: String) -> SourceText {
    SourceText(path: "cases/2018/2018-0007.md", bytes: Array(text.utf8))
  }

  private static func judge(_ source: SourceText, schema: Schema, today: Day, _ seed: Comment) {
    let document = Document(markdown: source)
    let subject = Case(document)
    let state = CaseState(folding: subject, schema: schema, asOf: today)
    let found = subject.findings(
      schema: schema, fileName: "2018-0007.md", asOf: today, today: today)
    for finding in found {
      #expect(finding.range.upperBound <= source.bytes.count, seed)
      for fix in finding.fixes { _ = source.applying(fix.edits) }
    }

    if let edits = document.formatting() {
      let laidOut = SourceText(path: source.path, bytes: source.applying(edits))
      let again = Document(markdown: laidOut)
      #expect(again.formatting() == [], seed)
      #expect(again.root?.value == document.root?.value, seed)
      let same = CaseState(folding: Case(again), schema: schema, asOf: today)
      #expect(same.state == state.state && same.duePoints == state.duePoints, seed)
    } else {
      #expect(!document.diagnostics.isEmpty, "\(seed): right, and not laid out")
    }

    let mending = Case.mending(
      source, recorded: nil, schema: schema, fileName: "2018-0007.md", asOf: today, today: today)
    #expect((mending.fixes == 0) == (mending.text == source), seed)
    #expect(
      Document(markdown: mending.text).diagnostics.count <= document.diagnostics.count, seed)
  }
}
