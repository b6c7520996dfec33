import ArgumentParser
import CaseStore
import Files
import Git
import Glibc
import Messages
import Supervision

/// `duban-git seal`: the state of the history, to be kept outside of it.
struct SealCommand: Verb {
  static let name = "seal"
  static let configuration = CommandConfiguration.verb(
    name,
    abstract: text(
      zh: "封存:把历史到此为止的摘要写进标签,随分支推送,可加时间戳、印凭单",
      en: "Seal the history: a tag with its digests, pushed with the branch, time-stamped, printed."
    ),
    discussion: text(
      zh:
        "握有钥匙的人可以从第一次提交起重作历史,仓库里面看不出来。封存把提交、文件和提交清单的摘要、件数步数写进附注标签 seal/日期-提交,要求签名的同时签名;印出的凭单存入纸质档案,时间戳由外面的机构(RFC 3161)盖。verify 逐个核对。内网没有时间戳机构的,先用 --request 写出请求,拿到应答后用 --response 制作标签。",
      en:
        "Whoever holds the keys can re-make a history from the first commit, and nothing inside it shows that. A seal puts the commit, the digests of files and commits and their numbers into an annotated tag seal/DAY-COMMIT, signed where commits are; the slip goes into the paper archive, and a time stamp (RFC 3161) is somebody else's word. verify checks every one. Where the network has no authority, --request writes the request and --response makes the tag."
    ))

  @Argument(
    help: help(
      zh: "已有的封存(与 --print 同用)", en: "a seal that is there, to be printed", valueName: "seal"))
  var name: String?

  @Option(
    name: [.customShort("m"), .long], parsing: .unconditional,
    help: help(zh: "说明,写进封存", en: "words that become part of the seal", valueName: "text"))
  var message: String?

  @Option(
    help: help(
      zh: "请这个机构盖时间戳(http 或 https)", en: "let this authority time-stamp it (http or https)",
      valueName: "url"))
  var tsa: String?

  @Option(
    help: help(
      zh: "机构的证书(PEM);不写则用系统信任的", en: "the authority's certificates (PEM); the system's by default",
      valueName: "file"))
  var tsaCa: [String] = []

  @Option(
    help: help(
      zh: "只写出时间戳请求,内容留待应答", en: "only write a request for a time stamp, and keep the text for it",
      valueName: "file.tsq"))
  var request: String?

  @Option(
    help: help(
      zh: "用时间戳应答制作标签", en: "make the tag with the answer to a request", valueName: "file.tsr"))
  var response: String?

  @Option(
    help: help(
      zh: "印凭单:.docx 文件,- 为文本;已封存的照印",
      en: "print the slip, to a .docx file, or - for text; of what is sealed already too",
      valueName: "file"))
  var print: String?

  @Flag(help: help(zh: "不推送", en: "push nothing"))
  var noPush = false

  func run() async throws {
    let session = Session.running
    try validated(in: session)
    let book = try session.casebook()
    if let name { return try await printSeal(named: name, of: book.repository, session) }
    guard case .branch(let branch, let head) = try inGit(book.repository.head()) else {
      throw Failure(
        .repository,
        Phrase(zh: "HEAD 不在分支上,或者还没有提交", en: "HEAD is on no branch, or there is no commit yet"),
        hint: Phrase(zh: "封存共用分支:git switch main", en: "seal the shared branch: git switch main"))
    }
    guard !book.repository.isShallow else {
      throw Failure(
        .repository,
        Phrase(zh: "浅克隆里没有全部历史,不能封存", en: "a shallow clone has not all of the history to seal"),
        hint: Phrase(zh: "先取全:git fetch --unshallow", en: "get all first: git fetch --unshallow"))
    }
    let sealing = Sealing(
      in: book.repository,
      stamper: TimeStamper(
        environment: session.environment, trusting: tsaCa.map { "\(session.place(of: $0))" }))
    try await warnOfEdits(in: session)
    if tsa == nil, request == nil, response == nil, message == nil,
      let seal = try inStore(sealing.seal(of: head)), print != nil || seal.isOf(session.today)
    {
      return try await show(seal, in: sealing, session, isNew: false)
    }
    let who = try await askingGit(await book.repository.identity()).committer
    if let fault = try inStore(sealing.fault(of: who, sealing: head)) {
      throw Failure(.notASeal(fault))
    }
    if let request { return try await ask(into: request, head, sealing, session) }
    let (statement, stamp) = try await stamped(head, by: who, sealing, session)
    try requireNone(named: statement.name, sealing)
    let tag = try await askingStore(await sealing.tag(statement, stamp: stamp, by: who))
    let remote = try await publish(tag, of: branch, from: book.repository, session)
    try await askingStore(await sealing.keep(tag))
    if response != nil { try inStore(sealing.forgetText(of: statement)) }
    try await show(tag, in: sealing, session, isNew: true, pushedTo: remote)
  }

  private static let longestNote = 200

  private func validated(in session: Session) throws(Failure) {
    let ways = [
      (tsa, "--tsa"), (request, "--request"), (response, "--response"),
    ].filter { $0.0 != nil }.map(\.1)
    if name != nil, print == nil || !ways.isEmpty || message != nil {
      throw .usage(
        Phrase(
          zh: "写出封存的名字,是为了印它:加 --print",
          en: "a seal is named to be printed: add --print, and nothing else"))
    }
    if ways.count > 1 {
      throw .usage(
        Phrase(
          zh: "\(ways.joined(separator: "、")) 只能用一个",
          en: "only one of \(ways.joined(separator: ", "))"))
    }
    if response != nil, message != nil {
      throw .usage(
        Phrase(
          zh: "说明要在 --request 时写:它是盖了时间戳的内容的一部分",
          en: "-m goes with --request: it is part of what was stamped"))
    }
    if let tsa, !tsa.hasPrefix("http://"), !tsa.hasPrefix("https://") {
      throw .usage(
        Phrase(zh: "“\(tsa)”不是网址", en: "'\(tsa)' is no address of an authority"),
        hint: Phrase(zh: "如 https://tsa.example.org/", en: "such as https://tsa.example.org/"))
    }
    for file in tsaCa where try onDisk(session.place(of: file).status()) == nil {
      throw Failure(.system(call: "open", path: file, code: ENOENT))
    }
    for line in note where line.safeForTerminal != line {
      throw .usage(
        Phrase(
          zh: "说明里有看不见的字符:\(line.safeForTerminal)",
          en: "a character in -m cannot be seen: \(line.safeForTerminal)"))
    }
    if note.joined().count > Self.longestNote {
      throw .usage(
        Phrase(
          zh: "说明最多 \(Self.longestNote) 个字,要印在一页凭单上",
          en: "-m has at most \(Self.longestNote) characters: it is printed on a slip of one page"))
    }
    if let print, print != "-", !print.lowercased().hasSuffix(".docx") {
      throw .usage(
        Phrase(zh: "凭单写成 .docx 文件,或者用 - 印成文本", en: "a slip is a .docx file, or - for text"))
    }
  }

  private func requireNone(named name: String, _ sealing: Sealing) throws(Failure) {
    guard try inStore(sealing.seal(named: name)) != nil else { return }
    throw Failure(
      .input, Phrase(zh: "\(name) 已经有了", en: "there is \(name) already"),
      hint: Phrase(
        zh: "一个提交一天封存一次;要印凭单:duban-git seal --print 凭单.docx",
        en: "a commit is sealed once a day; to print it: duban-git seal --print slip.docx"))
  }

  private func warnOfEdits(in session: Session) async throws(Failure) {
    let edits = try session.unrecorded(in: try await session.source(rev: nil, withEdits: true))
    guard !edits.isEmpty else { return }
    let names = edits.prefix(5).joined(separator: ", ")
    session.console.writeError(
      session(
        Phrase(
          zh: "提示:\(edits.count) 个文件有未记录的改动,不在封存之内:\(names)",
          en: "hint: unrecorded edits are not sealed, in \(edits.count.counted("file")): \(names)")
      )
      .safeForTerminal + "\n")
  }

  private var note: [String] {
    (message ?? "").split(whereSeparator: \.isNewline).map { line in
      line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }.filter { !$0.isEmpty }
  }

  // MARK: Time

  private func ask(
    into file: String, _ head: OID, _ sealing: Sealing, _ session: Session
  ) async throws(Failure) {
    let statement = try await askingStore(
      await sealing.statement(of: head, on: session.today, note: note))
    try requireNone(named: statement.name, sealing)
    let digest = try inGit(SealTag.digest(of: statement.text))
    let request = try await askingStore(await sealing.stamper.request(of: digest))
    try onDisk(session.place(of: file).save(request))
    try inStore(sealing.keepText(of: statement))
    session.console.write(
      session(
        Phrase(
          zh:
            "\(file) 请求为 \(statement.name) 盖时间戳(SHA-256 \(digest))。送交机构,拿到应答后:duban-git seal --response 应答.tsr",
          en:
            "\(file) asks for a time stamp of \(statement.name) (SHA-256 \(digest)). Send it to the authority, and with the answer: duban-git seal --response answer.tsr"
        )
      ).safeForTerminal + "\n")
  }

  /// What is to be sealed, and its time stamp.
  private func stamped(
    _ head: OID, by who: Signature, _ sealing: Sealing, _ session: Session
  ) async throws(Failure) -> (SealStatement, stamp: String?) {
    let statement: SealStatement
    let stamp: String
    let time: TimeStamp
    if let response {
      let answer = try session.bytes(of: response)
      stamp = try await askingStore(await sealing.stamper.stamp(in: answer))
      (statement, time) = try await askingStore(await sealing.waitingText(of: stamp))
      guard let commit = OID(hex: statement.commit),
        try inGit(sealing.repository.isAncestor(commit, of: head))
      else {
        throw Failure(
          .input,
          Phrase(
            zh: "请求时封存的提交 \(statement.commit) 不在这个分支上",
            en: "the commit \(statement.commit), which was to be sealed, is not on this branch"))
      }
    } else {
      statement = try await askingStore(
        await sealing.statement(of: head, on: session.today, note: note))
      guard let tsa else { return (statement, nil) }
      let digest = try inGit(SealTag.digest(of: statement.text))
      let request = try await askingStore(await sealing.stamper.request(of: digest))
      let answer = try await askingStore(await sealing.stamper.answer(to: request, from: tsa))
      stamp = try await askingStore(await sealing.stamper.stamp(in: answer))
      time = try await askingStore(await sealing.judge(stamp, of: statement))
    }
    guard try inStore(sealing.isTimely(time, of: statement, by: who)) else {
      throw Failure(
        .input,
        Phrase(
          zh: "时间戳的时间 \(time.text) 不在被封存的提交和现在之间",
          en: "the time stamp's time \(time.text) is not between the sealed commit and now"),
        hint: Phrase(
          zh: "核对这台机器和机构的时钟", en: "check the clocks of this machine and of the authority"))
    }
    if time.trust == nil {
      session.console.writeError(
        session(
          Phrase(
            zh: "提示:这里没有可信的证书核对时间戳(\(time.certificate?.subject ?? "-"));用 --tsa-ca 指明",
            en:
              "hint: nothing here vouches for the time stamp (\(time.certificate?.subject ?? "-")); name its authority by --tsa-ca"
          )
        ).safeForTerminal + "\n")
    }
    return (statement, stamp)
  }
}

extension SealTag {
  fileprivate func isOf(_ day: Day) -> Bool { statement?.day == day }
}
