import CaseStore
import Git
import Messages
import Supervision
import Views

// What is told of a seal, and its slip.
extension SealCommand {
  func printSeal(named name: String, of repository: Repository, _ session: Session)
    async throws(Failure)
  {
    let sealing = Sealing(
      in: repository, stamper: TimeStamper(environment: session.environment))
    guard let seal = try inStore(sealing.seal(named: name)) else {
      throw .usage(
        Phrase(zh: "没有封存“\(name)”", en: "there is no seal '\(name)'"),
        hint: Phrase(zh: "列出:git tag -l 'seal/*'", en: "git tag -l 'seal/*' lists them"))
    }
    try await show(seal, in: sealing, session, isNew: false)
  }

  func show(
    _ tag: SealTag, in sealing: Sealing, _ session: Session, isNew: Bool,
    pushedTo remote: String? = nil
  ) async throws(Failure) {
    guard let statement = tag.statement else {
      throw Failure(.notASeal(.notASeal))
    }
    let digest = try inGit(SealTag.digest(of: tag.text))
    if let print {
      let time = try await askingStore(await sealing.stamp(of: tag, statement))
      let slip = SealSlip(
        of: statement, digest: digest,
        stamp: time.map { time in
          SealSlip.Stamp(
            time: time.text, subject: time.certificate?.subject ?? "-",
            fingerprint: time.certificate?.fingerprint ?? "")
        })
      try session.print(slip, of: statement, to: print)
      if print == "-" { return }
    }
    let tally = statement.tally
    var words = Phrase(
      zh:
        "\(isNew ? "" : "已有 ")\(tag.name) 封存 \(tag.target.abbreviated):\(tally.commits)个提交、\(tally.cases)件、\(tally.steps)步、\(tally.attachments)个附件;摘要 \(digest)",
      en:
        "\(isNew ? "" : "there is ")\(tag.name) of \(tag.target.abbreviated): \(tally.commits.counted("commit")), \(tally.cases.counted("case")), \(tally.steps.counted("step")), \(tally.attachments.counted("attachment")); digest \(digest)"
    )
    if isNew {
      words =
        remote.map {
          Phrase(zh: "\(words.zh)\n已推送到 \($0)", en: "\(words.en)\npushed to \($0)")
        }
        ?? Phrase(
          zh: "\(words.zh)\n只在这个克隆里;与分支一起推送:git push --atomic <远程> HEAD \(tag.name)",
          en:
            "\(words.en)\nonly in this clone; push it with its branch: git push --atomic <remote> HEAD \(tag.name)"
        )
      if statement.findings.count > 0 {
        words = Phrase(
          zh: "\(words.zh)\n封存时 verify 有 \(statement.findings.count) 项错误和警告,已写进封存",
          en:
            "\(words.en)\nit states what verify finds: \(statement.findings.count.counted("error or warning", "errors and warnings"))"
        )
      }
    }
    session.console.write(session(words).safeLines(colours: false) + "\n")
  }
}

extension Session {
  /// Writes a slip to a file as DOCX, or to the terminal as text.
  fileprivate func print(_ slip: SealSlip, of statement: SealStatement, to name: String)
    throws(Failure)
  {
    guard name != "-" else {
      console.write(slip.text.safeLines(colours: false))
      return
    }
    let document = WordDocument(
      slip.paper, head: .plain, issuer: statement.office, day: statement.day,
      fixed: try parts(ownFile))
    try write(document.package, to: name)
  }
}
