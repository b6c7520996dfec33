import CaseStore
import Files
import Git
import Messages
import Supervision
import Views

extension Verify {
  /// Holds seals from elsewhere against the history (`--seal`).
  func holdSeals(on repository: Repository, _ session: Session) async throws(Failure) {
    guard range == "HEAD", anchor.isEmpty else {
      throw .usage(
        Phrase(zh: "--seal 不能和范围、--anchor 同用", en: "--seal goes with no range and no --anchor"))
    }
    guard let head = try inGit(repository.head().commit) else {
      throw Failure(.input, Phrase(zh: "还没有提交", en: "there is no commit yet"))
    }
    let stamper = TimeStamper(
      environment: session.environment, trusting: tsaCa.map { "\(session.place(of: $0))" })
    var reports: [HeldSeal] = []
    for name in seal {
      let bytes = try session.bytes(of: name)
      guard !bytes.starts(with: "PK".utf8) else {
        throw Failure(
          .input, Phrase(zh: "\(name) 不是文本", en: "\(name) is no text"),
          hint: Phrase(
            zh: "把凭单上的文字录入文本文件,或者用标签:git cat-file tag seal/…",
            en: "type the slip's words into a text file, or use the tag: git cat-file tag seal/…"))
      }
      let foreign = ForeignSeal(bytes)
      reports.append(
        HeldSeal(
          name: name, seal: foreign,
          verdict: try await askingStore(
            await foreign.verdict(against: head, in: repository, stamper: stamper))))
    }
    switch format {
    case .text:
      let lines = reports.flatMap { $0.lines(in: session.language) }
      session.console.write(lines.map(\.safeForTerminal).joined(separator: "\n") + "\n")
    case .json:
      session.console.write(
        JSON.object([
          ("version", .int(1)), ("head", .string("\(head)")),
          ("seals", .array(reports.map { $0.json(in: session.language) })),
        ]).pretty + "\n")
    }
    if reports.contains(where: { !$0.holds }) { throw Failure(.findings, nil) }
  }
}

/// A seal from elsewhere, and what was found of it.
private struct HeldSeal {
  let name: String
  let seal: ForeignSeal
  let verdict: ForeignSeal.Verdict

  var holds: Bool { verdict.faults.isEmpty }

  private var title: String {
    let day = seal.written[.day].map { " \($0)" } ?? ""
    return name + day
  }

  func lines(in language: Language) -> [String] {
    var lines = verdict.faults.map { fault in
      "\(title): error: \(fault.words[language]) [\(fault.rule.id)]"
    }
    if holds {
      let commit = seal.written[.commit] ?? "-"
      lines.append(
        Phrase(
          zh: "\(title):与历史相符,封存的提交 \(commit)",
          en: "\(title): holds; it seals \(commit)")[language])
    }
    if let stamp = verdict.stamp {
      lines.append("\(title): \(stamp.words[language])")
    }
    if !verdict.unchecked.isEmpty {
      let names = verdict.unchecked.joined(separator: "、")
      lines.append(
        Phrase(
          zh: "\(title):没有核对:\(names)(要标签本身:git cat-file tag)",
          en: "\(title): not checked: \(names) (that takes the tag itself: git cat-file tag)")[
            language])
    }
    return lines
  }

  func json(in language: Language) -> JSON {
    .object([
      ("file", .string(name)), ("commit", seal.written[.commit].map { .string($0) } ?? .null),
      ("holds", .bool(holds)),
      (
        "findings",
        .array(
          verdict.faults.map { fault in
            .object([
              ("id", .string(fault.rule.id)), ("message", .string(fault.words[language])),
            ])
          })
      ),
      ("stamped", verdict.stamp.map { .string($0.text) } ?? .null),
      ("unchecked", .strings(verdict.unchecked)),
    ])
  }
}

extension TimeStamp {
  fileprivate var words: Phrase {
    let who = certificate.map { "\($0.subject) \($0.fingerprint)" } ?? "-"
    let (zh, en) =
      switch trust {
      case .given: ("所指明的机构", "by the authority that was named")
      case .system: ("系统信任的机构", "by an authority that the system trusts")
      case .repository: ("只有仓库自己作保", "by the repository's own word")
      case nil: ("没有可信的证书作保", "nobody vouches for it here")
      }
    return Phrase(
      zh: "时间戳 \(text),\(zh):\(who)", en: "time-stamped \(text), \(en): \(who)")
  }
}

extension ForeignSeal.Fault {
  fileprivate var rule: Rule {
    switch self {
    case .incomplete, .differs, .digestDiffers, .nameDiffers: .sealBroken
    case .notProved: .anchorNotProved
    case .later: .sealNotHere
    case .commitLost, .notOfHistory, .previousLost: .sealedCommitLost
    case .timeStamp(.otherCertificate): .sealTimeUntrusted
    case .timeStamp: .sealTimeBroken
    }
  }

  fileprivate var words: Phrase {
    switch self {
    case .incomplete(let fields):
      let names = fields.map(\.rawValue).joined(separator: "、")
      return Phrase(
        zh: "不完整,没有或不合格式:\(names)", en: "it is not whole: missing or not in the form: \(names)")
    case .commitLost(let id):
      return Phrase(
        zh: "封存的提交 \(id) 不在这个仓库里", en: "the sealed commit \(id) is not in this repository")
    case .notOfHistory(let id):
      return Phrase(
        zh: "封存的提交 \(id) 不在 HEAD 的历史里", en: "the sealed commit \(id) is not in the history of HEAD")
    case .later(let id):
      return Phrase(
        zh: "封存的提交 \(id) 在 HEAD 之后:先 git pull",
        en: "the sealed commit \(id) comes after HEAD: git pull first")
    case .nameDiffers(let now, let written):
      return Phrase(
        zh: "标签应为 \(now),写的是 \(written)", en: "the tag is \(now), and it says \(written)")
    case .notProved(let missing):
      let names = missing.joined(separator: "、")
      return Phrase(
        zh: "写出的相符,但没有 \(names),日期、问题、前次封存和说明不能证明",
        en:
          "what is there holds, but without \(names) its day, findings, former seals and note are not proved"
      )
    case .previousLost(let id):
      return Phrase(
        zh: "它接着的封存的提交 \(id) 不在这个仓库里",
        en: "the commit \(id) of the seal before it is not in this repository")
    case .differs(let field, let now, let written):
      return Phrase(
        zh: "\(field.rawValue) 是 \(now),封存的是 \(written)",
        en: "\(field.rawValue) is \(now), and it sealed \(written)")
    case .digestDiffers(let now, let written):
      return Phrase(
        zh: "内容的摘要是 \(now),写的是 \(written):日期、问题、前次封存、说明或封存摘要本身与原文不同",
        en:
          "the text comes to \(now), and it says \(written): the day, the findings, the seals before, the note, or this digest itself are not as they were"
      )
    case .timeStamp(let fault): return fault.words
    }
  }
}
