import Messages
import Supervision
import Views

/// What came of holding one paper against the history.
struct PaperProof {
  enum Verdict: String, CaseIterable {
    /// The bytes that this program makes of the commit.
    case same
    /// The words in the parts compared, and not the bytes.
    case alike = "same-words"
    case changed
    case unknownCommit = "unknown-commit"
    case otherHistory = "not-in-history"
    case faultyCommit = "not-judged"
    /// Made of files that no commit has.
    case unrecorded
    /// It cannot be made again.
    case notMade = "not-made"
    case unstamped = "no-stamp"
    case strangeStamp = "unknown-stamp"
    case pdf
    case unreadable
  }

  /// As it was typed.
  let name: String
  var stamp: Stamp?
  var verdict: Verdict
  /// Why, where the verdict alone does not tell.
  var reason: Phrase?
  var differences: [PaperDifference] = []
  /// What else is to be known: parts, drawings, hidden text, templates.
  var remarks: [Phrase] = []
}

extension PaperProof {
  /// A line with the verdict, and below it what differs.
  func text(in language: Language) -> String {
    let most = 50
    var lines = ["\(name): \(words[language])"]
    let details = differences.map { $0.text(in: language) } + remarks.map { $0[language] }
    lines += details.prefix(most).map { "  \($0)" }
    if details.count > most {
      let more = details.count - most
      lines.append(Phrase(zh: "  还有\(more)处", en: "  and \(more) more")[language])
    }
    return lines.map { $0.safeForTerminal + "\n" }.joined()
  }

  private var words: Phrase {
    let commit = stamp?.commit ?? "-"
    let why = reason.map { Phrase(zh: ":\($0.zh)", en: ": \($0.en)") } ?? Phrase(zh: "", en: "")
    let verdict =
      switch verdict {
      case .same:
        Phrase(
          zh: "与提交 \(commit) 所出的每个字节都相同", en: "the same bytes as the commit \(commit) gives")
      case .alike:
        Phrase(
          zh: "所比各部分的文字与提交 \(commit) 所出的相同,字节不同",
          en: "the same words in the parts compared as the commit \(commit) gives, but other bytes")
      case .changed:
        Phrase(
          zh: "与提交 \(commit) 所出的不同,改过\(differences.count)处",
          en:
            "changed since the commit \(commit) gave it, in \(differences.count) place\(differences.count == 1 ? "" : "s")"
        )
      case .unknownCommit:
        Phrase(
          zh: "本历史没有它所写的提交 \(commit)", en: "this history has no commit \(commit), which it names")
      case .otherHistory:
        Phrase(
          zh: "它所写的提交 \(commit) 不在 HEAD 的历史中",
          en: "the commit \(commit), which it names, does not lead to HEAD")
      case .faultyCommit:
        Phrase(
          zh: "到提交 \(commit) 为止的历史核对有错误,见 duban-git verify",
          en: "the history up to the commit \(commit) has errors; see duban-git verify")
      case .unrecorded:
        Phrase(
          zh: "出自没有提交的改动,无从核对", en: "made of edits that were not recorded, so nothing proves it")
      case .notMade:
        Phrase(zh: "不能重新做出来", en: "it cannot be made again")
      case .unstamped:
        Phrase(
          zh: "没有写明来历(提交、日期、命令);CSV 导出时加 --stamp,其他的用本程序重新导出再比",
          en:
            "it does not say where it comes from; write CSV with --stamp, and make anything else again by hand to compare"
        )
      case .strangeStamp:
        Phrase(
          zh: "写明的来历本程序(\(Version.number))看不懂,可能出自别的版本,也可能被人改过",
          en:
            "what it says of where it comes from is not understood by this version (\(Version.number))"
        )
      case .pdf:
        Phrase(
          zh: "PDF 不能核对;核对出它的 DOCX", en: "PDF is not proved; hold the DOCX that it was made of")
      case .unreadable: Phrase(zh: "读不了", en: "cannot be read")
      }
    return Phrase(zh: verdict.zh + why.zh, en: verdict.en + why.en)
  }

  func json(in language: Language) -> JSON {
    .object([
      ("path", .string(name)), ("verdict", .string(verdict.rawValue)),
      ("message", .string(words[language])), ("commit", JSON(stamp?.commit)),
      ("day", JSON(stamp?.day.description)), ("office", JSON(stamp?.office)),
      ("program", JSON(stamp?.program)), ("command", JSON(stamp?.command)),
      (
        "differences",
        .array(
          differences.map {
            [
              "place": .string($0.place[language]), "recorded": JSON($0.recorded),
              "found": JSON($0.found),
            ]
          })
      ), ("remarks", .strings(remarks.map { $0[language] })),
    ])
  }
}

extension PaperHistory {
  /// The first line of every answer.
  var words: Phrase {
    func shown(_ name: String?, _ none: String) -> String { name ?? none }
    let (root, head) = (root.map { "\($0)" } ?? "-", head.map { "\($0)" } ?? "-")
    return Phrase(
      zh: "最初提交 \(root),最新提交 \(head),最近封存 \(shown(seal, "无"))",
      en: "root \(root), head \(head), latest seal \(shown(seal, "none"))")
  }
}
