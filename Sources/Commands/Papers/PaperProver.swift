import CaseStore
import Files
import Git
import Messages
import Supervision
import Views

/// Holds papers against the history: each is made again of the commit, the day and the options that it
/// names, and compared.
struct PaperProver {
  let session: Session
  let history: PaperHistory
  let repository: Repository

  /// More than any paper of ours has.
  private static let mostBytes = 256 << 20

  init(in session: Session) async throws(Failure) {
    self.session = session
    repository = try session.repository()
    history = try await PaperHistory(in: repository, of: session)
  }

  func proof(of name: String) async throws(Failure) -> PaperProof {
    let place = session.place(of: name)
    if (try? place.status())??.kind == .folder { return try await siteProof(of: name, at: place) }
    let bytes: [UInt8]
    do throws(Unreadable) {
      guard let read = try place.readPlainFile(atMost: Self.mostBytes) else {
        return PaperProof(
          name: name, verdict: .unreadable,
          reason: Phrase(zh: "没有这个文件", en: "there is no such file"))
      }
      bytes = read
    } catch {
      return PaperProof(name: name, verdict: .unreadable, reason: error.words)
    }
    return try await proof(of: name, bytes)
  }

  private func proof(of name: String, _ bytes: [UInt8]) async throws(Failure) -> PaperProof {
    if bytes.starts(with: "%PDF-".utf8) { return PaperProof(name: name, verdict: .pdf) }
    var package: OfficePackage?
    if bytes.starts(with: [0x50, 0x4B]) {
      do throws(OfficePackage.Fault) {
        package = try OfficePackage(bytes)
      } catch {
        switch error {
        case .cannotUse(let fault): throw Failure(fault)
        case .unreadable(let why):
          return PaperProof(name: name, verdict: .unreadable, reason: why)
        }
      }
    }
    let text = package.map(\.stamp) ?? TextForm(of: bytes).stamp(in: bytes)
    var (proof, commit) = try standing(of: name, saying: text)
    guard let stamp = proof.stamp, let commit, let verb = Self.verb(of: stamp) else {
      return proof
    }
    let original: [UInt8]
    do throws(Failure) {
      guard
        let made = try await verb.paper(
          stamp.page, of: source(of: stamp, commit), on: stamp.day, in: session(for: stamp))
      else {
        proof.reason = Phrase(zh: "没有 \(stamp.page ?? "")", en: "there is no \(stamp.page ?? "")")
        return proof
      }
      original = made
    } catch {
      proof.reason = error.message?.firstLine
      return proof
    }
    proof.remarks = try changedTemplates(of: stamp, at: commit)
    switch (package, try? OfficePackage(original)) {
    case _ where bytes == original: proof.verdict = .same
    case (let package?, let made?): compare(package, with: made, in: &proof)
    case (nil, nil): compare(bytes, with: original, at: nil, in: &proof)
    case (nil, _), (_, nil):
      proof.reason = Phrase(
        zh: "它不是 \(stamp.command) 做出的那种文件", en: "it is no such file as \(stamp.command) makes")
      return proof
    }
    proof.weigh()
    return proof
  }

  /// What the stamp of a paper is worth before it is made again: the commit that it names, or why there
  /// is nothing to make.
  private func standing(of name: String, saying text: String?) throws(Failure)
    -> (proof: PaperProof, commit: OID?)
  {
    guard let text else { return (PaperProof(name: name, verdict: .unstamped), nil) }
    guard let stamp = Stamp(text), Self.verb(of: stamp) != nil else {
      return (PaperProof(name: name, verdict: .strangeStamp), nil)
    }
    var proof = PaperProof(name: name, stamp: stamp, verdict: .notMade)
    guard let digits = stamp.commit, stamp.edits == 0 else {
      proof.verdict = .unrecorded
      return (proof, nil)
    }
    let revisions = ["since", "rev", "at"].compactMap { stamp.option($0)?.value }
      .filter { Day($0) == nil }
    var commit: OID?
    for digits in revisions + [digits] {
      switch try inGit(history.commit(named: digits)) {
      case .success(let id): commit = id
      case .failure(.unknown): proof.verdict = .unknownCommit
      case .failure(.elsewhere): proof.verdict = .otherHistory
      case .failure(.faulty): proof.verdict = .faultyCommit
      }
      if proof.verdict != .notMade { return (proof, nil) }
    }
    return (proof, commit)
  }

  /// Every verb that makes papers; nil where none takes all that the stamp says.
  private static func verb(of stamp: Stamp) -> (any PaperVerb)? {
    if let language = stamp.option("lang"), Language(rawValue: language.value ?? "") == nil {
      return nil
    }
    return Ledger(stamp) ?? Due(stamp) ?? LetterCommand(stamp) ?? BulletinCommand(stamp)
      ?? Archive(stamp) ?? Show(stamp) ?? ReplySheetCommand(stamp) ?? UrgeCommand(stamp)
  }

  private func source(of stamp: Stamp, _ commit: OID) throws(Failure) -> PaperSource {
    var source = try session.paperSource(
      again: commit, isNamed: ["rev", "at"].contains { stamp.option($0) != nil })
    source.program = stamp.program
    return source
  }

  private func session(for stamp: Stamp) -> Session {
    session.making(pagesIn: Language(rawValue: stamp.option("lang")?.value ?? "") ?? .zh)
  }
}

// MARK: Comparing

extension PaperProver {
  private func compare(
    _ package: OfficePackage, with made: OfficePackage, in proof: inout PaperProof
  ) {
    proof.differences += package.differences(from: made)
    let remarks = package.remarks(besides: made)
    proof.remarks += remarks
    if remarks.isEmpty, proof.differences.isEmpty {
      proof.remarks.append(
        Phrase(
          zh: "各部件相同,容器不同(次序、压缩、时间、附注)",
          en: "its parts are the same, and their container is not: order, packing, times, notes"))
    }
  }

  /// - Parameter page: of a site.
  private func compare(
    _ bytes: [UInt8], with original: [UInt8], at page: String?, in proof: inout PaperProof
  ) {
    guard bytes != original else { return }
    // What is so much longer is not looked into.
    guard bytes.count <= 4 * original.count + (1 << 20) else {
      let place = page.map { Phrase(zh: $0, en: $0) } ?? Phrase(zh: "全文", en: "the whole")
      let (old, new) = ("\(original.count)", "\(bytes.count)")
      proof.differences.append(
        PaperDifference(place: place, recorded: "(\(old) B)", found: "(\(new) B)"))
      return
    }
    let form = TextForm(of: original)
    func words(_ bytes: [UInt8]) -> [PaperWord] {
      let words = form.words(of: bytes)
      guard let page else { return words }
      return words.map {
        PaperWord(Phrase(zh: "\(page) \($0.place.zh)", en: "\(page) \($0.place.en)"), $0.text)
      }
    }
    let differences =
      form.isTable
      ? PaperDifference.byPlace(from: words(original), to: words(bytes))
      : PaperDifference.inOrder(from: words(original), to: words(bytes))
    if differences.isEmpty || form.areAlike(bytes, original) {
      let name = page.map { "\($0) " } ?? ""
      proof.remarks.append(
        Phrase(
          zh: "\(name)只有换行、空白、引号或字节序标记不同",
          en: "\(name)differs in ends of lines, blanks, quotes or the mark of the byte order only"))
      proof.verdict = .alike
    } else {
      proof.differences += differences
    }
  }

  /// A folder of pages: each is made again, and whatever else lies there is named.
  private func siteProof(of name: String, at folder: FilePlace) async throws(Failure) -> PaperProof
  {
    guard let index = try? folder.file("index.html").readPlainFile(atMost: Self.mostBytes) else {
      return PaperProof(
        name: name, verdict: .unreadable,
        reason: Phrase(zh: "文件夹里没有 index.html", en: "a folder without index.html"))
    }
    var (proof, commit) = try standing(of: name, saying: TextForm.html.stamp(in: index))
    guard let stamp = proof.stamp, let commit else { return proof }
    guard let ledger = Ledger(stamp), ledger.format == .html else {
      proof.verdict = .strangeStamp
      return proof
    }
    let (site, rows, source): (Site, [LedgerRow], SiteSource)
    do throws(Failure) {
      (site, rows, source) = try await ledger.site(
        of: self.source(of: stamp, commit), on: stamp.day, session(for: stamp).languageOfPages,
        in: session)
    } catch {
      proof.reason = error.message?.firstLine
      return proof
    }
    var known: Set<RelativePath> = [".duban-site"]
    proof.verdict = .same
    func hold(_ page: Site.Page) {
      let path = RelativePath(page.path)
      known.insert(path)
      guard let bytes = try? folder.file(path).readPlainFile(atMost: Self.mostBytes) else {
        proof.remarks.append(Phrase(zh: "缺少 \(page.path)", en: "lacks \(page.path)"))
        proof.verdict = .alike
        return
      }
      compare(bytes, with: page.bytes, at: page.path, in: &proof)
    }
    let prose = try session.prose()
    for row in rows { if let page = source.page(of: row, in: site, prose) { hold(page) } }
    for page in site.frame { hold(page) }
    for path in try onDisk(folder.files()) where !known.contains(path) {
      proof.remarks.append(Phrase(zh: "另有 \(path)", en: "has \(path) besides"))
      proof.verdict = .alike
    }
    if !proof.differences.isEmpty { proof.verdict = .changed }
    proof.weigh()
    return proof
  }

  /// The templates that were otherwise before the commit, or are now: a letter of a text that an office
  /// had for an hour is a letter of that commit all the same.
  private func changedTemplates(of stamp: Stamp, at commit: OID) throws(Failure) -> [Phrase] {
    let hasTemplates = [LetterCommand.name, BulletinCommand.name, Archive.name]
    guard hasTemplates.contains(stamp.verb), let head = history.head else {
      return []
    }
    func templates(_ commit: OID) throws(Failure) -> [RelativePath: OID] {
      let entries = try inGit(repository.entries(under: "schema/templates", in: commit))
      return Dictionary(entries.map { ($0.path, $0.id) }, uniquingKeysWith: { one, _ in one })
    }
    let here = try templates(commit)
    let (after, parent) = (try templates(head), try inGit(repository.parents(of: commit)).first)
    let before = try parent.map { parent throws(Failure) in try templates(parent) }
    return Set(here.keys).union(after.keys).union(before.map { Array($0.keys) } ?? []).sorted()
      .compactMap { path in
        let was = before.map { $0[path] != here[path] } ?? false
        let became = after[path] != here[path]
        switch (was, became) {
        case (true, true):
          return Phrase(
            zh: "\(path) 在该提交与此前、现在都不同",
            en: "\(path) is otherwise in that commit than before it and now")
        case (true, false):
          return Phrase(zh: "\(path) 由该提交改过", en: "\(path) was changed by that commit")
        case (false, true):
          return Phrase(zh: "\(path) 后来改过", en: "\(path) was changed since")
        case (false, false): return nil
        }
      }
  }
}

extension PaperProof {
  /// Whether what differs changes the words, and whether the version lets the bytes be held at all.
  fileprivate mutating func weigh() {
    if !differences.isEmpty {
      verdict = .changed
    } else if verdict == .notMade {
      verdict = .alike
    }
    guard let stamp, stamp.program != Version.number else { return }
    if verdict == .same { verdict = .alike }
    remarks.append(
      Phrase(
        zh: "出自版本 \(stamp.program),本程序是 \(Version.number)",
        en: "made by version \(stamp.program); this is \(Version.number)"))
  }
}

extension Phrase {
  /// Without the excerpt that may stand below.
  fileprivate var firstLine: Phrase {
    func cut(_ text: String) -> String { String(text.prefix { !$0.isNewline }) }
    return Phrase(zh: cut(zh), en: cut(en))
  }
}

extension FilePlace {
  /// All files below, by their paths from here; links are not followed.
  fileprivate func files(at folder: RelativePath = .root) throws(FileError) -> [RelativePath] {
    guard let names = try file(folder).names() else { return [] }
    var found: [RelativePath] = []
    for name in names.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      let path = folder.appending(name)
      if try file(path).status()?.kind == .folder {
        found += try files(at: path)
      } else {
        found.append(path)
      }
    }
    return found
  }
}
